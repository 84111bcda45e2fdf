// These checks themselves are laid out by prettier.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import * as prettier from 'prettier';

import { ROOT } from '../source.js';

const FOLDER = join(ROOT, 'check');

test('the checks are laid out by prettier', async () => {
  const options = JSON.parse(readFileSync(join(FOLDER, '.prettierrc'), 'utf8'));
  const files = readdirSync(FOLDER, { recursive: true }).filter(
    (path) => path.endsWith('.js') && !path.includes('node_modules'),
  );
  assert.ok(files.length > 40);
  for (const path of files) {
    const text = readFileSync(join(FOLDER, path), 'utf8');
    assert.ok(await prettier.check(text, { ...options, parser: 'babel' }), `npx prettier --write ${path}`);
  }
});
