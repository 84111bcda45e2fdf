// Three at one table: each hears the two others, mixed in the agent's browser.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { launchChromium } from './lib/browser.mjs';
import { Demo, sipLine } from './lib/demo.mjs';
import { Pbx } from './lib/pbx.mjs';
import { SecondPhone } from './lib/second-phone.mjs';
import { Sound, tapSound } from './lib/sound.mjs';
import { until } from './lib/until.mjs';

let browser;
let pbx;

before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());
beforeEach(async () => {
  pbx = await Pbx.start();
});
afterEach(() => pbx?.stop());

/** Jane Customer plays music; Bob's microphone hums, and so does the agent's. */
test('of three each hears the others, until one leaves', async (t) => {
  const bob = await SecondPhone.open(browser, { pbx });
  t.after(() => bob.close());
  const demo = await Demo.open(t, { query: sipLine(pbx.url), prepare: tapSound });
  const { widget } = demo;
  const sound = new Sound(() => widget.frame);
  await widget.signIn('secret1001');
  await widget.lineReads('Ready');
  await pbx.customerCalls('1001');
  await widget.callReads('Ringing');
  await widget.press('answer');
  await widget.callReads('On the call');
  await widget.button('Transfer call').click();
  await widget.locator('#transfer-to').fill('1002');
  await widget.button('Ask first').click();
  await bob.rings();
  await bob.answer();
  await widget.callReads('On the call');
  await widget.press('mute');
  await until('silence for Bob', () => bob.hears(700), ({ energy }) => energy < 1e-6);

  await widget.button(/^Join all: talk with/).click();
  await widget.callReads(/^On the call · Conference/);
  // The agent is muted: what Bob hears now is Jane.
  await until('music for Bob', () => bob.hears(700), ({ energy }) => energy > 1e-4);
  await sound.flows('the agent hears them', ({ heard, loud }) => heard > 500 && loud > 0);

  // The headset is unplugged: the next microphone comes into the mix, and nobody is lost from it.
  const before = await widget.frame.evaluate(() => {
    for (const track of window.microphones.filter((track) => track.readyState === 'live')) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
    return window.microphones.length;
  });
  await until('a microphone for each call', () => widget.frame.evaluate(() => window.microphones.length), (now) => now >= before + 2);
  await bob.hears(700);
  await until('still music for Bob', () => bob.hears(700), ({ energy }) => energy > 1e-4);
  // Without Jane there is silence, as the agent is muted; and then what the new microphone gives.
  await pbx.moveCustomer('silence');
  await until('silence for Bob once more', () => bob.hears(700), ({ energy }) => energy < 1e-6);
  await widget.press('unmute');
  await until('the agent for Bob', () => bob.hears(700), ({ energy }) => energy > 1e-5);

  // Jane leaves: with two left it is a call as any other.
  await widget.locator('.pair').waitFor();
  await pbx.cli('channel request hangup all').catch(() => {});
  await widget.callReads('Call ended');
  assert.equal(await widget.locator('.card').getByText('Conference').count(), 0);
});
