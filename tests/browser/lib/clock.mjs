// Time that a test can move on, so that nobody waits half a minute for an answer that will not come.

/** For `Demo.open({ prepare })`; then `page.clock.fastForward(ms)`. Until then the clock goes as it always does. */
export async function ownClock(context) {
  await context.clock.install();
  // Playwright counts its timers from 10^12, more than a browser ever does, and more than the 32 bits in which a program of
  // WebAssembly keeps them: it could not take one back.
  await context.addInitScript(() => {
    const numbers = [];
    for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
      const [start, stop] = [window[set], window[clear]];
      window[set] = (...parameters) => numbers.push(start(...parameters));
      window[clear] = (number) => stop(numbers[number - 1]);
    }
  });
}
