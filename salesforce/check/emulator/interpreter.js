// Runs Apex: calls, objects, fields, exceptions.
//
// One interpreter is one transaction: statics begin anew with each. What is compiled is kept by the program.

import { initialiser } from './expressions.js';
import { constructors, enums, methods, properties, statics } from './library/index.js';
import { fieldType, Scope } from './scope.js';
import { block } from './statements.js';
import { overload } from './program.js';
import { Transaction } from './transaction.js';
import { onlyRow, store, typeOf, typeOfField } from './types.js';
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
  Native,
  SObject,
  Token,
  typeName,
  Unsupported,
} from './values.js';

const MAX_DEPTH = 400;

export class Interpreter extends Transaction {
  /**
   * @param world `program`, `schema`, `labels` (name to text) of the package
   * @param org its records; @param access who may do what with them
   * @param options `userId`, and `isTest`: whether searches find only what the test fixed
   */
  constructor({ program, schema, labels }, org, access, { userId, isTest = true }) {
    super(schema, org, access, userId);
    Object.assign(this, { program, labels, isTest });
    this.statics = new Map();
    this.frames = [];
    this.covered = new Set();
    this.debug = [];
    this.fixedSearchResults = new Set();
  }

  // Classes and objects

  construct(cls, args) {
    if (cls.isAbstract) throw new Unsupported(`new ${cls.name}(), which is abstract`);
    const self = new Instance(cls);
    this.initialise(self, cls, args);
    return self;
  }

  /** A constructor, bases first. What of the platform is no instance is made by the library. */
  create(type, args) {
    if (type.kind === 'class') return this.construct(type.cls, args);
    if (type.kind === 'map') return mapFrom(type, args[0]);
    if (type.kind === 'list' || type.kind === 'set') {
      const items = args[0] === undefined || typeof args[0] === 'number' ? [] : args[0].items;
      return type.kind === 'set' ? new ApexSet(type.args[0], items) : new ApexList(type.args[0], [...items]);
    }
    const make = constructors[type.name.toLowerCase()];
    if (!make) throw new Unsupported(`new ${type}()`);
    return make(this, ...args);
  }

  initialise(self, cls, args) {
    const constructor = overload(cls.constructors, args, this);
    if (!constructor) {
      if (cls.constructors.length > 0 || (args.length > 0 && !cls.isException)) {
        throw new Unsupported(`Constructor not defined: ${cls.name} with ${args.length} arguments`);
      }
      if (cls.base) this.initialise(self, cls.base, cls.isException ? args : []);
      else if (cls.isException) explain(self, args);
      this.#initialiseFields(self, cls);
      return;
    }
    const first = constructor.body.statement_list()[0]?.getText() ?? '';
    if (!first.startsWith('this(')) {
      if (cls.base && !first.startsWith('super(')) this.initialise(self, cls.base, []);
      this.#initialiseFields(self, cls);
    }
    this.invoke(constructor, self, args);
  }

  #initialiseFields(self, cls) {
    for (const field of cls.fields) if (!field.static) self.fields.set(field.name, this.#initial(field, self));
    for (const { body, static: isStatic } of cls.blocks) if (!isStatic) this.#runBlock(cls, body, self);
  }

  #initial(field, self) {
    field.code ??= compiled(field.cls, this, self === null, (scope) => initialiser(field, this, scope));
    return field.code.run(this.#frame(field.cls, self, field.code.size, `<init ${field.name}>`));
  }

  #runBlock(cls, body, self) {
    const code = compiled(cls, this, self === null, (scope) => block(body, scope));
    code.run(this.#frame(cls, self, code.size, '<init>'));
  }

  #staticsOf(cls) {
    if (!this.statics.has(cls)) {
      const values = new Map();
      this.statics.set(cls, values);
      for (const field of cls.fields) if (field.static) values.set(field.name, this.#initial(field, null));
      for (const { body, static: isStatic } of cls.blocks) if (isStatic) this.#runBlock(cls, body, null);
    }
    return this.statics.get(cls);
  }

