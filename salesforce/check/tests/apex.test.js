// The package's Apex tests, in the emulator.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';

import { EMULATION, percent, TestRun } from '../emulator/runner.js';
import { World } from '../emulator/world.js';
import { Source } from '../source.js';

/** Of all statements. Salesforce asks for 75 % of the lines. */
const WANTED = 90;

const run = new TestRun(new World(Source.read()));

for (const cls of new Set(run.tests.map((one) => one.cls))) {
  describe(cls.name, () => {
    for (const one of run.tests.filter((candidate) => candidate.cls === cls)) {
      test(one.method.name, () => {
        const wrong = run.run(one);
        assert.equal(wrong, null, `\n${wrong}`);
      });
    }
  });
}

test(`the tests cover ${WANTED} % of the statements, and of every class something`, () => {
  const { coverage } = run;
  const shown = coverage.map(
    ({ name, hit, total, missed }) =>
      `${name}: ${hit} of ${total}${missed.length ? `, not lines ${missed.join(' ')}` : ''}`,
  );
  assert.ok(percent(coverage) >= WANTED, `${percent(coverage).toFixed(1)} %\n${shown.join('\n')}`);
  assert.deepEqual(
    coverage.filter(({ hit, total }) => total > 0 && hit === 0),
    [],
  );
});

after(() => {
  console.log(
    `${run.tests.length} Apex tests, ${percent(run.coverage).toFixed(1)} % of the statements covered\n${EMULATION}`,
  );
});
