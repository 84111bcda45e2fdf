// How a call sounds, against a real Asterisk: the estimate, the sentences when it does not, and what stands in the Task.

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

/** Alice talks to Jane, who listens to music. */
async function talking(t, settings = {}) {
  const demo = await Demo.open(t, { query: sipLine(pbx.url, settings), prepare: tapSound });
  const { widget } = demo;
  await widget.lineReads('Password needed');
  await widget.signIn('secret1001');
  await widget.lineReads('Ready');
  await pbx.customerCalls('1001');
  await widget.callReads('Ringing');
  await widget.press('answer');
  await widget.callReads('On the call');
  return { demo, widget, sound: new Sound(() => widget.frame) };
}

const told = (widget) => widget.locator('.card .trouble').allInnerTexts();
const reads = (widget, pattern, patience) =>
  until(`the card tells ${pattern}`, async () => (await told(widget)).join(), (text) => pattern.test(text), patience);
const quiet = (widget) => until('no trouble is told', () => told(widget), (all) => all.length === 0, 10_000);

test('a good call is called good, and its Task says so', async (t) => {
  const { demo, widget } = await talking(t, { 'quality.save': 'true' });
  const sound = widget.locator('.card .sound');
  await until('an estimate', () => sound.innerText(), (text) => /^Sounds good\s*MOS 4\.\d, an estimate$/.test(text), 12_000);
  assert.equal(await sound.getAttribute('data-bars'), '4');
  assert.match(await sound.getAttribute('title'), /^Loss 0\.0 %, round trip \d+ ms, jitter \d+ ms$/);
  assert.deepEqual(await told(widget), []);
  await pbx.hangUpAll();
  await widget.callReads('Call ended');
  const task = await demo.theTask((task) => task.Status === 'Completed');
  assert.ok(task.Ferrophone_MOS__c >= 4 && task.Ferrophone_MOS__c < 4.5, `${task.Ferrophone_MOS__c}`);
  assert.match(task.Ferrophone_Quality__c, /^MOS 4\.\d \(estimated\), lowest 4\.\d; loss 0\.0 %, round trip \d+ ms, jitter \d+ ms$/);
});

test('when the other side falls silent it is told within five seconds, and no longer than it lasts', async (t) => {
  const { widget, sound } = await talking(t);
  await sound.flows('both talk', ({ heard, said }) => heard > 500 && said > 500);
  await pbx.moveCustomer('silence');
  const since = Date.now();
  await reads(widget, /^You hear nothing: no sound arrives\./, 5000);
  t.diagnostic(`told after ${Date.now() - since} ms`);
  await pbx.moveCustomer('music');
  await quiet(widget);
  // Music on hold is nobody's trouble, and silence on hold neither.
  await widget.press('hold');
  await widget.callReads('On hold');
  await sound.flows('nothing is heard', ({ heard }) => heard < 300);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  assert.deepEqual(await told(widget), []);
});

test('who speaks into a muted microphone is told, and what listens is let go', async (t) => {
  const { widget, sound } = await talking(t);
  await sound.flows('both talk', ({ heard, loud }) => heard > 500 && loud > 0);
  await widget.press('mute');
  await widget.callReads('On the call · You are muted');
  await reads(widget, /^You are speaking, but you are muted\./, 20_000);
  await sound.flows('and yet is not heard', ({ loud }) => loud === 0);
  await widget.press('unmute');
  await quiet(widget);
  await widget.press('mute');
  await widget.press('end');
  await widget.callReads('Call ended');
  await sound.microphonesAre('free after the call', (track) => track.state === 'ended');
});

test('when the network is lost the card says so, another way is sought, and the sound comes back', async (t) => {
  const { widget, sound } = await talking(t);
  await sound.flows('both talk', ({ heard, said }) => heard > 500 && said > 500);
  const credentials = () =>
    widget.frame.evaluate(() => window.peers.at(-1).localDescription.sdp.match(/a=ice-ufrag:(\S+)/)[1]);
  const before = await credentials();
  await pbx.freeze();
  await reads(widget, /^(You hear nothing|No sound, neither way)/, 5000);
  await reads(widget, /^No sound, neither way\./, 20_000);
  await pbx.thaw();
  await until('another way is offered', credentials, (now) => now !== before, 30_000);
  await sound.flows('both talk again', ({ heard, said }) => heard > 500 && said > 500);
  await quiet(widget);
});
