// Operators on values. What would not compile is not checked here.

import {
  ApexDate,
  ApexDatetime,
  ApexError,
  compare,
  Decimal,
  equal,
  isNumber,
  toNumber,
  toText,
  Unsupported,
} from './values.js';

const DAY = 86_400_000;

export function dereferenced(value) {
  if (value === null || value === undefined)
    throw new ApexError('NullPointerException', 'Attempt to de-reference a null object');
  return value;
}

export function arithmetic(operator, a, b) {
  if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) return toText(a) + toText(b);
  dereferenced(a);
  dereferenced(b);
  if (a instanceof ApexDate) return new ApexDate(a.ms + sign(operator) * toNumber(b) * DAY);
  if (a instanceof ApexDatetime) return new ApexDatetime(a.ms + sign(operator) * Math.round(toNumber(b) * DAY));
  if (!isNumber(a) || !isNumber(b)) throw new Unsupported(`${operator} between ${toText(a)} and ${toText(b)}`);
  if ((operator === '/' || operator === '%') && toNumber(b) === 0) throw new ApexError('MathException', 'Divide by 0');
  if (a instanceof Decimal || b instanceof Decimal) return decimal(operator, a, b);
  if (typeof a === 'bigint' || typeof b === 'bigint') return BigInt.asIntN(64, whole(operator, BigInt(a), BigInt(b)));
  return operator === '*' ? Math.imul(a, b) : Math.trunc(whole(operator, a, b)) | 0;
}

const sign = (operator) => (operator === '-' ? -1 : 1);

function whole(operator, a, b) {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    default:
      return a % b;
  }
}

function decimal(operator, a, b) {
  const scale = (value) => (value instanceof Decimal ? value.scale : 0);
  const [x, y] = [scale(a), scale(b)];
  const known = x !== null && y !== null;
  const scales = { '+': Math.max(x, y), '-': Math.max(x, y), '*': x + y };
  return new Decimal(whole(operator, toNumber(a), toNumber(b)), known && operator in scales ? scales[operator] : null);
}

export function bitwise(operator, a, b) {
  dereferenced(a);
  dereferenced(b);
  if (typeof a === 'boolean') {
    if (operator === '^') return a !== b;
    return operator === '&' ? a && b : a || b;
  }
  const [x, y] = [BigInt(a), BigInt(b)];
  const isLong = typeof a === 'bigint' || typeof b === 'bigint';
  const bits = isLong ? 64 : 32;
  const results = {
    '&': () => x & y,
    '|': () => x | y,
    '^': () => x ^ y,
    '<<': () => x << y,
    '>>': () => x >> y,
    '>>>': () => BigInt.asUintN(bits, x) >> y,
  };
  const result = BigInt.asIntN(bits, results[operator]());
  return isLong ? result : Number(result);
}

export function compared(operator, a, b) {
  if (a === null || b === null) return false;
  const order = compare(a, b);
  switch (operator) {
    case '<':
      return order < 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    default:
      return order >= 0;
  }
}

export function equality(operator, a, b) {
  switch (operator) {
    case '==':
      return equal(a, b);
    case '!=':
    case '<>':
      return !equal(a, b);
    case '===':
      return a === b || (typeof a !== 'object' && equal(a, b));
    default:
      return !(a === b || (typeof a !== 'object' && equal(a, b)));
  }
}
