// The page is loaded again in the middle of a call: the agent is asked before, and goes back into the same call after.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { launchChromium } from './lib/browser.mjs';
import { Demo, sipLine } from './lib/demo.mjs';
import { Pbx } from './lib/pbx.mjs';
import { Sound, tapSound } from './lib/sound.mjs';
import { Browser, ELSEWHERE, JANE } from './lib/tabs.mjs';
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

const NOTE = 'Asks for a second machi';

/** Alice talks with Jane Customer and has half a sentence in the note. `questions`: what the browser asked. */
async function talking(t) {
  const demo = await Demo.open(t, { query: sipLine(pbx.url), prepare: tapSound });
  const { widget } = demo;
  const questions = [];
  demo.page.on('dialog', async (dialog) => {
    questions.push(dialog.type());
    await dialog.accept();
  });
  await widget.signIn('secret1001');
  await widget.lineReads('Ready');
  await pbx.customerCalls('1001');
  await widget.callReads('Ringing');
  await widget.press('answer');
  await widget.callReads('On the call');
  await widget.note().fill(NOTE);
  await widget.hasTalked(2);
  return { demo, widget, questions, sound: new Sound(() => widget.frame) };
}

async function reload({ widget }) {
  await widget.mark();
  await widget.frame.evaluate(() => void setTimeout(() => location.reload()));
  await widget.isAnew();
}

const channels = async () => Number(/(\d+) active channel/.exec(await pbx.cli('core show channels'))?.[1]);

test('a call goes on after the page was loaded again, with sound, its note and one Task', async (t) => {
  const call = await talking(t);
  const { demo, widget, sound, questions } = call;
  const before = await channels();
  await reload(call);
  assert.deepEqual(questions, ['beforeunload'], 'the agent is asked first');
  await widget.callReads('Interrupted');
  assert.equal(await widget.name(), 'Jane Customer');
  assert.equal(await widget.note().inputValue(), NOTE);
  assert.equal(await channels(), before, 'nobody has hung up');
  assert.deepEqual(await sound.microphones(), [], 'nobody listens unasked');

  await widget.button('Rejoin').click();
  await widget.callReads('On the call');
  await sound.flows('both talk again', ({ heard, said, loud }) => heard > 500 && said > 500 && loud > 0);
  await widget.press('hold');
  await widget.callReads('On hold');
  await widget.press('resume');
  await widget.callReads('On the call');
  await widget.note().press('End');
  await widget.note().pressSequentially('ne.');
  await pbx.hangUpAll();
  await widget.callReads('Call ended');
  const task = await demo.theTask((task) => task.Status === 'Completed');
  assert.equal(task.Description, `${NOTE}ne.`);
  const [answered, end] = ['Answered', 'End'].map((moment) => Date.parse(task[`Ferrophone_Call_${moment}__c`]));
  assert.ok(Math.abs(task.CallDurationInSeconds - (end - answered) / 1000) <= 1, `${task.CallDurationInSeconds} s`);
  assert.ok(task.CallDurationInSeconds >= 4, `all of it: ${task.CallDurationInSeconds} s`);
  await widget.savingReads(/^Saved \d/);
  assert.equal((await demo.newTasks()).length, 1);
});

test('an agent who does not want it back ends it, and the customer is let go', async (t) => {
  const call = await talking(t);
  const { demo, widget } = call;
  await widget.press('hold');
  await widget.callReads('On hold');
  await reload(call);
  await widget.callReads('Interrupted');
  await widget.button('End').click();
  await widget.callReads('Call ended');
  await until('nobody is on the line', channels, (count) => count === 0);
  const task = await demo.theTask((task) => task.Status === 'Completed');
  assert.equal(task.Description, NOTE);
});

test('a customer who has hung up meanwhile can be called back', async (t) => {
  const call = await talking(t);
  const { demo, widget } = call;
  await reload(call);
  await widget.callReads('Interrupted');
  await pbx.hangUpAll();
  await widget.button('Rejoin').click();
  await widget.callReads('Ended when the page was closed');
  await demo.theTask((task) => task.Status === 'Completed');
  await widget.button('Call Jane Customer').click();
  // The number is none that this PBX has: it says so.
  await widget.callReads('This number does not exist');
});

test('a call whose tab is closed is taken up in another tab, with sound and one Task', async (t) => {
  const settings = { 'line.driver': 'sip', 'line.servers': pbx.url, 'line.user': '1001', 'line.domain': 'pbx.test' };
  const alice = await Browser.open(t, { settings, prepare: tapSound });
  const [first, second, third] = await alice.tabs(3);
  await second.says(ELSEWHERE);
  await first.look();
  await first.widget.signIn('secret1001');
  await first.widget.lineReads('Ready');
  await pbx.customerCalls('1001');
  await first.widget.callReads('Ringing');
  await first.widget.press('answer');
  await first.widget.callReads('On the call');
  await first.widget.note().fill(NOTE);
  await first.widget.hasTalked(2);
  const before = await channels();

  await first.close();
  await second.look();
  for (const { widget } of [second, third]) await widget.callReads('Interrupted');
  assert.equal(await second.widget.note().inputValue(), NOTE);
  assert.equal(await channels(), before, 'nobody has hung up');
  await third.look();
  await third.widget.button('Rejoin').click();
  for (const { widget } of [second, third]) await widget.callReads('On the call');
  const sound = new Sound(() => second.widget.frame);
  await sound.flows('both talk again', ({ heard, said, loud }) => heard > 500 && said > 500 && loud > 0);
  await third.widget.press('end');
  for (const { widget } of [second, third]) await widget.savingReads(/^Saved \d/);
  const task = await alice.org.theTask();
  assert.equal(task.Description, NOTE);
  assert.equal(task.WhoId, JANE.Id);
  assert.ok(task.CallDurationInSeconds >= 3, `all of it: ${task.CallDurationInSeconds} s`);
});
