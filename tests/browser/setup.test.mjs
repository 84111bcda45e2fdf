// The administrator's settings page: what it shows follows from the engine; here, that it shows it, keeps it, and can be used by
// everybody.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { wrongsIn } from './lib/axe.mjs';
import { launchChromium } from './lib/browser.mjs';
import { Watch } from './lib/watch.mjs';

const PAGE = new URL('setup/', process.env.WIDGET_URL ?? 'http://127.0.0.1:8080/widget/').href;

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

async function open(t, options = {}) {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1200, height: 900 }, ...options });
  const watch = await Watch.over(context);
  t.after(async () => {
    await context.close();
    watch.assertQuiet();
  });
  const page = await context.newPage();
  await page.goto(PAGE);
  await page.locator('#problems').waitFor();
  return page;
}

const setting = (page, name) => page.locator(`[data-setting="${name}"]`).locator('input, select, textarea').first();
/** Until the text of a part of the page is as wanted. */
const reads = (page, part, text) => page.locator(part).getByText(text).first().waitFor();

test('a contradiction is told as it comes about, with its remedy, and goes with it', async (t) => {
  const page = await open(t);
  await reads(page, '#problems', 'All settings go together.');
  await setting(page, 'missed.track_answered').check();
  await reads(page, '#problems', /missed\.save_inbound is off\. Turn that on, or this off\./);
  await reads(page, '[data-setting="missed.track_answered"]', /missed\.save_inbound is off/);
  await page.locator('#problems a').click();
  assert.equal(await page.evaluate(() => document.querySelector(':target')?.id), 'setting-missedTrackAnswered');
  await setting(page, 'missed.save_inbound').check();
  await reads(page, '#problems', 'All settings go together.');
});

test('the subject is shown in both languages and with both clocks', async (t) => {
  const page = await open(t);
  await setting(page, 'subject.template').fill('{calltype} {time} {callresult}');
  await reads(page, '#subject', 'Incoming call 9:00 AM Answered');
  const shown = await page.locator('#subject dd').allInnerTexts();
  assert.equal(shown.length, 4);
  assert.equal(shown[0], 'Incoming call 09:00 Answered');
  assert.match(shown[2], /^Eingehendes Gespräch 09:00 /);
});

test('a call is played under the draft, and tells what would be opened and written', async (t) => {
  const page = await open(t);
  await page.locator('#scenario').selectOption({ label: "A contact's call is missed" });
  await page.locator('#rehearsal [data-kind=Pop]').getByText('Contact Jane Customer').waitFor();
  assert.equal(await page.locator('#rehearsal [data-kind=Task]').count(), 0);
  await setting(page, 'missed.save_inbound').check();
  await setting(page, 'email.missed').check();
  const task = page.locator('#rehearsal [data-kind=Task]');
  await task.getByText('Missed call', { exact: true }).waitFor();
  await page.locator('#rehearsal [data-kind=Mail]').getByText('alex.agent@example.com').waitFor();
  await setting(page, 'email.default_address').fill('desk@example.com');
  await setting(page, 'email.to_owner').check();
  await page.locator('#rehearsal [data-kind=Mail]').getByText('bea.buero@example.com').waitFor();
});

test('what the draft changes is shown over all calls', async (t) => {
  const page = await open(t);
  await page.locator('#difference summary').click();
  await reads(page, '#difference', 'Every call comes out the same.');
  await setting(page, 'pop.mode').selectOption('account_instead_of_contact');
  const contact = page.locator('#difference [data-scenario=contact]');
  await contact.locator('.new').getByText('Account Harbour Coffee Roasters').waitFor();
  await contact.locator('.gone').getByText('Contact Jane Customer').waitFor();
  assert.equal(await page.locator('#difference [data-scenario=lead]').count(), 0, 'leads open themselves');
});

