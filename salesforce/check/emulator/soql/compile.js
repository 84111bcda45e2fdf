// SOQL and SOSL trees to plain descriptions that `run.js` executes.
//
// `bind` turns a bound Apex expression (`:x`) into whatever the caller later evaluates: a closure for queries in the source,
// a name for those put together at run time.

import { kindOf, sourceOf, unquote } from '../syntax.js';
import { ApexDate, ApexDatetime, Decimal, Unsupported } from '../values.js';

export function compileQuery(node, bind) {
  if (node.usingScope?.()) throw new Unsupported('USING SCOPE');
  const from = node.fromNameList().fieldName_list();
  if (from.length !== 1) throw new Unsupported('several objects in FROM');
  const select = (node.selectList?.() ?? node.subFieldList()).children
    .filter((child) => child.children)
    .map((entry) => selected(entry, bind));
  return {
    text: sourceOf(node),
    select,
    from: from[0].getText(),
    alias: node.fromNameList().soqlId_list()[0]?.getText().toLowerCase() ?? null,
    where: node.whereClause() ? condition(node.whereClause().whereLogicalExpression(), bind) : null,
    mode: modeOf(node.withClause?.()),
    groupBy: grouping(node.groupByClause?.()),
    orderBy: ordering(node.orderByClause()?.fieldOrderList()),
    limit: amount(node.limitClause(), bind),
    offset: amount(node.offsetClause?.(), bind),
    allRows: Boolean(node.allRowsClause?.()),
    forUpdate: locking(node),
  };
}

/** `FOR UPDATE`, which Salesforce does not take together with an order. */
function locking(node) {
  const clauses = node.forClauses?.();
  if (!clauses?.getText()) return false;
  if (clauses.VIEW_list().length > 0 || clauses.REFERENCE_list().length > 0) throw new Unsupported(sourceOf(clauses));
  if (node.orderByClause()) throw new Unsupported('FOR UPDATE with ORDER BY');
  return true;
}

function modeOf(clause) {
  if (!clause) return null;
  if (clause.USER_MODE()) return 'user';
  if (clause.SYSTEM_MODE()) return 'system';
  throw new Unsupported(`WITH ${sourceOf(clause)}`);
}

function selected(entry, bind) {
  const alias = entry.soqlId()?.getText() ?? null;
  if (entry.fieldName()) return { path: pathOf(entry.fieldName()), alias };
  if (entry.subQuery()) return { children: compileQuery(entry.subQuery(), bind) };
  if (entry.soqlFunction()) return { ...aggregate(entry.soqlFunction()), alias };
  throw new Unsupported(sourceOf(entry));
}

function aggregate(node) {
  const name = node.children[0].getText().toLowerCase();
  if (!['count', 'count_distinct', 'min', 'max', 'sum', 'avg'].includes(name))
    throw new Unsupported(`${name}() in SOQL`);
  return { aggregate: name, path: node.fieldName() ? pathOf(node.fieldName()) : null };
}

const pathOf = (node) => node.soqlId_list().map((id) => id.getText());

function grouping(node) {
  if (!node) return null;
  if (node.HAVING() || node.ROLLUP() || node.CUBE()) throw new Unsupported(sourceOf(node));
  return node
    .fieldGroupByList()
    .fieldGroupBy_list()
    .map((one) => pathOf(one.fieldName()));
}

function ordering(list) {
  return (list?.fieldOrder_list() ?? []).map((one) => ({
    path: one.fieldName() ? pathOf(one.fieldName()) : null,
    ...(one.soqlFunction() ? aggregate(one.soqlFunction()) : {}),
    descending: one.DESC() !== null,
    // Salesforce puts nulls first unless told otherwise, whatever the direction.
    nullsLast: one.LAST() !== null,
  }));
}

function amount(clause, bind) {
  if (!clause) return null;
  return clause.IntegerLiteral()
    ? { value: Number(clause.IntegerLiteral().getText()) }
    : { bound: bound(clause.boundExpression(), bind) };
}

const bound = (node, bind) => bind(node.expression());

/** `{ all: […] }`, `{ any: […] }`, `{ not: … }` or a comparison. */
function condition(node, bind) {
  const parts = (node.whereConditionalExpression_list?.() ?? node.conditionalExpression_list()).map((one) => {
    const inner = one.whereLogicalExpression?.() ?? one.logicalExpression?.();
    return inner ? condition(inner, bind) : comparison(one.whereFieldExpression?.() ?? one.fieldExpression(), bind);
  });
  if (node.NOT()) return { not: parts[0] };
  if (parts.length === 1) return parts[0];
  return node.SOQLOR_list().length > 0 ? { any: parts } : { all: parts };
}

