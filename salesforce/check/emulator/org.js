// The records of an org, and what Salesforce does when they are saved: Ids, defaults, derived fields, refusals.
//
// Not here: triggers, flows, duplicate rules, and cascades of a deletion.

import { compileFormula } from './formula.js';
import { typeOfField } from './types.js';
import { ApexDate, ApexDatetime, ApexList, equal, longId, SObject } from './values.js';

const MINUTE = 60_000;

export class Org {
  /** @param now milliseconds since 1970 at which the org's clock stands until something is saved */
  constructor(schema, now) {
    Object.assign(this, { schema, now });
    this.tables = new Map();
    this.mails = [];
    this.mailRefused = null;
    this.counter = 0;
  }

  /** What `restore` brings back. Rows are never changed in place, so the tables' maps are all there is to copy. */
  snapshot() {
    return {
      tables: new Map([...this.tables].map(([name, rows]) => [name, new Map(rows)])),
      mails: [...this.mails],
      now: this.now,
    };
  }

  restore({ tables, mails, now }) {
    this.tables = new Map([...tables].map(([name, rows]) => [name, new Map(rows)]));
    this.mails = [...mails];
    this.now = now;
  }

  rows(object) {
    return [...(this.tables.get(object.name)?.values() ?? [])];
  }

  /** The record of that Id, unless it is deleted. */
  find(id) {
    if (id === null) return null;
    const object = this.schema.byPrefix(id.slice(0, 3));
    const row = object && this.tables.get(object.name)?.get(longId(id));
    return row && row.values.get('isdeleted') !== true ? row : null;
  }

  /** A record as it is, without asking anybody: for the start of a test. */
  put(object, values) {
    const row = new SObject(object, new Map());
    for (const field of object.fields.values()) if (field.type === 'BOOLEAN') row.values.set(field.key, false);
    for (const [name, value] of values) row.values.set(name, value);
    if (!row.id) row.values.set('id', this.#newId(object));
    this.#keep(row);
    return row;
  }

  #keep(row) {
    if (!this.tables.has(row.object.name)) this.tables.set(row.object.name, new Map());
    this.tables.get(row.object.name).set(row.id, row);
  }

