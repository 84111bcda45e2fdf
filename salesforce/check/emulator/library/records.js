// Records, what the org says about its objects, and `Database`, `Search`.

import { compileQuery, compileSearch } from '../soql/compile.js';
import { parseQuery, parseSearch, SyntaxFault } from '../syntax.js';
import { simple } from '../types.js';
import { ApexError, ApexList, ApexMap, longId, Native, SObject, Token, Unsupported } from '../values.js';

// Records

const keyFor = (name) => (name instanceof Token ? name.name : name).toLowerCase();

function fieldOf(record, name) {
  const field = record.object.fields.get(keyFor(name));
  if (!field) throw new ApexError('SObjectException', `Invalid field ${name} for ${record.object.name}`);
  return field;
}

function put(vm, record, name, value) {
  const field = fieldOf(record, name);
  if (field.readOnly && field.key !== 'id')
    throw new ApexError('SObjectException', `Field ${field.name} is not editable`);
  const before = record.values.get(field.key) ?? null;
  vm.setRecord(record, field.key, value);
  return before;
}

function parent(vm, record, name) {
  const key = keyFor(name);
  if (!record.object.relationships.has(key))
    throw new ApexError('SObjectException', `Invalid relationship ${name} for ${record.object.name}`);
  return record.read(key);
}

function populated(record) {
  const map = new ApexMap(simple.string, simple.object);
  for (const [key, value] of record.values) map.set(record.object.fields.get(key)?.name ?? key, value);
  return map;
}

const sobjectMethods = {
  clone: (vm, self, keepId = false) => self.clone(keepId),
  get: (vm, self, name) => self.read(fieldOf(self, name).key),
  getpopulatedfieldsasmap: (vm, self) => populated(self),
  getsobject: (vm, self, name) => parent(vm, self, name),
  getsobjecttype: (vm, self) => typeToken(self.object),
  isset: (vm, self, name) => self.values.has(keyFor(name)),
  put: (vm, self, name, value) => put(vm, self, name, value),
};

// Describe

const typeToken = (object) => new Token('SObjectType', { name: object.name, object });
const fieldToken = (object, field) => new Token('SObjectField', { name: field.name, object, field });
const describeObject = (object) => new Native('DescribeSObjectResult', { object });
const describeField = (object, field) => new Native('DescribeFieldResult', { object, field });

function newRecord(vm, self, id) {
  const record = new SObject(self.object);
  if (id) record.values.set('id', longId(id));
  return record;
}

const may = (right) => (vm, self) => vm.access.may(vm.userId, right, self.fields.object);
const mayField = (right) => (vm, self) => vm.access.mayField(vm.userId, right, self.fields.object, self.fields.field);

function fieldMap(object) {
  const map = new ApexMap(simple.string, simple.object);
  for (const field of object.fields.values()) map.set(field.key, fieldToken(object, field));
  return map;
}

/** The org's own record types, and the package's with ids that are made up. */
function recordTypes(vm, object, key) {
  const rows = vm.org
    .rows(vm.schema.find('RecordType'))
    .filter(({ values }) => values.get('sobjecttype') === object.name);
  const own = rows.map(({ id, values }) => ({
    id,
    developerName: values.get('developername'),
    name: values.get('name'),
  }));
  const master = { name: 'Master', developerName: 'Master', id: '012000000000000AAA', isMaster: true };
  const map = new ApexMap(simple.string, simple.object);
  for (const info of [...own, master]) map.set(info[key], new Native('RecordTypeInfo', info));
  return map;
}

const describeMethods = {
  getkeyprefix: (vm, self) => self.fields.object.keyPrefix,
  getlabel: (vm, self) => self.fields.object.label,
  getlabelplural: (vm, self) => `${self.fields.object.label}s`,
  getlocalname: (vm, self) => self.fields.object.name,
  getname: (vm, self) => self.fields.object.name,
  getrecordtypeinfosbydevelopername: (vm, self) => recordTypes(vm, self.fields.object, 'developerName'),
  getrecordtypeinfosbyid: (vm, self) => recordTypes(vm, self.fields.object, 'id'),
  getrecordtypeinfosbyname: (vm, self) => recordTypes(vm, self.fields.object, 'name'),
  getsobjecttype: (vm, self) => typeToken(self.fields.object),
  isaccessible: may('read'),
  iscreateable: may('create'),
  iscustom: (vm, self) => self.fields.object.custom,
  isdeletable: may('delete'),
  isqueryable: () => true,
  issearchable: () => true,
  isupdateable: may('edit'),
};

