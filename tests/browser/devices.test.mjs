// A real call on the devices that the agent chose, before it and while it goes on.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';

import { Demo, sipLine } from './lib/demo.mjs';
import { Pbx } from './lib/pbx.mjs';
import { Sound, tapSound } from './lib/sound.mjs';
import { until } from './lib/until.mjs';

let pbx;
beforeEach(async () => {
  pbx = await Pbx.start();
});
afterEach(() => pbx?.stop());

async function tap(context) {
  await tapSound(context);
  await context.addInitScript(() => {
    window.speakers = [];
    window.Audio = class extends Audio {
      constructor() {
        super();
        window.speakers.push(this);
      }
    };
  });
}

test('a call uses the chosen microphone and loudspeaker, and changes over when others are chosen', async (t) => {
  const { widget } = await Demo.open(t, { query: sipLine(pbx.url), prepare: tap });
  await widget.lineReads('Password needed');
  await widget.signIn('secret1001');
  await widget.lineReads('Ready');

  const choose = async (choices) => {
    await widget.locator('[data-screen=settings]').click();
    await widget.locator('#to-audio').click();
    await widget.locator('#level').waitFor();
    for (const [id, label] of Object.entries(choices)) {
      await until(label, () => widget.locator(`#${id}`).innerText(), (names) => names.includes(label));
      await widget.locator(`#${id}`).selectOption({ label });
    }
  };
  const used = () =>
    widget.frame.evaluate(async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      const name = (id) => devices.find(({ deviceId, kind }) => deviceId === id && kind === 'audiooutput')?.label ?? id;
      const sender = window.peers.at(-1)?.getSenders()[0];
      return [sender?.track?.label, name(window.speakers.at(-1)?.sinkId)];
    });

  await choose({ microphone: 'Fake Audio Input 1', speaker: 'Fake Audio Output 1' });
  await widget.locator('[data-screen=dial]').click();
  await pbx.customerCalls('1001');
  await widget.callReads('Ringing');
  await widget.press('answer');
  await widget.callReads('On the call');
  await until('the chosen devices', used, ([said, heard]) => said === 'Fake Audio Input 1' && heard === 'Fake Audio Output 1');

  await choose({ microphone: 'Fake Audio Input 2', speaker: 'Fake Audio Output 2' });
  await until('the others', used, ([said, heard]) => said === 'Fake Audio Input 2' && heard === 'Fake Audio Output 2');
  const sound = new Sound(() => widget.frame);
  await sound.flows('both talk', ({ heard, said, loud }) => heard > 500 && said > 500 && loud > 0);
  await pbx.hangUpAll();
  await widget.locator('[data-screen=dial]').click();
  await sound.microphonesAre('free after the call', (track) => track.state === 'ended');
  assert.equal((await widget.frame.evaluate(() => window.peers.length)), 1);
});