function comparison(node, bind) {
  const field = kindOf(node) === 'WhereFieldExpression' ? node.fieldExpression() : node;
  if (!field?.fieldName()) throw new Unsupported(`in WHERE: ${sourceOf(node)}`);
  const operator = field.comparisonOperator().getText().toLowerCase();
  return { path: pathOf(field.fieldName()), operator, value: valueOf(field.value(), bind) };
}

/** `{ value }`, `{ list }`, `{ bound }`, `{ query }` or `{ range }`: the two ends of a date formula. */
function valueOf(node, bind) {
  const text = node.getText();
  if (node.NULL()) return { value: null };
  if (node.BooleanLiteral()) return { value: text.toLowerCase() === 'true' };
  if (node.StringLiteral() || node.MultilineStringLiteral()) return { value: unquote(text) };
  if (node.signedNumber()) return { value: text.includes('.') ? Decimal.parse(text) : Number(text) };
  if (node.DateLiteral()) return { value: new ApexDate(Date.parse(text)) };
  if (node.DateTimeLiteral()) return { value: new ApexDatetime(Date.parse(text)) };
  if (node.boundExpression()) return { bound: bound(node.boundExpression(), bind) };
  if (node.valueList())
    return {
      list: node
        .valueList()
        .value_list()
        .map((one) => valueOf(one, bind)),
    };
  if (node.subQuery()) return { query: compileQuery(node.subQuery(), bind) };
  if (node.dateFormula()) return { range: dateFormula(node.dateFormula().getText().toLowerCase()) };
  throw new Unsupported(`in WHERE: ${text}`);
}

/** Days from today, of the user: the first that belongs, and the first that does not. */
function dateFormula(text) {
  const [name, number] = text.split(':');
  const days = Number(number);
  const ranges = {
    yesterday: [-1, 0],
    today: [0, 1],
    tomorrow: [1, 2],
    last_n_days: [-days, 1],
    next_n_days: [1, days + 1],
    n_days_ago: [-days, -days + 1],
  };
  if (!ranges[name]) throw new Unsupported(`date formula ${text}`);
  return ranges[name];
}

/** `[FIND :text IN PHONE FIELDS RETURNING Contact(Id WHERE …)]`. */
export function compileSearch(node, bind) {
  const clauses = node.soslClauses();
  const find = node.boundExpression() ? { bound: bound(node.boundExpression(), bind) } : { value: findText(node) };
  const modes = clauses
    .soslWithClause_list()
    .map((one) => (one.USER_MODE() ? 'user' : one.SYSTEM_MODE() ? 'system' : unknownWith(one)));
  return {
    find,
    group: clauses.searchGroup()?.children[0].getText().toLowerCase() ?? 'all',
    returning: specs(clauses.fieldSpecList()).map((spec) => returned(spec, bind)),
    mode: modes[0] ?? null,
    limit: amount(clauses.limitClause(), bind),
  };
}

function findText(node) {
  const literal = (node.FindLiteral?.() ?? node.FindLiteralAlt()).getText();
  return literal
    .replace(/^\[?\s*find\s*/i, '')
    .trim()
    .replace(/^['{]|['}]$/g, '');
}

function unknownWith(node) {
  throw new Unsupported(sourceOf(node));
}

function specs(list) {
  return list ? [list.fieldSpec(), ...list.fieldSpecList_list().flatMap(specs)] : [];
}

function returned(spec, bind) {
  const fields = (list) => [
    ...list.soslId_list().map((id) => id.getText().split('.')),
    ...list.fieldList_list().flatMap(fields),
  ];
  return {
    text: sourceOf(spec),
    from: spec.soslId_list()[0].getText(),
    alias: null,
    select: (spec.fieldList() ? fields(spec.fieldList()) : [['Id']]).map((path) => ({ path, alias: null })),
    where: spec.logicalExpression() ? condition(spec.logicalExpression(), bind) : null,
    orderBy: ordering(spec.fieldOrderList()),
    limit: amount(spec.limitClause(), bind),
    offset: null,
    groupBy: null,
    mode: null,
    allRows: false,
  };
}
