// The Audio page: devices, their choice, the meter, the test call, the ring, notifications and a headset's buttons.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { wrongsIn } from './lib/axe.mjs';
import { Demo } from './lib/demo.mjs';
import { tapSound } from './lib/sound.mjs';
import { until } from './lib/until.mjs';

const INPUT = 'Fake Audio Input 1';
const OUTPUT = 'Fake Audio Output 1';

/** Audio contexts and notifications of every frame, kept as `window.contexts` and `window.notifications`. */
async function tap(context) {
  await tapSound(context);
  await context.addInitScript(() => {
    window.contexts = [];
    window.AudioContext = class extends AudioContext {
      constructor(...parameters) {
        super(...parameters);
        window.contexts.push(this);
      }
    };
    window.speakers = [];
    window.Audio = class extends Audio {
      constructor() {
        super();
        window.speakers.push(this);
      }
    };
    window.notifications = [];
    window.Notification = class {
      static permission = 'default';
      static async requestPermission() {
        return (this.permission = window.name === 'refuses' ? 'denied' : 'granted');
      }
      constructor(title) {
        this.title = title;
        window.notifications.push(this);
      }
      close() {
        this.closed = true;
      }
    };
  });
}

async function open(t, { prepare, ...options } = {}) {
  const both = async (context) => {
    await tap(context);
    await prepare?.(context);
  };
  const demo = await Demo.open(t, { prepare: both, ...options });
  await demo.widget.lineReads(demo.widget.words.practiceLine);
  return { demo, widget: demo.widget, page: await show(demo.widget) };
}

async function show(widget) {
  await widget.locator('[data-screen=settings]').click();
  await widget.locator('#to-audio').click();
  await widget.locator('h1#audio').waitFor();
  return widget.locator('main');
}

/** It is allowed here, so the page listens by itself. */
const listens = (page) => page.locator('#level').waitFor();
const chosen = (page, id) => page.locator(`#${id}`).evaluate((list) => list.selectedOptions[0].text);
const tracks = (widget) => widget.frame.evaluate(() => window.microphones.map((track) => [track.label, track.readyState]));

test('a microphone is chosen, its level is seen, and it is free when the page is left', async (t) => {
  const { widget, page } = await open(t);
  await listens(page);
  const level = () => page.locator('#level').getAttribute('value').then(Number);
  await until('the fake microphone beeps', level, (value) => value > 5);
  await until('its name', () => page.locator('#microphone').innerText(), (names) => names.includes(INPUT));
  await page.locator('#microphone').selectOption({ label: INPUT });
  await until('it is used', () => tracks(widget), (all) => all.some(([label, state]) => label === INPUT && state === 'live'));
  const live = (all) => all.filter(([, state]) => state === 'live');
  assert.equal(live(await tracks(widget)).length, 1, 'and it alone');
  await widget.locator('[data-screen=dial]').click();
  await until('it is free', () => tracks(widget), (all) => live(all).length === 0);

  // The next page knows the choice.
  await widget.frame.evaluate(() => location.reload());
  await widget.lineReads('Practice line');
  const again = await show(widget);
  await listens(again);
  await until('the same microphone', () => chosen(again, 'microphone'), (name) => name === INPUT);
});

test('a test call to oneself is recorded, played back, and kept nowhere', async (t) => {
  const { widget, page } = await open(t);
  await listens(page);
  await page.getByRole('button', { name: 'Record two seconds and play them back' }).click();
  for (const words of ['Speak now.', 'Now listen.', /^That is how others hear you\./]) await page.getByText(words).waitFor();
  const contexts = await widget.frame.evaluate(() => window.contexts.map((context) => context.state));
  assert.deepEqual(contexts.filter((state) => state === 'closed').length, 1, `${contexts}`);
});

test('it rings where the agent said, in the test and in earnest', async (t) => {
  const { widget, page } = await open(t);
  await listens(page);
  await page.locator('#ringer').selectOption({ label: OUTPUT });
  const id = await page.locator('#ringer').evaluate(() => localStorage.getItem('ferrophone-ringer').split('\n')[0]);
  const ringsAt = () =>
    widget.frame.evaluate(() => window.speakers.filter(({ paused }) => !paused).map(({ sinkId }) => sinkId));
  await page.getByRole('button', { name: 'Let it ring' }).click();
  await until('the ring test', ringsAt, (sinks) => sinks.includes(id));
  await page.getByRole('button', { name: 'Stop ringing' }).click();
  await until('silence', ringsAt, (sinks) => sinks.length === 0);
  await widget.practise();
  await until('the ringing', ringsAt, (sinks) => sinks.includes(id));
  await widget.press('decline');
  await until('silence again', ringsAt, (sinks) => sinks.length === 0);
});

test('a chosen device that is unplugged is told, stays chosen, and the system’s own serves', async (t) => {
  const gone = async (context) => {
    await context.grantPermissions(['microphone']);
    await context.addInitScript(() => {
      try {
        localStorage.setItem('ferrophone-microphone', 'of-a-drawer\nMy old headset');
      } catch {
        // A frame without storage.
      }
    });
  };
  const { demo, widget, page } = await open(t, { prepare: gone });
  await until('the missing one in the list', () => chosen(page, 'microphone'), (name) => name === 'My old headset (not plugged in)');
  await widget.text('The microphone that you chose is not plugged in.').waitFor();
  await until('another is open', () => tracks(widget), (all) => all.some(([, state]) => state === 'live'));
  assert.deepEqual(await wrongsIn(widget.frame), []);
  await page.locator('#microphone').selectOption({ label: 'As the system says' });
  assert.equal(await widget.frame.evaluate(() => localStorage.getItem('ferrophone-microphone')), null);
  assert.ok(demo);
});

