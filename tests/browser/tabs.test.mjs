// Several tabs of one browser are one telephone: one is on line and rings, all show and control it, and when it goes the next one
// takes over.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Browser, CALL_ELSEWHERE, ELSEWHERE, JANE, SILENT } from './lib/tabs.mjs';
import { until } from './lib/until.mjs';

const NOTE = 'Wants a second grinder.';

for (const count of [1, 2, 3, 4, 5]) {
  test(`${count} tabs: one ringer, one pop, one Task`, async (t) => {
    const browser = await Browser.open(t);
    const { org } = browser;
    const tabs = await browser.tabs(count);
    const [first] = tabs;
    const last = tabs.at(-1);
    for (const tab of tabs.slice(1)) await tab.says(ELSEWHERE);
    await first.says(null);
    for (const tab of tabs) await tab.widget.lineReads('Practice line');

    await last.widget.practise();
    for (const tab of tabs) await tab.widget.callReads('Ringing');
    assert.deepEqual(await Promise.all(tabs.map((tab) => tab.rings())), [2, ...Array(count - 1).fill(0)], 'the first tab rings, and no other');
    await until('a record opens', () => org.pops(), (pops) => pops.length > 0);
    assert.deepEqual(org.pops(), [[last.number, JANE.Id]], 'in the tab that the agent looks at');

    await last.widget.press('answer');
    for (const tab of tabs) await tab.widget.callReads('On the call');
    for (const tab of tabs.slice(1)) await tab.says(CALL_ELSEWHERE);
    await last.widget.note().fill(NOTE);
    await until('the note in the first tab', () => first.widget.note().inputValue(), (text) => text === NOTE);
    await last.widget.hasTalked();
    await last.widget.press('end');
    for (const tab of tabs) await tab.widget.savingReads(/^Saved \d/);
    const task = await org.theTask();
    assert.equal(task.Description, NOTE);
    assert.equal(task.WhoId, JANE.Id);
    assert.deepEqual(org.pops().length, 1);
  });
}

test('what an agent types in another tab keeps its caret and every letter', async (t) => {
  const browser = await Browser.open(t);
  const [first, second] = await browser.tabs(2);
  await second.widget.practise();
  await second.widget.press('answer');
  const note = 'The quick brown fox jumps over the lazy dog, and once more for good measure.';
  await second.widget.note().pressSequentially(note);
  assert.equal(await second.widget.note().inputValue(), note);
  await until('all of it in the other tab', () => first.widget.note().inputValue(), (text) => text === note);
});

test('why something happened is told in the tab that asks', async (t) => {
  const browser = await Browser.open(t);
  const [first, second] = await browser.tabs(2);
  await second.says(ELSEWHERE);
  await second.widget.hasPractised();
  await second.widget.savingReads(/^Saved \d/);
  await second.widget.locator('[id^=why-]').first().click();
  await second.widget.locator('#why').waitFor();
  const told = await second.widget.locator('.moment').allInnerTexts();
  assert.ok(told.some((text) => text.includes('only this record has the number')), told.join('\n'));
  await first.look();
  assert.deepEqual(await first.widget.locator('.moment').allInnerTexts(), told);
});

test('a number that is clicked in any tab is dialled once', async (t) => {
  const browser = await Browser.open(t);
  const [first, second] = await browser.tabs(2);
  await second.says(ELSEWHERE);
  await first.widget.lineReads('Practice line');
  await second.happens('onClickToDial', {
    number: '+33612345678', objectType: 'Contact', recordId: JANE.Id, recordName: 'Jane Customer',
  });
  for (const tab of [first, second]) await tab.widget.callReads('On the call');
  assert.equal(await second.widget.name(), 'Jane Customer');
  await second.widget.hasTalked();
  await first.look();
  await first.widget.press('end');
  const task = await browser.org.theTask();
  assert.equal(task.CallType, 'Outbound');
  assert.equal(task.WhoId, JANE.Id);
});

/** How far a call is when the tab that has it dies, and what is to be read then. */
const DEATHS = [
  { when: 'nothing happens', act: async () => {}, tasks: 0 },
  {
    when: 'it rings',
    act: async ({ widget }) => widget.practise(),
    reads: 'Ended when the page was closed', tasks: 0,
  },
  {
    when: 'somebody talks',
    act: async ({ widget }) => {
      await widget.practise();
      await widget.press('answer');
      await widget.note().fill(NOTE);
      await widget.hasTalked(2);
    },
    reads: 'Ended when the page was closed', tasks: 1,
  },
  {
    when: 'the Task is saved',
    act: async ({ widget }) => {
      await widget.hasPractised({ note: NOTE });
      await widget.savingReads(/^Saved \d/);
    },
    reads: 'Call ended', tasks: 1,
  },
  {
    when: 'the Task is being saved',
    act: async ({ widget }, org) => {
      org.saving = new Promise(() => {});
      await widget.hasPractised({ note: NOTE });
      await widget.savingReads('Saving');
      org.saving = null;
    },
    reads: 'Call ended', tasks: 1, unknown: true,
  },
];

