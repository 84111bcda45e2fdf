// The demo org in a browser page with the widget in its frame: `window.demo` (src/demo/expose.rs) for the org's side,
// lib/widget.mjs for the agent's.

import assert from 'node:assert/strict';
import { after } from 'node:test';

import { launchChromium } from './browser.mjs';
import { until } from './until.mjs';
import { Watch } from './watch.mjs';
import { Widget } from './widget.mjs';

const BASE = process.env.BASE_URL ?? 'http://localhost:8080/';

/** One browser for all tests of a file; their contexts keep them apart. */
let everyday;
after(async () => (await everyday)?.close());

/** Settings that plug the widget into this PBX as Alice. Her password is `secret1001`. */
export function sipLine(url, settings = {}) {
  const line = { 'line.driver': 'sip', 'line.servers': url, 'line.user': '1001', 'line.domain': 'pbx.test', ...settings };
  return Object.fromEntries(Object.entries(line).map(([key, value]) => [`settings.${key}`, value]));
}

/** Settings that put the widget beside the desk phone 2001. The password of its ARI user is `secretdesk`. */
export function deskLine(url, settings = {}) {
  return sipLine(url.replace(/\/ws$/, '/ari/events'), {
    'line.driver': 'ari',
    'line.user': '2001',
    'line.auth_user': 'desk',
    'line.context': 'phones',
    'line.header_ivr': 'IVR',
    ...settings,
  });
}

export class Demo {
  page;
  watch;
  widget;
  #before;

  /**
   * Opens the demo in a browser profile of its own, until the widget has drawn its first screen.
   * @param {import('node:test').TestContext} t closes it, and fails if the widget broke the rules of Open CTI
   * @param {object} [options]
   *   `query`: parameters of the demo page (src/demo/options.rs); `expected`: errors in the console that belong to the test;
   *   `prepare`: is given the context before a page is open; `launch`: a Chromium of its own, as for
   *   `launchChromium`; the rest goes to `browser.newContext`
   */
  static async open(t, { query = {}, expected, prepare, launch, locale = 'en-GB', ...options } = {}) {
    const demo = new Demo();
    const browser = await (launch ? launchChromium(launch) : (everyday ??= launchChromium()));
    const context = await browser.newContext({ locale, viewport: { width: 1280, height: 800 }, ...options });
    t.after(async () => {
      try {
        if (demo.#before) assert.deepEqual(await demo.violations(), [], 'nothing that Open CTI forbids');
      } finally {
        await (launch ? browser : context).close();
      }
      demo.watch.assertQuiet(expected);
    });
    demo.watch = await Watch.over(context);
    await prepare?.(context);
    demo.page = await context.newPage();
    demo.widget = Widget.framedIn(demo.page, locale);
    await demo.page.goto(`${BASE}?${new URLSearchParams(query)}`);
    await demo.widget.isDrawn();
    demo.#before = new Set((await demo.org()).map((record) => record.Id));
    return demo;
  }

  org = () => this.#read('org');
  /** What the widget asked. */
  calls = () => this.#read('calls');
  /** The e-mails that left the org. */
  mails = () => this.#read('mails');
  violations = () => this.#read('violations');
  screen = () => this.#read('screen');

  /** Makes trouble by its name in src/demo/trouble.rs. */
  async fault(name) {
    assert.ok(await this.page.evaluate((name) => window.demo.fault(name), name), `there is no trouble named ${name}`);
  }

  async record(object, name) {
    const found = (await this.org()).find(
      (record) => record.object === object && (record.Name ?? [record.FirstName, record.LastName].join(' ')) === name,
    );
    assert.ok(found, `the org has no ${object} ${name}`);
    return found;
  }

  /** The records that were not there when the page was opened. */
  async made() {
    return (await this.org()).filter((record) => !this.#before.has(record.Id));
  }

  async newTasks() {
    return (await this.made()).filter((record) => record.object === 'Task');
  }

  /** Waits for the one Task, and makes sure that it is one. */
  async theTask(accepts = () => true) {
    const [task, ...others] = await until(
      'a Task',
      () => this.newTasks(),
      (tasks) => tasks.length > 0 && accepts(tasks[0]),
    );
    assert.deepEqual(others, [], 'exactly one Task');
    return task;
  }

  /** Until the agent's window shows this record. */
  async shows(id) {
    await until(`the page of ${id}`, async () => (await this.screen()).record, (record) => record === id);
  }

  open(id, object) {
    return this.page.evaluate((path) => window.demo.go(path), `/lightning/r/${object}/${id}/view`);
  }

  /** The frame is loaded anew, as when the agent reloads the tab, but the org stays. */
  async reloadFrame() {
    await this.widget.mark();
    await this.page.evaluate(() => window.demo.reload());
    await this.widget.isAnew();
  }

  /** Another user at another browser: the frame is loaded anew with nothing kept, and the org stays. */
  async login(name) {
    assert.ok(await this.page.evaluate((name) => window.demo.login(name), name), `the org has no user ${name}`);
    await this.widget.frame.evaluate(() => localStorage.clear());
    await this.reloadFrame();
  }

  async #read(what) {
    return JSON.parse(await this.page.evaluate((what) => window.demo[what](), what));
  }
}
