// A telephone on the desk: it rings and is answered there, the widget beside it follows, and the Task stands in the end.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { launchChromium } from './lib/browser.mjs';
import { Demo, deskLine } from './lib/demo.mjs';
import { Pbx } from './lib/pbx.mjs';
import { SecondPhone } from './lib/second-phone.mjs';
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

/** The widget beside Alice's desk phone, which is registered. */
async function atTheDesk(t) {
  const phone = await SecondPhone.open(browser, { pbx, user: '2001' });
  t.after(() => phone.close());
  const demo = await Demo.open(t, { query: deskLine(pbx.url) });
  await demo.widget.lineReads('Password needed');
  await demo.widget.signIn('secretdesk');
  await demo.widget.lineReads('Ready');
  return { demo, widget: demo.widget, phone };
}

/** The buttons of the call's card that a desk phone does not take. */
const AT_THE_PHONE = ['answer', 'hold', 'resume', 'mute'];

async function offersNone(widget, names) {
  for (const name of names) assert.equal(await widget.button(widget.words[name]).count(), 0, name);
}

test('a call answered at the desk phone is followed over a reload and written down once', async (t) => {
  const { demo, widget, phone } = await atTheDesk(t);
  const jane = await demo.record('Contact', 'Jane Customer');
  await pbx.customerCalls('2001');
  await phone.rings();
  await widget.callReads('Ringing');
  await demo.shows(jane.Id);
  assert.equal(await widget.name(), 'Jane Customer');
  assert.deepEqual(await widget.locator('.way dd').allInnerTexts(), ['support', '4711']);
  await offersNone(widget, AT_THE_PHONE);

  await phone.answer();
  await widget.callReads('On the call');
  await offersNone(widget, AT_THE_PHONE);
  await widget.note().fill('The machine leaks');
  await widget.hasTalked(2);
  const clock = () => widget.locator('.card .state .timer').innerText();
  const before = await clock();
  await demo.reloadFrame();
  await widget.callReads('On the call');
  assert.ok((await clock()) >= before, 'its clock goes on');
  assert.equal(await widget.note().inputValue(), 'The machine leaks');
  const call = (await phone.calls()).at(-1);
  assert.ok(!call.states.some((state) => /ended|failed/.test(state)), `it goes on: ${call.states}`);

  await phone.hold();
  await widget.callReads('On hold');
  await phone.resume();
  await widget.callReads('On the call');
  await widget.note().fill('The machine leaks again.');
  await phone.hangUp();
  await widget.callReads('Call ended');
  await widget.savingReads(/^Saved \d/);
  const task = await demo.theTask();
  assert.equal(task.WhoId, jane.Id);
  assert.equal(task.Description, 'The machine leaks again.');
  assert.equal(task.CallType, 'Inbound');
  assert.equal(task.CallDisposition, 'Answered');
  assert.equal(task.Ferrophone_Caller_Number__c, '+33612345678');
  assert.equal(task.Ferrophone_Called_Number__c, '+441632960000');
  assert.ok(task.CallDurationInSeconds >= 2, `${task.CallDurationInSeconds} s`);
});

test('a number clicked on a contact’s page is dialled by the desk phone', async (t) => {
  const { demo, widget, phone } = await atTheDesk(t);
  const bob = await SecondPhone.open(browser, { pbx });
  t.after(() => bob.close());
  const oliver = await demo.record('Contact', 'Oliver Bennett');
  await demo.open(oliver.Id, 'Contact');
  await demo.page.getByRole('button', { name: `Call ${oliver.Phone}` }).first().click();
  const own = await phone.rings();
  assert.match(own.headers['Call-Info'] ?? own.headers['call-info'] ?? '', /answer-after=0/, JSON.stringify(own.headers));
  await widget.callReads('Dialling');
  await phone.answer();
  await bob.rings();
  await widget.callReads('Ringing there');
  await bob.answer();
  await widget.callReads('On the call');
  assert.equal(await widget.name(), 'Oliver Bennett');
  await widget.hasTalked();
  await widget.press('end');
  await widget.callReads('Call ended');
  await bob.reaches('ended');
  const task = await demo.theTask((task) => task.Status === 'Completed');
  assert.equal(task.WhoId, oliver.Id);
  assert.equal(task.CallType, 'Outbound');
});

test('a wrong password and an unplugged telephone each have their sentence and a way out', async (t) => {
  const demo = await Demo.open(t, { query: deskLine(pbx.url), expected: /WebSocket connection/ });
  const { widget } = demo;
  await widget.signIn('guess');
  await widget.text('or does not accept this user and password').first().waitFor();
  await widget.locator('[data-screen=settings]').or(widget.button('Settings')).first().click();
  await widget.signIn('secretdesk');
  await widget.text('Your desk phone is not connected to the phone system.').first().waitFor();
  const phone = await SecondPhone.open(browser, { pbx, user: '2001' });
  t.after(() => phone.close());
  await widget.lineReads('Ready');
  const stored = await until('the password in this browser', () =>
    widget.frame.evaluate(() => Object.entries(localStorage).filter(([key]) => key.endsWith('password'))));
  assert.equal(stored.length, 1);
});
