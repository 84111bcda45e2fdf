// Who may be around the widget: what it believes of its address, what it loads for it, and who is kept from framing it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launchChromium } from './lib/browser.mjs';
import { until } from './lib/until.mjs';
import { Watch } from './lib/watch.mjs';
import { Widget } from './lib/widget.mjs';

const WIDGET = process.env.WIDGET_URL ?? 'http://127.0.0.1:8080/widget/';
const { port } = new URL(WIDGET);
const ORG = `http://localhost:${port}`;
const NO_CRM = 'The phone works, but nothing is found in or saved to Salesforce.';
const NOT_IN_FRAME = 'The widget does not run inside Salesforce. Open it from the utility bar of a Lightning app.';
const REFUSED =
  'Salesforce refused the page. Administrator: compare the CTI Adapter URL in Setup > Call Centers with the address of this page.';
const NOTE = 'Nobody to save it, but kept.';

let browser;
before(async () => {
  // Strangers, also with names that look like Salesforce's.
  browser = await launchChromium({ hosts: 'MAP *.test 127.0.0.1' });
});
after(() => browser?.close());

/** The widget in a page of its own, under this query string. */
async function opened(t, search, { locale = 'en-GB', prepare, expected } = {}) {
  const context = await browser.newContext({ locale, viewport: { width: 340, height: 480 } });
  t.after(async () => {
    await context.close();
    watch.assertQuiet(expected);
  });
  const watch = await Watch.over(context);
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(`${WIDGET}${search}`);
  const widget = Widget.alone(page, locale);
  await widget.isDrawn();
  return { page, widget };
}

const address = (origin, rest = 'mode=Lightning&nonce=0') => `?${rest}&sfdcIframeOrigin=${encodeURIComponent(origin)}`;

/** Name of the case, query string, what the agent reads, and what is added for the administrator. */
const ADDRESSES = [
  ['no word of Salesforce', '', NOT_IN_FRAME, 'this page was opened outside Salesforce'],
  ['no origin', '?mode=Lightning&nonce=0', REFUSED, "the frame's address lacks sfdcIframeOrigin; keep the query string on redirects"],
  ['an empty origin', address(''), REFUSED, "the frame's address lacks sfdcIframeOrigin; keep the query string on redirects"],
  ['no mode', address(ORG, 'nonce=0'), REFUSED, "the frame's address lacks mode; keep the query string on redirects"],
  ['an empty mode', address(ORG, 'mode='), REFUSED, "the frame's address lacks mode; keep the query string on redirects"],
  ['the origin twice', `${address(ORG)}&sfdcIframeOrigin=${encodeURIComponent('http://evil.test')}`, REFUSED, "the frame's address has sfdcIframeOrigin twice; check the adapter URL"],
  ['a broken percent sign', '?mode=Lightning&sfdcIframeOrigin=http%3A%2F%2Flocalhost%E0%A4%A', REFUSED, "the frame's address has a malformed percent sign; check the adapter URL"],
  ['a stranger', address(`http://evil.test:${port}`), REFUSED, "the page around the widget is not Salesforce's"],
  ['a longer name', address(`http://acme.lightning.force.com.evil.test:${port}`), REFUSED, "the page around the widget is not Salesforce's"],
  ['a name that only ends so', address(`http://acmeforce.com:${port}`), REFUSED, "the page around the widget is not Salesforce's"],
  ['the name as a user', address('http://acme.lightning.force.com@evil.test'), REFUSED, "the page around the widget is not Salesforce's"],
  ['more than an origin', address(`${ORG}/path`), REFUSED, "the page around the widget is not Salesforce's"],
  ['another scheme', address('https://acme.lightning.force.com'), REFUSED, 'the adapter URL must be https, as Salesforce is'],
];

for (const [name, search, sentence, detail] of ADDRESSES) {
  test(`an address with ${name} is not believed, and nothing is loaded for it`, async (t) => {
    const scripts = [];
    const prepare = (page) => page.on('request', (request) => scripts.push(request.url()));
    const { widget } = await opened(t, search, { prepare });
    await widget.text(NO_CRM).click();
    await widget.text(sentence, { exact: true }).waitFor();
    await widget.text(detail, { exact: true }).waitFor();
    assert.deepEqual(scripts.filter((url) => url.includes('/support/api/')), []);
  });
}

test('without Salesforce the telephone works, and the note of a call is kept', async (t) => {
  const { widget } = await opened(t, address(`http://evil.test:${port}`));
  await widget.hasPractised({ note: NOTE });
  await widget.savingReads('This call is not saved to Salesforce.');
  assert.equal(await widget.note().inputValue(), NOTE);
  await widget.frame.evaluate(() => location.reload());
  await until('the note after a reload', () => widget.note().inputValue().catch(() => ''), (text) => text === NOTE);
});

test('in German the agent reads the same', async (t) => {
  const { widget } = await opened(t, '', { locale: 'de-DE' });
  await widget.text('Das Telefon funktioniert, aber in Salesforce wird nichts gefunden und nichts gespeichert.').click();
  await widget
    .text('Das Widget läuft nicht in Salesforce. Öffnen Sie es über die Utility-Leiste einer Lightning-Anwendung.')
    .waitFor();
});

/** What comes in place of Salesforce's library. */
const LIBRARIES = [
  ['is not there', (route) => route.fulfill({ status: 404 }), "Salesforce's library could not be loaded; is its host allowed here?"],
  ['is something else', (route) => route.fulfill({ contentType: 'text/javascript', body: '0' }), 'what Salesforce sent is not its library'],
  [
    'refuses the frame by throwing a text, and leaves its methods behind',
    (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: "window.sforce = { opencti: { saveLog() {} } }; throw 'Failed to initialize Open CTI. Ensure that it is loaded from the right frame with correct URL parameters';",
      }),
    /Failed to initialize Open CTI/,
  ],
];

for (const [name, answer, detail] of LIBRARIES) {
  test(`a library that ${name} is told`, async (t) => {
    // From the widget's own origin, so that the browser tells what was thrown.
    const prepare = (page) => page.route('**/support/api/**', answer);
    const search = address(`http://127.0.0.1:${port}`);
    const { widget } = await opened(t, search, { prepare, expected: /Failed to (load resource|initialize)/ });
    await widget.text(NO_CRM).click();
    await widget.text(REFUSED, { exact: true }).waitFor();
    await widget.text(detail).waitFor();
  });
}

test('a stranger’s page cannot frame the widget', async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  const refusals = [];
  page.on('console', (message) => refusals.push(message.text()));
  for (const host of ['evil.test', 'acme.lightning.force.com.evil.test']) {
    // Any page will do; its own is overlaid by the frame.
    await page.goto(`http://${host}:${port}/demo.css`);
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    }, `${WIDGET}${address(`http://${host}:${port}`)}`);
    await until('a refusal', () => refusals.find((text) => text.includes('frame-ancestors')));
    assert.equal(await page.frameLocator('iframe').locator('#line').count(), 0);
    refusals.length = 0;
  }
});
