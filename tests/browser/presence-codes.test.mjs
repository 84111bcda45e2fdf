// The PBX is told of the agent's state by dial codes: an Asterisk that keeps it, and no call of the agent's comes of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Demo, sipLine } from './lib/demo.mjs';
import { Pbx } from './lib/pbx.mjs';
import { until } from './lib/until.mjs';

const STATES = 'Ready (available) *79; Quiet (dnd) *78';

let pbx;
before(async () => {
  pbx = await Pbx.start();
});
after(() => pbx?.stop());

test('a chosen state changes what the PBX knows, and is no call', async (t) => {
  const demo = await Demo.open(t, { query: sipLine(pbx.url, { 'presence.states': STATES }) });
  const { widget } = demo;
  await widget.signIn('secret1001');
  await widget.lineReads('Ready');
  const choose = async (name) => {
    await widget.locator('#presence').click();
    await widget.locator('#presence-menu').getByRole('button', { name, exact: true }).click();
  };
  const isBusy = async (busy) =>
    until(`the PBX has Alice ${busy ? 'busy' : 'free'}`, () => pbx.cli('devstate list'), (list) => /DND1001/.test(list) && list.includes('BUSY') === busy);

  await choose('Quiet');
  await isBusy(true);
  await choose('Ready');
  await isBusy(false);
  // It has confirmed that, and nothing else came of it.
  await widget.locator('#presence').click();
  await widget.text('The phone system has not confirmed it yet.').waitFor({ state: 'detached' });
  await widget.locator('[data-screen=recent]').click();
  await widget.text('No calls yet. They appear here when they are over.').waitFor();
  assert.equal(await widget.locator('.card, .banner, .notices li').count(), 0);
  assert.deepEqual(await demo.newTasks(), []);

  // Who is back is called again.
  await pbx.customerCalls('1001');
  await widget.callReads('Ringing');
});