const fieldMethods = {
  getdefaultvalue: (vm, self) => self.fields.field.default,
  getlabel: (vm, self) => self.fields.field.label,
  getlength: (vm, self) => self.fields.field.length ?? 0,
  getname: (vm, self) => self.fields.field.name,
  getlocalname: (vm, self) => self.fields.field.name,
  getpicklistvalues: (vm, self) =>
    new ApexList(
      'Schema.PicklistEntry',
      self.fields.field.values.map((value) => new Native('PicklistEntry', value)),
    ),
  getreferenceto: (vm, self) =>
    new ApexList(
      'Schema.SObjectType',
      self.fields.field.to.map((name) => typeToken(vm.schema.find(name))),
    ),
  getrelationshipname: (vm, self) => self.fields.field.relationship,
  getsobjectfield: (vm, self) => fieldToken(self.fields.object, self.fields.field),
  gettype: (vm, self) => new Token('DisplayType', { name: self.fields.field.type }),
  isaccessible: (vm, self) => may('read')(vm, self) && mayField('read')(vm, self),
  iscreateable: (vm, self) => !self.fields.field.readOnly && may('create')(vm, self) && mayField('edit')(vm, self),
  iscustom: (vm, self) => self.fields.field.custom,
  isfilterable: (vm, self) => self.fields.field.filterable,
  getscale: (vm, self) => self.fields.field.scale ?? 0,
  isnillable: (vm, self) => !self.fields.field.required,
  isupdateable: (vm, self) => !self.fields.field.readOnly && may('edit')(vm, self) && mayField('edit')(vm, self),
};

/** `Schema.getGlobalDescribe()`: any of Salesforce's objects, read from the stubs only when it is asked for. */
class GlobalDescribe extends ApexMap {
  constructor(schema) {
    super(simple.string, simple.object);
    this.schema = schema;
  }
  has(name) {
    return this.schema.find(name) !== null;
  }
  get(name) {
    const object = this.schema.find(name);
    return object && typeToken(object);
  }
  get keys() {
    throw new Unsupported('all the names of Schema.getGlobalDescribe()');
  }
}

function objectsNamed(vm, names) {
  return names.items.map((name) => {
    const object = vm.schema.find(name);
    if (!object) throw new ApexError('InvalidParameterValueException', `Invalid sobject provided: ${name}`);
    return describeObject(object);
  });
}

// Database

const isMode = (value) => value instanceof Token && value.kind === 'AccessLevel';
const modeOf = (args) => args.find(isMode)?.name.split('_')[0].toLowerCase() ?? null;

function dynamic(vm, text, evaluate, args, run) {
  try {
    return run(
      compileQuery(parseQuery(text), (node) => nameOf(node)),
      evaluate,
      modeOf(args),
    );
  } catch (error) {
    if (error instanceof SyntaxFault) throw new ApexError('QueryException', `unexpected token: ${error.message}`);
    throw error;
  }
}

/** A bind variable of a query made at run time: a name, and nothing more. */
function nameOf(node) {
  return node.getText();
}

function queryWithBinds(vm, text, binds, args) {
  const evaluate = (name) => {
    const key = binds.keys.find((one) => one.toLowerCase() === name.toLowerCase());
    if (key === undefined) throw new ApexError('QueryException', `Key '${name}' does not exist in the bindMap`);
    return binds.get(key);
  };
  return dynamic(vm, text, evaluate, args, (query, bind, mode) => vm.query(query, bind, mode));
}

function queryWithoutBinds(vm, text, args) {
  const evaluate = (name) => {
    throw new Unsupported(`Database.query with :${name}; use queryWithBinds`);
  };
  return dynamic(vm, text, evaluate, args, (query, bind, mode) => vm.query(query, bind, mode));
}

function search(vm, text, args) {
  let compiled;
  try {
    compiled = compileSearch(parseSearch(text), nameOf);
  } catch (error) {
    if (error instanceof SyntaxFault) throw new ApexError('SearchException', `unexpected token: ${error.message}`);
    throw error;
  }
  return vm.search(compiled, () => null, modeOf(args));
}

const RESULTS = {
  insert: 'SaveResult',
  update: 'SaveResult',
  upsert: 'UpsertResult',
  delete: 'DeleteResult',
  undelete: 'UndeleteResult',
};

