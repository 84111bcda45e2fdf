// The agent's part of the workflow: who it is, what came of it, what follows, why, and handing a call on.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launchChromium } from './lib/browser.mjs';
import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';
import { Widget } from './lib/widget.mjs';

const BASE = process.env.BASE_URL ?? 'http://localhost:8080/';
const NOTE = 'Typed before anything was chosen.';

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** One state of the gallery in a panel of the usual size. */
async function gallery(t, state, { lang = 'en-GB', width = 340, height = 480, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(`${BASE}gallery/?${new URLSearchParams({ state, lang })}`);
  const widget = Widget.alone(page, lang);
  await widget.isDrawn();
  return { page, widget, focused: () => page.evaluate(() => document.activeElement.id) };
}

const optionsOf = (list) => list.locator('option').allInnerTexts();
const chosenIn = (list) => list.evaluate((list) => list.selectedOptions[0].label);

test('of several matches the first stand in sight, and one press of the keyboard decides', async (t) => {
  const { page, widget, focused } = await gallery(t, 'several');
  const matches = widget.locator('.matches button');
  const [foot, second] = [await widget.locator('footer').boundingBox(), await matches.nth(1).boundingBox()];
  assert.ok(second.y + second.height <= foot.y, 'the second match is above the fold');
  await matches.nth(1).focus();
  await page.keyboard.press('Enter');
  await until('the name of the contact', () => widget.name(), (name) => name === 'Jane Customer');
  // The list is gone: the keyboard goes on at the name.
  await until('the focus', focused, (id) => id === 'who');
  // Choosing otherwise is one press, and so is choosing none.
  await widget.button('None of these').first().focus();
  await page.keyboard.press('Enter');
  await widget.text('Related to no record.').waitFor();
  assert.equal(await widget.locator('.matches').count(), 0, 'nothing asks any more');
});

test('a result is chosen by its first letters, or by Alt and its number while the note is typed', async (t) => {
  const { page, widget } = await gallery(t, 'results');
  const list = widget.locator('#result');
  assert.deepEqual(await list.locator('optgroup').evaluateAll((groups) => groups.map((group) => group.label)), ['Support', 'Sales']);
  assert.equal(await chosenIn(list), 'No result');
  await list.focus();
  await page.keyboard.type('Ord');
  await page.keyboard.press('Enter');
  await until('the result', () => chosenIn(list), (label) => label.startsWith('Order taken'));
  await widget.note().focus();
  await page.keyboard.press('Alt+Digit2');
  await until('the result', () => chosenIn(list), (label) => label.startsWith('Handed to second level'));
  const before = await widget.note().inputValue();
  await page.keyboard.press('End');
  await page.keyboard.type('12');
  assert.equal(await widget.note().inputValue(), `${before}12`, 'numbers alone are typed');
  assert.ok((await chosenIn(list)).startsWith('Handed to second level'), 'and choose nothing');
  await page.keyboard.press('Alt+Digit0');
  await until('no result', () => chosenIn(list), (label) => label === 'No result');
});

test('where results are chosen on the task’s page, or none are offered, the card has no list', async (t) => {
  const { widget } = await gallery(t, 'talking');
  assert.equal(await widget.locator('#result').count(), 0);
  assert.equal(await widget.locator('#follow-up').count(), 0);
});

test('a follow-up takes its options in their order, its day, and the task that is meant', async (t) => {
  const { widget } = await gallery(t, 'follow-up');
  const list = widget.locator('#follow-up');
  assert.deepEqual(await optionsOf(list), [
    'Nothing', 'New task', 'New task, close today\'s', 'Open today\'s task', 'Open latest task', 'New event',
  ]);
  assert.equal(await chosenIn(list), 'Open latest task');
  const tasks = widget.locator('.tasks label');
  assert.match(await tasks.nth(0).innerText(), /^Send the spare parts list\s+due \d\d\/\d\d\/\d{4}$/);
  assert.match(await tasks.nth(2).innerText(), /^Renew the contract\s+a colleague's$/);
  await tasks.nth(2).click();
  await until('the third task', () => tasks.nth(2).locator('input').isChecked());
  assert.equal(await widget.locator('input[type=date]').count(), 0, 'to open a task takes no day');
  await list.selectOption({ label: 'New event' });
  const day = widget.locator('input[type=date]');
  await day.waitFor();
  await day.fill('2027-02-28');
  assert.equal(await widget.locator('.tasks').count(), 0);
  await list.selectOption({ label: 'New task, close today\'s' });
  assert.equal(await day.inputValue(), '2027-02-28', 'the day stays');
  await list.selectOption({ label: 'Nothing' });
  await until('no day', () => day.count(), (count) => count === 0);
  assert.equal(await widget.button('Create now').count(), 0);
});

for (const [state, words] of [
  ['follow-up-searching', 'Looking for open tasks'],
  ['follow-up-failed', 'The open tasks could not be found out.'],
  ['follow-up-none', 'There is no such open task.'],
  ['follow-up-done', /^New task · Saved \d/],
  ['follow-up-refused', 'INSUFFICIENT_ACCESS: You may not create events here.'],
  ['case-refused', 'REQUIRED_FIELD_MISSING: Required fields are missing: [Reason]'],
  ['transferring', 'Being transferred. The call is yours until that has worked.'],
]) {
  test(`the state ${state} is told in words`, async (t) => {
    const { widget } = await gallery(t, state);
    await widget.text(words).waitFor();
  });
}

test('a refused card can be given up, and says what becomes of it', async (t) => {
  const { widget } = await gallery(t, 'refused');
  await widget.text('Keep unsaved: call and note stay in your recent calls only.').waitFor();
  assert.equal(await widget.button('Close').count(), 0, 'closing would not save it');
  await widget.button('Keep unsaved').click();
  await until('no card', () => widget.locator('.card').count(), (count) => count === 0);
});

test('an unsaved note is read among the recent calls', async (t) => {
  const { widget } = await gallery(t, 'recent');
  assert.deepEqual(await widget.locator('.recent li q').allInnerTexts(), ['Asked for Bea']);
});

test('why something happened is opened, copied as text, and closed by the keyboard', async (t) => {
  const { page, widget, focused } = await gallery(t, 'talking', { permissions: ['clipboard-read', 'clipboard-write'] });
  await widget.button('Why?').focus();
  await page.keyboard.press('Enter');
  await until('the focus', focused, (id) => id === 'why');
  assert.equal(await widget.locator('#why').innerText(), 'Why: Jane Customer');
  const acting = await widget.locator('.moment .acts').allInnerTexts();
  assert.equal(acting.length, 4);
  assert.match(acting[1], /^relate record\s*acts\s*: only this record has the number$/);
  assert.equal(await widget.locator('.moment .declines').count(), 5);
  await widget.button('Copy as text').click();
  await widget.text('Copied', { exact: true }).waitFor();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trim().split('\n');
  assert.equal(lines.length, 10);
  assert.match(
    lines[5],
    /^\d\d:\d\d:\d\d related \| pop record \| acts \| the settings open the caller's own record \| Inbound; .* · settings 3$/,
  );
  await page.keyboard.press('Escape');
  await until('the focus back', focused, (id) => id.startsWith('why-'));
  await widget.note().waitFor();
  // From the recent calls, too; another screen leaves it.
  await widget.locator('[data-screen=recent]').click();
  await widget.button('Why? Erika Musterfrau').click();
  await widget.locator('#why').waitFor();
  await widget.locator('[data-screen=dial]').click();
  await widget.locator('#number').waitFor();
  assert.equal(await widget.locator('#why').count(), 0);
});

test('each setting that is not in force is told with its key, and each notice is more than a heading', async (t) => {
  const { widget } = await gallery(t, 'settings-wrong');
  const rows = widget.locator('.problems > div');
  assert.equal(await rows.count(), 12);
  assert.match(await rows.nth(0).innerText(), /^line\.expires\s+“soon” cannot be used; in force: 300\. It takes: seconds/);
  for (const told of await rows.allInnerTexts()) assert.match(told, /^[a-z_]+\.[a-z_]+\s+\S.{20,}$/s);
  const { widget: other } = await gallery(t, 'notices-workflow');
  for (const told of await other.locator('.notices li').allInnerTexts()) assert.ok(told.length > 60, told);
});

for (const width of [300, 320, 560]) {
  test(`nothing is cut off or scrolls sideways at ${width} px`, async (t) => {
    const { page } = await gallery(t, 'dialpad', { width });
    const states = await page.evaluate(() => window.gallery_states());
    const wrong = [];
    for (const lang of ['en-GB', 'de-DE']) {
      for (const state of states) {
        await page.goto(`${BASE}gallery/?${new URLSearchParams({ state, lang })}`);
        await page.locator('#line').waitFor();
        const wide = await page.evaluate(() => {
          const boxes = [document.documentElement, ...document.querySelectorAll('main, .columns, .column, footer, .controls, .notices')];
          return boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.className || box.tagName);
        });
        if (wide.length) wrong.push(`${state} ${lang}: ${wide}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
}

const RESULTS = { 'settings.results.list': 'Support: Resolved, Call back promised; Wrong number (in)' };

test('a result that is chosen in the call is the Task’s', async (t) => {
  const query = { ...RESULTS, 'settings.subject.template': '{calltype} - {callresult}', 'settings.subject.locked': 'true' };
  const demo = await Demo.open(t, { query });
  const { page, widget } = demo;
  await widget.practise();
  assert.equal(await widget.locator('#result').count(), 0, 'nothing has come of it while it rings');
  await widget.press('answer');
  await widget.callReads('On the call');
  await widget.note().fill(NOTE);
  await page.keyboard.press('Alt+Digit2');
  assert.equal(await widget.locator('#subject').isEditable(), false);
  await widget.hasTalked();
  await widget.press('end');
  const subject = () => widget.locator('#subject').inputValue();
  await until('the subject', subject, (text) => text === 'Incoming call - Call back promised');
  await widget.savingReads(/^Saved \d/);
  assert.equal((await demo.theTask()).CallDisposition, 'Call back promised');
  // Another word on it goes to the same Task.
  await widget.locator('#result').selectOption({ label: 'Wrong number · Alt+3' });
  await widget.savingReads('Changes will be saved by themselves');
  await widget.press('save');
  await widget.savingReads(/^Saved \d/);
  assert.equal((await demo.theTask()).CallDisposition, 'Wrong number');
});

test('a save that is taken back leaves nothing in the org and everything on the card', async (t) => {
  const demo = await Demo.open(t, { query: { 'settings.autosave.inbound': 'false' } });
  const { widget } = demo;
  await widget.hasPractised({ note: NOTE });
  await widget.savingReads('Not saved yet. Press Save.');
  // Salesforce takes its time, so that the save is still here.
  await demo.fault('not-ready');
  await widget.press('save');
  await widget.button('Undo').click();
  await widget.text('The save was taken back: Salesforce has nothing of this call. Your note is kept here, and Save saves it anew.').waitFor();
  assert.equal(await widget.note().inputValue(), NOTE);
  assert.deepEqual(await demo.newTasks(), []);
  assert.equal(await widget.button('Undo').count(), 0);
  await widget.press('save');
  assert.equal((await demo.theTask()).Description, NOTE);
});

test('a call that Salesforce refuses can be left unsaved, and is found among the recent ones', async (t) => {
  const demo = await Demo.open(t);
  const { widget } = demo;
  await demo.fault('rule');
  await widget.hasPractised();
  await widget.savingReads(/^Salesforce did not save this call\./);
  await widget.button('Keep unsaved').click();
  await until('no card', () => widget.locator('.card').count(), (count) => count === 0);
  await widget.locator('[data-screen=recent]').click();
  await widget.button('Why? Jane Customer').click();
  await widget.locator('.moment .acts').first().waitFor();
  assert.deepEqual(await demo.newTasks(), []);
});

test('the reasons of a real call stand behind Why, by the rules that ran', async (t) => {
  const demo = await Demo.open(t);
  const { widget } = demo;
  await widget.hasPractised();
  await widget.savingReads(/^Saved \d/);
  await widget.button('Why?').click();
  const acting = (await widget.locator('.moment .acts').allInnerTexts()).join('\n');
  for (const rule of ['find caller', 'relate record', 'pop record', 'log call']) assert.match(acting, new RegExp(`^${rule}`, 'm'));
});

/** On the demo's practice line with Jane Customer. */
async function talking(t) {
  const demo = await Demo.open(t);
  await demo.widget.practise();
  await demo.widget.press('answer');
  await demo.widget.callReads('On the call');
  return demo;
}

test('a call is handed on at once, and comes back when the number does not take it', async (t) => {
  const { page, widget } = await talking(t);
  await widget.button('Transfer call').click();
  await until('the field', () => widget.frame.evaluate(() => document.activeElement.id), (id) => id === 'transfer-to');
  await page.keyboard.type('the lady next door');
  await page.keyboard.press('Enter');
  await widget.text('“the lady next door” is not a phone number.').waitFor();
  await widget.locator('#transfer-to').fill('030 486');
  await page.keyboard.press('Enter');
  await widget.text('The call was not transferred; it is still yours.').waitFor();
  await widget.callReads('On the call');
  await widget.locator('#transfer-to').fill('1007');
  await widget.button('Transfer now').click();
  await widget.callReads('Transferred');
});

test('who is asked first is swapped with the caller, and joined', async (t) => {
  const { widget } = await talking(t);
  await widget.button('Transfer call').click();
  await widget.locator('#transfer-to').fill('1007');
  await widget.button('Ask first').click();
  await until('the second call', () => widget.name(), (name) => name === '1007');
  await widget.callReads('On the call');
  await widget.button('Swap to Jane Customer').click();
  await until('the caller', () => widget.name(), (name) => name === 'Jane Customer');
  await widget.callReads('On the call');
  await widget.button('Swap to 1007').click();
  await until('the second call', () => widget.name(), (name) => name === '1007');
  await widget.button('Join this call with Jane Customer and leave both').click();
  await widget.callReads('Transferred');
  await widget.locator('.calls button').filter({ hasText: 'Jane Customer' }).click();
  await widget.callReads('Transferred');
});
