// Salesforce as it is on a bad day: what the agent reads then, that the note is kept, and that there is one Task or none.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ownClock } from './lib/clock.mjs';
import { Demo } from './lib/demo.mjs';

const NOTE = 'Wants the invoice at the new address.';
const SAVED = /^Saved \d/;
const LOST =
  'Salesforce gave no answer: the call may or may not be saved. Please look at the activities of the record. Your note is kept here.';

/** After this the widget gives up on a save, and a test need not wait for it. */
const PATIENCE = 31_000;

/** Nobody but the agent can look up what became of a save. */
const UNAIDED = { package: 'off' };

/** A call that is over while Salesforce is in this trouble. */
async function practised(t, fault, { note = NOTE, query = UNAIDED, ...options } = {}) {
  const demo = await Demo.open(t, { prepare: ownClock, query, ...options });
  if (fault) await demo.fault(fault);
  await demo.widget.hasPractised({ note });
  return demo;
}

/** What the trouble was, what the agent reads, what she does, and how many Tasks there were before and are after it. */
const DOUBTFUL = [
  { fault: 'lose-save', because: 'its answer is lost', waits: true, there: 1, act: 'itIsThere' },
  // The agent is wrong; the org's unique key is not.
  { fault: 'lose-save', because: 'its answer is lost and the agent overlooks the Task', waits: true, there: 1, act: 'saveAgain' },
  { fault: 'drop-save', because: 'it never arrived', waits: true, there: 0, act: 'saveAgain' },
  { fault: 'fail-save', because: 'the server failed before it', there: 0, act: 'saveAgain' },
  { fault: 'fail-save-after', because: 'the server failed after it', there: 1, act: 'itIsThere' },
];

for (const { fault, because, waits, there, act } of DOUBTFUL) {
  test(`a save is in doubt because ${because}: the agent decides, and there is one Task`, async (t) => {
    const demo = await practised(t, fault);
    const { widget } = demo;
    if (waits) {
      await widget.savingReads('Saving');
      await demo.page.clock.fastForward(PATIENCE);
    }
    await widget.savingReads(LOST);
    assert.equal(await widget.note().inputValue(), NOTE);
    assert.equal((await demo.newTasks()).length, there);
    await widget.press(act);
    await widget.savingReads(SAVED);
    assert.equal(await widget.note().inputValue(), NOTE);
    assert.equal((await demo.theTask()).Description, NOTE);
  });
}

test('a lost answer is told in German', async (t) => {
  const demo = await practised(t, 'lose-save', { locale: 'de-DE' });
  await demo.widget.savingReads('Wird gespeichert');
  await demo.page.clock.fastForward(PATIENCE);
  await demo.widget.savingReads(
    'Salesforce hat nicht geantwortet: Vielleicht ist der Anruf gespeichert, vielleicht nicht. Bitte sehen Sie bei den Aktivitäten des Datensatzes nach. Ihre Notiz bleibt hier erhalten.',
  );
  assert.equal(await demo.widget.note().inputValue(), NOTE);
  await demo.widget.press('itIsThere');
  await demo.widget.savingReads(demo.widget.words.saved);
  assert.equal((await demo.theTask()).Description, NOTE);
});

test('an answer that comes twice counts once', async (t) => {
  const demo = await practised(t, 'twice-save');
  await demo.widget.savingReads(SAVED);
  const saves = async () => (await demo.calls()).filter((call) => call.method === 'saveLog');
  assert.equal((await saves())[0].after.length, 2, 'the demo did answer twice');
  await demo.page.clock.runFor(1000);
  await demo.widget.savingReads(SAVED);
  assert.equal((await demo.theTask()).Description, NOTE);
  assert.equal((await saves()).length, 1);
});

test('an answer that comes late is waited for', async (t) => {
  const demo = await practised(t, 'late-save');
  await demo.widget.savingReads('Saving');
  await demo.page.clock.fastForward(6000);
  await demo.widget.savingReads(SAVED);
  assert.equal((await demo.theTask()).Description, NOTE);
});

for (const shape of ['object', 'list']) {
  test(`a validation rule is quoted, its details in the form of a ${shape}, and obeyed`, async (t) => {
    const demo = await Demo.open(t);
    await demo.fault('rule');
    if (shape === 'list') await demo.fault('details-list');
    const { widget } = demo;
    await widget.hasPractised();
    await widget.savingReads(/^Salesforce did not save this call\. Your note is kept here\.\s/);
    assert.match(await widget.locator('.said').innerText(), /Please write down what the call was about\./);
    assert.deepEqual(await demo.newTasks(), []);
    await widget.note().fill(NOTE);
    await widget.press('tryAgain');
    await widget.savingReads(SAVED);
    assert.equal((await demo.theTask()).Description, NOTE);
  });
}

test('while the server is down a call goes on, and is saved when the agent says so', async (t) => {
  const demo = await practised(t, 'outage');
  const { widget } = demo;
  await widget.text('Salesforce could not be searched. The call is not affected.').waitFor();
  await widget.savingReads(LOST);
  assert.equal(await widget.note().inputValue(), NOTE);
  assert.deepEqual(await demo.newTasks(), []);
  await demo.fault('outage-off');
  await widget.press('saveAgain');
  await widget.savingReads(SAVED);
  assert.equal((await demo.theTask()).Description, NOTE);
});

test('an org without the call fields gets their values in the comments, and the agent is told', async (t) => {
  const demo = await Demo.open(t, { query: { fields: 'off' } });
  const { widget } = demo;
  await widget.hasPractised({ note: NOTE });
  await widget.savingReads(SAVED);
  await widget
    .text(/^The call is saved, but these fields do not exist in your Salesforce: Ferrophone_.*\. Their values stand in the comments\./)
    .waitFor();
  assert.equal(await widget.note().inputValue(), NOTE);
  const task = await demo.theTask();
  assert.ok(task.Description.startsWith(`${NOTE}\n\n`), task.Description);
  assert.match(task.Description, /^Caller number: \+33 6 12 34 56 78$/m);
  assert.match(task.Description, /^Call end: /m);
});

test('Salesforce that is not ready when the page loads is asked again until it is', async (t) => {
  const demo = await Demo.open(t, { query: { fault: 'not-ready' }, prepare: ownClock });
  await demo.page.clock.fastForward(6000);
  await demo.widget.lineReads('Practice line');
  await demo.widget.hasPractised({ note: NOTE });
  await demo.widget.savingReads(SAVED);
  assert.equal((await demo.theTask()).Description, NOTE);
});
