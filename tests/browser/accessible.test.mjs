// Everybody can use it: axe-core over what an agent meets, and a whole call by the keyboard alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { wrongsIn } from './lib/axe.mjs';
import { launchChromium } from './lib/browser.mjs';
import { Demo } from './lib/demo.mjs';

const BASE = process.env.BASE_URL ?? 'http://localhost:8080/';
const NOTE = 'Typed without a mouse.';

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

test('the checks find what is wrong', async (t) => {
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.setContent('<html lang="en"><title>wrong</title><main><h1>x</h1><img src="data:,"></main>');
  const wrongs = await wrongsIn(page.mainFrame());
  assert.equal(wrongs.length, 1);
  assert.match(wrongs[0], /^image-alt: img/);
});

const COMBINATIONS = [
  { locale: 'en-GB', colorScheme: 'light' },
  { locale: 'de-DE', colorScheme: 'dark' },
];

for (const { locale, colorScheme } of COMBINATIONS) {
  test(`a call is accessible in each of its states (${locale}, ${colorScheme})`, async (t) => {
    const demo = await Demo.open(t, { locale, colorScheme });
    const { widget } = demo;
    const check = async (state) => assert.deepEqual(await wrongsIn(widget.frame), [], state);
    await widget.lineReads(widget.words.practiceLine);
    await check('dial');
    await widget.practise({ queue: 'Support', ivr: '4711' });
    await demo.shows((await demo.record('Contact', 'Jane Customer')).Id);
    await check('ringing');
    await widget.press('answer');
    await widget.callReads(widget.words.talking);
    await widget.note().fill(NOTE);
    await check('talking');
    await widget.hasTalked();
    await widget.press('end');
    await widget.savingReads(widget.words.saved);
    await check('saved');
    for (const screen of ['recent', 'settings', 'practice']) {
      await widget.locator(`[data-screen=${screen}]`).click();
      await widget.locator('main h1').first().waitFor();
      await check(screen);
    }
  });
}

const ALL = ['en-GB', 'de-DE'].flatMap((locale) => ['light', 'dark'].map((colorScheme) => ({ locale, colorScheme })));

for (const { locale, colorScheme } of ALL) {
  test(`every state of the gallery is accessible (${locale}, ${colorScheme})`, async (t) => {
    const context = await browser.newContext({ viewport: { width: 340, height: 480 } });
    t.after(() => context.close());
    const look = async (page, state) => {
      const query = new URLSearchParams({ state, lang: locale, theme: colorScheme });
      await page.goto(`${BASE}gallery/?${query}`);
      await page.locator('#line').waitFor();
      return (await wrongsIn(page.mainFrame())).map((wrong) => `${state}: ${wrong}`);
    };
    const pages = [await context.newPage(), await context.newPage()];
    await look(pages[0], 'dialpad');
    const states = await pages[0].evaluate(() => window.gallery_states());
    assert.ok(states.length > 20, `${states.length} states`);
    const wrongs = [];
    // Two at a time, for the two cores of a small machine.
    const walk = async (page) => {
      for (let state = states.shift(); state; state = states.shift()) wrongs.push(...(await look(page, state)));
    };
    await Promise.all(pages.map(walk));
    assert.deepEqual(wrongs, []);
  });
}

test('the keyboard alone leads from ringing to saved', async (t) => {
  const demo = await Demo.open(t);
  const { page, widget } = demo;
  await widget.lineReads('Practice line');
  const focused = () =>
    widget.frame.evaluate(() => {
      const at = document.activeElement;
      return at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText.trim();
    });
  const goTo = async (name, key = 'Tab') => {
    const passed = [];
    while (passed.length < 40) {
      const here = await focused();
      if (here === name) return;
      passed.push(here);
      await page.keyboard.press(key);
    }
    assert.fail(`${key} never reached ${name}, only ${passed.join(', ')}`);
  };
  await page.locator('iframe').focus();

  await goTo('Practice call');
  await page.keyboard.press('Enter');
  await widget.locator('main h1').waitFor(); // a screen that is not in the first load
  await goTo('Let it ring');
  await page.keyboard.press('Enter');
  await widget.callReads('Ringing');
  await goTo('Answer');
  await page.keyboard.press('Enter');
  await widget.callReads('On the call');
  // The note is where the agent goes on.
  assert.equal(await focused(), 'Call note');
  await page.keyboard.type(NOTE);
  await widget.hasTalked();
  await goTo('End call', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await widget.savingReads(/^Saved \d/);
  await goTo('Close');
  await page.keyboard.press('Enter');
  assert.equal((await demo.theTask()).Description, NOTE);
});
