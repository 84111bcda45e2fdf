// Metadata files against the types that Salesforce generates from its metadata WSDL (`@salesforce/types`), and the rules that
// those types cannot say.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { XMLParser, XMLValidator } from 'fast-xml-parser';

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata';
const TEXT = '#text';

const require = createRequire(import.meta.url);
const TYPES = readTypes(
  readFileSync(join(dirname(require.resolve('@salesforce/types/metadata')), 'metadata.d.ts'), 'utf8'),
);
const REGISTRY = require('@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json');
const ROOTS = rootsBySuffix(REGISTRY.types);
const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, parseTagValue: false });

/** Findings, one line each; none is good. */
export function checkMetadata(source) {
  return source
    .paths(/-meta\.xml$/)
    .flatMap((path) => checkFile(path, source.text(path)).map((finding) => `${path}: ${finding}`));
}

function checkFile(path, text) {
  const valid = XMLValidator.validate(text);
  if (valid !== true) return [`${valid.err.line}:${valid.err.col} ${valid.err.msg}`];
  const suffix = path.match(/\.([^.]+)-meta\.xml$/)?.[1];
  const root = parser.parse(text).find((node) => !('?xml' in node));
  const name = Object.keys(root).find((key) => key !== ':@');
  const expected = ROOTS.get(suffix);
  if (!expected) return [`no metadata has the suffix .${suffix}`];
  if (name !== expected) return [`the root is ${name}, not ${expected}`];
  if (root[':@']?.['@_xmlns'] !== NAMESPACE) return [`the namespace is not ${NAMESPACE}`];
  const findings = checkElement(root[name], name, name);
  const body = simplified(root[name]);
  return [...findings, ...nameFindings(path, body), ...(RULES[name]?.(body) ?? [])];
}

/** `children` of an element of that type: known names, right values, what is required, and repeats side by side. */
function checkElement(children, type, where) {
  const members = TYPES.members(type);
  const findings = [];
  const seen = new Set();
  let last = null;
  for (const child of children) {
    const name = Object.keys(child).find((key) => key !== ':@');
    if (name === TEXT) {
      findings.push(`${where}: text between elements`);
      continue;
    }
    const member = members.get(name);
    if (!member) {
      findings.push(`${where} has no element ${name}`);
    } else {
      if (seen.has(name) && !member.many) findings.push(`${where}.${name} occurs twice`);
      if (seen.has(name) && member.many && last !== name)
        findings.push(`${where}.${name}: its repeats are not side by side`);
      findings.push(...checkValue(child[name], member.type, `${where}.${name}`));
    }
    seen.add(name);
    last = name;
  }
  for (const [name, { optional, many }] of members) {
    if (!optional && !many && !seen.has(name) && name !== 'content') findings.push(`${where} lacks ${name}`);
  }
  return findings;
}

function checkValue(children, type, where) {
  const text = children.find((child) => TEXT in child)?.[TEXT] ?? '';
  const hasElements = children.some((child) => !(TEXT in child));
  const values = TYPES.values(type);
  if (values) return values.has(text) ? [] : [`${where}: "${text}" is none of ${[...values].join(', ')}`];
  switch (type) {
    case 'boolean':
      return ['true', 'false'].includes(text) ? [] : [`${where}: "${text}" is neither true nor false`];
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? [] : [`${where}: "${text}" is no number`];
    case 'string':
    case 'any':
      return hasElements && type === 'string' ? [`${where} holds elements instead of text`] : [];
    default:
      return TYPES.has(type) ? checkElement(children, type, where) : [`${where}: its type ${type} is unknown`];
  }
}

/** Element name to text, of the elements that have one. */
function simplified(children) {
  const texts = children.map((child) => {
    const name = Object.keys(child).find((key) => key !== ':@');
    return [name, child[name]?.find?.((inner) => TEXT in inner)?.[TEXT] ?? ''];
  });
  return Object.fromEntries(texts.reverse());
}

function nameFindings(path, { fullName }) {
  const name = path
    .split('/')
    .at(-1)
    .replace(/\.[^.]+-meta\.xml$/, '');
  const isChild = /\/(fields|recordTypes|validationRules|listViews)\//.test(path);
  if (fullName === undefined) return isChild ? ['fullName is missing'] : [];
  return fullName === name ? [] : [`fullName ${fullName} is not the file's name`];
}

