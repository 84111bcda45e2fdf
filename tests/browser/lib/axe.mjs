// The accessibility checks of axe-core, in any frame.

import axe from 'axe-core';

/**
 * What is wrong in a frame: one line for each element, empty if nothing is. WCAG 2.2 A and AA, and axe's own best practices
 * that make sense for a frame in somebody else's page.
 * @param {import('playwright-core').Frame} frame
 */
export async function wrongsIn(frame) {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe.source);
  const { violations, passes } = await frame.evaluate(async () => {
    // What is still fading in has not the colours yet that people read.
    const ends = (animation) => animation.effect.getComputedTiming().iterations !== Infinity;
    await Promise.all(document.getAnimations().filter(ends).map((animation) => animation.finished));
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
  });
  if (passes.length === 0) throw new Error('axe looked at nothing');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
}
