// The checks of the checks: every deliberate defect is found by the check that should find it.
//
// Checks that start a program judge all their defects in one run; they lie in different classes and do not hide each other.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';

import { CHECKS } from '../checks/index.js';
import { firstWrongSample } from '../emulator/samples.js';
import { TestRun } from '../emulator/runner.js';
import { World } from '../emulator/world.js';
import { ROOT, Source } from '../source.js';
import { DEFECTS } from './defects.js';

const TOGETHER = ['syntax', 'semantics', 'rules'];

/** Those of them that look at one class at a time, and so need not see the sound ones. */
const APART = ['syntax', 'rules'];

const source = Source.read();

/** Check to the findings in a broken source; for the tests, the first failure. */
const FINDERS = {
  ...CHECKS,
  apex: (broken) => {
    const run = new TestRun(new World(broken));
    for (const one of run.tests) {
      const wrong = run.run(one);
      if (wrong) return [`${one.cls.name}.${one.method.name}: ${wrong}`];
    }
    return [];
  },
  fixtures: (broken) => [firstWrongSample(new World(broken), join(ROOT, 'fixtures'))].filter(Boolean),
};

for (const check of Object.keys(FINDERS)) {
  const defects = DEFECTS.filter(([name]) => name === check);
  describe(`${check} finds`, () => {
    assert.ok(defects.length > 0, `there is no defect for ${check}`);
    let together = null;
    before(async () => {
      if (!TOGETHER.includes(check)) return;
      const broken = defects.reduce((changed, [, , change]) => change(changed), source);
      const touched = (path) => broken.files.get(path) !== source.files.get(path);
      const files = new Map([...broken.files].filter(([path]) => touched(path) || !path.includes('/')));
      together = await FINDERS[check](APART.includes(check) ? new Source(files) : broken);
    });
    for (const [, what, change, finds] of defects) {
      test(what, async () => {
        const findings = together ?? (await FINDERS[check](change(source)));
        assert.ok(
          findings.some((finding) => finds.test(finding)),
          `nothing matches ${finds} in\n${findings.join('\n')}`,
        );
      });
    }
  });
}
