// The diagnosis in a real browser: what it says of itself, and that each thing in the way is told with its way out.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wrongsIn } from './lib/axe.mjs';
import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';

/** Every line: what it is called, and its verdict. */
async function diagnosed(demo) {
  const { widget } = demo;
  await widget.locator('[data-screen=settings]').click();
  await widget.locator('[data-screen=diagnosis]').click();
  const lines = () => widget.locator('.checks h2').allInnerTexts();
  const read = async () => Object.fromEntries((await lines()).map((line) => line.split(/\s+(?=\S+$)/)));
  const done = (read) => Object.keys(read).length === 9 && !Object.values(read).includes('Wait');
  return until('the diagnosis', read, done);
}

const line = ({ widget }, name) => widget.locator('.checks li').filter({ has: widget.locator('h2').filter({ hasText: name }) });

test('where everything is there, every line is good, and an administrator gets it as text', async (t) => {
  const demo = await Demo.open(t, { permissions: ['clipboard-read', 'clipboard-write', 'microphone'] });
  const { page, widget } = demo;
  await widget.lineReads('Practice line');
  const others = await diagnosed(demo);
  // A machine without a microphone is no fault of the page, and the practice line needs none.
  delete others.Microphone;
  assert.deepEqual(new Set(Object.values(others)), new Set(['Works']), JSON.stringify(others));
  assert.match(await line(demo, 'Package').innerText(), /Alex Agent[^]*Ferrophone[^]*mailMissed/);
  assert.match(await line(demo, 'Settings').innerText(), /Version 1, from the call center; all in force as written\.\s+In force since \d/);
  assert.match(await line(demo, 'Phone line').innerText(), /The server's last word: \d/);
  await widget.button('Copy as text').click();
  await widget.text('Copied', { exact: true }).waitFor();
  const plain = (await page.evaluate(() => navigator.clipboard.readText())).trim().split('\n');
  assert.equal(plain.length, 10);
  assert.match(plain[0], /^Ferrophone \d/);
  assert.match(plain.find((told) => told.includes('| Package |')), /^Works \| Package \| .* \| User: Alex Agent \|/);
});

test('what is missing is told with its way out', async (t) => {
  const query = { package: 'off', 'settings.line.expires': 'soon', 'settings.missed.track_answered': 'true' };
  const prepare = (context) => context.addInitScript(() => delete window.BroadcastChannel);
  const demo = await Demo.open(t, { query, prepare });
  const verdicts = await diagnosed(demo);
  assert.deepEqual([verdicts.Package, verdicts.Settings, verdicts['Several tabs']], ['Note', 'Note', 'Note']);
  assert.match(await line(demo, 'Package').innerText(), /not installed[^]*Permission Sets > Ferrophone User/);
  assert.match(await line(demo, 'Settings').innerText(), /2 are not in force[^]*line\.expires[^]*missed\.track_answered[^]*Setup > Call Centers/);
});

test('storage that is full, and a microphone that is refused or kept away by the page, are told', async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => {
      const real = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (value.length > 10_000) throw new DOMException('full', 'QuotaExceededError');
        return real.call(this, key, value);
      };
      if (!navigator.mediaDevices) return; // the empty page before the widget's
      navigator.permissions.query = async () => ({ state: 'denied' });
      navigator.mediaDevices.enumerateDevices = async () => [{ kind: 'audioinput' }, { kind: 'audiooutput' }];
    });
  const demo = await Demo.open(t, { prepare });
  const verdicts = await diagnosed(demo);
  assert.deepEqual([verdicts.Storage, verdicts.Microphone], ['Fails', 'Note']);
  assert.match(await line(demo, 'Storage').innerText(), /It is full[^]*You: delete/);
  assert.match(await line(demo, 'Microphone').innerText(), /does not allow it[^]*This line does without[^]*Session Settings/);
  await demo.widget.frame.evaluate(() => (document.featurePolicy.allowsFeature = () => false));
  await demo.widget.button('Check again').click();
  await until('the policy', () => line(demo, 'Microphone').innerText(), (text) => text.includes('does not hand it on'));
});

for (const { locale, colorScheme } of [{ locale: 'en-GB', colorScheme: 'light' }, { locale: 'de-DE', colorScheme: 'dark' }]) {
  test(`everybody can read it (${locale}, ${colorScheme})`, async (t) => {
    const demo = await Demo.open(t, { locale, colorScheme, query: { package: 'off', 'settings.line.expires': 'soon' } });
    await demo.widget.locator('[data-screen=settings]').click();
    await demo.widget.locator('[data-screen=diagnosis]').click();
    await demo.widget.locator('.checks').waitFor();
    await demo.widget.locator('#explained').fill('+49 (0) 30 23125-123');
    await demo.widget.locator('#explanation dl').waitFor();
    assert.deepEqual(await wrongsIn(demo.widget.frame), []);
    if (process.env.SHOTS) {
      await demo.widget.locator('#explanation').scrollIntoViewIfNeeded();
      await demo.page.screenshot({ path: `${process.env.SHOTS}/number-${locale}.png` });
    }
    if (process.env.SHOTS) await demo.page.screenshot({ path: `${process.env.SHOTS}/diagnosis-${locale}.png` });
    for (const width of [300, 560]) {
      const wide = await demo.widget.frame.evaluate((width) => {
        document.body.style.width = `${width}px`;
        return document.querySelector('main').scrollWidth > width + 1;
      }, width);
      assert.equal(wide, false, `${width} px`);
    }
  });
}

for (const [locale, words] of Object.entries({
  'en-GB': { label: 'Number to explain', read: /Understood as\s+a number of the country: \+493023125123/, dialled: /Dialled as\s+003023125123/, none: 'This is no telephone number.' },
  'de-DE': { label: 'Zu erklärende Nummer', read: /Verstanden als\s+eine Nummer des Landes: \+493023125123/, dialled: /Gewählt wird\s+003023125123/, none: 'Das ist keine Telefonnummer.' },
})) {
  test(`a number is explained while it is typed, by the keyboard and at every width, ${locale}`, async (t) => {
    const settings = { preset: 'germany', outside_prefix: '0', replace_plus: 'true' };
    const query = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`settings.numbers.${name}`, value]));
    const demo = await Demo.open(t, { locale, query, viewport: { width: 360, height: 800 } });
    const { widget, page } = demo;
    await widget.locator('[data-screen=settings]').click();
    await widget.locator('[data-screen=diagnosis]').click();
    assert.equal(await widget.locator('label[for=explained]').innerText(), words.label);
    const field = widget.locator('#explained');
    await field.focus();
    await page.keyboard.type('+49 (0) 30 23125-123');
    const told = widget.locator('#explanation');
    await until('the explanation', () => told.innerText(), (text) => words.read.test(text) && words.dialled.test(text));
    assert.match(await told.innerText(), /\+493023125123, 03023125123, 3023125123[^]*numbers\.preset = germany, numbers\.outside_prefix = 0, numbers\.replace_plus = true/);
    assert.deepEqual(await wrongsIn(widget.frame), []);
    await field.fill('Jane');
    await until('no number', () => told.innerText(), (text) => text.includes(words.none));
  });
}
