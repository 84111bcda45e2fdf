// The samples in `salesforce/fixtures`, each with the org that it lives in.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Calls } from './calls.js';

/** `{ file, name, org, request, reply, after, mail }` for every sample of a folder. */
export function samplesOf(folder) {
  const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const base = read('org.json');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'org.json')
    .sort();
  return files.flatMap((file) => {
    const { org = {}, samples } = read(file);
    return samples.map((sample) => ({
      after: {},
      mail: [],
      ...sample,
      file,
      org: layered(base, org, sample.org ?? {}),
    }));
  });
}

/** `records` and `objects` are merged object by object; of everything else the later layer replaces the earlier. */
function layered(...layers) {
  const merged = Object.assign({}, ...layers);
  for (const key of ['records', 'objects']) merged[key] = Object.assign({}, ...layers.map((layer) => layer[key] ?? {}));
  return merged;
}

/** The ways in which a request's payload may travel. */
function payloadsOf({ request: { payload } }) {
  if (typeof payload !== 'object' || payload === null) return { 'as it stands': payload ?? null };
  const json = JSON.stringify(payload);
  return { plain: json, encoded: `b64:${Buffer.from(json, 'utf8').toString('base64url')}` };
}

/** What is wrong with the first sample that the Apex answers otherwise; null when it answers all as they say. */
export function firstWrongSample(world, folder) {
  for (const sample of samplesOf(folder)) {
    try {
      play(world, sample);
    } catch (error) {
      return `${sample.file}: ${sample.name}: ${error.message}`;
    }
  }
  return null;
}

/** Plays a sample in each form that its payload may have; throws where the Apex does otherwise. */
export function play(world, sample) {
  for (const [form, payload] of Object.entries(payloadsOf(sample))) {
    const { reply, mail, changes } = new Calls(world, sample.org).invoke(sample.request.action, payload);
    assert.deepEqual(anyMessage(JSON.parse(reply), sample.reply), sample.reply, form);
    assert.deepEqual(changes, news(sample), `${form}: what is different afterwards`);
    assert.deepEqual(mail, sample.mail, `${form}: what was sent`);
  }
}

/** A sample may also name fields of a changed record that stayed as they were. */
function news({ org, after }) {
  const rows = Object.entries(after).map(([object, changed]) => {
    const before = (id) => org.records[object].find((row) => row.Id === id) ?? {};
    const different = (row) =>
      Object.entries(row).filter(([field, value]) => field === 'Id' || value !== before(row.Id)[field]);
    return [object, changed.map((row) => Object.fromEntries(different(row)))];
  });
  return Object.fromEntries(rows);
}

/** `*` stands for any message that is there, at any depth; as a key, for all that the sample does not name. */
function anyMessage(actual, expected) {
  if (expected === '*' && typeof actual === 'string' && actual !== '') return '*';
  if (actual === null || expected === null || typeof actual !== 'object' || typeof expected !== 'object') return actual;
  const copy = Array.isArray(actual) ? [...actual] : { ...actual };
  if ('*' in expected) {
    for (const key of Object.keys(copy)) if (!(key in expected)) delete copy[key];
    copy['*'] = '*';
  }
  for (const key of Object.keys(copy)) if (key in expected) copy[key] = anyMessage(copy[key], expected[key]);
  return copy;
}
