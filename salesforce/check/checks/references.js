// What files of the package say of each other: nothing dangles, nothing lacks its other half, nothing is too long.

import { createRequire } from 'node:module';

import { Schema } from '../schema/schema.js';
import { standard } from '../schema/standard.js';
import { all, nameOf, one, parseXml } from '../source.js';

const REGISTRY = createRequire(import.meta.url)(
  '@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json',
);
const SUFFIXES = suffixesOf(REGISTRY.types);

/** Findings, one line each; none is good. */
export function checkReferences(source) {
  const schema = Schema.of(source, standard());
  const context = { source, schema, names: (suffix) => new Set(source.metadata(suffix).map(({ name }) => name)) };
  return PARTS.flatMap((part) => part(context));
}

const PARTS = [
  halves,
  names,
  permissionSets,
  grants,
  applications,
  tabs,
  layouts,
  listViews,
  validationRules,
  reports,
  folders,
  labels,
  translations,
  pages,
  callCenter,
];

/** Sources and their `-meta.xml`, and no file that nothing deploys. */
function halves({ source }) {
  const findings = [];
  for (const path of source.paths(/^(?!setup\/).*\//)) {
    const isMeta = path.endsWith('-meta.xml');
    const suffix = path.match(/\.([^./]+?)(-meta\.xml)?$/)?.[1];
    if (!isMeta && WITH_CONTENT.has(suffix) && source.text(`${path}-meta.xml`) === null)
      findings.push(`${path}: its -meta.xml is missing`);
    if (isMeta && WITH_CONTENT.has(suffix) && !hasContent(source, path.replace('-meta.xml', '')))
      findings.push(`${path}: the file that it describes is missing`);
    const inResource = /\/staticresources\/[^/]+\//.test(path);
    if (!inResource && !SUFFIXES.has(suffix)) findings.push(`${path}: nothing deploys a .${suffix}`);
  }
  return findings;
}

/** A static resource may be a folder, which becomes a zip. The widget's comes with `cargo xtask package`. */
const hasContent = (source, path) =>
  path.startsWith('hosting/') ||
  source.files.has(path) ||
  source.paths(new RegExp(`^${path.replace(/\.resource$/, '')}/`)).length > 0;

const WITH_CONTENT = new Set(['cls', 'trigger', 'page', 'component', 'email', 'resource']);

/** API names: letters, digits and single underscores, at most 40. */
function names({ source }) {
  const findings = [];
  const named = source.paths(
    /\.(cls|field|object|permissionset|recordType|validationRule|customPermission|email|report|reportType|page|flexipage|app)-meta\.xml$/,
  );
  for (const path of named) {
    const name = nameOf(path).replace(/__c$/, '');
    const limit = path.endsWith('.permissionset-meta.xml') || path.endsWith('.customPermission-meta.xml') ? 80 : 40;
    if (!/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(name)) findings.push(`${path}: ${name} is no API name`);
    if (name.length > limit) findings.push(`${path}: a name of more than ${limit} characters`);
  }
  for (const { file, name, text } of source.classes) {
    if (!new RegExp(`\\b(class|interface|enum)\\s+${name}\\b`, 'i').test(text))
      findings.push(`${file}: declares no ${name}`);
  }
  return findings;
}

function permissionSets({ source, schema, names }) {
  const known = {
    classAccesses: ['apexClass', new Set(source.classes.map(({ name }) => name))],
    pageAccesses: ['apexPage', names('page')],
    applicationVisibilities: ['application', names('app')],
    customPermissions: ['name', names('customPermission')],
    tabSettings: ['tab', names('tab')],
    recordTypeVisibilities: [
      'recordType',
      new Set(source.paths(/\.recordType-meta\.xml$/).map((path) => `${path.split('/').at(-3)}.${nameOf(path)}`)),
    ],
  };
  return source.metadata('permissionset').flatMap(({ path, body }) => {
    const findings = [];
    for (const [element, [key, set]] of Object.entries(known)) {
      for (const entry of all(body, element))
        if (!set.has(one(entry, key)))
          findings.push(`${path}: ${element} names ${one(entry, key)}, which is not in the package`);
    }
    for (const entry of all(body, 'objectPermissions'))
      if (!schema.find(one(entry, 'object'))) findings.push(`${path}: there is no object ${one(entry, 'object')}`);
    for (const entry of all(body, 'fieldPermissions')) {
      const [object, name] = one(entry, 'field').split('.');
      const field = fieldNamed(schema, object, name);
      if (!field) findings.push(`${path}: there is no field ${object}.${name}`);
      else if (field.required) findings.push(`${path}: ${object}.${name} is required; it takes no permissions`);
      if (one(entry, 'editable') === 'true' && one(entry, 'readable') !== 'true')
        findings.push(`${path}: ${object}.${name} can be edited and not read`);
    }
    return [
      ...findings,
      ...repeated(
        path,
        all(body, 'fieldPermissions').map((entry) => one(entry, 'field')),
      ),
    ];
  });
}

/** A field that no permission set grants is a field that nobody sees. */
function grants({ source }) {
  const granted = new Set(
    source
      .metadata('permissionset')
      .flatMap(({ body }) => all(body, 'fieldPermissions').map((entry) => one(entry, 'field'))),
  );
  return source.metadata('field').flatMap(({ path, name, body }) => {
    const object = path.split('/').at(-3);
    const asked = object === 'Activity' ? ['Task', 'Event', 'Activity'] : [object];
    const isFree = one(body, 'required') === 'true' || one(body, 'type') === 'MasterDetail';
    return isFree || asked.some((one) => granted.has(`${one}.${name}`)) ? [] : [`${path}: no permission set grants it`];
  });
}

function applications({ source, schema, names }) {
  const [pages, tabsThere] = [names('flexipage'), names('tab')];
  return source.metadata('app').flatMap(({ path, body }) => {
    const bar = one(body, 'utilityBar');
    const missing = all(body, 'tabs').filter(
      (tab) => !(tab.startsWith('standard-') ? standardTab(schema, tab) : tabsThere.has(tab)),
    );
    return [
      ...(bar && !pages.has(bar) ? [`${path}: there is no utility bar ${bar}`] : []),
      ...missing.map((tab) => `${path}: there is no tab ${tab}`),
    ];
  });
}

const standardTab = (schema, tab) =>
  /^standard-(home|report|Dashboard)$/i.test(tab) || schema.find(tab.replace('standard-', '')) !== null;

function tabs({ source, schema, names }) {
  return source.metadata('tab').flatMap(({ path, name, body }) => {
    if (one(body, 'customObject') === 'true' && !schema.find(name)) return [`${path}: there is no object ${name}`];
    const page = one(body, 'page');
    return page && !names('page').has(page) ? [`${path}: there is no page ${page}`] : [];
  });
}

function layouts({ source, schema }) {
  return source.metadata('layout').flatMap(({ path, name, body }) => {
    const object = name.split('-')[0];
    if (!schema.find(object)) return [`${path}: there is no object ${object}`];
    const items = all(body, 'layoutSections').flatMap((section) =>
      all(section, 'layoutColumns').flatMap((column) => all(column, 'layoutItems')),
    );
    const fields = items.map((item) => one(item, 'field')).filter(Boolean);
    const missing = fields
      .filter((field) => !fieldNamed(schema, object, field))
      .map((field) => `${path}: there is no field ${object}.${field}`);
    return [...missing, ...repeated(path, fields)];
  });
}

/** Columns of custom fields; those of standard fields have names of their own, such as LAST_UPDATE. */
function listViews({ source, schema }) {
  return source.metadata('listView').flatMap(({ path, body }) => {
    const object = path.split('/').at(-3);
    const columns = [...all(body, 'columns'), ...all(body, 'filters').map((filter) => one(filter, 'field'))];
    return columns
      .filter((column) => column.endsWith('__c') && !fieldNamed(schema, object, column))
      .map((column) => `${path}: there is no field ${object}.${column}`);
  });
}

function validationRules({ source, schema }) {
  return source.metadata('validationRule').flatMap(({ path, body }) => {
    const object = path.split('/').at(-3);
    const formula = one(body, 'errorConditionFormula') ?? '';
    const used = new Set([...formula.replace(/"[^"]*"|'[^']*'/g, '').matchAll(/\b\w+__c\b/g)].map(([name]) => name));
    const shown = one(body, 'errorDisplayField');
    if (shown) used.add(shown);
    return [
      ...[...used]
        .filter((name) => !fieldNamed(schema, object, name))
        .map((name) => `${path}: there is no field ${object}.${name}`),
      ...(count(formula, '(') === count(formula, ')') ? [] : [`${path}: the formula's brackets do not match`]),
    ];
  });
}

const count = (text, letter) => text.split(letter).length - 1;

function reports({ source, schema, names }) {
  const types = new Set([...names('reportType')].map((name) => `${name}__c`));
  const custom = (path, object, name) =>
    name.endsWith('__c') && !fieldNamed(schema, object, name) ? [`${path}: there is no field ${object}.${name}`] : [];
  const inTypes = source
    .metadata('reportType')
    .flatMap(({ path, body }) =>
      all(body, 'sections').flatMap((section) =>
        all(section, 'columns').flatMap((column) =>
          custom(path, one(column, 'table').split('.')[0], one(column, 'field')),
        ),
      ),
    );
  const inReports = source.metadata('report').flatMap(({ path, body }) => {
    const type = one(body, 'reportType');
    const isKnown = !type.endsWith('__c') || types.has(type);
    const columns = [...source.text(path).matchAll(/<(?:field|column|dateColumn)>(\w+)\$(\w+)</g)];
    const listed = columnsOf(source, type);
    return [
      ...(isKnown ? [] : [`${path}: there is no report type ${type}`]),
      ...columns.flatMap(([, object, name]) => custom(path, object, name)),
      ...columns
        .filter(([, object, name]) => listed && !listed.has(`${object}$${name}`))
        .map(([, , name]) => `${path}: its report type has no column ${name}`),
    ];
  });
  return [...inTypes, ...inReports];
}

/** `Activity$Subject` for every column of a report type of the package; null for Salesforce's own. */
function columnsOf(source, type) {
  const found = source.metadata('reportType').find(({ name }) => `${name}__c` === type);
  if (!found) return null;
  const columns = all(found.body, 'sections').flatMap((section) => all(section, 'columns'));
  return new Set(columns.map((column) => `${one(column, 'table').replaceAll('.', '$')}$${one(column, 'field')}`));
}

/** Reports and e-mail templates lie in folders, which have a file of their own. */
function folders({ source }) {
  const kinds = { reports: 'reportFolder', email: 'emailFolder' };
  return Object.entries(kinds).flatMap(([folder, suffix]) => {
    const inside = source
      .paths(new RegExp(`/${folder}/[^/]+/[^/]+$`))
      .map((path) => path.slice(0, path.lastIndexOf('/')));
    return [...new Set(inside)]
      .filter((path) => source.text(`${path}.${suffix}-meta.xml`) === null)
      .map((path) => `${path}: the folder has no .${suffix}-meta.xml`);
  });
}

const labelsOf = (source) =>
  source.metadata('labels').flatMap(({ body }) => all(body, 'labels').map((label) => one(label, 'fullName')));

/** Labels that Apex names are there, and none is there for nothing. */
function labels({ source }) {
  const there = labelsOf(source);
  const used = new Set(
    source.classes.flatMap(({ text }) => [...text.matchAll(/\bLabel\.(\w+)/g)].map(([, name]) => name)),
  );
  const inPages = source
    .paths(/\.page$/)
    .flatMap((path) => [...source.text(path).matchAll(/\$Label\.(\w+)/g)].map(([, name]) => name));
  for (const name of inPages) used.add(name);
  return [
    ...[...used].filter((name) => !there.includes(name)).map((name) => `there is no label ${name}`),
    ...there.filter((name) => !used.has(name)).map((name) => `nobody uses the label ${name}`),
    ...repeated('labels', there),
  ];
}

/** Every translation has its original, and every label its translation. */
function translations({ source, schema, names }) {
  const there = labelsOf(source);
  const texts = source.metadata('translation').flatMap(({ path, body }) => {
    const translated = all(body, 'customLabels').map((label) => one(label, 'name'));
    return [
      ...translated.filter((name) => !there.includes(name)).map((name) => `${path}: there is no label ${name}`),
      ...there.filter((name) => !translated.includes(name)).map((name) => `${path}: label ${name} is not translated`),
      ...all(body, 'customApplications')
        .map((app) => one(app, 'name'))
        .filter((name) => !names('app').has(name))
        .map((name) => `${path}: there is no app ${name}`),
    ];
  });
  const fields = source.metadata('fieldTranslation').flatMap(({ path, body }) => {
    const object = path.split('/').at(-2).replace(/-\w+$/, '');
    const field = fieldNamed(schema, object, one(body, 'name'));
    if (!field) return [`${path}: there is no field ${object}.${one(body, 'name')}`];
    const originals = field.values.map(({ label }) => label);
    const translated = all(body, 'picklistValues').map((value) => one(value, 'masterLabel'));
    return [
      ...translated
        .filter((label) => !originals.includes(label))
        .map((label) => `${path}: the field has no value "${label}"`),
      ...originals
        .filter((label) => translated.length > 0 && !translated.includes(label))
        .map((label) => `${path}: value "${label}" is not translated`),
    ];
  });
  return [...texts, ...fields];
}

function pages({ source, names }) {
  const resources = names('resource');
  const classes = new Set(source.classes.map(({ name }) => name));
  return source.paths(/\.page$/).flatMap((path) => {
    const text = source.text(path);
    const used = [...text.matchAll(/\$Resource\.(\w+)/g)].map(([, name]) => name);
    const controllers = [...text.matchAll(/(?:controller|extensions)="([\w,]+)"/g)].flatMap(([, list]) =>
      list.split(','),
    );
    return [
      ...used.filter((name) => !resources.has(name)).map((name) => `${path}: there is no static resource ${name}`),
      ...controllers.filter((name) => !classes.has(name)).map((name) => `${path}: there is no class ${name}`),
    ];
  });
}

/** The definition that Setup imports: its first two items, and the names that Salesforce demands. */
function callCenter({ source }) {
  const path = 'setup/callcenter.xml';
  const parsed = parseXml(source.text(path));
  if (!parsed) return [`${path}: no XML`];
  const items = all(parsed.body, 'section').flatMap((section) =>
    all(section, 'item').map((item) => ({ name: item['@_name'], value: item['#text'] ?? '' })),
  );
  const value = (name) => items.find((item) => item.name === name)?.value;
  const internal = value('reqInternalName') ?? '';
  const required = [
    'reqInternalName',
    'reqDisplayName',
    'reqAdapterUrl',
    'reqUseApi',
    'reqSoftphoneHeight',
    'reqSoftphoneWidth',
    'reqSalesforceCompatibilityMode',
  ];
  return [
    ...required.filter((name) => value(name) === undefined).map((name) => `${path}: ${name} is missing`),
    ...(items[0]?.name === 'reqInternalName' && items[1]?.name === 'reqDisplayName'
      ? []
      : [`${path}: reqInternalName and reqDisplayName come first`]),
    ...(/^[A-Za-z][A-Za-z0-9]{0,39}$/.test(internal) ? [] : [`${path}: "${internal}" is no internal name`]),
    ...(/^https:\/\//.test(value('reqAdapterUrl') ?? '') ? [] : [`${path}: reqAdapterUrl is not https`]),
    ...(['Lightning', 'Classic_and_Lightning'].includes(value('reqSalesforceCompatibilityMode'))
      ? []
      : [`${path}: reqSalesforceCompatibilityMode leaves Lightning out`]),
    ...repeated(
      path,
      items.map(({ name }) => name),
    ),
  ];
}

/** A field by its API name; activities' own stand for tasks'. */
function fieldNamed(schema, object, name) {
  return schema.find(object === 'Activity' ? 'Task' : object)?.fields.get(name.toLowerCase()) ?? null;
}

function repeated(path, list) {
  return [...new Set(list.filter((name, at) => list.indexOf(name) !== at))].map(
    (name) => `${path}: ${name} is there twice`,
  );
}

function suffixesOf(types) {
  const found = new Set(['emailFolder', 'reportFolder', 'email']);
  const add = ({ suffix, children }) => {
    if (suffix) found.add(suffix);
    Object.values(children?.types ?? {}).forEach(add);
  };
  Object.values(types).forEach(add);
  return found;
}
