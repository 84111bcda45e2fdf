// JSON, as `System.JSON` reads and writes it. Numbers keep their kind: 1 is an Integer, 1.0 a Decimal, beyond 32 bits a Long.

import { fromJson } from '../org.js';
import { simple } from '../types.js';
import { fieldType } from '../scope.js';
import {
  ApexDate,
  ApexDatetime,
  ApexError,
  ApexList,
  ApexMap,
  ApexSet,
  ApexTime,
  Blob,
  Decimal,
  EnumValue,
  Instance,
  longId,
  SObject,
  Token,
  Unsupported,
} from '../values.js';

const TOKEN =
  /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;

/** Text to plain JavaScript: Map for objects, arrays, strings, booleans, null, and numbers of Apex. */
export function read(text) {
  let at = 0;
  const fail = () => new ApexError('JSONException', `Unexpected character at position ${at}`);
  const next = () => {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw fail();
    at = TOKEN.lastIndex;
    return match;
  };
  const value = ([, sign, string, number, word]) => {
    if (string !== undefined) return JSON.parse(string);
    if (number !== undefined) return numberOf(number);
    if (word !== undefined) return word === 'null' ? null : word === 'true';
    if (sign === '[') return items();
    if (sign === '{') return members();
    throw fail();
  };
  const items = () => {
    const found = [];
    let token = next();
    if (token[1] === ']') return found;
    for (;;) {
      found.push(value(token));
      const sign = next()[1];
      if (sign === ']') return found;
      if (sign !== ',') throw fail();
      token = next();
    }
  };
  const members = () => {
    const found = new Map();
    let token = next();
    if (token[1] === '}') return found;
    for (;;) {
      if (token[2] === undefined || next()[1] !== ':') throw fail();
      found.set(JSON.parse(token[2]), value(next()));
      const sign = next()[1];
      if (sign === '}') return found;
      if (sign !== ',') throw fail();
      token = next();
    }
  };
  const result = value(next());
  if (text.slice(at).trim() !== '') throw fail();
  return result;
}

function numberOf(text) {
  if (/[.eE]/.test(text)) return Decimal.parse(text);
  const number = Number(text);
  if (number === (number | 0)) return number;
  return Number.isSafeInteger(number) || BigInt.asIntN(64, BigInt(text)) === BigInt(text)
    ? BigInt(text)
    : Decimal.parse(text);
}

/** Without a type: maps and lists of anything. */
function untyped(value) {
  if (Array.isArray(value)) return new ApexList(simple.object, value.map(untyped));
  if (!(value instanceof Map)) return value;
  const map = new ApexMap(simple.string, simple.object);
  for (const [key, held] of value) map.set(key, untyped(held));
  return map;
}

function typed(value, type, vm) {
  if (value === null) return null;
  switch (type.kind) {
    case 'list':
    case 'set': {
      if (!Array.isArray(value))
        throw new ApexError('JSONException', `Malformed JSON: Expected '[' at the beginning of List/Set`);
      const items = value.map((item) => typed(item, type.args[0], vm));
      return type.kind === 'list' ? new ApexList(type.args[0], items) : new ApexSet(type.args[0], items);
    }
    case 'map': {
      const map = new ApexMap(...type.args);
      for (const [key, held] of value) map.set(typed(key, type.args[0], vm), typed(held, type.args[1], vm));
      return map;
    }
    case 'sobject':
      return recordFrom(value, type, vm);
    case 'class':
      return type.cls.constants ? constantFrom(value, type, vm) : instanceFrom(value, type.cls, vm);
    case 'object':
      return untyped(value);
    case 'date':
      return new ApexDate(Date.parse(value));
    case 'datetime':
      return new ApexDatetime(Date.parse(value));
    case 'id':
      return longId(value);
    case 'decimal':
    case 'double':
      return value instanceof Decimal ? value : new Decimal(Number(value));
    case 'long':
      return BigInt(value);
    case 'string':
    case 'integer':
    case 'boolean':
      return value;
    default:
      throw new Unsupported(`JSON to ${type}`);
  }
}

function constantFrom(value, type, vm) {
  return vm.callStatic({ type, text: type.name }, 'valueOf', [value], null);
}

function instanceFrom(value, cls, vm) {
  const self = new Instance(cls);
  for (let base = cls; base; base = base.base) {
    for (const field of base.fields) {
      if (field.static) continue;
      const key = [...value.keys()].find((name) => name.toLowerCase() === field.key);
      self.fields.set(field.name, key === undefined ? null : typed(value.get(key), fieldType(field, vm), vm));
    }
  }
  return self;
}

function recordFrom(value, type, vm) {
  const object = type.object ?? vm.schema.find(value.get('attributes')?.get('type') ?? '');
  if (!object) throw new ApexError('JSONException', 'Cannot determine type for SObject');
  const record = new SObject(object);
  for (const [name, held] of value) {
    const field = object.fields.get(name.toLowerCase());
    if (field) record.values.set(field.key, fromJson(held, field));
    else if (name !== 'attributes')
      throw new ApexError('JSONException', `No such column '${name}' on sobject of type ${object.name}`);
  }
  return record;
}

/** A value as JSON text. */
export function write(value, suppressNulls = false) {
  const members = (entries) => {
    const kept = entries.filter(([, held]) => held !== null || !suppressNulls);
    return `{${kept.map(([key, held]) => `${JSON.stringify(String(key))}:${write(held, suppressNulls)}`).join()}}`;
  };
  if (value === null || typeof value !== 'object')
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (value instanceof Decimal) return String(value);
  if (value instanceof ApexDatetime) return `"${new Date(value.ms).toISOString()}"`;
  if (value instanceof ApexDate || value instanceof ApexTime || value instanceof EnumValue || value instanceof Token)
    return `"${value}"`;
  if (value instanceof ApexList || value instanceof ApexSet)
    return `[${value.items.map((item) => write(item, suppressNulls)).join()}]`;
  if (value instanceof ApexMap) return members([...value.entries.values()]);
  if (value instanceof Blob) return `"${value.bytes.toString('base64')}"`;
  if (value instanceof SObject)
    return members([
      ['attributes', attributesOf(value)],
      ...[...value.values].map(([key, held]) => [value.object.fields.get(key)?.name ?? key, held]),
    ]);
  if (value instanceof Instance && !value.cls.isException) return members([...value.fields]);
  throw new ApexError('JSONException', 'Apex Type unsupported in JSON');
}

function attributesOf({ object, id }) {
  const attributes = new ApexMap(simple.string, simple.string);
  attributes.set('type', object.name);
  if (id) attributes.set('url', `/services/data/v65.0/sobjects/${object.name}/${id}`);
  return attributes;
}

export const statics = {
  json: {
    serialize: (vm, value, suppressNulls = false) => write(value, suppressNulls),
    serializepretty: (vm, value) => JSON.stringify(JSON.parse(write(value)), null, 2).replace(/": /g, '" : '),
    deserializeuntyped: (vm, text) => untyped(read(text)),
    deserialize: (vm, text, token) => typed(read(text), token.type, vm),
    deserializestrict: (vm, text, token) => typed(read(text), token.type, vm),
  },
};
