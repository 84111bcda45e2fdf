// What becomes of calls and notes where the browser keeps nothing: storage that is full, or denied. Every test here and elsewhere runs in
// a private window: there storage works, and is gone with the window.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Demo } from './lib/demo.mjs';

const NOTE = 'Asks for a second grinder.\nCall back after the fair.';
const FULL = 'The browser\'s storage is full: notes live only as long as this page. Save open calls and do not close the page.';

/** To the last character. */
function fill() {
  localStorage.removeItem('ferrophone');
  for (let [size, n] = [1 << 22, 0]; size >= 1; ) {
    try {
      localStorage.setItem(`filler${n}`, 'x'.repeat(size));
      n++;
    } catch {
      size >>= 1;
    }
  }
}

function makeRoom() {
  for (const key of Object.keys(localStorage)) if (key.startsWith('filler')) localStorage.removeItem(key);
}

test('where storage is full in a call the agent is told, the Task is saved, and the call is written down when there is room', async (t) => {
  const demo = await Demo.open(t);
  const { widget } = demo;
  await widget.practise();
  await widget.press('answer');
  await widget.callReads('On the call');
  await widget.frame.evaluate(fill);
  await widget.note().fill(NOTE);
  await widget.text(FULL).waitFor();
  await widget.hasTalked();
  await widget.press('end');
  await widget.savingReads(/^Saved \d/);
  assert.equal((await demo.theTask()).Description, NOTE);

  await widget.frame.evaluate(makeRoom);
  await demo.reloadFrame();
  await widget.callReads('Call ended');
  await widget.savingReads(/^Saved \d/);
  assert.equal(await widget.note().inputValue(), NOTE);
  assert.equal((await demo.newTasks()).length, 1);
});

test('a page that finds storage full reads what is kept there', async (t) => {
  const demo = await Demo.open(t);
  const { widget } = demo;
  await widget.practise();
  await widget.press('answer');
  await widget.callReads('On the call');
  await widget.note().fill(NOTE);
  await widget.hasTalked(2);
  await widget.frame.evaluate(fill);
  demo.page.on('dialog', (dialog) => dialog.accept());
  await demo.reloadFrame();

  await widget.text(FULL).waitFor();
  await widget.callReads('Ended when the page was closed');
  assert.equal(await widget.note().inputValue(), NOTE);
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
