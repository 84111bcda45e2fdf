// Calls that are over: a thousand of them in the browser, a handful in the page; and what Salesforce has not got is mended with a press.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wrongsIn } from './lib/axe.mjs';
import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';

const KEPT = 1000;
const HEIGHT = 480;

/** Opens the demo, and gives the browser as many calls as it keeps: one of them again and again, every tenth not logged. */
async function withManyCalls(t, options) {
  const demo = await Demo.open(t, options);
  const { widget } = demo;
  await widget.hasPractised();
  await widget.savingReads(widget.words.saved);
  await widget.press('close');
  await widget.frame.evaluate((kept) => {
    const [key] = Object.keys(localStorage).filter((key) => key.includes(' done/'));
    const call = JSON.parse(localStorage.getItem(key));
    for (let n = 1; n < kept; n += 1) {
      const id = n.toString(16).padStart(16, '0');
      // One minute apart, the first one the oldest.
      const at = [call.at[0] - (kept - n) * 60_000, call.at[1]];
      const party = { ...call.party, number: `+4930${n.toString().padStart(6, '0')}` };
      const logged = n % 10 === 0 ? 'No' : 'Yes';
      const made = { ...call, id, at, party, name: `Caller ${n}`, logged };
      localStorage.setItem(key.replace(/done\/.*/, `done/${id}`), JSON.stringify(made));
    }
  }, KEPT);
  await demo.reloadFrame();
  await widget.lineReads(widget.words.practiceLine);
  await widget.locator('[data-screen=recent]').click();
  await widget.locator('.recent li').first().waitFor();
  return demo;
}

const names = (widget) => widget.locator('.recent li b').allInnerTexts();

test('of a thousand calls the page holds those in sight, wherever the list is moved to', async (t) => {
  const { widget } = await withManyCalls(t, { viewport: { width: 1280, height: 900 } });
  const rows = widget.locator('#rows');
  const inSight = () =>
    rows.evaluate((rows) => {
      const { top, bottom } = rows.getBoundingClientRect();
      const within = [...rows.querySelectorAll('li')].filter((row) => {
        const at = row.getBoundingClientRect();
        return at.bottom > top + 1 && at.top < bottom - 1;
      });
      return within.map((row) => row.querySelector('b').innerText);
    });
  const held = async () => {
    const count = await widget.locator('.recent li').count();
    assert.ok(count < 120, `${count} rows in the page`);
  };
  await until('the first rows', inSight, (names) => names[0] === 'Jane Customer' && names[1] === `Caller ${KEPT - 1}`);
  await held();
  // Everywhere: what is in sight has no hole in it, and each row is at its place.
  for (const part of [0.25, 0.5, 0.9, 0.1]) {
    await rows.evaluate((rows, part) => (rows.scrollTop = rows.scrollHeight * part), part);
    const wanted = await rows.evaluate((rows) => {
      const height = rows.querySelector('li').getBoundingClientRect().height;
      return [Math.floor(rows.scrollTop / height), Math.floor(rows.clientHeight / height)];
    });
    const names = Array.from({ length: wanted[1] - 1 }, (_, at) => `Caller ${KEPT - (wanted[0] + 1 + at)}`);
    await until(`the rows from ${wanted[0]}`, inSight, (seen) => names.every((name) => seen.includes(name)));
    await held();
  }
  await rows.evaluate((rows) => (rows.scrollTop = rows.scrollHeight));
  await until('the last row', inSight, (names) => names.at(-1) === 'Caller 1');
  await held();
  const last = widget.locator('.recent li').last();
  assert.equal(await last.getAttribute('aria-posinset'), String(KEPT));
  assert.equal(await last.getAttribute('aria-setsize'), String(KEPT));
});