const needs = (body, ...names) => names.filter((name) => !body[name]).map((name) => `${name} is missing`);
const unwanted = (body, ...names) =>
  names.filter((name) => name in body).map((name) => `${name} has no place in this type`);
const atMost = (body, name, length) =>
  (body[name] ?? '').length > length ? [`${name} is longer than ${length} characters`] : [];

const FIELDS = {
  Checkbox: (body) => [...needs(body, 'defaultValue'), ...unwanted(body, 'length', 'required')],
  LongTextArea: (body) => needs(body, 'length', 'visibleLines'),
  Lookup: (body) => needs(body, 'referenceTo'),
  MultiselectPicklist: (body) =>
    ['valueSet' in body ? [] : ['valueSet is missing'], needs(body, 'visibleLines')].flat(),
  Number: (body) => needs(body, 'precision', 'scale'),
  Picklist: (body) => ('valueSet' in body ? [] : ['valueSet is missing']),
  Text: (body) => [...needs(body, 'length'), ...(Number(body.length) > 255 ? ['length is more than 255'] : [])],
};

const RULES = {
  ApexClass: (body) => needs(body, 'status'),
  CustomField: (body) => [
    ...needs(body, 'label', 'type'),
    ...atMost(body, 'label', 40),
    ...atMost(body, 'fullName', 43),
    ...atMost(body, 'inlineHelpText', 510),
    ...atMost(body, 'description', 1000),
    ...(body.unique === 'true' && !['Text', 'Number', 'Email'].includes(body.type)
      ? ['only text, numbers and e-mail can be unique']
      : []),
    ...(FIELDS[body.type]?.(body) ?? []),
  ],
  CustomObject: (body) =>
    'label' in body || 'nameField' in body
      ? [...needs(body, 'label', 'pluralLabel', 'sharingModel'), ...atMost(body, 'label', 40)]
      : [],
  CustomPermission: (body) => [...needs(body, 'label'), ...atMost(body, 'description', 255)],
  EmailTemplate: (body) => [
    ...(body.type === 'custom' ? needs(body, 'textOnly') : []),
    ...needs(body, 'subject'),
    ...atMost(body, 'description', 1000),
  ],
  PermissionSet: (body) => [...needs(body, 'label'), ...atMost(body, 'label', 80), ...atMost(body, 'description', 255)],
  RecordType: (body) => [...atMost(body, 'label', 80), ...atMost(body, 'description', 255)],
  ReportType: (body) => [...atMost(body, 'label', 50), ...atMost(body, 'description', 1000)],
  ValidationRule: (body) => atMost(body, 'errorMessage', 255),
};

/** The declarations, which are regular: one member on a line, enumerations as unions of words. */
function readTypes(text) {
  const types = new Map();
  const enums = new Map();
  for (const [, name, bases, body] of text.matchAll(/^export type (\w+) = ((?:\w+ & )*)\{\n([\s\S]*?)^\};/gm)) {
    const own = [...body.matchAll(/^ {4}(\w+)(\?)?: (.+?)(\[\])?( \| null)?;$/gm)];
    const members = new Map(
      own.map(([, member, optional, type, many]) => [
        member,
        { optional: Boolean(optional), type, many: Boolean(many) },
      ]),
    );
    types.set(name, { bases: bases.split(' & ').filter(Boolean), members });
  }
  for (const [, name, union] of text.matchAll(/^export type (\w+) = ('.*');$/gm)) {
    enums.set(name, new Set(union.split(' | ').map((word) => word.slice(1, -1))));
  }
  for (const [, name, other] of text.matchAll(/^export type (\w+) = (\w+);$/gm))
    types.set(name, { bases: [other], members: new Map() });
  const members = (name) => {
    const type = types.get(name);
    return type ? new Map([...type.bases.flatMap((base) => [...members(base)]), ...type.members]) : new Map();
  };
  return { has: (name) => types.has(name), members, values: (name) => enums.get(name) ?? null };
}

/** The suffix of a file's name to the root element that it has, also for parts of an object and for folders. */
function rootsBySuffix(types) {
  const roots = new Map();
  const add = ({ suffix, name, children }) => {
    if (suffix && !roots.has(suffix)) roots.set(suffix, name);
    Object.values(children?.types ?? {}).forEach(add);
  };
  Object.values(types).forEach(add);
  for (const [suffix, root] of [
    ['emailFolder', 'EmailFolder'],
    ['reportFolder', 'ReportFolder'],
    ['email', 'EmailTemplate'],
  ])
    roots.set(suffix, root);
  return roots;
}
