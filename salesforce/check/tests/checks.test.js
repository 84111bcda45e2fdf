// The package as it is: no check finds anything.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CHECKS } from '../checks/index.js';
import { Source } from '../source.js';

const source = Source.read();

for (const [name, check] of Object.entries(CHECKS)) {
  test(`${name} finds nothing`, async () => {
    const findings = await check(source);
    assert.equal(findings.length, 0, `\n${findings.join('\n')}`);
  });
}