test('a notification comes when it rings out of sight, only where it was wanted, and goes with the ringing', async (t) => {
  const { widget, page } = await open(t);
  const notify = page.getByLabel('Show a desktop notification when it rings');
  assert.equal(await notify.isChecked(), false);
  const hide = (hidden) =>
    widget.frame.evaluate((hidden) => Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }), hidden);
  const shown = () => widget.frame.evaluate(() => window.notifications.map(({ title, closed }) => [title, !!closed]));
  await hide(true);
  await widget.practise();
  await widget.press('decline');
  assert.deepEqual(await shown(), [], 'nobody asked for one');

  await show(widget);
  await notify.check();
  await until('allowed', () => notify.isChecked());
  await hide(false);
  await widget.practise();
  await widget.press('decline');
  assert.deepEqual(await shown(), [], 'it is in sight');
  await hide(true);
  await widget.practise();
  await until('a notification', shown, ([one]) => one && !one[1]);
  assert.match((await shown())[0][0], /Jane Customer|\+33 6 12 34 56 78/);
  await widget.press('answer');
  await until('it goes', shown, (all) => all.every(([, closed]) => closed));
});

test('where the browser refuses notifications it is said, and the box stays empty', async (t) => {
  const { widget, page } = await open(t);
  await widget.frame.evaluate(() => (window.name = 'refuses'));
  await page.getByLabel('Show a desktop notification when it rings').click();
  await page.getByText('The browser does not allow it.').waitFor();
  assert.equal(await page.getByLabel('Show a desktop notification when it rings').isChecked(), false);
  assert.deepEqual(await wrongsIn(widget.frame), []);
});

test('a microphone that is not allowed is said, with the way to it', async (t) => {
  const { widget, page } = await open(t, { launch: { microphone: false } });
  assert.deepEqual(await tracks(widget), [], 'nobody listens unasked');
  await page.getByRole('button', { name: 'Allow the microphone' }).click();
  await page.getByText('The microphone is not allowed.').waitFor();
  assert.deepEqual(await wrongsIn(widget.frame), []);
});

/** A headset with a hook switch and a mute button, and lamps for both and for ringing. */
function plugIn(context) {
  return context.addInitScript(() => {
    const field = (usages, reportCount, isAbsolute = true) => ({
      usages, reportCount, isAbsolute, reportSize: 1, isArray: false, isRange: false, logicalMinimum: 0,
    });
    const device = {
      productName: 'Test Headset',
      opened: false,
      sent: [],
      collections: [
        {
          usagePage: 0x0b,
          usage: 0x05,
          children: [],
          inputReports: [{ reportId: 2, items: [field([0x0b0020], 1), field([0x0b002f], 1, false), field([], 6)] }],
          outputReports: [{ reportId: 3, items: [field([0x080017, 0x080009, 0x080018], 3), field([], 5)] }],
        },
      ],
      async open() {
        this.opened = true;
      },
      async sendReport(id, data) {
        this.sent.push([id, ...data]);
      },
      press(byte) {
        this.oninputreport({ reportId: 2, data: new DataView(new Uint8Array([0xff, byte]).buffer, 1) });
      },
    };
    window.headset = device;
    const hid = new EventTarget();
    // The browser remembers what was allowed.
    hid.getDevices = async () => (localStorage.getItem('ferrophone-headset') ? [device] : []);
    hid.requestDevice = async () => {
      if (window.name === 'forbids') throw new DOMException('', 'SecurityError');
      return window.name === 'cancels' ? [] : [device];
    };
    Object.defineProperty(navigator, 'hid', { value: hid });
  });
}

test('the buttons of a headset answer, mute and hang up, and its lamps follow', async (t) => {
  const { widget, page } = await open(t, { prepare: plugIn });
  await widget.frame.evaluate(() => (window.name = 'cancels'));
  await page.getByRole('button', { name: 'Connect a headset' }).click();
  await page.getByText('No headset was connected.').waitFor();
  await widget.frame.evaluate(() => (window.name = 'forbids'));
  await page.getByRole('button', { name: 'Connect a headset' }).click();
  await page.getByText('This browser, or the page around the phone, gives no access').waitFor();
  await widget.frame.evaluate(() => (window.name = ''));
  await page.getByRole('button', { name: 'Connect a headset' }).click();
  await page.getByText('Connected: Test Headset').waitFor();
  assert.deepEqual(await wrongsIn(widget.frame), []);

  const round = async () => {
    const press = (byte) => widget.frame.evaluate((byte) => window.headset.press(byte), byte);
    const shows = (what, report) => until(what, () => widget.frame.evaluate(() => window.headset.sent.at(-1)?.join()), (last) => last === report.join());
    await widget.practise();
    await shows('it rings', [3, 0b100]);
    await press(0b01);
    await widget.callReads('On the call');
    await shows('it is off the hook', [3, 0b001]);
    await press(0b11);
    await widget.callReads('On the call · You are muted');
    await press(0b01);
    await shows('it is muted', [3, 0b011]);
    await press(0b00);
    await widget.callReads('Call ended');
    await shows('it is dark', [3, 0]);
  };
  await round();
  // Connected before, it is taken up again without a word; the code for it comes with the pages.
  await widget.frame.evaluate(() => location.reload());
  await widget.lineReads('Practice line');
  await widget.locator('[data-screen=settings]').click();
  await until('it is open', () => widget.frame.evaluate(() => window.headset.opened));
  await round();
});
