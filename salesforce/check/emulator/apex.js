// For the emulator's own tests: Apex from the test's text, in an org without any package.

import { Source } from '../source.js';
import { described } from './runner.js';
import { World } from './world.js';

const PROJECT = JSON.stringify({ packageDirectories: [{ path: 'force-app' }], sourceApiVersion: '65.0' });

/** A world of these classes; each text is one, its name the first word behind `class`. `files` are more of the package. */
export function worldOf(classes, files = {}) {
  const named = classes.map((text) => [
    `force-app/main/default/classes/${/\b(?:class|enum|interface) (\w+)/.exec(text)[1]}.cls`,
    text,
  ]);
  return new World(new Source(new Map([['sfdx-project.json', PROJECT], ...Object.entries(files), ...named])));
}

/** Runs statements as the body of a static method; returns what they return, as `String.valueOf` has it. */
export function run(body, { classes = [], files, prepare = () => {} } = {}) {
  const world = worldOf([`public class Sut { public static Object run() { ${body} } ${classes.join('\n')} }`], files);
  const vm = world.session();
  prepare(vm);
  const sut = world.program.find('Sut', null);
  return vm.callStatic({ type: { name: 'String' }, text: 'String' }, 'valueOf', [vm.callOwn(sut, null, 'run', [])]);
}

/** The words of the failure with which statements end. */
export function failure(body, options) {
  try {
    run(body, options);
  } catch (error) {
    return described(error).split('\n')[0];
  }
  throw new Error(`this did not fail: ${body}`);
}
