// Every state of the gallery at three widths, in both languages and both themes, as pictures and as one page of them. Nothing is
// judged here: people look.

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { launchChromium } from './lib/browser.mjs';

const BASE = process.env.BASE_URL ?? 'http://localhost:8080/';
const OUT = process.argv[2];
if (!OUT) throw new Error('usage: node shots.mjs FOLDER');

const LOOKS = [
  { lang: 'en-GB', theme: 'light' },
  { lang: 'de-DE', theme: 'dark' },
];
const WIDTHS = [320, 340, 560];

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
const browser = await launchChromium();
const rows = [];
let states;
for (const { lang, theme } of LOOKS) {
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: 480 }, reducedMotion: 'reduce' });
    const open = (state) => page.goto(`${BASE}gallery/?${new URLSearchParams({ state, lang, theme })}`);
    await open('dialpad');
    states ??= await page.evaluate(() => window.gallery_states());
    for (const state of states) {
      await open(state);
      await page.locator('#line').waitFor({ timeout: 10_000 }).catch(() => Promise.reject(new Error(`nothing is drawn for ${state}`)));
      await page.waitForTimeout(60); // what is behind a button is drawn
      const file = `${state}-${lang}-${width}.png`;
      await page.screenshot({ path: join(OUT, file) });
      rows.push({ state, width, file });
    }
    await page.close();
  }
}
const row = (state) => {
  const own = rows.filter((row) => row.state === state);
  return `<h2>${state}</h2>${own.map(({ file, width }) => `<img src="${file}" width="${width}" alt="${file}" loading="lazy">`).join('\n')}`;
};
const style = 'body{font:14px system-ui;background:#888}img{margin:4px;vertical-align:top}';
const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every state</title><style>${style}</style>${states.map(row).join('\n')}`;
await writeFile(join(OUT, 'index.html'), html);
console.log(`${rows.length} pictures of ${states.length} states`);
await browser.close();
