// What is not in the first load: it comes when it is wanted, and where it does not come the agent is told.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';

const PRACTICE = /\/practice-[0-9a-f]{8}\.wasm$/;
const OFFICE = /\/office-[0-9a-f]{8}\.wasm$/;
const PAGES = /\/pages-[0-9a-f]{8}\.wasm$/;
/** The widget and the browser each tell an administrator. */
const NOT_FETCHED = /Failed to (load resource|fetch)/;

test('what is not in the first load comes after it, and once', async (t) => {
  const fetched = [];
  const prepare = (context) => context.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const { widget } = await Demo.open(t, { prepare });
  await widget.lineReads(widget.words.practiceLine);
  for (const screen of ['settings', 'recent', 'settings']) {
    await widget.locator(`[data-screen=${screen}]`).click();
    await widget.locator('main h1').waitFor();
  }
  const first = fetched.findIndex((path) => path.endsWith('/ferrophone_bg.wasm'));
  for (const part of [PRACTICE, OFFICE, PAGES]) {
    assert.equal(fetched.filter((path) => part.test(path)).length, 1);
    assert.ok(fetched.findIndex((path) => part.test(path)) > first);
  }
});

test('a screen that cannot be fetched says so, and comes when it is tried again', async (t) => {
  const prepare = (context) => context.route(PAGES, (route) => route.fulfill({ status: 404 }));
  const { widget, page } = await Demo.open(t, { prepare, expected: /404|Response/ });
  await widget.lineReads(widget.words.practiceLine);
  await widget.locator('[data-screen=settings]').click();
  await widget.text(/^This page could not be fetched\. Calls are not affected\./).waitFor();
  await page.context().unroute(PAGES);
  await widget.press('tryAgain');
  await widget.locator('main h1').waitFor();
});

test('without its driver there is no practice line, until it can be fetched', async (t) => {
  let refused = 0;
  const prepare = (context) => context.route(PRACTICE, (route) => (refused++, route.abort()));
  const { widget, page } = await Demo.open(t, { prepare, expected: NOT_FETCHED });
  await widget.lineReads('No connection');
  await widget.text(/Next try at \d/).waitFor();
  await page.context().unroute(PRACTICE);
  await widget.lineReads(widget.words.practiceLine, 20_000);
  assert.equal(refused, 1, 'it is not tried all the time');
  await widget.hasPractised();
});

test('a call is taken and ended without the back office, and logged when that comes', async (t) => {
  const prepare = (context) => context.route(OFFICE, (route) => route.abort());
  const demo = await Demo.open(t, { prepare, expected: NOT_FETCHED });
  const { widget } = demo;
  await widget.text(/^What finds callers and saves calls could not be fetched\./).waitFor();
  await widget.locator('[data-screen=practice]').click();
  await widget.press('letItRing');
  await widget.press('answer');
  const banner = widget.locator('.banner');
  await banner.getByText('On the call').waitFor();
  await until('a second of talk', () => banner.locator('.timer').innerText(), (text) => text !== '0:00');
  await widget.locator('.banner .end').click();
  await banner.waitFor({ state: 'detached' });
  assert.deepEqual(await demo.newTasks(), []);

  await demo.page.context().unroute(OFFICE);
  // It may just be trying by itself: then there is nothing to press.
  await Promise.any([widget.press('tryNow'), widget.callReads(widget.words.over)]);
  await widget.callReads(widget.words.over);
  const task = await demo.theTask();
  assert.equal(task.CallDisposition, 'Answered');
});
