// Apex values as JavaScript sees them.
//
// Boolean, Integer (number), Long (bigint), String and Id (string) and null are JavaScript's own; Decimal and Double share a
// class; everything else is one of the classes below. A value knows its runtime type; declared types live in types.js.

/** What Apex code can catch. Emulator faults and gaps are plain `Error`s, which it cannot. */
export class ApexError extends Error {
  /** `type` is the name of an exception class; `details` are what its own methods tell, such as a DmlException's rows. */
  constructor(type, message, details = {}) {
    super(message);
    Object.assign(this, { type, details, instance: null, trace: [] });
  }
}

/** Something the emulator does not know. It ends the test: guessing would prove nothing. */
export class Unsupported extends Error {}

export class Decimal {
  constructor(number, scale = null) {
    this.number = number;
    this.scale = scale;
  }
  static parse(text) {
    return new Decimal(Number(text), (text.split('.')[1] ?? '').replace(/[dD]$/, '').length);
  }
  toString() {
    return this.scale === null ? String(this.number) : this.number.toFixed(this.scale);
  }
}

/** Days and instants are milliseconds since 1970 in UTC; a Time is milliseconds since midnight. */
export class ApexDate {
  constructor(ms) {
    this.ms = ms;
  }
  static of(year, month, day) {
    return new ApexDate(Date.UTC(year, month - 1, day));
  }
  toString() {
    return new Date(this.ms).toISOString().slice(0, 10);
  }
}

export class ApexDatetime {
  constructor(ms) {
    this.ms = ms;
  }
  toString() {
    return new Date(this.ms).toISOString().slice(0, 19).replace('T', ' ');
  }
}

export class ApexTime {
  constructor(ms) {
    this.ms = ms;
  }
  toString() {
    return new Date(this.ms).toISOString().slice(11, 23) + 'Z';
  }
}

export class Blob {
  constructor(bytes) {
    this.bytes = Buffer.from(bytes);
  }
}

/** `fromQuery` lists may stand for their only row. */
export class ApexList {
  constructor(element, items = [], fromQuery = false) {
    Object.assign(this, { element, items, fromQuery });
  }
}

/** Keeps the order of insertion, where Salesforce promises none. */
export class ApexSet {
  constructor(element, items = []) {
    this.element = element;
    this.entries = new Map();
    for (const item of items) this.add(item);
  }
  get items() {
    return [...this.entries.values()];
  }
  has(item) {
    return this.entries.has(keyOf(item));
  }
  add(item) {
    const isNew = !this.has(item);
    if (isNew) this.entries.set(keyOf(item), item);
    return isNew;
  }
  delete(item) {
    return this.entries.delete(keyOf(item));
  }
}

export class ApexMap {
  constructor(key, value) {
    Object.assign(this, { key, value, entries: new Map() });
  }
  has(key) {
    return this.entries.has(keyOf(key));
  }
  get(key) {
    return this.entries.get(keyOf(key))?.[1] ?? null;
  }
  set(key, value) {
    this.entries.set(keyOf(key), [key, value]);
  }
  delete(key) {
    return this.entries.delete(keyOf(key));
  }
  get keys() {
    return [...this.entries.values()].map(([key]) => key);
  }
  get values() {
    return [...this.entries.values()].map(([, value]) => value);
  }
}

/** An object of a class of the package, or an exception of either. */
export class Instance {
  constructor(cls) {
    this.cls = cls;
    this.fields = new Map();
  }
}

export class EnumValue {
  constructor(cls, name, ordinal) {
    Object.assign(this, { cls, name, ordinal });
  }
  toString() {
    return this.name;
  }
}

/** A type as a value: `Foo.class`, `Contact.SObjectType`, `Contact.Name`, `Schema.DisplayType`, a described thing. */
export class Token {
  constructor(kind, parts) {
    this.kind = kind;
    Object.assign(this, parts);
  }
  toString() {
    return this.name;
  }
}

/** An object of the platform that is not worth a class: an e-mail, a result, a matcher. `fields` hold its state. */
export class Native {
  constructor(type, fields = {}) {
    Object.assign(this, { type, fields });
  }
}

/** A record. `values` go by lower-case field or relationship name; `queried` names what a query brought along. */
export class SObject {
  constructor(object, values = new Map(), queried = null) {
    Object.assign(this, { object, values, queried });
  }
  get id() {
    return this.values.get('id') ?? null;
  }
  /** A field's value; an error when a query did not ask for it. `name` is in lower case. */
  read(name) {
    if (this.values.has(name)) return this.values.get(name);
    if (this.queried && !this.queried.has(name)) {
      const field = this.object.fields.get(name)?.name ?? name;
      throw new ApexError(
        'SObjectException',
        `SObject row was retrieved via SOQL without querying the requested field: ${this.object.name}.${field}`,
      );
    }
    return null;
  }
  clone(keepId = false) {
    const values = new Map(this.values);
    if (!keepId) values.delete('id');
    return new SObject(this.object, values);
  }
}

const identities = new WeakMap();

function identity(object) {
  if (!identities.has(object)) identities.set(object, (identity.next = (identity.next ?? 0) + 1));
  return identities.get(object);
}

