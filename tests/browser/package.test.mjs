// The package in the org: what the widget can do with it, and what it says and does without.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ownClock } from './lib/clock.mjs';
import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';

const NOTE = 'The machine leaks again.';
const SAVED = /^Saved \d/;
const LATEST_CASE = { 'settings.pop.mode': 'latest_case_contact' };

/** The subjects of what the widget asked of the package, in order. */
const actions = async (demo) => {
  const asked = (await demo.calls()).filter((call) => call.method === 'runApex');
  return asked.map((call) => new URLSearchParams(call.args.methodParams).get('action'));
};

async function caseOf(demo, subject) {
  const found = (await demo.org()).find((record) => record.object === 'Case' && record.Subject === subject);
  assert.ok(found, subject);
  return found;
}

test('the caller’s open case opens, and the call is hers', async (t) => {
  const demo = await Demo.open(t, { query: LATEST_CASE });
  const { widget } = demo;
  const leak = await caseOf(demo, 'Machine leaks after descaling');
  const jane = await demo.record('Contact', 'Jane Customer');
  await widget.practise();
  await demo.shows(leak.Id);
  await widget.press('answer');
  await widget.callReads('On the call');
  await widget.note().fill(NOTE);
  await widget.hasTalked();
  await widget.press('end');
  await widget.savingReads(SAVED);
  const task = await demo.theTask();
  assert.deepEqual([task.WhoId, task.Description], [jane.Id, NOTE]);
  // The line did not wait for the package, and nobody asks it anything twice.
  assert.deepEqual((await actions(demo)).slice(0, 3), ['hello', 'settings', 'latest']);
});

test('the settings record of the package comes before the call center', async (t) => {
  const query = { 'settings.pop.mode': 'identified', 'workflow.pop.mode': 'latest_case_account' };
  const demo = await Demo.open(t, { query });
  await until('the settings', () => actions(demo), (actions) => actions.includes('settings'));
  const late = await caseOf(demo, 'Filters are late');
  await demo.widget.practise();
  await demo.shows(late.Id);
});

test('without the package the caller opens, the agent is told once what is missing, and the Task is saved', async (t) => {
  const demo = await Demo.open(t, { query: { ...LATEST_CASE, package: 'off' } });
  const { widget } = demo;
  const jane = await demo.record('Contact', 'Jane Customer');
  const missing = widget.locator('.notices li');
  for (const calls of [1, 2]) {
    await widget.practise();
    await demo.shows(jane.Id);
    await missing.first().waitFor();
    assert.equal(await missing.count(), 1);
    await widget.press('answer');
    await widget.callReads('On the call');
    await widget.hasTalked();
    await widget.press('end');
    await widget.savingReads(SAVED);
    assert.equal((await demo.newTasks()).length, calls);
    assert.ok((await demo.newTasks()).every((task) => task.WhoId === jane.Id));
    await widget.press('close');
    await demo.page.evaluate(() => window.demo.go('/lightning/page/home'));
  }
  // Once at the start, and never again.
  assert.deepEqual(await actions(demo), ['hello']);
});

test('a save whose answer is lost is looked up, and nobody has to decide', async (t) => {
  const demo = await Demo.open(t, { prepare: ownClock });
  const { widget } = demo;
  await demo.fault('lose-save');
  await widget.hasPractised({ note: NOTE });
  await widget.savingReads('Saving');
  await demo.page.clock.fastForward(31_000);
  await widget.savingReads(SAVED);
  assert.equal((await demo.theTask()).Description, NOTE);
  assert.ok((await actions(demo)).includes('findSaved'));
});

test('Classic asks the package in its own words', async (t) => {
  const demo = await Demo.open(t, { query: { ...LATEST_CASE, surface: 'classic' } });
  const leak = await caseOf(demo, 'Machine leaks after descaling');
  await demo.widget.practise();
  await demo.shows(leak.Id);
});
