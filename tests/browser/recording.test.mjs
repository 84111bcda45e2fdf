// An agent exports the event log, an engineer plays it: the same effects, byte for byte, in the browser and natively.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { Demo } from './lib/demo.mjs';

const NOTE = 'Wants a quote for two grinders, and no visit.';
const RECORDING = /\/recording-[0-9a-f]{8}\.wasm$/;

/** The native program, which `cargo xtask test browser` builds. */
const play = (file) => promisify(execFile)(process.env.REPLAY, [file], { maxBuffer: 1 << 26 });

async function openDiagnosis(widget) {
  await widget.locator('[data-screen=settings]').click();
  await widget.locator('[data-screen=diagnosis]').click();
}

test('an exported log leads to the same effects when it is played natively', async (t) => {
  const fetched = [];
  const prepare = (context) => context.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const demo = await Demo.open(t, { prepare });
  const { widget, page } = demo;
  const jane = await demo.record('Contact', 'Jane Customer');
  await widget.hasPractised({ note: NOTE });
  await widget.savingReads(widget.words.saved);
  // What stands in the journal is in the next page's log.
  await demo.reloadFrame();
  await widget.savingReads(widget.words.saved);
  await openDiagnosis(widget);
  await widget.button('Export event log').waitFor();
  assert.equal(fetched.filter((path) => RECORDING.test(path)).length, 0, 'it is fetched when it is wanted');
  const [download] = await Promise.all([page.waitForEvent('download'), widget.button('Export event log').click()]);
  assert.equal(download.suggestedFilename(), 'ferrophone-log.jsonl');
  const file = await download.path();
  const text = await readFile(file, 'utf8');
  await widget.text(/^Saved as ferrophone-log\.jsonl\./).waitFor();
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/recording.png` });

  const head = JSON.parse(text.split('\n')[0]);
  assert.equal(head.like_the_real_one, true, 'with other names it takes the same course');
  assert.equal(head.cut, false);
  assert.equal(head.browser, await page.evaluate(() => navigator.userAgent));
  assert.ok(head.events > 10 && head.effects > 5, text);
  const secrets = [NOTE, 'Jane', 'Customer', 'Harbour', jane.Id, jane.Id.slice(3, 15), jane.Phone, '33612345678', 'salesforce.com'];
  for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} stands in the log`);

  const { stdout } = await play(file);
  assert.ok(stdout.includes(`${head.effects} effects, digest ${head.digest}`), stdout);
  assert.match(stdout, /^ +> \{"Crm":/m);

  // One event less, and it is noticed.
  const lines = text.split('\n');
  await writeFile(file, lines.filter((_, at) => at !== 3).join('\n'));
  await assert.rejects(play(file), (error) => error.code === 1 && /but the file says/.test(error.stderr));

  // Copied, it is the same.
  await page.context().grantPermissions(['clipboard-read']);
  await widget.locator('#copy-log').click();
  await widget.locator('#copy-log + [role=status]').getByText('Copied').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
});

test('without the part that exports the agent is told, and it comes when it is tried again', async (t) => {
  const prepare = (context) => context.route(RECORDING, (route) => route.abort());
  const { widget, page } = await Demo.open(t, { prepare, locale: 'de-DE', expected: /Failed to (load resource|fetch)/ });
  await widget.lineReads(widget.words.practiceLine);
  await openDiagnosis(widget);
  await widget.button('Ereignisprotokoll speichern').click();
  await widget.text('Was das Protokoll erstellt, ließ sich nicht laden. Bitte erneut versuchen.').waitFor();
  await page.context().unroute(RECORDING);
  const [download] = await Promise.all([page.waitForEvent('download'), widget.button('Ereignisprotokoll speichern').click()]);
  const { stdout } = await play(await download.path());
  assert.match(stdout, /digest [0-9a-f]{16}$/m);
});
