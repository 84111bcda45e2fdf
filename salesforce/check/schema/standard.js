// Salesforce's standard objects, from the stubs of apex-ls: every object and field of API 65, with Java types.
//
// The stubs know no lengths and no difference between text, phone and picklist; what matters to the package is told below.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { readZip } from '../zip.js';
import { fieldsOf } from './classfile.js';

/** The jars of PMD and apex-ls. */
export const JARS = join(
  dirname(createRequire(import.meta.url).resolve('@salesforce/code-analyzer-pmd-engine')),
  'java-lib',
);

const FOLDER = 'com/nawforce/runforce/SObjects/';

const PREFIXES = {
  Account: '001',
  Asset: '02i',
  CallCenter: '04v',
  Campaign: '701',
  Case: '500',
  CaseComment: '00a',
  Contact: '003',
  Contract: '800',
  CustomPermission: '0CP',
  EmailTemplate: '00X',
  Event: '00U',
  Folder: '00l',
  Group: '00G',
  GroupMember: '011',
  Lead: '00Q',
  Opportunity: '006',
  OpportunityContactRole: '00K',
  OrgWideEmailAddress: '0D2',
  Organization: '00D',
  PermissionSet: '0PS',
  PermissionSetAssignment: '0Pa',
  Product2: '01t',
  Profile: '00e',
  QueueSobject: '03g',
  RecordType: '012',
  SetupEntityAccess: '0J0',
  Task: '00T',
  User: '005',
  UserRole: '00E',
};

/** Java types to `Schema.DisplayType`. */
const TYPES = {
  Id: 'ID',
  String: 'STRING',
  Boolean: 'BOOLEAN',
  Integer: 'INTEGER',
  Long: 'LONG',
  Decimal: 'DOUBLE',
  Double: 'DOUBLE',
  Date: 'DATE',
  Datetime: 'DATETIME',
  Time: 'TIME',
  Blob: 'BASE64',
  Address: 'ADDRESS',
  Location: 'LOCATION',
};

const PICKLISTS =
  /^(Status|Priority|Type|Origin|Reason|StageName|LeadSource|Rating|Industry|Salutation|CallType|TaskSubtype|EventSubtype|LanguageLocaleKey|LocaleSidKey|TimeZoneSidKey|EmailEncodingKey|Role|ForecastCategoryName)$/;

const POLYMORPHIC = {
  WhoId: ['Contact', 'Lead'],
  WhatId: ['Account', 'Opportunity', 'Case', 'Campaign', 'Asset', 'Contract', 'Product2'],
  OwnerId: ['User', 'Group'],
  FolderId: ['Folder', 'User', 'Organization'],
};

const REQUIRED = {
  Account: ['Name'],
  Contact: ['LastName'],
  Lead: ['LastName', 'Company'],
  Opportunity: ['Name', 'StageName', 'CloseDate'],
  OpportunityContactRole: ['ContactId', 'OpportunityId'],
  PermissionSetAssignment: ['AssigneeId'],
  Group: ['Name'],
  User: [
    'Alias',
    'Email',
    'EmailEncodingKey',
    'LanguageLocaleKey',
    'LastName',
    'LocaleSidKey',
    'ProfileId',
    'TimeZoneSidKey',
    'Username',
  ],
};

/** Set by Salesforce alone. */
const SYSTEM = [
  'Id',
  'CreatedById',
  'CreatedDate',
  'IsDeleted',
  'LastModifiedById',
  'LastModifiedDate',
  'SystemModstamp',
];
const DERIVED = {
  Case: ['CaseNumber', 'ClosedDate', 'IsClosed'],
  Contact: ['Name'],
  Event: ['AccountId', 'IsArchived'],
  Lead: ['Name'],
  Opportunity: ['IsClosed', 'IsWon'],
  Task: ['AccountId', 'CompletedDateTime', 'IsArchived', 'IsClosed', 'IsHighPriority'],
  User: ['Name'],
};

