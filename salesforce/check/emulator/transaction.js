// What one transaction does to an org: queries, saving, whose rights count, the clock, and how much is left.

import { instantOf, wallClock } from './clock.js';
import { runQuery, runSearch } from './soql/run.js';
import { ApexDate, ApexError } from './values.js';

const DAY = 86_400_000;

/** Salesforce's limits of one transaction, as far as they are counted; `turns` of loops stand for the processor's time. */
const LIMITS = {
  turns: [1_000_000, 'Apex CPU time limit exceeded'],
  queries: [100, 'Too many SOQL queries: 101'],
  searches: [20, 'Too many SOSL queries: 21'],
  statements: [150, 'Too many DML statements: 151'],
  emails: [10, 'Too many Email Invocations: 11'],
  assertions: [Infinity],
};

/** Records of set-up, which cannot be saved together with others: a classic surprise in tests. */
const SETUP =
  /^(EmailTemplate|FieldPermissions|Group|GroupMember|ObjectPermissions|PermissionSet|PermissionSetAssignment|QueueSobject|SetupEntityAccess|User|UserRole)$/;

/** A user may be changed among other records as long as none of these is. */
const SENSITIVE = ['isactive', 'profileid', 'username', 'userroleid'];

/** The base of the interpreter, which knows whether `sharing` counts for the code that runs. */
export class Transaction {
  constructor(schema, org, access, userId) {
    Object.assign(this, { schema, org, access, userId });
    /** The object of set-up and the other one that were saved so far, each by its name. */
    this.saved = {};
    this.used = Object.fromEntries(Object.keys(LIMITS).map((what) => [what, 0]));
  }

  /** Counts what a transaction has only so much of. */
  use(what) {
    this.used[what] += 1;
    const [limit, message] = LIMITS[what];
    if (this.used[what] > limit) throw new ApexError('LimitException', message);
  }

  query(query, evaluate, mode = null) {
    this.use('queries');
    return runQuery(query, this.#reader(mode), evaluate);
  }

  search(search, evaluate, mode = null, fixed = null) {
    this.use('searches');
    return runSearch(search, this.#reader(mode), evaluate, fixed);
  }

  #reader(mode) {
    const { org, schema } = this;
    return {
      org,
      schema,
      mode,
      dayStart: (days, held) => this.dayStart(days, held),
      visible: (row, wanted) => (wanted !== 'user' && !this.sharing) || this.access.sees(this.userId, row),
      busy: (row) => this.access.busy.has(row.id),
      mayRead: (object, field, wanted) => wanted !== 'user' || this.access.mayField(this.userId, 'read', object, field),
      demandReadable: (object, wanted) => {
        if (wanted === 'user' && !this.access.may(this.userId, 'read', object)) {
          throw new ApexError('QueryException', `sObject type '${object.name}' is not supported.`);
        }
      },
    };
  }

  /** The outcome of each record: `{ id, created, error }`. With `allOrNone` the first failure undoes all and is thrown. */
  dml(operation, records, { mode = null, key = null, allOrNone }) {
    this.use('statements');
    for (const record of records) this.#demandUnmixed(operation, record);
    const before = this.org.snapshot();
    const ids = records.map((record) => record.id);
    const { sharing, userId } = this;
    const session = {
      userId,
      refusal: (what, row, object, record) => this.access.refusal(userId, what, row, object, { mode, sharing, record }),
    };
    const results = records.map((record) => this.org.save(operation, record, session, key));
    const failed = results.flatMap(({ error, id }, row) => (error ? [{ ...error, id, row }] : []));
    if (!allOrNone || failed.length === 0) return results;
    this.org.restore(before);
    for (const [at, record] of records.entries()) {
      if (ids[at] === null) record.values.delete('id');
      else record.values.set('id', ids[at]);
    }
    const [{ row, code, message, fields }] = failed;
    const what = `${operation[0].toUpperCase()}${operation.slice(1)} failed. First exception on row ${row}`;
    const withId = failed[0].id ? ` with id ${failed[0].id}` : '';
    throw new ApexError('DmlException', `${what}${withId}; first error: ${code}, ${message}: [${fields.join(', ')}]`, {
      rows: failed,
    });
  }

  runAs(user, body) {
    if (!user.id) this.dml('insert', [user], { allOrNone: true });
    const { userId, saved } = this;
    Object.assign(this, { userId: user.id, saved: {} });
    try {
      return body();
    } finally {
      Object.assign(this, { userId, saved });
    }
  }

  /** What has been saved does not count any more: `Test.startTest()` begins anew. */
  beginAnew() {
    this.saved = {};
    for (const what of Object.keys(this.used)) if (what !== 'assertions') this.used[what] = 0;
  }

  #demandUnmixed(operation, { object, values }) {
    if (object.name === 'User' && operation === 'update' && !SENSITIVE.some((key) => values.has(key))) return;
    const [kind, other] = SETUP.test(object.name) ? ['setup', 'data'] : ['data', 'setup'];
    this.saved[kind] ??= object.name;
    if (!this.saved[other]) return;
    const message = `DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): ${object.name}, original object: ${this.saved[other]}`;
    throw new ApexError(
      'DmlException',
      `${operation} failed. First exception on row 0; first error: MIXED_DML_OPERATION, ${message}: []`,
      {
        rows: [{ code: 'MIXED_DML_OPERATION', message, fields: [], id: null, row: 0 }],
      },
    );
  }

  get user() {
    return this.org.find(this.userId);
  }

  get timeZone() {
    return this.user?.values.get('timezonesidkey') ?? 'Europe/Berlin';
  }

  /** When the day `days` from today begins: for an instant in the user's time zone, for a day in none. */
  dayStart(days, held) {
    const local = this.localTime(this.org.now);
    const today = (Math.floor(local / DAY) + days) * DAY;
    return held instanceof ApexDate ? today : this.instant(today);
  }

  /** The user's wall clock at an instant, as if it were UTC. */
  localTime(ms) {
    return wallClock(ms, this.timeZone);
  }

  /** The instant at which the user's clock shows `local`. */
  instant(local) {
    return instantOf(local, this.timeZone);
  }
}
