// node emulator/cli.js test            runs the package's Apex tests
// node emulator/cli.js serve [CLASS FROM TO]   one JSON line in, one out; in that class FROM reads TO, to see who notices
//
// In: `{"org": …, "action": …, "payload": …}`; `org` is written as in `salesforce/fixtures/README.md`. Without it the same org
// goes on. Out: `{"reply": …, "mail": […], "changes": {…}}`: what `FerrophoneApi.invoke` returned, as text; what was sent; the
// records that are different now. `{"fault": …}` when the call could not be made or the emulator does not know something.

import { createInterface } from 'node:readline';

import { Source } from '../source.js';
import { Calls } from './calls.js';
import { described, EMULATION, percent, TestRun } from './runner.js';
import { World } from './world.js';

const commands = { test, serve };
const command = commands[process.argv[2]];
if (!command) {
  console.error('usage: node emulator/cli.js test|serve');
  process.exit(2);
}
await command();

function test() {
  const run = new TestRun(new World(Source.read()));
  const failed = run.tests.filter((one) => {
    const wrong = run.run(one);
    console.log(`${wrong ? 'not ok' : 'ok'} ${one.cls.name}.${one.method.name}${wrong ? `\n  ${wrong}` : ''}`);
    return wrong;
  });
  for (const { name, total, hit, missed } of run.coverage) {
    console.log(`${name}: ${hit}/${total}${missed.length ? `, not lines ${missed.join(' ')}` : ''}`);
  }
  console.log(
    `\n${run.tests.length} tests, ${failed.length} failed, ${percent(run.coverage).toFixed(1)} % of statements\n\n${EMULATION}`,
  );
  process.exitCode = failed.length > 0 ? 1 : 0;
}

async function serve() {
  const world = new World(withDefect(Source.read(), ...process.argv.slice(3)));
  let calls = null;
  const answer = (line) => {
    const { org, action, payload } = JSON.parse(line);
    if (org || !calls) calls = new Calls(world, org ?? {});
    return calls.invoke(action, payload);
  };
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    let answered;
    try {
      answered = answer(line);
    } catch (error) {
      answered = { fault: described(error) };
    }
    console.log(JSON.stringify(answered));
  }
}

function withDefect(source, name, from, to) {
  if (!name) return source;
  const { file, text } = source.classes.find((cls) => cls.name === name) ?? {};
  if (!text?.includes(from)) throw new Error(`the class ${name} has no ${JSON.stringify(from)}`);
  return source.with(
    file,
    text.replace(from, () => to),
  );
}