/** Equal keys are one entry of a set or map. Strings differ by case, unlike under `==`. */
export function keyOf(value) {
  if (value === null) return 'null';
  if (typeof value !== 'object') return `${typeof value} ${value}`;
  if (value instanceof Decimal) return `decimal ${value.number}`;
  if (value instanceof ApexDate || value instanceof ApexDatetime || value instanceof ApexTime) {
    return `${value.constructor.name} ${value.ms}`;
  }
  if (value instanceof EnumValue) return `enum ${value.cls.name} ${value.name}`;
  if (value instanceof Token) return `${value.kind} ${value.name}`;
  if (value instanceof ApexList) return `list ${value.items.map(keyOf).join()}`;
  if (value instanceof ApexSet) return `set ${[...value.entries.keys()].sort().join()}`;
  if (value instanceof ApexMap) {
    return `map ${[...value.entries]
      .map(([key, [, held]]) => `${key}=${keyOf(held)}`)
      .sort()
      .join()}`;
  }
  if (value instanceof SObject) {
    return `record ${value.object.name} ${[...value.values]
      .map(([key, held]) => `${key}=${keyOf(held)}`)
      .sort()
      .join()}`;
  }
  if (value instanceof Blob) return `blob ${value.bytes.toString('hex')}`;
  return `object ${identity(value)}`;
}

/** `==`: strings regardless of case, numbers regardless of kind. */
export function equal(a, b) {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x === y || (isId(a) && isId(b) && x.slice(0, 15) === y.slice(0, 15) && a.slice(0, 15) === b.slice(0, 15));
  }
  if (isNumber(a) && isNumber(b)) return toNumber(a) === toNumber(b);
  if (isDay(a) && isDay(b)) return a.ms === b.ms;
  return keyOf(a) === keyOf(b);
}

/** Negative, zero or positive; both of the same kind and not null. */
export function compare(a, b) {
  if (typeof a === 'string') return a < b ? -1 : Number(a > b);
  if (isNumber(a)) return toNumber(a) - toNumber(b);
  if (isDay(a) || a instanceof ApexTime) return a.ms - b.ms;
  if (a instanceof EnumValue) return a.ordinal - b.ordinal;
  if (typeof a === 'boolean') return Number(a) - Number(b);
  throw new Unsupported(`comparison of ${typeName(a)}`);
}

export const isNumber = (value) => typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
export const isDay = (value) => value instanceof ApexDate || value instanceof ApexDatetime;
export const isId = (text) => /^[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?$/.test(text);

export function toNumber(value) {
  return value instanceof Decimal ? value.number : Number(value);
}

/** The name Apex gives the type of a value, as in its messages. */
export function typeName(value) {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
      return 'Boolean';
    case 'number':
      return 'Integer';
    case 'bigint':
      return 'Long';
    case 'string':
      return 'String';
  }
  if (value instanceof Decimal) return 'Decimal';
  if (value instanceof ApexDate) return 'Date';
  if (value instanceof ApexDatetime) return 'Datetime';
  if (value instanceof ApexTime) return 'Time';
  if (value instanceof Blob) return 'Blob';
  if (value instanceof ApexList) return `List<${value.element}>`;
  if (value instanceof ApexSet) return `Set<${value.element}>`;
  if (value instanceof ApexMap) return `Map<${value.key},${value.value}>`;
  if (value instanceof SObject) return value.object.name;
  if (value instanceof Native) return value.type;
  if (value instanceof Token) return value.kind;
  return value.cls.name;
}

/** What string concatenation and `String.valueOf` of a collection make of a value. */
export function toText(value) {
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') return String(value);
  if (value instanceof ApexDate) return `${value} 00:00:00`;
  if (value instanceof ApexList) return `(${value.items.map(toText).join(', ')})`;
  if (value instanceof ApexSet) return `{${value.items.map(toText).join(', ')}}`;
  if (value instanceof ApexMap) {
    return `{${[...value.entries.values()].map(([key, held]) => `${toText(key)}=${toText(held)}`).join(', ')}}`;
  }
  if (value instanceof SObject) {
    const fields = [...value.values].map(
      ([key, held]) => `${value.object.fields.get(key)?.name ?? key}=${toText(held)}`,
    );
    return `${value.object.name}:{${fields.join(', ')}}`;
  }
  if (value instanceof Instance) {
    return `${value.cls.name}:[${[...value.fields].map(([name, held]) => `${name}=${toText(held)}`).join(', ')}]`;
  }
  if (value instanceof Blob) return `Blob[${value.bytes.length}]`;
  if (value instanceof Native) return `${value.type}:[]`;
  return String(value);
}

const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** An Id with 18 characters, from 15 or 18; null when it is none. */
export function longId(text) {
  if (!isId(text)) return null;
  const id = text.slice(0, 15);
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...id.slice(start, start + 5)].map((letter, at) => (/[A-Z]/.test(letter) ? 1 << at : 0));
    return CHECKSUM[bits.reduce((sum, bit) => sum + bit)];
  });
  return id + suffix.join('');
}
