// Declared types: what a value must become to be stored, what a cast accepts, what `instanceof` says.

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
  isNumber,
  longId,
  Native,
  SObject,
  Token,
  toNumber,
  typeName,
} from './values.js';

const SIMPLE = [
  'Object',
  'String',
  'Id',
  'Integer',
  'Long',
  'Decimal',
  'Double',
  'Boolean',
  'Date',
  'Datetime',
  'Time',
  'Blob',
];
const COLLECTIONS = ['List', 'Set', 'Map', 'Iterable', 'Iterator'];

/** `kind` is lower case: a simple type, a collection, `class`, `sobject` (any, or `object`), or `native`. */
export class Type {
  constructor(kind, name, { args = [], cls = null, object = null } = {}) {
    Object.assign(this, { kind, name, args, cls, object });
  }
  toString() {
    return this.args.length === 0 ? this.name : `${this.name}<${this.args.join(',')}>`;
  }
}

export const simple = Object.fromEntries(
  SIMPLE.map((name) => [name.toLowerCase(), new Type(name.toLowerCase(), name)]),
);
export const listOf = (element) => new Type('list', 'List', { args: [element] });
export const sobject = new Type('sobject', 'SObject');
export const ofObject = (object) => new Type('sobject', object.name, { object });

/** The type that a `typeRef` node names, seen from class `from`. */
export function typeOf(node, from, world) {
  const names = node.typeName_list();
  const text = names.map((name) => (name.id() ?? name.LIST() ?? name.SET() ?? name.MAP()).getText()).join('.');
  const args = names.at(-1).typeArguments()?.typeList().typeRef_list() ?? [];
  const type = named(
    text,
    args.map((arg) => typeOf(arg, from, world)),
    from,
    world,
  );
  const depth = node.arraySubscripts()?.LBRACK_list().length ?? 0;
  return Array.from({ length: depth }).reduce((inner) => listOf(inner), type);
}

/** The type of that name. Classes of the package come before everything else, as in Apex. */
export function named(text, args, from, world) {
  const cls = world.program.find(text, from);
  if (cls) return new Type('class', cls.name, { cls });
  const name = text.replace(/^(?:System|Schema)\./i, '');
  const lower = name.toLowerCase();
  if (simple[lower]) return simple[lower];
  const collection = COLLECTIONS.find((one) => one.toLowerCase() === lower);
  if (collection) return new Type(lower, collection, { args });
  if (lower === 'sobject') return sobject;
  const object = world.schema.find(name);
  if (object) return ofObject(object);
  return new Type('native', name);
}

const FIELD_TYPES = {
  BASE64: 'blob',
  BOOLEAN: 'boolean',
  CURRENCY: 'decimal',
  DATE: 'date',
  DATETIME: 'datetime',
  DOUBLE: 'decimal',
  ID: 'id',
  INTEGER: 'integer',
  LONG: 'long',
  PERCENT: 'decimal',
  REFERENCE: 'id',
  TIME: 'time',
};

/** The type of a field's values. */
export const typeOfField = (field) => simple[FIELD_TYPES[field.type] ?? 'string'];

const TESTS = {
  object: () => true,
  string: (value) => typeof value === 'string',
  id: (value) => typeof value === 'string' && longId(value) !== null,
  integer: (value) => typeof value === 'number',
  long: (value) => typeof value === 'number' || typeof value === 'bigint',
  decimal: isNumber,
  double: isNumber,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => value instanceof ApexDate,
  datetime: (value) => value instanceof ApexDatetime,
  time: (value) => value instanceof ApexTime,
  blob: (value) => value instanceof Blob,
  list: (value, type) => value instanceof ApexList && fits(value.element, type.args[0]),
  set: (value, type) => value instanceof ApexSet && fits(value.element, type.args[0]),
  map: (value, type) => value instanceof ApexMap && fits(value.key, type.args[0]) && fits(value.value, type.args[1]),
  iterable: (value) => value instanceof ApexList || value instanceof ApexSet || value instanceof Instance,
  iterator: (value) => value instanceof Instance || value instanceof Native,
  sobject: (value, type) => value instanceof SObject && (!type.object || type.object === value.object),
  class: (value, type) => (value instanceof Instance || value instanceof EnumValue) && value.cls.extends(type.cls),
  native: (value, type) => {
    const name = value instanceof Native ? value.type : value instanceof Token ? value.kind : typeName(value);
    return name.split('.').at(-1).toLowerCase() === type.name.split('.').at(-1).toLowerCase();
  },
};

/** Whether a collection of `held` may stand for one of `wanted`: no cast turns a List<Object> into a List<String>. */
function fits(held, wanted) {
  if (!wanted || !held || String(held).toLowerCase() === String(wanted).toLowerCase()) return true;
  if (wanted.kind === 'object') return true;
  if (wanted.kind === 'sobject') return held.kind === 'sobject' && (!wanted.object || !held.object);
  if (['list', 'set', 'map'].includes(wanted.kind) && held.kind === wanted.kind) {
    return wanted.args.every((arg, at) => fits(held.args[at], arg));
  }
  return wanted.kind === 'class' && held.kind === 'class' && held.cls.extends(wanted.cls);
}

/** Whether `value`, which is not null, is of `type`. */
export const isA = (value, type) => TESTS[type.kind](value, type);

/** `(Type) value`. */
export function cast(value, type) {
  if (value === null) return null;
  if (isNumber(value) && ['integer', 'long', 'decimal', 'double'].includes(type.kind)) return convert(value, type.kind);
  if (value instanceof ApexDate && type.kind === 'datetime') return new ApexDatetime(value.ms);
  const stored = value instanceof ApexList && type.kind === 'sobject' ? onlyRow(value) : value;
  if (isA(stored, type)) return type.kind === 'id' ? longId(stored) : stored;
  if (type.kind === 'id' && typeof stored === 'string') throw new ApexError('StringException', `Invalid id: ${stored}`);
  if (type.kind === 'string' && stored instanceof Token) return stored.name;
  throw new ApexError('TypeException', `Invalid conversion from runtime type ${typeName(stored)} to ${type}`);
}

/** What a variable of `type` holds once `value` is assigned. Whether that compiles is not asked here. */
export function store(value, type) {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'object':
      return value;
    case 'double':
    case 'decimal':
    case 'long':
      return isNumber(value) ? convert(value, type.kind) : cast(value, type);
    case 'set':
    case 'list':
    case 'map':
    case 'native':
      return value;
    default:
      return cast(value, type);
  }
}

function convert(number, kind) {
  switch (kind) {
    case 'integer':
      return Math.trunc(toNumber(number)) | 0;
    case 'long':
      return typeof number === 'bigint' ? number : BigInt(Math.trunc(toNumber(number)));
    default:
      return number instanceof Decimal ? number : new Decimal(toNumber(number));
  }
}

/** What a query's list stands for where a record is wanted. */
export function onlyRow(list) {
  if (list.items.length === 1) return list.items[0];
  const amount = list.items.length === 0 ? 'no rows' : 'more than 1 row';
  throw new ApexError('QueryException', `List has ${amount} for assignment to SObject`);
}
