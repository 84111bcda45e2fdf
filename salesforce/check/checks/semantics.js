// What the Apex compiler would refuse, as apex-ls sees it: unknown names, wrong types, missing returns.
//
// One pass over the package as it is. Once the package adds fields to activities, that pass no longer looks at the fields of
// Task and Event variables, so a second one goes without such extensions and overlooks the package's own names.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { JARS } from '../schema/standard.js';

/** What the second pass is wrong about: the package's own fields, and two that the stubs lack. */
const OVERLOOKED = /__[cr]\b|'RecordTypeId'/;

/** Findings, one line each; none is good. */
export async function checkSemantics(source) {
  const [first, second] = await Promise.all([pass(source), pass(withoutExtensions(source))]);
  return [...new Set([...first, ...second.filter((line) => !OVERLOOKED.test(line))])];
}

/** Only the first pass, which nearly every defect shows in. */
export const checkTypes = (source) => pass(source);

async function pass(source) {
  const folder = mkdtempSync(join(tmpdir(), 'ferrophone-apex-'));
  try {
    source.write(folder);
    return await apexLs(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function withoutExtensions(source) {
  return source
    .paths(/\/objects\/[^/]+\//)
    .reduce((rest, path) => (/\/objects\/[^/]+__c\//.test(path) ? rest : rest.with(path, null)), source);
}

/** Exit status 0 is clean, 4 is findings. */
function apexLs(folder) {
  const args = [
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-cp',
    join(JARS, '*'),
    'io.github.apexdevtools.apexls.CheckForIssues',
    '-w',
    folder,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('java', [...args, '-d', 'warnings', '-n', '-f', 'json']);
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status !== 0 && status !== 4) reject(new Error(`apex-ls ended with ${status}: ${err}`));
      else resolve(status === 0 ? [] : lines(JSON.parse(out), folder));
    });
  });
}

function lines({ files }, folder) {
  return files.flatMap(({ path, messages }) =>
    messages.map(
      ({ start, category, message }) => `${path.replace(`${folder}/`, '')}:${start.line} ${category}: ${message}`,
    ),
  );
}
