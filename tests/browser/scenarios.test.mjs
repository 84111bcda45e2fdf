// The scenarios of docs/telephony.md where only ears can tell, with the shipping widget: digits in the audio, early media, hand-over,
// a party that changes, a proxy.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { launchChromium } from './lib/browser.mjs';
import { Demo, sipLine } from './lib/demo.mjs';
import { Pbx, ProxyPbx } from './lib/pbx.mjs';
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

async function onLine(t, at = pbx) {
  const demo = await Demo.open(t, { query: sipLine(at.url), prepare: tapSound });
  await demo.widget.signIn('secret1001');
  await demo.widget.lineReads('Ready');
  return { demo, widget: demo.widget, sound: new Sound(() => demo.widget.frame) };
}

async function dial(widget, number) {
  await widget.locator('[data-screen=dial]').click();
  await widget.locator('#number').fill(number);
  await widget.press('call');
}

async function second(t, options = {}) {
  const phone = await SecondPhone.open(browser, { pbx, ...options });
  t.after(() => phone.close());
  return phone;
}

test('s06: keys that are pressed in the moment of the answer are read out of the audio', async (t) => {
  const { widget } = await onLine(t);
  await widget.frame.evaluate(tellTones);
  await dial(widget, '605');
  await widget.callReads('On the call');
  await widget.button('Keypad').click();
  for (const key of '4711') await widget.locator('.tones .keys button').filter({ hasText: new RegExp(`^${key}`) }).click();
  await pbx.logs('DIGITS=4711');
  // A browser that finds a better pair of addresses takes it within that time, and what it sends just then is not heard.
  const waited = await widget.frame.evaluate(() => window.toneAt - window.connectedAt);
  assert(waited >= 400, `the first key sounded ${waited} ms after the connection`);
});

/** In the page: when the first call was connected, and when its first key sounded. */
function tellTones() {
  const Peer = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Peer {
    constructor(...parameters) {
      super(...parameters);
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState !== 'connected') return;
        window.connectedAt ??= performance.now();
        this.getSenders()[0].dtmf.addEventListener('tonechange', () => (window.toneAt ??= performance.now()));
      });
    }
  };
}

test('s16: an announcement is heard before the answer', async (t) => {
  const { widget, sound } = await onLine(t);
  await dial(widget, '603');
  await widget.callReads('Connecting, listen');
  await sound.flows('speech', ({ heard }) => heard > 500);
  await widget.press('end');
  await widget.callReads('Cancelled');
});

test('s22: a customer who is handed on talks with the colleague', async (t) => {
  const { demo, widget } = await onLine(t);
  const bob = await second(t, { answers: true });
  await pbx.customerCalls('1001');
  await widget.callReads('Ringing');
  await widget.press('answer');
  await widget.callReads('On the call');
  await widget.hasTalked();
  await widget.button('Transfer call').click();
  await widget.locator('#transfer-to').fill('1002');
  await widget.button('Transfer now').click();
  await widget.callReads('Transferred');
  await bob.reaches('confirmed');
  await until('music for Bob', () => bob.hears(700), ({ energy }) => energy > 0);
  await demo.theTask();
});

test('s24: the second agent sees the customer’s record when the first has left', async (t) => {
  const { demo, widget, sound } = await onLine(t);
  const jane = await demo.record('Contact', 'Jane Customer');
  // Bob takes the customer's call, asks Alice, and joins the two: the widget is the second agent.
  const bob = await second(t, { answers: true });
  await pbx.customerCalls('1002');
  await bob.reaches('confirmed');
  await bob.hears();
  await bob.consult('1001');
  await widget.callReads('Ringing');
  await widget.press('answer');
  await widget.callReads('On the call');
  await bob.reaches('confirmed');
  await bob.join();
  await demo.shows(jane.Id);
  await until('her name', () => widget.name(), (name) => name === 'Jane Customer');
  await sound.flows('her music', ({ heard }) => heard > 500);
});

test('k3: behind a proxy the sound goes from page to page, and a hold is heard', async (t) => {
  const proxy = await ProxyPbx.start();
  t.after(() => proxy.stop());
  const { widget, sound } = await onLine(t, proxy);
  const bob = await second(t, { pbx: proxy, answers: true });
  await dial(widget, '1002');
  await widget.callReads('On the call');
  await sound.flows('both talk', ({ heard, said }) => heard > 500 && said > 500);
  assert.ok((await bob.hears()).energy > 0);
  await bob.hold();
  await widget.callReads('They put you on hold');
  await bob.resume();
  await widget.callReads('On the call');
  await bob.hangUp();
  await widget.callReads('Call ended');
});
