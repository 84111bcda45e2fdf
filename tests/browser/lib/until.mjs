// Waiting for something to become true, and saying what never did.

import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks `read` until what it gives passes `accepts`, and returns that. `what` completes "never came: ...".
 * @template T
 * @param {string} what
 * @param {() => Promise<T> | T} read
 * @param {(value: T) => boolean} [accepts]
 * @param {number} [patience] milliseconds
 * @returns {Promise<T>}
 */
export async function until(what, read, accepts = Boolean, patience = 15_000) {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await read();
    if (accepts(value)) return value;
    if (Date.now() > deadline) throw new Error(`never came: ${what}; the last was ${JSON.stringify(value)}`);
    await sleep(50);
  }
}
