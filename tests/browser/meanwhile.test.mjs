// Somebody edits the call's Task on its page while the agent goes on writing in the widget: nothing is overwritten, and the card asks.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { wrongsIn } from './lib/axe.mjs';
import { launchChromium } from './lib/browser.mjs';
import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';
import { Widget } from './lib/widget.mjs';

const BASE = process.env.BASE_URL ?? 'http://localhost:8080/';
const CHANGED = /^Changed in Salesforce meanwhile/;

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** A call whose Task says `Wants a quote`; on its page somebody makes more of it, and the agent something else. */
async function edited(t) {
  const demo = await Demo.open(t);
  const { widget, page } = demo;
  await widget.lineReads(widget.words.practiceLine);
  await widget.hasPractised({ note: 'Wants a quote' });
  await widget.savingReads(widget.words.saved);
  const { Id } = await demo.theTask();
  await page.evaluate((path) => window.demo.go(path), `/lightning/r/Task/${Id}/edit`);
  const form = page.getByRole('dialog');
  await form.getByLabel('Comments').fill('Wants a quote by Friday');
  await form.getByRole('button', { name: 'Save' }).click();
  await demo.shows(Id);
  await widget.note().fill('Wants a quote for two machines');
  await widget.press('save');
  await widget.savingReads(CHANGED);
  return { demo, widget, page, note: async () => (await demo.theTask()).Description };
}

test('what was written on the Task’s page is shown and left alone, and both are kept by the keyboard', async (t) => {
  const { demo, widget, page, note } = await edited(t);
  assert.equal(await note(), 'Wants a quote by Friday', 'nothing was overwritten');
  assert.match(await widget.locator('.conflict').innerText(), /^Note[^]*Wants a quote by Friday/);
  assert.deepEqual(await wrongsIn(widget.frame), []);
  assert.equal(await widget.button('Save').count(), 0, 'saving would not decide it');
  await widget.button('Both').focus();
  await page.keyboard.press('Enter');
  await widget.savingReads(widget.words.saved);
  assert.equal(await widget.note().inputValue(), 'Wants a quote by Friday\n\nfor two machines');
  assert.equal(await note(), 'Wants a quote by Friday\n\nfor two machines');
  // The button is gone: the keyboard stays where it was.
  await until('the focus', () => widget.frame.evaluate(() => document.activeElement.id), (id) => id === 'conflicts');
  assert.equal(await widget.locator('.conflict').count(), 0);
  await demo.theTask();
});

test('the page is loaded again with the question open, and the agent keeps what Salesforce has', async (t) => {
  const { demo, widget, note } = await edited(t);
  await demo.reloadFrame();
  await widget.savingReads(CHANGED);
  assert.equal(await widget.note().inputValue(), 'Wants a quote for two machines', 'theirs is not lost, nor ours');
  await widget.button('Salesforce\'s').click();
  await widget.savingReads(widget.words.saved);
  await until('the note', () => widget.note().inputValue(), (text) => text === 'Wants a quote by Friday');
  assert.equal(await note(), 'Wants a quote by Friday');
});

test('the agent saves their own', async (t) => {
  const { widget, note } = await edited(t);
  await widget.button('Mine').click();
  await widget.savingReads(widget.words.saved);
  assert.equal(await note(), 'Wants a quote for two machines');
});

for (const lang of ['en-GB', 'de-DE']) {
  for (const width of [300, 320, 340, 560]) {
    test(`the question fits ${width} px (${lang})`, async (t) => {
      const context = await browser.newContext({ viewport: { width, height: 480 } });
      t.after(() => context.close());
      const page = await context.newPage();
      await page.goto(`${BASE}gallery/?${new URLSearchParams({ state: 'conflict', lang })}`);
      const widget = Widget.alone(page, lang);
      await widget.isDrawn();
      const buttons = widget.locator('.conflict button');
      assert.equal(await buttons.count(), 3);
      for (const button of await buttons.all()) {
        const { x, y, width: wide, height } = await button.boundingBox();
        assert.ok(x >= 0 && x + wide <= width && y >= 0 && y + height <= 480, `${await button.innerText()} is in sight`);
      }
      const [note, foot] = [await widget.note().boundingBox(), await widget.locator('footer').boundingBox()];
      assert.ok(note.y + 20 <= foot.y, `and what the agent wrote begins in sight: ${note.y}, ${foot.y}`);
      assert.deepEqual(await wrongsIn(page.mainFrame()), []);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/conflict-${lang}-${width}.png` });
      await page.goto(`${BASE}gallery/?${new URLSearchParams({ state: 'conflicts', lang })}`);
      await widget.isDrawn();
      await widget.locator('.conflict').nth(3).waitFor();
      assert.equal(await widget.locator('.conflict .link').count(), 1, 'another record can be opened');
      assert.deepEqual(await wrongsIn(page.mainFrame()), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing hangs over');
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/conflicts-${lang}-${width}.png` });
    });
  }
}