/** Fields that an org has only with a feature turned on: several currencies, divisions, person accounts. */
const isOptional = (object, name) =>
  ['CurrencyIsoCode', 'Division'].includes(name) ||
  (object === 'Account' &&
    /^(Person|IsPersonAccount$|FirstName$|LastName$|MiddleName$|Salutation$|Suffix$)/.test(name));

const LENGTHS = {
  Account: { Name: 255 },
  Contact: { LastName: 80, FirstName: 40 },
  Opportunity: { Name: 120 },
  User: { Alias: 8 },
  Case: { Subject: 255, Description: 32000 },
  Event: { Subject: 255, Description: 32000 },
  Task: { Subject: 255, Description: 32000, CallObject: 255, CallDisposition: 255 },
};

let shared = null;

/** The stubs, read once. */
export const standard = () => (shared ??= new StandardObjects());

class StandardObjects {
  constructor() {
    const jar = readZip(readFileSync(join(JARS, 'sobject-types-65.0.0.jar')));
    this.classes = new Map();
    for (const [path, bytes] of jar) {
      const name = path.startsWith(FOLDER) ? path.slice(FOLDER.length, -'.class'.length) : '';
      if (name && !name.includes('$')) this.classes.set(name.toLowerCase(), { name, bytes });
    }
  }

  withPrefix(prefix) {
    return NAMES[prefix] ?? null;
  }

  /** The parts of an object in the form that `Schema` takes; null when Salesforce has none of that name. */
  find(name) {
    const found = this.classes.get(name.toLowerCase());
    return found ? describe(found.name, fieldsOf(found.bytes())) : null;
  }
}

/** The object whose Ids begin with a prefix that is told above. */
const NAMES = Object.fromEntries(Object.entries(PREFIXES).map(([name, prefix]) => [prefix, name]));

function describe(name, declared) {
  const fields = [];
  const children = [];
  for (const [at, field] of declared.entries()) {
    if (field.many) children.push({ name: field.name, object: field.type });
    else if (TYPES[field.type] && !isOptional(name, field.name)) fields.push(fieldOf(name, field, declared[at + 1]));
  }
  // Missing in the stubs of two objects that have record types.
  if (['Task', 'Event'].includes(name) && !fields.some((field) => field.name === 'RecordTypeId')) {
    fields.push(fieldOf(name, { name: 'RecordTypeId', type: 'Id' }, { name: 'RecordType', type: 'RecordType' }));
  }
  return {
    name,
    label: name.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
    keyPrefix: PREFIXES[name] ?? null,
    custom: false,
    fields,
    children,
  };
}

function fieldOf(object, { name, type }, next) {
  const field = {
    name,
    type: displayType(name, type),
    to: [],
    relationship: null,
    length: LENGTHS[object]?.[name] ?? null,
  };
  if (type === 'Id' && next && next.name === name.replace(/Id$/, '') && !TYPES[next.type]) {
    field.relationship = next.name;
    field.to = !['Name', 'SObject'].includes(next.type)
      ? [next.type]
      : (POLYMORPHIC[name] ?? (next.type === 'Name' ? ['User'] : []));
  }
  field.required = REQUIRED[object]?.includes(name) ?? false;
  field.readOnly = SYSTEM.includes(name) || (DERIVED[object]?.includes(name) ?? false);
  field.filterable = !['TEXTAREA', 'BASE64', 'ADDRESS'].includes(field.type);
  return field;
}

function displayType(name, type) {
  if (type === 'Id') return name === 'Id' ? 'ID' : 'REFERENCE';
  if (type !== 'String') return TYPES[type];
  if (/(^|[a-z])(Phone|Fax)$/.test(name)) return 'PHONE';
  if (/Email$/.test(name)) return 'EMAIL';
  if (/^(Description|Body|HtmlValue|Comments|Markup)$/.test(name)) return 'TEXTAREA';
  return PICKLISTS.test(name) ? 'PICKLIST' : 'STRING';
}
