// Being there: what the agent chooses in the header, and the time after a call.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wrongsIn } from './lib/axe.mjs';
import { Demo } from './lib/demo.mjs';
import { until } from './lib/until.mjs';

const STATES = 'Ready (available) *61; Lunch (away) *62; Quiet (dnd) *60; After a call (wrap_up) *63';

const state = (widget) => widget.locator('#presence .words').innerText();

async function reads(widget, text) {
  await until(`the state reads ${text}`, () => state(widget), (read) => read === text);
}

test('who is not to be disturbed hears nothing, and finds the call in the history', async (t) => {
  const demo = await Demo.open(t);
  const { page, widget } = demo;
  await widget.lineReads('Practice line');
  await reads(widget, 'Available');
  // By keyboard, as everything.
  await widget.locator('#presence').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await reads(widget, 'Do not disturb');
  assert.equal(await widget.frame.evaluate(() => document.activeElement.id), 'presence');

  await widget.locator('[data-screen=practice]').click();
  await widget.press('letItRing');
  await widget.locator('[data-screen=recent]').click();
  await widget.locator('.recent li').getByText('Jane Customer').waitFor();
  assert.equal(await widget.locator('.banner, .card').count(), 0, 'no call on the screen');
  await widget.button('Call Jane Customer').click();
  await widget.text('You are set to do not disturb: nothing is dialled. Choose another state at the top.').waitFor();
  assert.deepEqual(await wrongsIn(widget.frame), []);

  // The next page knows.
  await demo.reloadFrame();
  await reads(widget, 'Do not disturb');
  await widget.locator('#presence').click();
  await widget.button('Available').click();
  await reads(widget, 'Available');
  await widget.practise();
});

test('after a call there is time, more of it at a press, and an end to it', async (t) => {
  const demo = await Demo.open(t, {
    query: { 'settings.wrap_up.seconds': '20', 'settings.wrap_up.prolong_seconds': '100', 'settings.presence.states': STATES },
  });
  const { widget } = demo;
  await widget.practise();
  await widget.press('answer');
  await reads(widget, 'On a call');
  await widget.hasTalked();
  await widget.press('end');
  await reads(widget, 'Wrap-up');
  const seconds = async () => {
    const [minutes, seconds] = (await widget.locator('.wrap-up .timer').innerText()).split(':').map(Number);
    return minutes * 60 + seconds;
  };
  const first = await until('the time left', seconds, (left) => left > 0 && left <= 20);
  await until('it runs', seconds, (left) => left < first);
  const more = widget.button('100 s more');
  await more.focus();
  await more.click();
  await until('more of it', seconds, (left) => left > 100);
  assert.ok(await more.evaluate((more) => more === document.activeElement), 'the button is still there, under the finger');
  assert.deepEqual(await wrongsIn(widget.frame), []);
  await widget.button('Ready now').click();
  await reads(widget, 'Ready');
  assert.equal(await widget.locator('.wrap-up').count(), 0);
  await widget.savingReads(widget.words.saved);
  await demo.theTask();
});