  readField(self, field, raw = false) {
    if (field.getter && !raw) return this.invoke(accessor(field, 'get'), self, []);
    const values = field.static ? this.#staticsOf(field.cls) : self.fields;
    return values.get(field.name) ?? null;
  }

  writeField(self, field, value, raw = false) {
    const stored = store(value, fieldType(field, this));
    if (field.setter && !raw) this.invoke(accessor(field, 'set'), self, [stored]);
    else (field.static ? this.#staticsOf(field.cls) : self.fields).set(field.name, stored);
    return stored;
  }

  /** What the compiler would refuse: another class's private member, unless a test may see it. */
  demandVisible(member, from) {
    if (!member.words || ['public', 'global', 'protected', 'webservice'].some((word) => member.words.has(word))) return;
    const outermost = (cls) => (cls?.outer ? outermost(cls.outer) : cls);
    if (!from || outermost(member.cls) === outermost(from) || member.cls.constants || member.cls.isAbstract) return;
    if (from.isTest && member.annotations && 'testvisible' in member.annotations) return;
    throw new Unsupported(`${member.cls.name}.${member.name} is private`);
  }

  // Calls

  invoke(method, self, args) {
    if (!method.body) throw new Unsupported(`call of ${method.cls.name}.${method.name}, which is abstract`);
    method.code ??= compiled(method.cls, this, self === null, (scope) => compileMethod(method, scope), method.property);
    if (this.frames.length >= MAX_DEPTH)
      throw new ApexError('LimitException', `Maximum stack depth reached: ${MAX_DEPTH}`);
    const frame = this.#frame(method.cls, self, method.code.size, method.name);
    for (const [at, type] of method.code.run.types.entries()) frame.slots[at] = store(args[at], type);
    this.frames.push(frame);
    try {
      method.code.run.body(frame);
    } catch (error) {
      if (error instanceof Error)
        (error.trace ??= []).push(`Class.${method.cls.name}.${method.name}: line ${frame.line}`);
      throw error;
    } finally {
      this.frames.pop();
    }
    return method.code.run.returns ? store(frame.result, method.code.run.returns) : null;
  }

  #frame(cls, self, size, name) {
    return { vm: this, cls, self, name, line: 0, result: null, slots: new Array(size).fill(null) };
  }

  /** A call without a receiver, inside class `owner`. */
  callOwn(owner, self, name, args, hints) {
    const find = (cls) => cls.method(name.toLowerCase(), args, this, hints);
    const method = find(self?.cls ?? owner) ?? find(owner);
    if (!method)
      throw new Unsupported(`Method does not exist: ${owner.name}.${name} with these ${args.length} arguments`);
    return this.invoke(method, method.static ? null : self, args);
  }

  /** `super.f()`: not of the object's own class. */
  callIn(cls, self, name, args) {
    const method = cls.method(name.toLowerCase(), args, this);
    return method ? this.invoke(method, self, args) : this.#libraryCall(self, name, args);
  }

  call(receiver, name, args, from = null, hints = []) {
    if (receiver instanceof Instance) {
      const method = receiver.cls.method(name.toLowerCase(), args, this, hints);
      if (method) {
        this.demandVisible(method, from);
        return this.invoke(method, receiver, args);
      }
    }
    return this.#libraryCall(receiver, name, args);
  }

