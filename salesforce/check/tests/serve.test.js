// The emulator as a server on standard input and output, as the Rust tests use it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';

import { samplesOf } from '../emulator/samples.js';
import { ROOT } from '../source.js';

const server = spawn(process.execPath, [join(ROOT, 'check/emulator/cli.js'), 'serve'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
after(async () => {
  server.stdin.end();
  await once(server, 'close');
  assert.equal(server.exitCode, 0);
});

async function call(line) {
  server.stdin.write(`${JSON.stringify(line)}\n`);
  return JSON.parse((await lines.next()).value);
}

test('one line is one call, and the org goes on until another one is given', async () => {
  const { org } = samplesOf(join(ROOT, 'fixtures')).find(
    ({ file, name }) => file === 'closeTasks.json' && name === 'delete',
  );
  const [task] = org.records.Task;
  const ids = { ids: [task.Id], mode: 'delete' };
  const first = await call({ org, action: 'closeTasks', payload: JSON.stringify(ids) });
  assert.deepEqual(JSON.parse(first.reply).data, { done: [task.Id], completedInstead: [], failed: [] });
  assert.deepEqual(first.changes, { Task: [{ Id: task.Id, IsDeleted: true }] });
  const second = await call({ action: 'closeTasks', payload: ids });
  assert.equal(JSON.parse(second.reply).data.failed.length, 1, 'it is gone');
  const anew = await call({ org, action: 'closeTasks', payload: ids });
  assert.deepEqual(JSON.parse(anew.reply).data.done, [task.Id]);
});

test('a line that is none is answered, and the next one too', async () => {
  server.stdin.write('{\n');
  assert.match(JSON.parse((await lines.next()).value).fault, /JSON/);
  assert.equal(
    JSON.parse((await call({ org: {}, action: 'nothing', payload: null })).reply).error.code,
    'UNKNOWN_ACTION',
  );
});
