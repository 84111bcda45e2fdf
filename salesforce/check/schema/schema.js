// What objects and fields there are: Salesforce's own, the package's, and those that a test adds.

import { all, nameOf, one, parseXml } from '../source.js';

/** Field types of metadata to `Schema.DisplayType`. */
const DISPLAY = {
  AutoNumber: 'STRING',
  Checkbox: 'BOOLEAN',
  Currency: 'CURRENCY',
  Date: 'DATE',
  DateTime: 'DATETIME',
  Email: 'EMAIL',
  Html: 'TEXTAREA',
  LongTextArea: 'TEXTAREA',
  Lookup: 'REFERENCE',
  MasterDetail: 'REFERENCE',
  MultiselectPicklist: 'MULTIPICKLIST',
  Number: 'DOUBLE',
  Percent: 'PERCENT',
  Phone: 'PHONE',
  Picklist: 'PICKLIST',
  Text: 'STRING',
  TextArea: 'TEXTAREA',
  Time: 'TIME',
  Url: 'URL',
};

const SYSTEM = [
  { name: 'Id', type: 'ID', readOnly: true },
  { name: 'CreatedById', type: 'REFERENCE', to: ['User'], relationship: 'CreatedBy', readOnly: true },
  { name: 'CreatedDate', type: 'DATETIME', readOnly: true },
  { name: 'LastModifiedById', type: 'REFERENCE', to: ['User'], relationship: 'LastModifiedBy', readOnly: true },
  { name: 'LastModifiedDate', type: 'DATETIME', readOnly: true },
  { name: 'SystemModstamp', type: 'DATETIME', readOnly: true },
  { name: 'IsDeleted', type: 'BOOLEAN', readOnly: true },
  { name: 'OwnerId', type: 'REFERENCE', to: ['User', 'Group'], relationship: 'Owner' },
];

export class Schema {
  /** @param standard what knows Salesforce's own objects: `find(name)` */
  constructor(standard) {
    this.standard = standard;
    this.objects = new Map();
    this.extensions = new Map();
  }

  /** With the objects and fields of a package. */
  static of(source, standard) {
    const schema = new Schema(standard);
    for (const path of source.paths(/\/objects\/[^/]+\/[^/]+\.object-meta\.xml$/)) {
      const body = parseXml(source.text(path))?.body;
      if (body && path.includes('__')) schema.add(customObject(nameOf(path), body, schema.objects.size));
    }
    for (const path of source.paths(/\/objects\/[^/]+\/fields\/[^/]+\.field-meta\.xml$/)) {
      const body = parseXml(source.text(path))?.body;
      const object = path.split('/').at(-3);
      if (!body) continue;
      // Custom fields of activities belong to tasks and events alike.
      for (const name of object === 'Activity' ? ['Task', 'Event'] : [object])
        schema.extend(name, customField(nameOf(path), body));
    }
    for (const path of source.paths(/\/objects\/[^/]+\/recordTypes\/[^/]+\.recordType-meta\.xml$/)) {
      const body = parseXml(source.text(path))?.body;
      schema.find(path.split('/').at(-3))?.recordTypes.push({ developerName: nameOf(path), name: one(body, 'label') });
    }
    for (const path of source.paths(/\/objects\/[^/]+\/validationRules\/[^/]+\.validationRule-meta\.xml$/)) {
      const body = parseXml(source.text(path))?.body;
      if (one(body, 'active') === 'true')
        schema.find(path.split('/').at(-3))?.validationRules.push(validationRule(body));
    }
    return schema;
  }

  /** The object of that name, in any case; null when there is none. */
  find(name) {
    const key = name.toLowerCase();
    if (!this.objects.has(key)) {
      const parts = this.standard.find(name);
      if (!parts) return null;
      this.add(parts);
    }
    return this.objects.get(key);
  }

  add({ fields, ...parts }) {
    const object = {
      recordTypes: [],
      validationRules: [],
      children: [],
      ...parts,
      fields: new Map(),
      relationships: new Map(),
    };
    object.keyPrefix ??= `z${String(this.objects.size).padStart(2, '0')}`;
    this.objects.set(object.name.toLowerCase(), object);
    for (const field of [...fields, ...(this.extensions.get(object.name.toLowerCase()) ?? [])]) addField(object, field);
  }