  #libraryCall(receiver, name, args) {
    const known = methods[familyOf(receiver)] ?? {};
    const method = known[name.toLowerCase()] ?? methods.any[name.toLowerCase()];
    if (!method) throw new Unsupported(`${typeName(receiver)}.${name}()`);
    return method(this, receiver, ...args);
  }

  callStatic(owner, name, args, from, hints = []) {
    const { cls } = owner.type;
    if (cls) {
      const method = cls.method(name.toLowerCase(), args, this, hints);
      if (method?.static) {
        this.demandVisible(method, from);
        return this.invoke(method, null, args);
      }
      if (cls.constants) return enumCall(cls, name.toLowerCase(), args);
    }
    const key = owner.type.kind === 'sobject' && owner.type.object ? 'sobject' : owner.type.name.toLowerCase();
    const method = (statics[key] ?? statics[owner.text.toLowerCase()])?.[name.toLowerCase()];
    if (!method) throw new Unsupported(`${owner.text}.${name}()`);
    return method(this, ...args);
  }

  /** What `Type.name` means when it is a value: a function that reads it, or null for part of a longer name. */
  staticName(owner, name) {
    const key = name.toLowerCase();
    const { cls, object } = owner.type;
    if (cls) {
      const ordinal = cls.constants?.findIndex((constant) => constant.toLowerCase() === key) ?? -1;
      if (ordinal >= 0) return () => constant(cls, ordinal);
      const field = cls.field(key);
      if (!field?.static) return null;
      return (vm, from) => {
        vm.demandVisible(field, from);
        return vm.readField(null, field);
      };
    }
    if (object) {
      if (key === 'sobjecttype') return () => new Token('SObjectType', { name: object.name, object });
      const field = object.fields.get(key);
      if (!field) throw new Unsupported(`${object.name}.${name}`);
      return () => new Token('SObjectField', { name: field.name, object, field });
    }
    const type = owner.type.name.toLowerCase();
    if (type === 'label') return (vm) => vm.label(name);
    if (type === 'sobjecttype') {
      const described = this.schema.find(name);
      if (!described) throw new Unsupported(`SObjectType.${name}`);
      return () => new Native('DescribeSObjectResult', { object: described });
    }
    if (enums[type]?.includes(name.toUpperCase()))
      return () => new Token(enums[type].type, { name: name.toUpperCase() });
    const property = statics[type]?.[`.${key}`];
    return property ? (vm) => property(vm) : null;
  }

  // Members of values

  get(held, name, from = null) {
    const key = name.toLowerCase();
    if (held instanceof ApexList && held.fromQuery) return this.#readRecord(onlyRow(held), key, name);
    if (held instanceof SObject) return this.#readRecord(held, key, name);
    if (held instanceof Instance) {
      const field = held.cls.field(key);
      if (!field) throw new Unsupported(`${held.cls.name}.${name}`);
      this.demandVisible(field, from);
      return this.readField(held, field);
    }
    const property = properties[familyOf(held)]?.(this, held, key);
    if (property === undefined) throw new Unsupported(`${typeName(held)}.${name}`);
    return property;
  }

  #readRecord(record, key, name) {
    if (record.object.fields.has(key) || record.values.has(key)) return record.read(key);
    if (record.object.relationships.has(key)) {
      if (record.queried) return record.read(key);
      return null;
    }
    if (this.schema.children(record.object).some((child) => child.name.toLowerCase() === key)) return record.read(key);
    throw new Unsupported(`Variable does not exist: ${record.object.name}.${name}`);
  }

  set(held, name, value, from = null) {
    const key = name.toLowerCase();
    if (held instanceof SObject) {
      const field = held.object.fields.get(key);
      if (!field && !held.object.relationships.has(key))
        throw new Unsupported(`Variable does not exist: ${held.object.name}.${name}`);
      if (field?.readOnly && key !== 'id') throw new Unsupported(`Field is not writeable: ${held.object.name}.${name}`);
      this.setRecord(held, key, value);
      return value;
    }
    if (!(held instanceof Instance)) {
      if (!(held instanceof Native)) throw new Unsupported(`${typeName(held)}.${name} =`);
      held.fields[key] = value;
      return value;
    }
    const field = held.cls.field(key);
    if (!field) throw new Unsupported(`${held.cls.name}.${name}`);
    this.demandVisible(field, from);
    return this.writeField(held, field, value);
  }

  setRecord(record, key, value) {
    const field = record.object.fields.get(key);
    record.values.set(key, field ? store(value, typeOfField(field)) : value);
    record.queried?.add(key);
  }

  typeToken(type) {
    return new Token('Type', { name: String(type), type });
  }

  label(name) {
    const text = this.labels.get(name.toLowerCase());
    if (text === undefined) throw new Unsupported(`Label.${name}`);
    return text;
  }

  /** Whether sharing counts for the code that runs: what its class says, or else what its caller's says. */
  get sharing() {
    for (const { cls } of this.frames.toReversed()) {
      if (cls.sharing === 'with') return true;
      if (cls.sharing === 'without') return false;
    }
    return false;
  }

  search(search, evaluate, mode = null) {
    return super.search(search, evaluate, mode, this.isTest ? this.fixedSearchResults : null);
  }

  // Exceptions

  /** What `throw` throws. */
  thrown(instance) {
    const error = new ApexError(instance.cls.name, instance.message ?? 'Script-thrown exception');
    error.instance = instance;
    return error;
  }

  /** The exception object of an error that Apex may catch; null for faults of the emulator and for a failed assertion. */
  catchable(error) {
    const stackOverflow = error instanceof RangeError && /call stack/i.test(error.message);
    if (!(error instanceof ApexError) || stackOverflow || ['AssertException', 'LimitException'].includes(error.type))
      return null;
    if (!error.instance) {
      error.instance = new Instance(this.program.exception(error.type));
      Object.assign(error.instance, { message: error.message, details: error.details, cause: null });
    }
    error.instance.trace ??= error.trace;
    return error.instance;
  }
}

