// The ground the widget's tests stand on: the second phone and the PBX, with real sound between them.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { launchChromium } from './lib/browser.mjs';
import { Pbx, ProxyPbx } from './lib/pbx.mjs';
import { SecondPhone } from './lib/second-phone.mjs';

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

/** Opens a phone for one test and keeps its recording under the test's name. */
async function phone(t, options = {}) {
  const phone = await SecondPhone.open(browser, { pbx, ...options });
  t.after(async () => {
    await phone.transcript.save(`jssip-${t.name.replace(/\W+/g, '-').toLowerCase()}.${options.user ?? '1002'}`);
    await phone.close();
  });
  return phone;
}

test('a page hears itself in the echo', async (t) => {
  const bob = await phone(t);
  await bob.dial('600');
  await bob.reaches('confirmed');
  const heard = await bob.hears();
  assert.equal(heard.codec, 'audio/opus');
  assert.ok(heard.bytes > 1000, `${heard.bytes} bytes`);
  assert.ok(heard.energy > 0, 'silence');
  await bob.hangUp();
  await bob.reaches('ended by local');
});

test('a customer comes with her name and her headers', async (t) => {
  const bob = await phone(t, { answers: true });
  await pbx.customerCalls('1002');
  const call = await bob.reaches('confirmed');
  assert.deepEqual(call.from, { name: 'Jane Customer', number: '+33612345678' });
  assert.equal(call.headers['X-Ivr-Value'], '4711');
  assert.equal(call.headers['X-Queue'], 'support');
  const heard = await bob.hears();
  assert.ok(heard.energy > 0, 'she listens to music, and so does he');
  await pbx.hangUpAll();
  await bob.reaches('ended by remote');
});

test('digits are read by the PBX in the audio and in SIP', async (t) => {
  const bob = await phone(t);
  for (const info of [false, true]) {
    const digits = info ? '1234' : '4711';
    await bob.dial('605');
    await bob.reaches('confirmed');
    await bob.keys(digits, { info });
    await pbx.logs(`DIGITS=${digits}`);
    await bob.hangUp();
    await bob.reaches('ended');
  }
});

test('on hold there is silence', async (t) => {
  const bob = await phone(t);
  await bob.dial('602');
  await bob.reaches('confirmed');
  assert.ok((await bob.hears()).bytes > 500);
  await bob.hold();
  assert.ok((await bob.hears()).bytes < 300);
  await bob.resume();
  assert.ok((await bob.hears()).bytes > 500);
});

test('a wrong password is refused', async (t) => {
  await assert.rejects(phone(t, { password: 'not-his' }), /Authentication Error/);
});

test('two phones talk, and the called one hangs up', async (t) => {
  const alice = await phone(t, { user: '1001' });
  const bob = await phone(t, { user: '1002', answers: true });
  await alice.dial('1002');
  await alice.reaches('confirmed');
  assert.ok((await alice.hears()).energy > 0);
  assert.ok((await bob.hears()).energy > 0);
  await bob.hangUp();
  await alice.reaches('ended by remote');
});

test('a declined caller hears busy', async (t) => {
  const alice = await phone(t, { user: '1001' });
  const bob = await phone(t, { user: '1002' });
  await alice.dial('1002');
  await bob.rings();
  await bob.decline();
  assert.deepEqual((await alice.reaches('failed')).states.at(-1), 'failed by remote: Busy');
});

test('of two phones the one that loses is told so', async (t) => {
  const alice = await phone(t, { user: '1001' });
  const bob = await phone(t, { user: '1002' });
  await pbx.customerCalls('900');
  await alice.rings();
  await bob.rings();
  await bob.answer();
  await alice.reaches('failed by remote');
  assert.match(alice.transcript.starting('CANCEL', { sent: false })[0], /^Reason: SIP;cause=200/im);
});

test('a call handed on leaves the customer with the other', async (t) => {
  const alice = await phone(t, { user: '1001', answers: true });
  const bob = await phone(t, { user: '1002', answers: true });
  await pbx.customerCalls('1001');
  await alice.reaches('confirmed');
  // Asterisk refuses a REFER for a call that it has not joined yet; sound tells that it has.
  assert.ok((await alice.hears()).energy > 0);
  await alice.transfer('1002');
  await bob.reaches('confirmed');
  assert.ok((await bob.hears()).energy > 0);
});

test('behind a proxy the sound goes from page to page', async (t) => {
  const proxy = await ProxyPbx.start();
  t.after(() => proxy.stop());
  const alice = await phone(t, { user: '1001', pbx: proxy });
  const bob = await phone(t, { user: '1002', pbx: proxy, answers: true });
  await alice.dial('1002');
  await alice.reaches('confirmed');
  assert.ok((await alice.hears()).energy > 0);
  assert.ok((await bob.hears()).energy > 0);
  await alice.hold();
  await bob.reaches('hold by remote');
  await alice.hangUp();
  await bob.reaches('ended by remote');
});
