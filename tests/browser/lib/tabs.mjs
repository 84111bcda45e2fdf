// One browser with several tabs of one org. The widget stands in each page by itself; Salesforce's library is a stand-in whose
// every call comes to this process, so that all tabs see the same records, and a test sees which tab asked for what.

import assert from 'node:assert/strict';
import { after } from 'node:test';

import { launchChromium } from './browser.mjs';
import { until } from './until.mjs';
import { Watch } from './watch.mjs';
import { Widget } from './widget.mjs';

const WIDGET = process.env.WIDGET_URL ?? 'http://127.0.0.1:8080/widget/';

export const JANE = { Id: '003000000000001AAA', RecordType: 'Contact', Name: 'Jane Customer', Phone: '+33612345678' };

const LAYOUT = { objects: { Contact: [{ displayName: 'Name', apiName: 'Name' }] }, screenPopSettings: {} };

/** `line.servers` as a call center has it: `/line/lineServers`. */
const item = (key) => `/${key.split('.')[0]}/${key.replace(/[._](\w)/g, (_, letter) => letter.toUpperCase())}`;

let everyday;
after(async () => (await everyday)?.close());

/** What Salesforce keeps. One for all browsers that are to share it. */
export class Org {
  /** Tasks by id. */
  tasks = new Map();
  /** What was asked: `{ tab, method, args }`. */
  calls = [];
  settings = {};
  /** Answers to `saveLog` are held back while this is a promise. */
  saving = null;

  async answer(tab, method, args) {
    this.calls.push({ tab, method, args });
    switch (method) {
      case 'getCallCenterSettings':
        return Object.fromEntries(Object.entries(this.settings).map(([key, value]) => [item(key), value]));
      case 'getSoftphoneLayout':
        return { Inbound: LAYOUT, Outbound: LAYOUT, Internal: LAYOUT };
      case 'searchAndScreenPop':
        return /612345678$/.test(args.searchParams) ? { [JANE.Id]: JANE } : {};
      case 'saveLog': {
        const { Id, entityApiName, ...fields } = args.value;
        const id = Id ?? `00T0000000000${String(this.tasks.size + 1).padStart(2, '0')}AAA`;
        this.tasks.set(id, { ...this.tasks.get(id), ...fields });
        await this.saving;
        return { recordId: id };
      }
      default:
        return null;
    }
  }

  asked = (method) => this.calls.filter((call) => call.method === method);
  pops = () => this.asked('screenPop').map(({ tab, args }) => [tab, args.params?.recordId]);

  async theTask(accepts = () => true) {
    const [task, ...others] = await until('a Task', () => [...this.tasks.values()], (tasks) => tasks.length > 0 && accepts(tasks[0]));
    assert.deepEqual(others, [], 'exactly one Task');
    return task;
  }
}

/** The library of Lightning as far as the widget uses it, and a count of what sounds. */
function standIn() {
  window.rings = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    window.rings += 1;
    return start.apply(this, when);
  };
  const ask = (method) => (given = {}) => {
    const { callback, listener, ...args } = given;
    if (listener) {
      (window.listeners ??= {})[method] = listener;
      return;
    }
    void window.salesforce(method, args).then(
      (returnValue) => callback?.({ success: true, returnValue, errors: null }),
      () => {},
    );
  };
  const sforce = {
    runApex: ({ callback }) => callback({ success: false, returnValue: null, errors: [{ code: 'INVALID_PARAM', description: 'no such class' }] }),
  };
  window.sforceStandIn = { opencti: new Proxy(sforce, { get: (own, name) => own[name] ?? ask(name), has: () => true }) };
}

export class Browser {
  org;
  context;
  watch;
  #tabs = 0;

  /** A profile of its own. `org`: shared with another browser, where there is one. */
  static async open(t, { org = new Org(), settings = {}, locale = 'en-GB', prepare } = {}) {
    const browser = new Browser();
    browser.org = org;
    org.settings = { ...org.settings, ...settings };
    browser.context = await (await (everyday ??= launchChromium())).newContext({ locale, viewport: { width: 340, height: 480 } });
    browser.locale = locale;
    t.after(async () => {
      await browser.context.close();
      browser.watch.assertQuiet();
    });
    browser.watch = await Watch.over(browser.context);
    await prepare?.(browser.context);
    await browser.context.addInitScript(standIn);
    const body = 'window.sforce = window.sforceStandIn;';
    await browser.context.route(/\/support\/api\//, (route) => route.fulfill({ contentType: 'text/javascript', body }));
    return browser;
  }

  /** Another tab, in front of those before. They are numbered from one, in all browsers of the org. */
  async tab() {
    const page = await this.context.newPage();
    const number = (this.org.opened = (this.org.opened ?? 0) + 1);
    this.#tabs += 1;
    await page.exposeFunction('salesforce', (method, args) => this.org.answer(number, method, args));
    const tab = new Tab(page, number, Widget.alone(page, this.locale));
    await tab.load();
    return tab;
  }

  async tabs(count) {
    const tabs = [];
    for (let i = 0; i < count; i += 1) tabs.push(await this.tab());
    return tabs;
  }
}

class Tab {
  constructor(page, number, widget) {
    Object.assign(this, { page, number, widget });
  }

  async load() {
    const origin = encodeURIComponent(new URL(WIDGET).origin);
    await this.page.goto(`${WIDGET}?mode=Lightning&isdtp=vw&sfdcIframeOrigin=${origin}&clc=1&nonce=1`);
    await this.widget.isDrawn();
  }

  look = () => this.page.bringToFront();
  /** Gone as if the browser had killed it, and gone as if the agent had. */
  close = () => this.page.close();

  /** Until the sentence about the other tab reads so; `null`: there is none. */
  async says(text, patience = 5000) {
    const at = this.widget.locator('#tab');
    const read = async () => (await at.allInnerTexts())[0]?.trim() ?? null; // it may go while it is read
    await until(`tab ${this.number} says ${text}`, read, (read) => (text instanceof RegExp ? text.test(read ?? '') : read === text), patience);
  }

  /** Oscillators that were started: two a ringing tone. */
  rings = () => this.page.evaluate(() => window.rings);
  /** What happens in the window around the widget. */
  happens = (event, payload) => this.page.evaluate(([event, payload]) => window.listeners[event](payload), [event, payload]);
}

export const ELSEWHERE = 'The phone is in another tab. You can use it here, too.';
export const CALL_ELSEWHERE = 'This call is in another tab: its sound is there. You can control it here, too.';
export const SILENT = 'The phone is in another tab, and that does not answer. Wake that tab, or close it: then the phone comes here.';
