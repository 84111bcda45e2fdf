// What the README promises a newcomer: no PBX, no Salesforce, and a call becomes a Task.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Demo } from './lib/demo.mjs';

const NOTE = 'Asks for a second grinder.\nCall back after the fair.';

test('a practice call becomes one Task on the caller’s record', async (t) => {
  const demo = await Demo.open(t);
  const { widget } = demo;
  const jane = await demo.record('Contact', 'Jane Customer');

  await widget.practise({ queue: 'Support', ivr: '4711' });
  await demo.shows(jane.Id);
  assert.equal(await widget.name(), 'Jane Customer');
  assert.deepEqual(await widget.locator('.way dd').allInnerTexts(), ['Support', '4711']);

  await widget.press('answer');
  await widget.callReads('On the call');
  await widget.note().fill(NOTE);
  await widget.hasTalked();
  await widget.press('end');
  await widget.callReads('Call ended');
  await widget.savingReads(/^Saved \d/);

  const task = await demo.theTask();
  assert.match(task.Subject, /^Incoming call \d/);
  assert.equal(task.WhoId, jane.Id);
  assert.equal(task.Description, NOTE);
  assert.equal(task.CallType, 'Inbound');
  assert.equal(task.TaskSubtype, 'Call');
  assert.equal(task.Status, 'Completed');
  assert.ok(task.CallDurationInSeconds >= 1);

  // The agent goes on to it, and sees it among the activities of the caller.
  await widget.press('openTask');
  await demo.shows(task.Id);
  await demo.open(jane.Id, 'Contact');
  await demo.page.locator('.timeline').getByRole('button', { name: task.Subject }).waitFor();
  await widget.press('close');
  await widget.locator('[data-screen=recent]').click();
  await widget.locator('.recent li').getByText('Jane Customer').waitFor();
  assert.equal((await demo.newTasks()).length, 1);
});

test('a double click on Answer answers, and presses nothing that comes in its place', async (t) => {
  const demo = await Demo.open(t);
  const { widget } = demo;
  await widget.practise();
  await widget.button('Answer').dblclick();
  await widget.callReads('On the call');
  // A moment later a press on the same spot is meant.
  await widget.hasTalked();
  await widget.callReads('On the call');
  await widget.press('mute');
  await widget.callReads('On the call · You are muted');
});

test('a number on a page is called by a click', async (t) => {
  const demo = await Demo.open(t);
  await demo.widget.lineReads('Practice line');
  const oliver = await demo.record('Contact', 'Oliver Bennett');
  await demo.open(oliver.Id, 'Contact');
  await demo.page.getByRole('button', { name: `Call ${oliver.Phone}` }).first().click();
  await demo.widget.callReads('On the call');
  assert.equal(await demo.widget.name(), 'Oliver Bennett');
  await demo.widget.hasTalked();
  await demo.widget.press('end');
  const task = await demo.theTask();
  assert.equal(task.WhoId, oliver.Id);
  assert.equal(task.CallType, 'Outbound');
});

test('a reload in a call keeps the note and makes one Task', async (t) => {
  const demo = await Demo.open(t);
  const { widget } = demo;
  await widget.practise();
  await widget.press('answer');
  await widget.callReads('On the call');
  await widget.note().fill(NOTE);
  await widget.hasTalked(2);

  // Whatever the browser asks before it lets a call go, here nobody answers.
  demo.page.on('dialog', (dialog) => dialog.accept());
  await demo.reloadFrame();

  await widget.callReads('Ended when the page was closed');
  assert.equal(await widget.note().inputValue(), NOTE);
  await widget.savingReads(/^Saved \d/);
  const task = await demo.theTask();
  assert.equal(task.Description, NOTE);
  assert.ok(task.CallDurationInSeconds >= 1);

  // Once more, now that it is saved: nothing is sent again.
  await demo.reloadFrame();
  await widget.savingReads(/^Saved \d/);
  assert.equal((await demo.newTasks()).length, 1);
});

test('a reload while the Task is being saved makes no second one', async (t) => {
  // Salesforce takes its time: the answer comes to a frame that is gone.
  const demo = await Demo.open(t, { query: { latency: '1500', package: 'off' } });
  const { widget } = demo;
  await widget.hasPractised({ note: NOTE });
  await widget.savingReads('Saving');
  await demo.reloadFrame();

  await widget.savingReads(/^Salesforce gave no answer: the call may or may not be saved\./);
  assert.equal(await widget.note().inputValue(), NOTE);
  await widget.press('itIsThere');
  await widget.savingReads(/^Saved \d/);
  assert.equal((await demo.theTask()).Description, NOTE);
});

test('where the browser denies storage the agent is told, and the Task is saved all the same', async (t) => {
  const denied = () => {
    const get = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get });
  };
  const demo = await Demo.open(t, { prepare: (context) => context.addInitScript(denied) });
  const { widget } = demo;
  await widget
    .text('The browser denies storage: notes live only as long as this page. Administrator: allow site data for the address of the widget.')
    .waitFor();
  await widget.hasPractised({ note: NOTE });
  await widget.savingReads(/^Saved \d/);
  assert.equal((await demo.theTask()).Description, NOTE);
});
