// An agent who signed in once is on line whenever the page is: no click, no question.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Demo, sipLine } from './lib/demo.mjs';
import { Pbx } from './lib/pbx.mjs';
import { Registrar } from './lib/registrar.mjs';
import { Transcript } from './lib/transcript.mjs';
import { until } from './lib/until.mjs';

let pbx;
before(async () => {
  pbx = await Pbx.start();
});
after(() => pbx?.stop());

test('after the first sign-in every load of the page is on line by itself', async (t) => {
  const demo = await Demo.open(t, { query: sipLine(pbx.url) });
  const transcript = Transcript.of(demo.page);
  await demo.widget.signIn('secret1001');
  await demo.widget.lineReads('Ready');

  for (const load of [() => demo.reloadFrame(), () => demo.page.reload()]) {
    const before = transcript.starting('REGISTER').length;
    await load();
    await until('a REGISTER without a click', () => transcript.starting('REGISTER').length, (sent) => sent > before);
    await demo.widget.lineReads('Ready');
  }
  // A call comes to the page that nobody has touched.
  await pbx.customerCalls('1001');
  await demo.widget.callReads('Ringing');
  await demo.widget.press('decline');
});

test('a phone rings before the code for calls is there, and a call that was answered waits for it', async (t) => {
  const talking = /\/talking-[0-9a-f]{8}\.wasm$/;
  const prepare = (context) => context.route(talking, (route) => route.abort());
  const demo = await Demo.open(t, { query: sipLine(pbx.url), prepare, expected: /Failed to (load resource|fetch)/ });
  await demo.widget.signIn('secret1001');
  await demo.widget.lineReads('Ready');
  await pbx.customerCalls('1001');
  await demo.widget.callReads('Ringing');
  const decline = await demo.widget.button('Decline').boundingBox();
  await demo.widget.press('answer');
  await demo.page.context().unroute(talking);
  await demo.widget.callReads('On the call', 20_000);
  // The red button is where it was, whatever else is told of a call that talks; and it hears at once.
  const end = await demo.widget.button('End call').boundingBox();
  assert.ok(Math.abs(end.y - decline.y) <= 1, `${decline.y} and ${end.y}`);
  await demo.widget.press('end');
  await demo.widget.callReads('Call ended');
});

test('a hidden page asks for a proof of life in time, though the browser holds its timers back', async (t) => {
  const registrar = await Registrar.start();
  t.after(() => registrar.stop());
  const hide = () => {
    Object.defineProperty(document, 'hidden', { get: () => true });
    const set = window.setTimeout;
    window.setTimeout = (run, ms, ...rest) => set(run, Math.max(ms, 60_000), ...rest);
  };
  const demo = await Demo.open(t, { query: sipLine(registrar.url) });
  await demo.widget.signIn('secret1001');
  await demo.widget.lineReads('Ready');
  await demo.page.context().addInitScript(hide);
  const registered = registrar.registration();
  await demo.reloadFrame();
  await registered;
  const since = Date.now();
  const [ping] = await until('a ping', () => registrar.pings.filter((at) => at > since), (pings) => pings.length > 0, 35_000);
  assert.ok(ping - since > 20_000 && ping - since < 32_000, `after ${ping - since} ms`);
});

test('a page that comes back out of the browser’s cache is on line again', async (t) => {
  const registrar = await Registrar.start();
  t.after(() => registrar.stop());
  const { widget } = await Demo.open(t, { query: sipLine(registrar.url) });
  await widget.signIn('secret1001');
  await widget.lineReads('Ready');
  await widget.mark();
  const registered = registrar.registration();
  await widget.frame.evaluate(() => {
    for (const type of ['pagehide', 'pageshow']) dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
  });
  await widget.isAnew();
  await registered;
  await widget.lineReads('Ready');
});

test('the phone is on line though Salesforce is silent', async (t) => {
  const demo = await Demo.open(t, { query: sipLine(pbx.url) });
  await demo.widget.signIn('secret1001');
  await demo.widget.lineReads('Ready');
  // What the settings were the last time is enough, while Salesforce takes a minute over its answers.
  await demo.page.goto(demo.page.url().replace('?', '?latency=60000&'));
  await demo.widget.lineReads('Ready');
  assert.equal((await demo.screen()).clickToDial, true);
});