test('the list is moved by keyboard, and the focus is never lost with a row', async (t) => {
  const { page, widget } = await withManyCalls(t);
  await widget.button('Call Caller 999').focus();
  // Scrolling by key is animated: a press that falls into another's way is lost, as for an agent, who presses again.
  const after = (key) => async () => {
    await page.keyboard.press(key);
    return names(widget);
  };
  await until('rows far below', after('PageDown'), (names) => !names.includes('Caller 999'));
  const focused = () => widget.frame.evaluate(() => document.activeElement.closest('#rows')?.id);
  await until('the focus in the list', focused, (id) => id === 'rows');
  await until('the last row', after('End'), (names) => names.includes('Caller 1'));
  await until('the first rows', after('Home'), (names) => names.includes('Caller 999'));
});

test('those that Salesforce has not got are counted and can be seen alone', async (t) => {
  const { widget } = await withManyCalls(t, { viewport: { width: 1280, height: HEIGHT * 2 } });
  await widget.locator('[data-screen=recent]').getByText('99', { exact: true }).waitFor();
  const filter = widget.button('99 not logged');
  assert.equal(await filter.getAttribute('aria-pressed'), 'false');
  await filter.click();
  await until('only those', () => names(widget), (names) => names[0] === 'Caller 990' && names[1] === 'Caller 980');
  assert.equal(await filter.getAttribute('aria-pressed'), 'true');
  assert.deepEqual(await wrongsIn(widget.frame), []);
  await filter.click();
  await until('all', () => names(widget), (names) => names[0] === 'Jane Customer');
});

for (const locale of ['en-GB', 'de-DE']) {
  test(`a call that was left unlogged is saved with one press (${locale})`, async (t) => {
    const demo = await Demo.open(t, { locale, query: { 'settings.autosave.inbound': 'false' } });
    const { widget } = demo;
    await widget.hasPractised({ note: 'Wants a quote.' });
    await widget.press('close');
    assert.deepEqual(await demo.newTasks(), []);
    await widget.locator('[data-screen=recent]').click();
    const [late, mark] = {
      'en-GB': ['Not in Salesforce yet. Save now: Jane Customer', 'Saved to Salesforce'],
      'de-DE': ['Noch nicht in Salesforce. Jetzt speichern: Jane Customer', 'In Salesforce gespeichert'],
    }[locale];
    // Another page knows it, too.
    await demo.reloadFrame();
    await widget.locator('[data-screen=recent]').click();
    assert.deepEqual(await wrongsIn(widget.frame), []);
    await widget.button(late).click();
    await widget.savingReads(widget.words.saved);
    assert.equal((await demo.theTask()).Description, 'Wants a quote.');
    await widget.press('close');
    await widget.locator('[data-screen=recent]').click();
    await widget.locator('.recent li').getByText(mark).waitFor();
    assert.equal(await widget.button(late).count(), 0);
  });
}

test('a call off the record leaves nothing in Salesforce', async (t) => {
  const demo = await Demo.open(t, { query: { 'settings.calls.offer_off_record': 'true' } });
  const { widget } = demo;
  await widget.practise();
  const box = widget.locator('#off-record');
  await box.check();
  await widget.press('answer');
  await widget.callReads('On the call');
  assert.ok(await box.isChecked());
  await widget.hasTalked();
  await widget.press('end');
  await widget.savingReads('This call is not saved to Salesforce.');
  assert.deepEqual(await wrongsIn(widget.frame), []);
  assert.equal(await widget.button('Save').count(), 0);
  await widget.press('close');
  await widget.locator('[data-screen=recent]').click();
  await widget.locator('.recent li').getByText('Not logged, as you said').waitFor();
  assert.deepEqual(await demo.newTasks(), []);
  // The next one is logged as ever.
  await widget.hasPractised();
  await widget.savingReads(widget.words.saved);
  await demo.theTask();
});

test('whoever is in the list is called back with a press', async (t) => {
  const demo = await Demo.open(t);
  const { widget } = demo;
  await widget.hasPractised();
  await widget.savingReads(widget.words.saved);
  await widget.press('close');
  await widget.locator('[data-screen=recent]').click();
  await widget.button('Call Jane Customer').click();
  await widget.callReads('On the call');
  assert.equal(await widget.name(), 'Jane Customer');
});