/** `(records, [key field], [all or none], [access level])`, one record or a list. */
function dml(operation) {
  return (vm, records, ...args) => {
    const isOne = !(records instanceof ApexList);
    const key = args.find((arg) => arg instanceof Token && arg.kind === 'SObjectField')?.name ?? null;
    const allOrNone = args.find((arg) => typeof arg === 'boolean') ?? true;
    const rows = isOne ? [asRecord(vm, records)] : records.items.map((item) => asRecord(vm, item));
    const outcomes = vm.dml(operation, rows, { mode: modeOf(args), key, allOrNone });
    const results = outcomes.map(
      ({ id, created, error }) =>
        new Native(RESULTS[operation], { id, created: created ?? false, errors: error ? [error] : [] }),
    );
    return isOne ? results[0] : new ApexList(`Database.${RESULTS[operation]}`, results);
  };
}

/** `Database.delete` takes Ids as well. */
function asRecord(vm, item) {
  if (item instanceof SObject) return item;
  const record = new SObject(vm.schema.byPrefix(item.slice(0, 3)));
  record.values.set('id', longId(item));
  return record;
}

const error = (details) => new Native('DatabaseError', details);

const resultMethods = {
  getid: (vm, self) => self.fields.id,
  issuccess: (vm, self) => self.fields.errors.length === 0,
  iscreated: (vm, self) => self.fields.created,
  geterrors: (vm, self) => new ApexList('Database.Error', self.fields.errors.map(error)),
};

function rollback(vm, savepoint) {
  vm.org.restore(savepoint.fields.snapshot);
  return null;
}

export const methods = {
  sobject: sobjectMethods,
  sobjecttype: {
    getdescribe: (vm, self) => describeObject(self.object),
    newsobject: newRecord,
    tostring: (vm, self) => self.name,
  },
  sobjectfield: {
    getdescribe: (vm, self) => describeField(self.object, self.field),
    tostring: (vm, self) => self.name,
  },
  describesobjectresult: describeMethods,
  describefieldresult: fieldMethods,
  fieldmap: { getmap: (vm, self) => fieldMap(self.fields.object) },
  recordtypeinfo: {
    getrecordtypeid: (vm, self) => self.fields.id,
    getdevelopername: (vm, self) => self.fields.developerName,
    getname: (vm, self) => self.fields.name,
    isactive: () => true,
    isavailable: () => true,
    ismaster: (vm, self) => self.fields.isMaster ?? false,
  },
  picklistentry: {
    getvalue: (vm, self) => self.fields.value,
    getlabel: (vm, self) => self.fields.label,
    isactive: () => true,
    isdefaultvalue: (vm, self) => self.fields.isDefault,
  },
  saveresult: resultMethods,
  upsertresult: resultMethods,
  deleteresult: resultMethods,
  undeleteresult: resultMethods,
  databaseerror: {
    getmessage: (vm, self) => self.fields.message,
    getstatuscode: (vm, self) => new Token('StatusCode', { name: self.fields.code }),
    getfields: (vm, self) => new ApexList(simple.string, self.fields.fields ?? []),
  },
  aggregateresult: { get: (vm, self, name) => self.fields[name.toLowerCase()] ?? null },
};

export const properties = {
  describesobjectresult: (vm, self, key) => {
    if (key === 'fields') return new Native('FieldMap', { object: self.fields.object });
    const read = describeMethods[`get${key}`] ?? describeMethods[key];
    return read?.(vm, self);
  },
  describefieldresult: (vm, self, key) =>
    (fieldMethods[`get${key}`] ?? fieldMethods[`is${key}`] ?? fieldMethods[key])?.(vm, self),
  fieldmap: (vm, self, key) => {
    const { object } = self.fields;
    return object.fields.has(key) ? describeField(object, object.fields.get(key)) : undefined;
  },
};

export const statics = {
  schema: {
    getglobaldescribe: (vm) => new GlobalDescribe(vm.schema),
    describesobjects: (vm, names) => new ApexList('Schema.DescribeSObjectResult', objectsNamed(vm, names)),
  },
  sobject: {},
  database: {
    query: (vm, text, ...args) => queryWithoutBinds(vm, text, args),
    querywithbinds: (vm, text, binds, ...args) => queryWithBinds(vm, text, binds, args),
    countquery: (vm, text, ...args) => queryWithoutBinds(vm, text, args),
    countquerywithbinds: (vm, text, binds, ...args) => queryWithBinds(vm, text, binds, args),
    insert: dml('insert'),
    update: dml('update'),
    upsert: dml('upsert'),
    delete: dml('delete'),
    undelete: dml('undelete'),
    setsavepoint: (vm) => new Native('Savepoint', { snapshot: vm.org.snapshot() }),
    rollback: (vm, savepoint) => rollback(vm, savepoint),
  },
  search: { query: (vm, text, ...args) => search(vm, text, args) },
};