  /** One more field, also for an object that nobody asked for yet. */
  extend(name, field) {
    const key = name.toLowerCase();
    this.extensions.set(key, [...(this.extensions.get(key) ?? []), field]);
    if (this.objects.has(key)) addField(this.objects.get(key), field);
  }

  /** The object whose Ids begin so. */
  byPrefix(prefix) {
    const known = [...this.objects.values()].find((object) => object.keyPrefix === prefix);
    if (known) return known;
    const name = this.standard.withPrefix?.(prefix);
    return name ? this.find(name) : null;
  }

  /** `{ name, object, field }` for each relationship to children of `object` that can be told. */
  children(object) {
    const declared = object.children.flatMap(({ name, object: childName }) => {
      const child = this.find(childName);
      const fields = [...(child?.fields.values() ?? [])].filter((field) => field.to.includes(object.name));
      const field = fields.find((one) => one.name === `${object.name}Id`) ?? fields[0];
      return field ? [{ name, object: child, field }] : [];
    });
    const custom = [...this.objects.values()].flatMap((child) =>
      [...child.fields.values()]
        .filter((field) => field.childRelationship && field.to.includes(object.name))
        .map((field) => ({ name: `${field.childRelationship}__r`, object: child, field })),
    );
    return [...declared, ...custom];
  }
}

function addField(object, field) {
  const filled = {
    to: [],
    relationship: null,
    length: null,
    // Of Salesforce's own numbers with a fraction, amounts of money as most.
    scale: 2,
    required: false,
    readOnly: false,
    filterable: true,
    unique: false,
    externalId: false,
    label: field.name,
    default: null,
    values: [],
    ...field,
    key: field.name.toLowerCase(),
    custom: field.name.endsWith('__c'),
  };
  object.fields.set(filled.key, filled);
  if (filled.relationship) object.relationships.set(filled.relationship.toLowerCase(), filled);
}

function customObject(name, body, count) {
  const nameField = all(body, 'nameField')[0];
  const readOnly = one(nameField, 'type') === 'AutoNumber';
  const fields = [
    ...SYSTEM,
    {
      name: 'Name',
      type: 'STRING',
      length: 80,
      label: one(nameField, 'label') ?? 'Name',
      readOnly,
      autoNumber: readOnly,
    },
  ];
  return { name, label: one(body, 'label'), keyPrefix: `a${String(count).padStart(2, '0')}`, custom: true, fields };
}

function customField(name, body) {
  const type = one(body, 'type');
  const to = one(body, 'referenceTo');
  const fallback = one(body, 'defaultValue');
  return {
    name,
    type: DISPLAY[type] ?? 'STRING',
    label: one(body, 'label'),
    length: one(body, 'length') === null ? null : Number(one(body, 'length')),
    scale: Number(one(body, 'scale') ?? 0),
    required: one(body, 'required') === 'true',
    unique: one(body, 'unique') === 'true',
    externalId: one(body, 'externalId') === 'true',
    filterable: !['LongTextArea', 'Html'].includes(type),
    readOnly: one(body, 'formula') !== null || type === 'AutoNumber',
    to: to ? [to] : [],
    relationship: to ? name.replace(/__c$/, '__r') : null,
    childRelationship: one(body, 'relationshipName'),
    default: type === 'Checkbox' ? fallback === 'true' : null,
    values: picklist(body),
  };
}

const validationRule = (body) => ({
  formula: one(body, 'errorConditionFormula'),
  message: one(body, 'errorMessage'),
  field: one(body, 'errorDisplayField'),
});

/** `{ value, label }` in the order that the administrator sees, which may change it. */
function picklist(body) {
  const definition = all(all(body, 'valueSet')[0], 'valueSetDefinition')[0];
  return all(definition, 'value').map((value) => ({
    value: one(value, 'fullName'),
    label: one(value, 'label'),
    isDefault: one(value, 'default') === 'true',
  }));
}

/** An object as the fixtures describe it. */
export function plainObject(name, { keyPrefix, label, fields }) {
  const described = Object.entries(fields).map(([field, { type, to, ...rest }]) => ({
    name: field,
    type,
    to: to ? [to] : [],
    relationship: to ? field.replace(/__c$/, '__r') : null,
    ...rest,
  }));
  const known = new Set(described.map((field) => field.name));
  return {
    name,
    label: label ?? name,
    keyPrefix,
    custom: true,
    fields: [...SYSTEM.filter((field) => !known.has(field.name)), ...described],
  };
}
