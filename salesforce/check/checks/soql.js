// Objects and fields that queries name and fields that only Salesforce may set, which apex-ls does not look at; and the
// package's own names anywhere in the Apex.

import { compileQuery, compileSearch } from '../emulator/soql/compile.js';
import { nodesOf, parseClass, SyntaxFault, unquote } from '../emulator/syntax.js';
import { Schema } from '../schema/schema.js';
import { standard } from '../schema/standard.js';

/** Findings, one line each; none is good. Classes that do not parse are left to the syntax check. */
export function checkSoql(source) {
  const schema = Schema.of(source, standard());
  return source.classes.flatMap(({ file, text }) => {
    try {
      return checkClass(file, parseClass(file, text), schema);
    } catch (error) {
      if (error instanceof SyntaxFault) return [];
      throw error;
    }
  });
}

function checkClass(file, tree, schema) {
  const findings = [];
  const add = (node, message) => findings.push(`${file}:${node.start.line} ${message}`);
  for (const node of nodesOf(tree, 'SoqlLiteral'))
    checkQuery(
      compileQuery(node.query(), () => null),
      schema,
      (message) => add(node, message),
    );
  for (const node of nodesOf(tree, 'SoslLiteral')) {
    for (const part of compileSearch(node, () => null).returning)
      checkQuery(part, schema, (message) => add(node, message));
  }
  for (const node of nodesOf(tree, 'NewExpression')) {
    for (const field of setByHand(node.creator(), schema)) add(node, `only Salesforce sets ${field}`);
  }
  const own = ownNames(schema);
  // Tests may ask for what is not there.
  const kinds = /@istest/i.test(
    tree
      .typeDeclaration()
      .modifier_list()
      .map((modifier) => modifier.getText())
      .join(),
  )
    ? ['Id', 'AnyId']
    : ['Literal', 'Id', 'AnyId'];
  for (const node of nodesOf(tree, ...kinds)) {
    const text = node.getText();
    const name = text.startsWith("'") ? unquote(text) : text;
    if (/^\w+__[cr]$/.test(name) && !own.has(name.toLowerCase())) add(node, `nothing in the package is called ${name}`);
  }
  return findings;
}

/** In `new Task(IsClosed = true)` the fields that cannot be written. */
function setByHand(creator, schema) {
  const object = schema.find(creator.createdName().getText());
  const values = creator.classCreatorRest()?.arguments().expressionList()?.expression_list() ?? [];
  if (!object) return [];
  const names = values
    .filter((value) => value.ASSIGN?.())
    .map((value) => value.expression_list()[0].getText().toLowerCase());
  const written = names.filter((name) => name !== 'id').map((name) => object.fields.get(name));
  return written.filter((field) => field?.readOnly).map((field) => `${object.name}.${field.name}`);
}

/** Every custom object, field and relationship, in lower case. */
function ownNames(schema) {
  const names = new Set();
  for (const object of ['Task', 'Event', 'Case']
    .map((name) => schema.find(name))
    .concat([...schema.objects.values()])) {
    if (object.custom) names.add(object.name.toLowerCase());
    for (const field of object.fields.values()) {
      if (field.custom) names.add(field.key);
      if (field.relationship?.endsWith('__r')) names.add(field.relationship.toLowerCase());
    }
  }
  return names;
}

function checkQuery(query, schema, add) {
  const object = schema.find(query.from);
  if (!object) {
    add(`there is no object ${query.from}`);
    return;
  }
  checkParts(query, object, schema, add);
}

function checkParts(query, object, schema, add) {
  for (const entry of query.select) {
    if (entry.children) checkChildren(entry.children, object, schema, add);
    else if (entry.path) checkPath(entry.path, object, query.alias, schema, add);
  }
  for (const { path } of query.orderBy) if (path) checkPath(path, object, query.alias, schema, add);
  for (const path of query.groupBy ?? []) checkPath(path, object, query.alias, schema, add);
  if (query.where) checkCondition(query.where, object, query.alias, schema, add);
}

function checkChildren(query, object, schema, add) {
  const relation = schema.children(object).find(({ name }) => name.toLowerCase() === query.from.toLowerCase());
  if (relation) checkParts(query, relation.object, schema, add);
  else add(`${object.name} has no children ${query.from}`);
}

function checkCondition(where, object, alias, schema, add) {
  for (const part of where.all ?? where.any ?? (where.not ? [where.not] : []))
    checkCondition(part, object, alias, schema, add);
  if (!where.path) return;
  const field = checkPath(where.path, object, alias, schema, add);
  if (field && !field.filterable) add(`${field.name} cannot be filtered by`);
  if (where.value.query) checkQuery(where.value.query, schema, add);
}

/** The field at the end of a path, or a finding. */
function checkPath(path, object, alias, schema, add) {
  const names =
    path.length > 1 && [alias, object.name.toLowerCase()].includes(path[0].toLowerCase()) ? path.slice(1) : path;
  let at = object;
  for (const name of names.slice(0, -1)) {
    const relation = at.relationships.get(name.toLowerCase());
    if (!relation) {
      add(`${at.name} has no relationship ${name}`);
      return null;
    }
    at = relation.to.length === 1 ? schema.find(relation.to[0]) : schema.find('Name');
  }
  const field = at.fields.get(names.at(-1).toLowerCase());
  if (!field) add(`${at.name} has no field ${names.at(-1)}`);
  return field ?? null;
}
