// The other end of the line: a phone in a page of its own, made of JsSIP, so that our user agent does not only ever talk
// to itself.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { Transcript } from './transcript.mjs';

const SOURCE = fileURLToPath(new URL('second-phone.page.js', import.meta.url));

export class SecondPhone {
  #context;
  #page;
  #server;
  transcript;

  /**
   * Opens the page and registers.
   * @param {import('playwright-core').Browser} browser
   * @param {{ pbx: { url: string }, user?: string, password?: string, answers?: boolean }} options
   *   `answers`: it takes every call by itself.
   */
  static async open(browser, { pbx, user = '1002', password = `secret${user}`, answers = false }) {
    const phone = new SecondPhone();
    phone.#server = await serve();
    phone.#context = await browser.newContext();
    phone.#page = await phone.#context.newPage();
    phone.transcript = Transcript.of(phone.#page);
    try {
      await phone.#page.goto(`http://127.0.0.1:${phone.#server.address().port}/`);
      await phone.#do('register', { url: pbx.url, user, password, answers });
    } catch (error) {
      await phone.close();
      throw error;
    }
    return phone;
  }

  dial = (number) => this.#do('dial', number);
  answer = () => this.#do('answer');
  hangUp = () => this.#do('hangUp');
  /** Answers 486. */
  decline = () => this.#do('decline');
  hold = () => this.#do('hold');
  resume = () => this.#do('resume');
  /** Digits as RFC 4733 events in the audio, or in SIP as INFO. */
  keys = (digits, { info = false } = {}) => this.#do('keys', digits, info ? 'INFO' : 'RFC2833');
  /** Hands the newest call to `number`, unannounced. */
  transfer = (number) => this.#do('transfer', number);
  /** Puts the newest call on hold and calls `number`; `join` then leaves the two to each other. */
  consult = (number) => this.#do('consult', number);
  join = () => this.#do('join');
  unregister = () => this.#do('unregister');

  /** All calls, oldest first: `{ states: ['accepted by remote', ...], from: { name, number }, headers }`. */
  calls = () => this.#do('calls');

  /** Until the newest call has been through a state that starts with `state`; returns the call. */
  async reaches(state, patience = 10_000) {
    const deadline = Date.now() + patience;
    for (;;) {
      const call = (await this.calls()).at(-1);
      if (call?.states.some((seen) => seen.startsWith(state))) return call;
      if (Date.now() > deadline) {
        throw new Error(`the second phone never reached '${state}', only ${JSON.stringify(call?.states ?? 'no call')}`);
      }
      await sleep(30);
    }
  }

  /** Until a call rings that is not answered yet. */
  rings = (patience) => this.reaches('progress by local', patience);

  /** What the newest call brings to the ear within `ms`: `{ bytes, energy, lost, codec }`; no energy is silence. */
  async hears(ms = 1500) {
    const before = await this.#do('audio');
    await sleep(ms);
    const after = await this.#do('audio');
    return {
      bytes: after.bytes - before.bytes,
      energy: after.energy - before.energy,
      lost: after.lost - before.lost,
      codec: after.codec,
    };
  }

  async close() {
    await this.#context.close();
    this.#server.close();
  }

  #do(what, ...parameters) {
    return this.#page.evaluate(([what, parameters]) => window.phone[what](...parameters), [what, parameters]);
  }
}

// From loopback: a secure context, which the microphone asks for.
async function serve() {
  const bundle = await build({
    entryPoints: [SOURCE],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    logLevel: 'error',
  });
  const page = '<!doctype html><meta charset="utf-8"><title>second phone</title><script src="phone.js" defer></script>';
  const server = createServer((request, response) => {
    const script = request.url === '/phone.js';
    response.setHeader('content-type', script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8');
    response.end(script ? bundle.outputFiles[0].text : page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
