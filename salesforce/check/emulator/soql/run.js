// Runs compiled queries on the records of an org.

import { listOf, ofObject, sobject, typeOfField } from '../types.js';
import {
  ApexDate,
  ApexDatetime,
  ApexError,
  ApexList,
  ApexMap,
  ApexSet,
  compare,
  Decimal,
  equal,
  isDay,
  isId,
  keyOf,
  longId,
  Native,
  SObject,
  toNumber,
  Unsupported,
} from '../values.js';

/**
 * The result of a query: a list of records, of aggregates, or the number of a bare `COUNT()`.
 * @param session whose rows: `org`, `schema`, `visible(record, mode)`, `busy(record)`, `today()`
 * @param evaluate gives a bound expression its value
 */
export function runQuery(query, session, evaluate) {
  const context = { session, evaluate, mode: query.mode ?? session.mode };
  const object = objectOf(query.from, session);
  session.demandReadable(object, context.mode);
  const rows = candidates(query, object, context);
  if (query.forUpdate && rows.some((row) => session.busy(row)))
    throw new ApexError(
      'QueryException',
      'Record Currently Unavailable: The record you are attempting to edit, or one of its related records, is currently being modified by another user. Please try again.',
    );
  if (query.groupBy || query.select.some((one) => one.aggregate)) return aggregated(query, object, rows, context);
  return listed(query, object, rows, context);
}

/** The rows in order, cut to the limit, each with what the query asked for. */
function listed(query, object, rows, context) {
  const project = projection(query, object, context);
  const cut = slice(sorted(rows, query.orderBy, object, query.alias ?? null, context), query, context);
  return new ApexList(ofObject(object), cut.map(project), true);
}

/** The lists of a search among `found`, which are Ids; null for "search it yourself". */
export function runSearch(search, session, evaluate, found) {
  const context = { session, evaluate, mode: search.mode ?? session.mode };
  const text = valueOf(search.find, context);
  if (typeof text !== 'string' || text.replace(/[^\p{L}\p{N}]/gu, '').length < 2) {
    throw new ApexError('SearchException', 'search term must be longer than one character');
  }
  const lists = search.returning.map((spec) => {
    const object = objectOf(spec.from, session);
    session.demandReadable(object, context.mode);
    const hit = found ? (row) => found.has(row.id) : (row) => matchesText(row, text, search.group);
    const rows = candidates({ ...spec, mode: context.mode }, object, context).filter(hit);
    return listed(spec, object, rows, context);
  });
  return new ApexList(listOf(sobject), lists);
}