function compiled(cls, world, isStatic, compile, property = null) {
  const scope = new Scope(world, cls, { isStatic, property });
  const run = compile(scope);
  return { run, size: scope.size };
}

function compileMethod(method, scope) {
  const types = method.paramTypes ?? method.params.map((param) => typeOf(param.typeRef(), method.cls, scope.world));
  const names = method.paramNames ?? method.params.map((param) => param.id().getText());
  for (const [at, type] of types.entries()) scope.declare(names[at], type);
  const body = block(method.body, scope);
  return { body, types, returns: method.returns ? scope.type(method.returns) : null };
}

/** A property's `get` or `set` as a method. */
function accessor(field, kind) {
  const { cls, name } = field;
  field.accessors ??= {};
  field.accessors[kind] ??=
    kind === 'get'
      ? { cls, name: `get ${name}`, params: [], body: field.getter, returns: field.typeNode, property: field }
      : {
          cls,
          name: `set ${name}`,
          params: [null],
          paramNames: ['value'],
          paramTypes: [field.type],
          body: field.setter,
          returns: null,
          property: field,
        };
  return field.accessors[kind];
}

/** The constructors that every exception has: message, cause, both, neither. */
function explain(self, args) {
  const cause = args.find((arg) => arg instanceof Instance) ?? null;
  const message = args.find((arg) => typeof arg === 'string') ?? cause?.message ?? null;
  Object.assign(self, { message, cause, details: {} });
}

function constant(cls, ordinal) {
  cls.values ??= cls.constants.map((name, at) => new EnumValue(cls, name, at));
  return cls.values[ordinal];
}

function enumCall(cls, name, args) {
  const all = cls.constants.map((_, at) => constant(cls, at));
  if (name === 'values') return new ApexList(cls.name, all);
  const found = all.find((one) => one.name.toLowerCase() === args[0]?.toLowerCase());
  if (name !== 'valueof') throw new Unsupported(`${cls.name}.${name}()`);
  if (!found) throw new ApexError('NoSuchElementException', `No enum constant ${cls.name}.${args[0]}`);
  return found;
}

function mapFrom(type, source) {
  const map = new ApexMap(...type.args);
  if (source instanceof ApexMap) for (const [key, value] of source.entries.values()) map.set(key, value);
  if (source instanceof ApexList) for (const record of source.items) map.set(longId(record.id), record);
  return map;
}

/** The name under which the library keeps the methods of a value. */
function familyOf(value) {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return 'integer';
    case 'bigint':
      return 'long';
    case 'boolean':
      return 'boolean';
  }
  for (const [cls, family] of FAMILIES) if (value instanceof cls) return family;
  if (value instanceof Instance) return value.cls.isException ? 'exception' : 'object';
  return (value instanceof Native ? value.type : value.kind).toLowerCase();
}

const FAMILIES = [
  [Decimal, 'decimal'],
  [ApexDate, 'date'],
  [ApexDatetime, 'datetime'],
  [ApexTime, 'time'],
  [Blob, 'blob'],
  [ApexList, 'list'],
  [ApexSet, 'set'],
  [ApexMap, 'map'],
  [SObject, 'sobject'],
  [EnumValue, 'enum'],
];