test('options are chosen and put in order', async (t) => {
  const page = await open(t);
  const offered = page.locator('[data-setting="follow_up.options_inbound"]');
  await offered.locator('[data-option=open_latest_task]').uncheck();
  const earlier = offered.getByRole('button', { name: 'New event: earlier' });
  await earlier.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'New event: earlier');
  await page.locator('#rehearsal .offered').waitFor();
  const names = ['Follow-up task', 'Follow-up task, close today\'s', 'New event', 'Open today\'s task'];
  await page.waitForFunction(
    (names) => [...document.querySelectorAll('#rehearsal .offered li')].map((li) => li.textContent.trim()).join() === names.join(),
    names,
  );
});

test('a draft survives a reload, and goes out and in again as a file', async (t) => {
  const page = await open(t, { acceptDownloads: true });
  await setting(page, 'subject.template').fill('<{calltype}> & more');
  await setting(page, 'autosave.inbound').uncheck();
  await page.waitForFunction(() => document.querySelector('#xml').textContent.includes('&lt;{calltype}&gt; &amp; more'));
  await page.reload();
  await page.locator('#problems').waitFor();
  assert.equal(await setting(page, 'subject.template').inputValue(), '<{calltype}> & more');

  await page.waitForFunction(() => document.querySelector('#xml').textContent.includes('more'));
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#export .primary').click()]);
  assert.equal(download.suggestedFilename(), 'callcenter.xml');
  const file = await readFile(await download.path(), 'utf8');
  assert.equal(file, await page.locator('#xml').textContent());
  assert.equal(await page.locator('#record').textContent(), 'Subject_Template__c = <{calltype}> & more\nAutosave_Inbound__c = false\n');

  const other = await open(t);
  await other.locator('#import summary').click();
  const path = join(tmpdir(), `ferrophone-setup-${process.pid}.xml`);
  await writeFile(path, file);
  await other.locator('#file').setInputFiles(path);
  await reads(other, '#import', 'Read in: 2 settings differ from the defaults.');
  assert.equal(await setting(other, 'subject.template').inputValue(), '<{calltype}> & more');
  assert.equal(await setting(other, 'autosave.inbound').isChecked(), false);
});

test('what cannot be read in says why, stays where it is, and changes nothing', async (t) => {
  const page = await open(t);
  await setting(page, 'subject.template').fill('MINE');
  await page.locator('#import summary').click();
  await page.locator('#pasted').fill('pop.when = answer\nhello');
  await page.locator('#import button').click();
  await reads(page, '#import', /^Line 2 has no “=”/);
  assert.equal(await page.locator('#pasted').inputValue(), 'pop.when = answer\nhello');
  assert.equal(await setting(page, 'subject.template').inputValue(), 'MINE');
  assert.equal(await setting(page, 'pop.when').inputValue(), 'ringing');

  // What is no setting is kept and told.
  await page.locator('#pasted').fill('pop.when = answer\nlineSevers = wss://pbx.example.com');
  await page.locator('#import button').click();
  await reads(page, '#problems', 'There is no such setting; it changes nothing.');
  assert.equal(await setting(page, 'pop.when').inputValue(), 'answer');
});

test('it is reached from the demo', async (t) => {
  const context = await browser.newContext({ locale: 'en-GB' });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(process.env.BASE_URL ?? 'http://localhost:8080/');
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'The administrator’s settings page' }).click(),
  ]);
  await opened.locator('#problems').waitFor();
});

for (const options of [
  { locale: 'en-US', colorScheme: 'light', viewport: { width: 1200, height: 900 } },
  { locale: 'de-DE', colorScheme: 'dark', viewport: { width: 300, height: 700 } },
]) {
  test(`everybody can use it (${options.locale}, ${options.colorScheme}, ${options.viewport.width} px)`, async (t) => {
    const page = await open(t, options);
    await setting(page, 'missed.track_answered').check();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.locator('#difference ol, #difference .good').first().waitFor();
    assert.deepEqual(await wrongsIn(page.mainFrame()), []);
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(widths[0] <= widths[1], `nothing is cut off at the side: ${widths}`);
  });
}

test('a setting is changed with the keyboard alone', async (t) => {
  const page = await open(t);
  await page.locator('#language').focus();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.id === 'setting-subjectLocked')) break;
  }
  await page.keyboard.press('Space');
  assert.equal(await setting(page, 'subject.locked').isChecked(), true);
});
