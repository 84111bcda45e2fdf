// Several tabs at a real PBX: however many there are, it knows one telephone, and one of them rings.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Pbx } from './lib/pbx.mjs';
import { Browser, ELSEWHERE, JANE } from './lib/tabs.mjs';
import { until } from './lib/until.mjs';

let pbx;
before(async () => {
  pbx = await Pbx.start();
});
after(() => pbx?.stop());

/** The addresses under which Alice is registered. */
async function contacts() {
  const listed = await pbx.cli('pjsip show contacts');
  return listed.split('\n').flatMap((line) => line.match(/Contact:\s+1001\/(sip:\S+)/)?.[1] ?? []);
}

test('four tabs are registered once, and when the one with the phone goes the next one is, once', async (t) => {
  const settings = { 'line.driver': 'sip', 'line.servers': pbx.url, 'line.user': '1001', 'line.domain': 'pbx.test' };
  const browser = await Browser.open(t, { settings });
  const { org } = browser;
  const [first, ...others] = await browser.tabs(4);
  for (const tab of others) await tab.says(ELSEWHERE);
  await first.look();
  await first.widget.signIn('secret1001');
  for (const tab of [first, ...others]) await tab.widget.lineReads('Ready');
  const [before, ...more] = await contacts();
  assert.deepEqual(more, []);

  await first.close();
  const [second, third, fourth] = others;
  await second.says(null);
  await second.look();
  await second.widget.lineReads('Ready');
  const now = await until('the registration of the next tab', contacts, (list) => list.length === 1 && list[0] !== before);
  assert.equal(now.length, 1);

  await pbx.customerCalls('1001');
  for (const tab of others) await tab.widget.callReads('Ringing');
  assert.ok((await second.rings()) > 0);
  assert.deepEqual([await third.rings(), await fourth.rings()], [0, 0]);
  await third.look();
  await third.widget.press('answer');
  for (const tab of others) await tab.widget.callReads('On the call');
  await third.widget.hasTalked();
  await third.widget.press('end');
  for (const tab of others) await tab.widget.savingReads(/^Saved \d/);
  assert.equal((await org.theTask()).WhoId, JANE.Id);
  assert.equal(org.pops().length, 1);
  assert.equal((await contacts()).length, 1);
});