for (const { when, act, reads, tasks, unknown } of DEATHS) {
  test(`the tab with the phone is closed while ${when}: the next one has it within a second`, async (t) => {
    const browser = await Browser.open(t);
    const { org } = browser;
    const [first, second, third] = await browser.tabs(3);
    await third.says(ELSEWHERE);
    await second.look();
    await act(second, org);
    const died = Date.now();
    await first.close();
    await second.says(null, 1000);
    await second.widget.lineReads('Practice line', 1000);
    t.diagnostic(`on line after ${Date.now() - died} ms`);
    if (reads) {
      await second.widget.callReads(reads);
      await third.widget.callReads(reads);
    }
    if (unknown) {
      await second.widget.savingReads(/^Salesforce gave no answer: the call may or may not be saved\./);
      await third.widget.press('itIsThere');
    }
    if (tasks) {
      for (const tab of [second, third]) await tab.widget.savingReads(/^Saved \d/);
      assert.equal((await org.theTask()).Description, NOTE);
      assert.equal(await third.widget.note().inputValue(), NOTE);
    }
    assert.equal(org.tasks.size, tasks);
    // And it is a telephone.
    await third.widget.practise();
    await second.widget.callReads('Ringing');
    assert.equal(await third.rings(), 0);
    await third.widget.press('decline');
  });
}

test('two browsers know nothing of each other', async (t) => {
  const one = await Browser.open(t);
  const two = await Browser.open(t, { org: one.org });
  const [a, b] = [await one.tab(), await two.tab()];
  for (const tab of [a, b]) await tab.widget.lineReads('Practice line');
  await a.says(null);
  await b.says(null);
  await a.widget.hasPractised({ note: NOTE });
  await a.widget.savingReads(/^Saved \d/);
  assert.equal(await b.widget.locator('.card').count(), 0);
  assert.equal((await one.org.theTask()).Description, NOTE);
});

test('a tab with the phone that hangs is told as such, and does nothing late', async (t) => {
  const browser = await Browser.open(t);
  const [first, second] = await browser.tabs(2);
  await second.says(ELSEWHERE);
  await second.widget.lineReads('Practice line');
  const frozen = first.page.evaluate(() => {
    const until = Date.now() + 6000;
    while (Date.now() < until);
  });
  await second.happens('onClickToDial', { number: '+33612345678', objectType: '', recordId: '', recordName: '' });
  await second.says(SILENT);
  await frozen;
  await second.says(ELSEWHERE);
  assert.equal(await second.widget.locator('.card').count(), 0, 'what was clicked long ago is not dialled now');
});

for (const missing of ['locks', 'channel']) {
  test(`without ${missing} each tab is a telephone`, async (t) => {
    const prepare = (context) =>
      context.addInitScript((missing) => {
        if (missing === 'locks') Object.defineProperty(navigator, 'locks', { value: undefined });
        else delete window.BroadcastChannel;
      }, missing);
    const browser = await Browser.open(t, { prepare });
    const tabs = await browser.tabs(2);
    for (const tab of tabs) {
      await tab.look();
      await tab.says(null);
      await tab.widget.lineReads('Practice line');
      await tab.widget.practise();
      await tab.widget.press('decline');
    }
  });
}

test('nothing runs while nothing happens', async (t) => {
  const prepare = (context) =>
    context.addInitScript(() => {
      window.timers = 0;
      const set = window.setTimeout;
      window.setTimeout = (...rest) => (window.timers++, set(...rest));
      const post = BroadcastChannel.prototype.postMessage;
      window.posts = 0;
      BroadcastChannel.prototype.postMessage = function (message) {
        window.posts += 1;
        return post.call(this, message);
      };
    });
  const browser = await Browser.open(t, { prepare });
  const tabs = await browser.tabs(3);
  await tabs[2].says(ELSEWHERE);
  await new Promise((done) => setTimeout(done, 7000)); // the pages come five seconds after the start
  const count = () => Promise.all(tabs.map((tab) => tab.page.evaluate(() => [window.timers, window.posts])));
  const before = await count();
  await new Promise((done) => setTimeout(done, 5000));
  assert.deepEqual(await count(), before);
});
