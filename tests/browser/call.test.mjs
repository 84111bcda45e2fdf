// The whole way: a real Asterisk, the shipping widget in the demo org, sound, and the Task in the end.

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

const NOTE = 'The machine leaks again.';

/** The demo with the widget plugged into the PBX as Alice, signed in through its own form. */
async function onLine(t) {
  const demo = await Demo.open(t, { query: sipLine(pbx.url), prepare: tapSound });
  await demo.widget.lineReads('Password needed');
  await demo.widget.signIn('secret1001');
  await demo.widget.lineReads('Ready');
  return { demo, widget: demo.widget, sound: new Sound(() => demo.widget.frame) };
}

test('a customer calls, is heard, held, taken back, and written down once', async (t) => {
  const { demo, widget, sound } = await onLine(t);
  const jane = await demo.record('Contact', 'Jane Customer');
  await pbx.customerCalls('1001');
  await widget.callReads('Ringing');
  await demo.shows(jane.Id);
  assert.equal(await widget.name(), 'Jane Customer');
  assert.deepEqual(await widget.locator('.way dd').allInnerTexts(), ['support', '4711']);
  assert.deepEqual(await sound.microphones(), [], 'nobody listens before the call is answered');

  await widget.press('answer');
  await widget.callReads('On the call');
  await sound.flows('both talk', ({ heard, said, loud }) => heard > 500 && said > 500 && loud > 0);

  await widget.press('hold');
  await widget.callReads('On hold');
  await sound.microphonesAre('off on hold', (track) => !track.enabled);
  await sound.flows('neither is heard', ({ heard, loud }) => heard < 300 && loud === 0);
  await widget.press('resume');
  await widget.callReads('On the call');
  await sound.flows('both talk again', ({ heard, said, loud }) => heard > 500 && said > 500 && loud > 0);

  await widget.press('mute');
  await widget.callReads('On the call · You are muted');
  await sound.microphonesAre('off when muted', (track) => !track.enabled);
  await sound.flows('only the customer is heard', ({ heard, loud }) => heard > 500 && loud === 0);
  await widget.press('unmute');
  await sound.microphonesAre('on again', (track) => track.enabled);

  await widget.note().fill(NOTE);
  await pbx.hangUpAll();
  await widget.callReads('Call ended');
  await sound.microphonesAre('free after the call', (track) => track.state === 'ended');
  await widget.savingReads(/^Saved \d/);

  const task = await demo.theTask();
  assert.match(task.Subject, /^Incoming call \d\d\/\d\d\/\d{4} \d\d:\d\d$/);
  assert.equal(task.WhoId, jane.Id);
  assert.equal(task.Description, NOTE);
  assert.equal(task.CallType, 'Inbound');
  assert.equal(task.TaskSubtype, 'Call');
  assert.equal(task.CallDisposition, 'Answered');
  assert.equal(task.Ferrophone_Caller_Number__c, '+33612345678');
  assert.equal(task.Ferrophone_Called_Number__c, '+441632960000');
  const moments = ['Start', 'Answered', 'End'].map((moment) => Date.parse(task[`Ferrophone_Call_${moment}__c`]));
  assert.ok(moments[0] <= moments[1] && moments[1] < moments[2], `${moments}`);
  assert.ok(Math.abs(task.CallDurationInSeconds - (moments[2] - moments[1]) / 1000) <= 1, `${task.CallDurationInSeconds} s`);
  assert.ok(task.CallDurationInSeconds > 0);
  assert.equal((await demo.newTasks()).length, 1);
});

test('a number clicked on a contact’s page is called, and the call is that contact’s', async (t) => {
  const { demo, widget, sound } = await onLine(t);
  const bob = await SecondPhone.open(browser, { pbx });
  t.after(() => bob.close());
  const oliver = await demo.record('Contact', 'Oliver Bennett');
  await demo.open(oliver.Id, 'Contact');
  await demo.page.getByRole('button', { name: `Call ${oliver.Phone}` }).first().click();
  await bob.rings();
  await widget.callReads('Ringing there');
  await until('the name of the contact', () => widget.name(), (name) => name === 'Oliver Bennett');
  await bob.answer();
  await widget.callReads('On the call');
  await sound.flows('both talk', ({ heard, said, loud }) => heard > 500 && said > 500 && loud > 0);
  assert.ok((await bob.hears()).energy > 0, 'he hears the agent');
  // The PBX has told by now that Bob's telephone took it.
  assert.equal(await widget.name(), 'Oliver Bennett');
  await widget.note().fill(NOTE);
  await bob.hangUp();
  await widget.callReads('Call ended');
  await sound.microphonesAre('free after the call', (track) => track.state === 'ended');

  const task = await demo.theTask((task) => task.Status === 'Completed');
  assert.match(task.Subject, /^Outgoing call /);
  assert.equal(task.WhoId, oliver.Id);
  assert.equal(task.CallType, 'Outbound');
  assert.equal(task.CallDisposition, 'Answered');
  assert.equal(task.Description, NOTE);
  assert.ok(task.CallDurationInSeconds > 0);
  await widget.savingReads(/^Saved \d/);
  assert.equal((await demo.newTasks()).length, 1);
});

test('a caller who gives up leaves a missed call and no Task', async (t) => {
  const { demo, widget, sound } = await onLine(t);
  await pbx.customerCalls('1001');
  await widget.callReads('Ringing');
  await pbx.hangUpAll();
  await widget.locator('.card').getByText('Missed: the caller gave up').waitFor();
  assert.deepEqual(await sound.microphones(), []);
  await widget.savingReads('This call is not saved to Salesforce.');
  assert.deepEqual(await demo.newTasks(), []);
});

test('what the agent hears is what the other side says', async (t) => {
  const { widget, sound } = await onLine(t);
  await widget.locator('[data-screen=dial]').click();
  await widget.locator('#number').fill('600');
  await widget.press('call');
  await widget.callReads('On the call');
  // The echo brings back what the microphone took up.
  await sound.flows('an echo', ({ heard }) => heard > 500);
  await widget.press('mute');
  await sound.microphonesAre('off when muted', (track) => !track.enabled);
  await widget.press('end');
  await widget.callReads('Call ended');
  await sound.microphonesAre('free after the call', (track) => track.state === 'ended');
});
