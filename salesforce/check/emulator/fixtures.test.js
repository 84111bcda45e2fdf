// Plays every sample of `salesforce/fixtures` against the package's Apex.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { ROOT, Source } from '../source.js';
import { Calls } from './calls.js';
import { payloadsOf, samplesOf } from './samples.js';
import { World } from './world.js';

const world = new World(Source.read());

describe('the Apex answers as the fixtures say', () => {
  for (const sample of samplesOf(join(ROOT, 'fixtures'))) {
    test(`${sample.file.replace('.json', '')}: ${sample.name}`, () => {
      for (const [form, payload] of Object.entries(payloadsOf(sample))) {
        const { reply, mail, changes } = new Calls(world, sample.org).invoke(sample.request.action, payload);
        assert.deepEqual(anyMessage(JSON.parse(reply), sample.reply), sample.reply, form);
        assert.deepEqual(changes, news(sample), `${form}: what is different afterwards`);
        assert.deepEqual(mail, sample.mail, `${form}: what was sent`);
      }
    });
  }
});

/** A sample may also name fields of a changed record that stayed as they were. */
function news({ org, after }) {
  const rows = Object.entries(after).map(([object, changed]) => {
    const before = (id) => org.records[object].find((row) => row.Id === id) ?? {};
    const different = (row) => Object.entries(row).filter(([field, value]) => field === 'Id' || value !== before(row.Id)[field]);
    return [object, changed.map((row) => Object.fromEntries(different(row)))];
  });
  return Object.fromEntries(rows);
}

/** `*` stands for any message that is there, at any depth. */
function anyMessage(actual, expected) {
  if (expected === '*' && typeof actual === 'string' && actual !== '') return '*';
  if (actual === null || expected === null || typeof actual !== 'object' || typeof expected !== 'object') return actual;
  const copy = Array.isArray(actual) ? [...actual] : { ...actual };
  for (const key of Object.keys(copy)) if (key in expected) copy[key] = anyMessage(copy[key], expected[key]);
  return copy;
}
