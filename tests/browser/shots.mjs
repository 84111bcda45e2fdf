// Every state of the gallery at three widths, in both languages and both themes, as pictures and as one page of them; or, with
// `--docs`, the few that the README shows. Nothing is judged here: people look.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { launchChromium } from './lib/browser.mjs';

const BASE = process.env.BASE_URL ?? 'http://localhost:8080/';
const [OUT, docs] = process.argv.slice(2);
if (!OUT) throw new Error('usage: node shots.mjs FOLDER [--docs]');

const LOOKS = ['en-GB', 'de-DE'].flatMap((lang) => ['light', 'dark'].map((theme) => ({ lang, theme })));
const WIDTHS = [320, 340, 560];
/** For the README: a state of the gallery each, as a file of its name. */
const SHOWN = ['ringing', 'talking', 'several', 'recent'];
/** The clock stands still, so that two runs can be compared. */
const NOW = new Date('2026-11-23T14:05:00');

const browser = await launchChromium();
await mkdir(OUT, { recursive: true });
await (docs ? forReadme() : everything());
await browser.close();

async function at(width, height, options = {}) {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce', ...options });
  await page.clock.setFixedTime(NOW);
  return page;
}

async function open(page, state, lang, theme) {
  await page.goto(`${BASE}gallery/?${new URLSearchParams({ state, lang, theme })}`);
  await page.locator('#line').waitFor({ timeout: 10_000 }).catch(() => Promise.reject(new Error(`nothing is drawn for ${state}`)));
  await page.waitForTimeout(60); // what is behind a button is drawn
}

async function everything() {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const shots = LOOKS.flatMap((look) => WIDTHS.map((width) => ({ ...look, width })));
  const rows = [];
  let states;
  const take = async ({ lang, theme, width }) => {
    const page = await at(width, 480);
    await open(page, 'dialpad', lang, theme);
    states ??= await page.evaluate(() => window.gallery_states());
    for (const state of states) {
      await open(page, state, lang, theme);
      const file = `${state}-${lang}-${theme}-${width}.png`;
      await page.screenshot({ path: join(OUT, file) });
      rows.push({ state, width, file });
    }
    await page.close();
  };
  for (const shot of shots) await take(shot);
  const row = (state) => {
    const own = rows.filter((row) => row.state === state);
    return `<h2>${state}</h2>${own.map(({ file, width }) => `<img src="${file}" width="${width}" alt="${file}" loading="lazy">`).join('\n')}`;
  };
  const style = 'body{font:14px system-ui;background:#888}img{margin:4px;vertical-align:top}';
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every state</title><style>${style}</style>${states.map(row).join('\n')}`;
  await writeFile(join(OUT, 'index.html'), html);
  console.log(`${rows.length} pictures of ${states.length} states`);
}

async function forReadme() {
  const page = await at(340, 480, { deviceScaleFactor: 1.5 });
  for (const state of SHOWN) {
    await open(page, state, 'en-GB', 'light');
    await page.screenshot({ path: join(OUT, `${state}.png`) });
  }
  const setup = await at(1100, 700);
  await setup.goto(`${BASE}widget/setup/`);
  await setup.locator('#problems').waitFor();
  await setup.screenshot({ path: join(OUT, 'setup.png') });
  console.log(`${SHOWN.length + 1} pictures for the README`);
}
