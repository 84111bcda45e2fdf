// Runs the test methods of a package's Apex classes, each in an org of its own, and measures what they cover.

import { ApexError } from './values.js';

/** What a reader of the results must know. */
export const EMULATION = `This is an emulator, not Salesforce: it runs the Apex by a grammar and a library of its own. It does not model the security
of standard fields, sharing rules and roles, most governor limits, triggers, flows, the search index, the delivery of
e-mail, Visualforce and SOAP. It models in the main: object permissions, the security of the package's fields,
refused records, private activities, validation rules of simple formulas.`;

export class TestRun {
  constructor(world) {
    this.world = world;
    this.covered = new Set();
  }

  /** `{ cls, method }` for every test there is. */
  get tests() {
    return [...this.world.program.classes.values()]
      .filter((cls) => cls.isTest)
      .flatMap((cls) =>
        [...cls.methods.values()]
          .flat()
          .filter((method) => 'istest' in method.annotations)
          .map((method) => ({ cls, method })),
      );
  }

  /** Runs one; null when it passes, or what was wrong. */
  run({ cls, method }) {
    const vm = this.world.session();
    try {
      for (const setup of [...cls.methods.values()].flat().filter((one) => 'testsetup' in one.annotations))
        vm.invoke(setup, null, []);
      // The set-up's statics are gone when the test begins, its records are there.
      vm.statics.clear();
      vm.invoke(method, null, []);
      return vm.used.assertions === 0 ? 'it asserts nothing' : null;
    } catch (error) {
      return described(error);
    } finally {
      for (const node of vm.covered) this.covered.add(node);
    }
  }

  /** `{ name, total, hit, missed }` of every class that is no test; `missed` are line numbers. */
  get coverage() {
    const measured = [...this.world.program.classes.values()].filter((cls) => !cls.isTest);
    return measured.map((cls) => {
      const statements = statementsOf(cls);
      const missed = statements.filter((node) => !this.covered.has(node)).map((node) => node.start.line);
      return {
        name: cls.name,
        total: statements.length,
        hit: statements.length - missed.length,
        missed: [...new Set(missed)],
      };
    });
  }
}

const statementsOf = (cls) => [...cls.statements, ...[...cls.inner.values()].flatMap(statementsOf)];

/** The words of a failure, and where it happened. */
export function described(error) {
  const kind =
    error instanceof ApexError
      ? error.type
      : error.constructor.name === 'Unsupported'
        ? 'not in the emulator'
        : error.constructor.name;
  const message = error instanceof ApexError ? (error.instance?.message ?? error.message) : error.message;
  const where = error.trace?.length ? `\n  ${error.trace.join('\n  ')}` : `\n${error.stack}`;
  return `${kind}: ${message}${where}`;
}

export const percent = (rows) => {
  const [hit, total] = ['hit', 'total'].map((key) => rows.reduce((sum, row) => sum + row[key], 0));
  return total === 0 ? 0 : (100 * hit) / total;
};
