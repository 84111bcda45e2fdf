// Validation formulas: logic, comparisons and a few functions over the fields of one record.

import { compared, equality } from './operators.js';
import { toText, Unsupported } from './values.js';

const TOKEN =
  /\s*(?:([A-Za-z_][\w.]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?:\.\d+)?)|(<>|!=|<=|>=|==|&&|\|\||[=<>!(),]))/y;

const isBlank = (value) => value === null || value === '';

const FUNCTIONS = {
  AND: (...parts) => parts.every((part) => part === true),
  OR: (...parts) => parts.some((part) => part === true),
  NOT: (part) => part !== true,
  ISBLANK: isBlank,
  ISNULL: isBlank,
  ISPICKVAL: (value, word) => (value ?? '') === word,
  LEN: (value) => (value ?? '').length,
  TEXT: (value) => (value === null ? '' : toText(value)),
  CONTAINS: (value, part) => (value ?? '').includes(part),
  BEGINS: (value, start) => (value ?? '').startsWith(start),
};

const CONSTANTS = { TRUE: true, FALSE: false, NULL: null };

/** A formula as a function of a record; what it uses and the emulator does not know is an error now, not later. */
export function compileFormula(text, object) {
  const tokens = tokensOf(text);
  const at = (sign) => tokens[0]?.sign === sign;
  const take = (sign) => {
    if (!at(sign)) throw new Unsupported(`"${sign}" expected in the formula ${text}`);
    return tokens.shift();
  };

  const either = () => chain(both, '||', (a, b) => a === true || b === true);
  const both = () => chain(comparison, '&&', (a, b) => a === true && b === true);
  const chain = (part, sign, join) => {
    let left = part();
    while (at(sign)) {
      take(sign);
      const [before, after] = [left, part()];
      left = (record) => join(before(record), after(record));
    }
    return left;
  };
  const comparison = () => {
    const left = term();
    const sign = tokens[0]?.sign;
    if (!['=', '==', '<>', '!=', '<', '>', '<=', '>='].includes(sign)) return left;
    take(sign);
    const right = term();
    if (['<', '>', '<=', '>='].includes(sign)) return (record) => compared(sign, left(record), right(record));
    return (record) => equality(sign === '=' || sign === '==' ? '==' : '!=', left(record), right(record));
  };
  const term = () => {
    const token = tokens.shift();
    if (token?.sign === '!') {
      const inner = term();
      return (record) => inner(record) !== true;
    }
    if (token?.sign === '(') {
      const inner = either();
      take(')');
      return inner;
    }
    if (token && 'value' in token) return () => token.value;
    if (!token?.name) throw new Unsupported(`the formula ${text}`);
    return at('(') ? call(token.name) : named(token.name);
  };
  const call = (name) => {
    const apply = FUNCTIONS[name.toUpperCase()];
    if (!apply) throw new Unsupported(`${name}() in a formula`);
    take('(');
    const args = [];
    while (!at(')')) {
      args.push(either());
      if (!at(')')) take(',');
    }
    take(')');
    return (record) => apply(...args.map((arg) => arg(record)));
  };
  const named = (name) => {
    if (name.toUpperCase() in CONSTANTS) return () => CONSTANTS[name.toUpperCase()];
    const field = object.fields.get(name.toLowerCase());
    if (!field) throw new Unsupported(`${name} in a formula of ${object.name}`);
    return (record) => record.values.get(field.key) ?? null;
  };

  const formula = either();
  if (tokens.length > 0) throw new Unsupported(`the end of the formula ${text}`);
  return formula;
}

function tokensOf(text) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) throw new Unsupported(`the formula ${text}`);
    const [, name, string, number, sign] = match;
    if (name) tokens.push({ name });
    else if (string) tokens.push({ value: string.slice(1, -1) });
    else if (number) tokens.push({ value: Number(number) });
    else tokens.push({ sign });
  }
  return tokens;
}
