// Keyboard shortcuts: a call from ringing to saved by them, their list, and what an agent may change about them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wrongsIn } from './lib/axe.mjs';
import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';

const NOTE = 'Asks for a spare part. (Hurry?)';

/** The practice line is ready, the keyboard in the widget, and what comes later is there. */
async function open(t, options) {
  const demo = await Demo.open(t, options);
  await demo.widget.lineReads(demo.widget.words.practiceLine);
  await demo.widget.locator('[data-screen=settings]').click();
  await demo.widget.locator('#open-shortcuts').waitFor();
  return demo;
}

const list = (widget) => widget.locator('dialog#shortcuts');
const shortcut = (widget, name) => widget.locator(`[data-shortcut=${name}]`);
/** What the list says of the last change. */
const told = (widget, text) => until(`the list tells ${text}`, () => list(widget).locator('.told').innerText(), (said) => text.test(said));
const focused = (widget) => widget.frame.evaluate(() => document.activeElement.id);

test('shortcuts lead from ringing to saved, also out of a field', async (t) => {
  const demo = await open(t);
  const { page, widget } = demo;
  await widget.practise();
  await page.keyboard.press('Alt+A');
  await widget.callReads('On the call');
  await until('the keyboard in the note', () => focused(widget), (id) => id === 'note');
  await page.keyboard.type(NOTE);
  assert.equal(await list(widget).count(), 0, 'a question mark in a note is a question mark');

  await page.keyboard.press('Alt+M');
  await widget.callReads('On the call · You are muted');
  await page.keyboard.press('Alt+M');
  await widget.callReads('On the call');
  // Whatever is on the screen.
  await widget.locator('[data-screen=recent]').click();
  await page.keyboard.press('Alt+H');
  await page.keyboard.press('Alt+O');
  await widget.callReads('On hold');
  await page.keyboard.press('Alt+H');
  await widget.callReads('On the call');
  await page.keyboard.press('Alt+K');
  await until('the keyboard in the keypad', () => focused(widget), (id) => id === 'tones');
  await page.keyboard.press('5');
  await until('the key was sent', () => widget.locator('.sent output').innerText(), (sent) => sent === '5');

  await widget.hasTalked();
  await page.keyboard.press('Alt+X');
  await widget.savingReads(/^Saved \d/);
  await page.keyboard.press('Alt+S');
  await widget.locator('.card').waitFor({ state: 'detached' });
  assert.equal((await demo.theTask()).Description, NOTE);
});

test('a call is declined by its shortcut', async (t) => {
  const { page, widget } = await open(t);
  await widget.practise();
  await page.keyboard.press('Alt+D');
  await until('nothing rings', async () => (await widget.button('Answer').count()) === 0);
});

test('the list opens with a question mark, tells of conflicts, and what was changed is kept', async (t) => {
  const demo = await open(t);
  const { page, widget } = demo;
  await widget.locator('[data-screen=settings]').focus();
  await page.keyboard.press('?');
  await list(widget).waitFor();
  assert.equal(await shortcut(widget, 'mute').innerText(), 'Alt+M');

  await shortcut(widget, 'mute').click();
  assert.equal(await shortcut(widget, 'mute').innerText(), 'Press keys …');
  for (const [keys, says] of [
    ['Alt+H', /^Alt\+H is there for “Hold, resume” already/],
    ['5', /^5 dials/],
    ['Control+C', /^Ctrl\+C belongs to the browser/],
    ['Alt+3', /^Alt\+3 chooses the result/],
    ['Enter', /^Enter is needed/],
  ]) {
    await page.keyboard.press(keys);
    await told(widget, says);
  }
  await page.keyboard.press('q');
  await told(widget, /^Mute, unmute: Q$/);
  assert.equal(await shortcut(widget, 'mute').innerText(), 'Q');
  await shortcut(widget, 'hold').click();
  await page.keyboard.press('Escape');
  assert.equal(await shortcut(widget, 'hold').innerText(), 'Alt+H', 'Escape leaves it, and the list open');
  await shortcut(widget, 'hold').click();
  await page.keyboard.press('Delete');
  assert.equal(await shortcut(widget, 'hold').innerText(), 'None');
  await page.keyboard.press('Escape');
  await list(widget).waitFor({ state: 'detached' });
  await until('the keyboard where it was', () => widget.frame.evaluate(() => document.activeElement.dataset.screen), (at) => at === 'settings');

  await demo.reloadFrame();
  await widget.practise();
  await page.keyboard.press('Alt+A');
  await widget.callReads('On the call');
  await page.keyboard.type('q');
  assert.equal(await widget.note().inputValue(), 'q', 'a letter is no shortcut while it is typed');
  await page.keyboard.press('Alt+M');
  await widget.locator('#who').focus();
  await page.keyboard.press('q');
  await widget.callReads('On the call · You are muted');
  await page.keyboard.press('Alt+H');
  await widget.hasTalked(2);
  await widget.callReads('On the call · You are muted');

  // All of them off, and all of them back.
  await page.keyboard.press('?');
  await widget.locator('#shortcuts-on').uncheck();
  await page.keyboard.press('Escape');
  await list(widget).waitFor({ state: 'detached' });
  await widget.locator('#who').focus();
  await page.keyboard.press('q');
  await page.keyboard.press('?');
  await widget.locator('[data-screen=settings]').click();
  await widget.locator('#open-shortcuts').click();
  await widget.locator('#reset-shortcuts').click();
  await told(widget, /as they were/);
  assert.ok(await widget.locator('#shortcuts-on').isChecked());
  assert.equal(await shortcut(widget, 'mute').innerText(), 'Alt+M');
  await page.keyboard.press('Escape');
  await widget.locator('[data-screen=call]').click();
  await widget.callReads('On the call · You are muted');
});

for (const { locale, colorScheme, none, conflict } of [
  { locale: 'en-GB', colorScheme: 'light', none: 'None', conflict: /already/ },
  { locale: 'de-DE', colorScheme: 'dark', none: 'Keine', conflict: /gibt es schon/ },
]) {
  test(`the list is accessible, and fits (${locale}, ${colorScheme})`, async (t) => {
    const { page, widget } = await open(t, { locale, colorScheme });
    await widget.locator('#open-shortcuts').click();
    await list(widget).waitFor();
    await shortcut(widget, 'note').click();
    await page.keyboard.press('Delete');
    assert.equal(await shortcut(widget, 'note').innerText(), none);
    await shortcut(widget, 'end').click();
    assert.deepEqual(await wrongsIn(widget.frame), [], 'waiting');
    await page.keyboard.press('Alt+A');
    await told(widget, conflict);
    assert.deepEqual(await wrongsIn(widget.frame), [], 'told');
    assert.ok(await list(widget).evaluate((list) => list.scrollWidth <= list.clientWidth));
  });
}