/** As Salesforce's search sees phone fields: digits only, words joined by OR. */
function matchesText(row, text, group) {
  const phones = [...row.object.fields.values()].filter((field) =>
    group === 'phone' ? field.type === 'PHONE' : field.type !== 'ID',
  );
  const digits = (value) => value.replace(/\D/g, '');
  const terms = text
    .replace(/[()"]/g, '')
    .split(/\s+OR\s+/)
    .map((term) => term.trim());
  return phones.some(({ key }) => {
    const value = row.values.get(key);
    if (typeof value !== 'string' || value === '') return false;
    return terms.some((term) => {
      const [wanted, held] =
        group === 'phone' ? [digits(term), digits(value)] : [term.toLowerCase().replace('*', ''), value.toLowerCase()];
      return wanted !== '' && (term.endsWith('*') ? held.startsWith(wanted) : held === wanted);
    });
  });
}

function objectOf(name, session) {
  const object = session.schema.find(name);
  if (!object) throw new ApexError('QueryException', `sObject type '${name}' is not supported.`);
  return object;
}

function candidates(query, object, context) {
  const { session } = context;
  const rows = session.org.rows(object).filter((row) => query.allRows || row.values.get('isdeleted') !== true);
  const visible = rows.filter((row) => session.visible(row, context.mode));
  return query.where ? visible.filter(test(query.where, object, query.alias, context)) : visible;
}

function slice(rows, query, context) {
  const offset = query.offset ? (valueOf(query.offset, context) ?? 0) : 0;
  const limit = query.limit ? valueOf(query.limit, context) : rows.length;
  return rows.slice(offset, offset + limit);
}

/** Makes of a row a record with only the fields that the query asked for; fails at once if there is no such field. */
function projection(query, object, context) {
  const parts = query.select.map((entry) => {
    if (entry.children) return childrenOf(entry.children, object, context);
    const path = steps(entry.path, object, query.alias, context);
    return (row, record) => copy(row, record, path, context);
  });
  return (row) => {
    const record = new SObject(object, new Map([['id', row.id]]), new Set(['id']));
    for (const part of parts) part(row, record);
    return record;
  };
}

function copy(row, record, [step, ...rest], context) {
  if (rest.length === 0) {
    const value = row.values.get(step.field.key) ?? null;
    record.queried.add(step.field.key);
    if (value !== null) record.values.set(step.field.key, value);
    return;
  }
  const name = step.field.relationship.toLowerCase();
  record.queried.add(name);
  const parent = follow(row, step.field, context);
  if (!parent) return;
  if (!record.values.has(name))
    record.values.set(name, new SObject(parent.object, new Map([['id', parent.id]]), new Set(['id'])));
  copy(parent, record.values.get(name), rest, context);
}

function childrenOf(query, object, context) {
  const { session } = context;
  const relation = session.schema.children(object).find((one) => one.name.toLowerCase() === query.from.toLowerCase());
  if (!relation) throw noSuch(`Didn't understand relationship '${query.from}' in FROM part of query call`);
  session.demandReadable(relation.object, context.mode);
  const name = relation.name.toLowerCase();
  return (row, record) => {
    const rows = candidates(query, relation.object, context).filter(
      (child) => child.values.get(relation.field.key) === row.id,
    );
    record.values.set(name, listed(query, relation.object, rows, context));
    record.queried.add(name);
  };
}

/** The fields that a path names one after the other: relationships, then the field itself. */
function steps(path, object, alias, context) {
  const names =
    path.length > 1 && [alias, object.name.toLowerCase()].includes(path[0].toLowerCase()) ? path.slice(1) : path;
  const found = [];
  let at = object;
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const field = isLast ? at.fields.get(name.toLowerCase()) : at.relationships.get(name.toLowerCase());
    if (!field || !context.session.mayRead(at, field, context.mode))
      throw noSuch(`No such column '${name}' on entity '${at.name}'.`);
    found.push({ field });
    if (!isLast)
      at = field.to.length === 1 ? objectOf(field.to[0], context.session) : context.session.schema.find('Name');
  }
  return found;
}

const noSuch = (message) => new ApexError('QueryException', message);

/** The record that a reference points to, if this user may see it. */
function follow(row, field, { session, mode }) {
  const parent = session.org.find(row.values.get(field.key) ?? null);
  return parent && session.visible(parent, mode) ? parent : null;
}

function read(row, path, context) {
  let at = row;
  for (const { field } of path.slice(0, -1)) {
    at = follow(at, field, context);
    if (!at) return null;
  }
  return at.values.get(path.at(-1).field.key) ?? null;
}

function test(where, object, alias, context) {
  if (where.all) {
    const tests = where.all.map((one) => test(one, object, alias, context));
    return (row) => tests.every((one) => one(row));
  }
  if (where.any) {
    const tests = where.any.map((one) => test(one, object, alias, context));
    return (row) => tests.some((one) => one(row));
  }
  if (where.not) {
    const inner = test(where.not, object, alias, context);
    return (row) => !inner(row);
  }
  const path = steps(where.path, object, alias, context);
  const { field } = path.at(-1);
  if (field.filterable === false) throw noSuch(`field '${field.name}' can not be filtered in a query call`);
  const matches = matcher(where, field, context);
  return (row) => matches(read(row, path, context));
}

function matcher({ operator, value }, field, context) {
  if (value.range) return rangeMatcher(operator, value.range, context);
  const wanted = valueOf(value, context, field);
  switch (operator) {
    case '=':
      if (Array.isArray(wanted)) return (held) => wanted.some((one) => same(held, one));
      return (held) => same(held, wanted);
    case '!=':
    case '<>':
      return (held) => !same(held, wanted);
    case 'in':
      return (held) => wanted.some((one) => same(held, one));
    case 'notin':
      return (held) => !wanted.some((one) => same(held, one));
    case 'like': {
      const pattern = likePattern(wanted);
      return (held) => held !== null && pattern.test(held);
    }
    case 'includes':
      return (held) => wanted.some((one) => one.split(';').every((part) => (held ?? '').split(';').includes(part)));
    case 'excludes':
      return (held) => !wanted.some((one) => one.split(';').every((part) => (held ?? '').split(';').includes(part)));
    default: {
      const holds = {
        '<': (order) => order < 0,
        '>': (order) => order > 0,
        '<=': (order) => order <= 0,
        '>=': (order) => order >= 0,
      };
      return (held) => held !== null && wanted !== null && holds[operator](compare(held, wanted));
    }
  }
}

function same(held, wanted) {
  if (typeof wanted === 'boolean') return (held ?? false) === wanted;
  return equal(held === '' ? null : held, wanted === '' ? null : wanted);
}

function likePattern(text) {
  const escaped = text.replace(/\\?[.*+?^${}()|[\]\\]/g, (found) => `\\${found.at(-1)}`);
  return new RegExp(`^${escaped.replace(/%/g, '.*').replace(/_/g, '.')}$`, 'is');
}

function rangeMatcher(operator, [from, to], { session }) {
  const bounds = (held) => [from, to].map((days) => session.dayStart(days, held));
  const tests = {
    '=': (ms, [start, end]) => ms >= start && ms < end,
    '!=': (ms, [start, end]) => ms < start || ms >= end,
    '<': (ms, [start]) => ms < start,
    '>': (ms, [, end]) => ms >= end,
    '<=': (ms, [, end]) => ms < end,
    '>=': (ms, [start]) => ms >= start,
  };
  return (held) => held !== null && tests[operator](held.ms, bounds(held));
}

/** What the right side of a comparison means: a value, or an array for a list. */
function valueOf(node, context, field = null) {
  if ('value' in node) return suited(node.value, field);
  if (node.list) return node.list.map((one) => valueOf(one, context, field));
  if (node.query) return selectedValues(node.query, context);
  const held = context.evaluate(node.bound);
  if (held instanceof ApexList || held instanceof ApexSet) return held.items.map((one) => suited(one, field));
  if (held instanceof ApexMap) return held.keys.map((one) => suited(one, field));
  return suited(held, field);
}

/** A bound value as the field would hold it: records stand for their Ids, short Ids become long, dates become instants. */
function suited(value, field) {
  if (value instanceof SObject) return value.id;
  if (!field || value === null) return value;
  if (typeof value === 'string' && (field.type === 'REFERENCE' || field.type === 'ID')) {
    if (value !== '' && !isId(value)) throw noSuch(`invalid ID field: ${value}`);
    return longId(value);
  }
  if (isDay(value))
    return typeOfField(field).kind === 'datetime'
      ? new ApexDatetime(value.ms)
      : new ApexDate(value.ms - (value.ms % 86_400_000));
  return value;
}

function selectedValues(query, context) {
  const { session } = context;
  const object = objectOf(query.from, session);
  session.demandReadable(object, context.mode);
  const path = steps(query.select[0].path, object, query.alias, context);
  return candidates(query, object, context).map((row) => read(row, path, context));
}

function sorted(rows, orderBy, object, alias, context) {
  if (orderBy.length === 0) return rows;
  const orders = orderBy.map(({ path, descending, nullsLast }) => ({
    path: steps(path, object, alias, context),
    descending,
    nullsLast,
  }));
  return [...rows].sort((a, b) => {
    for (const { path, descending, nullsLast } of orders) {
      const [x, y] = [read(a, path, context), read(b, path, context)];
      const order = compareNullable(x, y, descending, nullsLast);
      if (order !== 0) return order;
    }
    return 0;
  });
}

function compareNullable(x, y, descending, nullsLast) {
  if (x === null || y === null) {
    if (x === y) return 0;
    return (x === null) === nullsLast ? 1 : -1;
  }
  const order = typeof x === 'string' && !isId(x) ? compare(x.toLowerCase(), y.toLowerCase()) : compare(x, y);
  return descending ? -order : order;
}

function aggregated(query, object, rows, context) {
  if (!query.groupBy && query.select.length === 1 && query.select[0].aggregate === 'count' && !query.select[0].path)
    return rows.length;
  const keys = (query.groupBy ?? []).map((path) => steps(path, object, query.alias, context));
  const groups = new Map();
  for (const row of rows) {
    const key = keys.map((path) => keyOf(read(row, path, context))).join();
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  if (!query.groupBy && groups.size === 0) groups.set('', []);
  if (query.orderBy.length > 0) throw new Unsupported('ORDER BY among aggregates');
  const results = [...groups.values()].map((group) => {
    const fields = {};
    let unnamed = 0;
    for (const { path, alias, aggregate } of query.select) {
      const held = group
        .map((row) => (path ? read(row, steps(path, object, query.alias, context), context) : 1))
        .filter((value) => value !== null);
      const name = alias ?? (aggregate ? `expr${unnamed++}` : path.at(-1));
      fields[name.toLowerCase()] = aggregate ? combined(aggregate, held) : (held[0] ?? null);
    }
    return new Native('AggregateResult', fields);
  });
  return new ApexList(sobject, slice(results, query, context), true);
}

function combined(aggregate, held) {
  const sum = () => held.reduce((total, value) => total + toNumber(value), 0);
  switch (aggregate) {
    case 'count':
      return held.length;
    case 'count_distinct':
      return new Set(held.map(keyOf)).size;
    case 'sum':
      return new Decimal(sum());
    case 'avg':
      return held.length === 0 ? null : new Decimal(sum() / held.length);
    default:
      return held.reduce(
        (best, value) => (best === null || compare(value, best) < 0 === (aggregate === 'min') ? value : best),
        null,
      );
  }
}