  #newId(object) {
    this.counter += 1;
    return longId(
      `${object.keyPrefix}${'5g'.padEnd(5, '0')}${this.counter.toString(36).toUpperCase().padStart(7, '0')}`,
    );
  }

  /** Time goes on with everything that is saved, so that "newest" means something. */
  #stamp() {
    this.now += 1000;
    return new ApexDatetime(this.now);
  }

  /**
   * Saves one record. Returns `{ id, created, error }`; an error is `{ code, message, fields }`, and then nothing changed.
   * @param operation `insert`, `update`, `upsert`, `delete` or `undelete`
   * @param session whose doing it is: `userId`, `refusal(operation, row, object, record)`
   * @param key the field by which an upsert looks for the record
   */
  save(operation, record, session, key = null) {
    const { object } = record;
    switch (operation) {
      case 'insert':
        if (record.id) return failure('INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
        return this.#insert(record, session);
      case 'upsert': {
        const found = this.#upsertTarget(record, key);
        if (!found) return this.#insert(record, session);
        record.values.set('id', found.id);
        return this.#update(record, session);
      }
      case 'update':
        if (!record.id) return failure('MISSING_ARGUMENT', 'Id not specified in an update call');
        return this.#update(record, session);
      default: {
        if (!record.id) return failure('MISSING_ARGUMENT', `Id not specified in an ${operation} call`);
        const row = this.tables.get(object.name)?.get(record.id);
        const isDeleted = row?.values.get('isdeleted') === true;
        if (!row || isDeleted !== (operation === 'undelete')) return failure('ENTITY_IS_DELETED', 'entity is deleted');
        const refused = session.refusal(operation, row, object);
        if (refused) return { id: row.id, error: refused };
        this.#keep(changed(row, [['isdeleted', operation === 'delete']]));
        return { id: row.id, created: false, error: null };
      }
    }
  }

  #upsertTarget(record, key) {
    if (!key || key.toLowerCase() === 'id') return this.find(record.id);
    const value = record.values.get(key.toLowerCase()) ?? null;
    if (value === null) return null;
    return (
      this.rows(record.object).find(
        (row) => !row.values.get('isdeleted') && equal(row.values.get(key.toLowerCase()) ?? null, value),
      ) ?? null
    );
  }

  #insert(record, session) {
    const { object } = record;
    const refused = session.refusal('insert', record, object, record);
    if (refused) return { id: null, error: refused };
    const row = new SObject(object, new Map());
    for (const field of object.fields.values()) {
      if (field.type === 'BOOLEAN') row.values.set(field.key, field.default ?? false);
      const preset = field.values?.find((value) => value.isDefault)?.value;
      if (preset) row.values.set(field.key, preset);
    }
    for (const [name, value] of ownValues(record)) row.values.set(name, value);
    const error = this.#wrong(row, record);
    if (error) return { id: null, error };
    row.values.set('id', this.#newId(object));
    const [now, user] = [this.#stamp(), session.userId];
    const system = {
      createddate: now,
      createdbyid: user,
      lastmodifieddate: now,
      lastmodifiedbyid: user,
      systemmodstamp: now,
    };
    for (const [name, value] of Object.entries(system)) if (object.fields.has(name)) row.values.set(name, value);
    if (object.fields.has('ownerid') && !row.values.get('ownerid')) row.values.set('ownerid', user);
    this.#derive(row, true);
    this.#keep(row);
    record.values.set('id', row.id);
    return { id: row.id, created: true, error: null };
  }

  #update(record, session) {
    const { object } = record;
    const before = this.find(record.id);
    if (!before || before.object !== object)
      return failure('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    const refused = session.refusal('update', before, object, record);
    if (refused) return { id: record.id, error: refused };
    const row = changed(before, ownValues(record));
    const error = this.#wrong(row, record);
    if (error) return { id: record.id, error };
    const now = this.#stamp();
    for (const name of ['lastmodifieddate', 'systemmodstamp']) row.values.set(name, now);
    row.values.set('lastmodifiedbyid', session.userId);
    this.#derive(row, false);
    this.#keep(row);
    return { id: row.id, created: false, error: null };
  }

  /** Why `row` cannot be kept; null when it can. */
  #wrong(row, record) {
    const missing = [...row.object.fields.values()].filter(
      (field) => field.required && empty(row.values.get(field.key)),
    );
    if (missing.length > 0) {
      const names = missing.map((field) => field.name).join(', ');
      return refusal(
        'REQUIRED_FIELD_MISSING',
        `Required fields are missing: [${names}]`,
        missing.map((field) => field.name),
      );
    }
    for (const [name] of ownValues(record)) {
      const field = row.object.fields.get(name);
      const value = row.values.get(name);
      const error = empty(value) ? null : (this.#wrongValue(field, value) ?? this.#duplicate(row, field, value));
      if (error) return error;
    }
    return this.#invalid(row);
  }

  /** What the first validation rule says that the record breaks. */
  #invalid(row) {
    for (const rule of row.object.validationRules) {
      rule.isBroken ??= compileFormula(rule.formula, row.object);
      if (rule.isBroken(row) === true) {
        return refusal('FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, rule.field ? [rule.field] : []);
      }
    }
    return null;
  }

  #wrongValue(field, value) {
    if (typeof value === 'string' && field.length && value.length > field.length) {
      const message = `${field.label}: data value too large: ${value} (max length=${field.length})`;
      return refusal('STRING_TOO_LONG', message, [field.name]);
    }
    if (field.type === 'EMAIL' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
      return refusal('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]);
    }
    if (
      field.custom &&
      field.type === 'PICKLIST' &&
      field.values.length > 0 &&
      !field.values.some((one) => one.value === value)
    ) {
      return refusal(
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        `${field.label}: bad value for restricted picklist field: ${value}`,
        [field.name],
      );
    }
    if (field.type === 'REFERENCE' && field.to.length > 0) {
      const object = this.schema.byPrefix(value.slice(0, 3));
      if (!object || !(field.to.includes(object.name) || (field.to.length > 1 && object.custom))) {
        return refusal('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${value}`, [
          field.name,
        ]);
      }
      if (this.tables.has(object.name) && !this.find(value))
        return refusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    }
    return null;
  }

  #duplicate(row, field, value) {
    if (!field.unique) return null;
    const other = this.rows(row.object).find(
      (one) => one.id !== row.id && !one.values.get('isdeleted') && equal(one.values.get(field.key) ?? null, value),
    );
    return other
      ? refusal(
          'DUPLICATE_VALUE',
          `duplicate value found: ${field.name} duplicates value on record with id: ${other.id}`,
        )
      : null;
  }

  /** What the org's own words for states mean: whether `state` of `TaskStatus` is closed. */
  #means(object, state, what) {
    return this.rows(this.schema.find(object)).some(
      ({ values }) => values.get('apiname') === state && values.get(what) === true,
    );
  }

  #derive(row, isNew) {
    const get = (name) => row.values.get(name) ?? null;
    const set = (name, value) => row.values.set(name, value);
    const preset = (name, value) => isNew && empty(get(name)) && set(name, value);
    const accountOf = (id) => this.find(id)?.values.get('accountid') ?? null;
    switch (row.object.name) {
      case 'Task':
        preset('status', 'Not Started');
        preset('priority', 'Normal');
        preset('tasksubtype', 'Task');
        set('isclosed', this.#means('TaskStatus', get('status'), 'isclosed'));
        set(
          'accountid',
          get('whatid')?.startsWith('001') ? get('whatid') : (accountOf(get('whatid')) ?? accountOf(get('whoid'))),
        );
        break;
      case 'Event':
        if (get('activitydatetime') === null) set('activitydatetime', get('startdatetime'));
        if (get('startdatetime') === null) set('startdatetime', get('activitydatetime'));
        if (get('startdatetime') && get('durationinminutes') !== null) {
          set('enddatetime', new ApexDatetime(get('startdatetime').ms + get('durationinminutes') * MINUTE));
        }
        break;
      case 'Case':
        preset('status', 'New');
        if (isNew && empty(get('casenumber'))) set('casenumber', String(1000 + this.counter).padStart(8, '0'));
        preset('accountid', accountOf(get('contactid')));
        set('isclosed', this.#means('CaseStatus', get('status'), 'isclosed'));
        break;
      case 'Opportunity':
        set('isclosed', this.#means('OpportunityStage', get('stagename'), 'isclosed'));
        set('iswon', this.#means('OpportunityStage', get('stagename'), 'iswon'));
        break;
      case 'Contact':
      case 'Lead':
      case 'User':
        set('name', [get('firstname'), get('lastname')].filter(Boolean).join(' '));
        if (row.object.name === 'User' && isNew) set('isactive', get('isactive') || true);
        break;
    }
    const nameField = row.object.fields.get('name');
    if (nameField?.autoNumber && isNew) set('name', String(this.counter).padStart(4, '0'));
  }
}

const empty = (value) => value === null || value === undefined || value === '';
const refusal = (code, message, fields = []) => ({ code, message, fields });
const failure = (code, message, fields = []) => ({ id: null, created: false, error: { code, message, fields } });

/** The fields of a record that saving it writes: no relationships, nothing that only Salesforce sets. */
function ownValues(record) {
  return [...record.values].flatMap(([name, value]) => {
    const field = record.object.fields.get(name);
    if (!field || field.readOnly || value instanceof SObject || value instanceof ApexList) return [];
    return [[name, typeof value === 'string' ? trimmed(value) : value]];
  });
}

/** Text is kept without blanks around it; nothing but blanks is null. */
const trimmed = (text) => text.trim() || null;

function changed(row, values) {
  const copy = new SObject(row.object, new Map(row.values));
  for (const [name, value] of values) copy.values.set(name, value);
  return copy;
}

/** A value from JSON as a field of that type holds it. */
export function fromJson(value, field) {
  if (value === null) return null;
  switch (typeOfField(field).kind) {
    case 'date':
      return new ApexDate(Date.parse(value));
    case 'datetime':
      return new ApexDatetime(Date.parse(value));
    case 'id':
      return longId(value) ?? value;
    default:
      return value;
  }
}
