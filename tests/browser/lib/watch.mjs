// What a page must not do while a test looks at it: leave loopback, log an error, break its own policy, tell the console of
// people.

import assert from 'node:assert/strict';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** People, numbers and passwords of the demo company and of the tests' PBX. */
const PRIVATE = /Jane|Customer|Oliver|Bennett|Müller|Lef[eè]vre|Harbour|Lindenhof|\+?33 ?6 ?12 ?34|7946 ?0|23125|secret100/;

export class Watch {
  #errors = [];
  #said = [];
  #strangers = [];
  #sockets = [];

  /** Looks from now on at a context and all frames of all its pages. */
  static async over(context) {
    const watch = new Watch();
    context.on('request', (request) => watch.#visits(request.url()));
    context.on('console', (message) => {
      watch.#said.push(message.text());
      // A broken Content-Security-Policy is told here, too.
      if (message.type() === 'error') watch.#errors.push(message.text());
    });
    context.on('weberror', (error) => watch.#errors.push(String(error.error())));
    context.on('page', (page) =>
      page.on('websocket', (socket) => {
        watch.#visits(socket.url());
        watch.#sockets.push(Date.now());
      }),
    );
    return watch;
  }

  /** WebSockets opened since `moment`, a `Date.now()`. */
  sockets(moment = 0) {
    return this.#sockets.filter((at) => at >= moment).length;
  }

  /** Errors that `expected` does not explain, and hosts that are not this machine, fail the test. */
  assertQuiet(expected = /^$/) {
    assert.deepEqual(this.#errors.filter((text) => !expected.test(text)), [], 'the console is free of errors');
    assert.deepEqual(this.#strangers, [], 'no request leaves this machine');
    this.assertKeepsToItself(PRIVATE);
  }

  /** Nothing in the console, of whatever level, matches `words`. */
  assertKeepsToItself(words) {
    assert.deepEqual(this.#said.filter((text) => words.test(text)), [], 'the console tells nothing of anybody');
  }

  #visits(address) {
    const { protocol, hostname } = new URL(address);
    const inside = ['data:', 'blob:', 'about:', 'chrome-error:'].includes(protocol);
    if (!inside && !LOOPBACK.has(hostname)) this.#strangers.push(address);
  }
}
