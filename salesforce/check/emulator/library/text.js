// String, numbers, Pattern, Blob, EncodingUtil. Java's regular expressions and JavaScript's agree on what Apex code uses.

import { createHash } from 'node:crypto';

import { dereferenced } from '../operators.js';
import { cast, simple } from '../types.js';
import {
  ApexDate,
  ApexDatetime,
  ApexError,
  ApexList,
  Blob,
  Decimal,
  longId,
  Native,
  Token,
  toNumber,
  toText,
  Unsupported,
} from '../values.js';

const list = (items) => new ApexList(simple.string, items);
const outOfBounds = (message) => new ApexError('StringException', message);

/** `g` unless said otherwise; `flags` as Apex writes them in front: `(?i)`. */
function regex(source, flags = 'gu') {
  const inline = /^\(\?([ims]+)\)/.exec(source);
  try {
    return new RegExp(inline ? source.slice(inline[0].length) : source, flags + (inline?.[1] ?? ''));
  } catch {
    // Java takes escapes that the strict grammar refuses.
    return new RegExp(inline ? source.slice(inline[0].length) : source, flags.replace('u', '') + (inline?.[1] ?? ''));
  }
}

/** Java's replacement text: `$1`, `\$`. */
const replacement = (text) =>
  text.replace(/\\(.)|\$(\d)/gs, (_, letter, group) =>
    letter !== undefined ? (letter === '$' ? '$$' : letter) : `$${group}`,
  );

function substring(text, from, to = text.length) {
  if (from < 0 || to > text.length || from > to) throw outOfBounds(`Ending position out of bounds: ${to}`);
  return text.slice(from, to);
}

/** Java's split: trailing empty parts go, unless a limit says otherwise. */
function split(text, separator, limit = 0) {
  const pattern = regex(separator);
  const parts = [];
  let start = 0;
  for (const match of text.matchAll(pattern)) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (match[0] === '' && (match.index === 0 || match.index === text.length)) continue;
    if (match.index === 0 && match[0] !== '' && text === '') continue;
    parts.push(text.slice(start, match.index));
    start = match.index + match[0].length;
  }
  parts.push(text.slice(start));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return list(parts);
}

const HTML = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const NAMED = {
  ä: '&auml;',
  ö: '&ouml;',
  ü: '&uuml;',
  Ä: '&Auml;',
  Ö: '&Ouml;',
  Ü: '&Uuml;',
  ß: '&szlig;',
  é: '&eacute;',
  '€': '&euro;',
};
const unhtml = Object.fromEntries(Object.entries({ ...HTML, ...NAMED }).map(([letter, entity]) => [entity, letter]));

function idType(vm, id) {
  const object = vm.schema.byPrefix(id.slice(0, 3));
  if (!object) throw new ApexError('SObjectException', `Cannot locate Apex Type for ID: ${id}`);
  return new Token('SObjectType', { name: object.name, object });
}

const string = {
  abbreviate: (vm, text, width) => (text.length <= width ? text : `${text.slice(0, width - 3)}...`),
  capitalize: (vm, text) => text.charAt(0).toUpperCase() + text.slice(1),
  charat: (vm, text, at) => text.charCodeAt(at),
  compareto: (vm, text, other) => (text < other ? -1 : Number(text > other)),
  contains: (vm, text, part) => text.includes(dereferenced(part)),
  containsany: (vm, text, letters) => [...letters].some((letter) => text.includes(letter)),
  containsignorecase: (vm, text, part) => text.toLowerCase().includes(part.toLowerCase()),
  countmatches: (vm, text, part) => (part === '' ? 0 : text.split(part).length - 1),
  deletewhitespace: (vm, text) => text.replace(/\s/g, ''),
  endswith: (vm, text, end) => text.endsWith(dereferenced(end)),
  equals: (vm, text, other) => text === other,
  equalsignorecase: (vm, text, other) => other !== null && text.toLowerCase() === other.toLowerCase(),
  escapehtml4: (vm, text) => text.replace(/[&<>"]|[^\x00-\x7f]/gu, (letter) => HTML[letter] ?? NAMED[letter] ?? letter),
  unescapehtml4: (vm, text) => text.replace(/&\w+;/g, (entity) => unhtml[entity] ?? entity),
  escapexml: (vm, text) => text.replace(/[&<>"']/g, (letter) => HTML[letter] ?? '&apos;'),
  getsobjecttype: (vm, text) => idType(vm, text),
  indexof: (vm, text, part, from = 0) => text.indexOf(part, from),
  indexofignorecase: (vm, text, part, from = 0) => text.toLowerCase().indexOf(part.toLowerCase(), from),
  isalpha: (vm, text) => /^\p{L}+$/u.test(text),
  isalphanumeric: (vm, text) => /^[\p{L}\p{N}]+$/u.test(text),
  isnumeric: (vm, text) => /^\p{N}+$/u.test(text),
  iswhitespace: (vm, text) => /^\s*$/.test(text),
  lastindexof: (vm, text, part, from = Infinity) => text.lastIndexOf(part, from),
  left: (vm, text, length) => text.slice(0, Math.max(0, length)),
  leftpad: (vm, text, length, fill = ' ') => text.padStart(length, fill),
  length: (vm, text) => text.length,
  mid: (vm, text, start, length) => text.slice(Math.max(0, start), Math.max(0, start) + length),
  normalizespace: (vm, text) => text.trim().replace(/\s+/g, ' '),
  remove: (vm, text, part) => text.replaceAll(part, ''),
  removeend: (vm, text, end) => (end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text),
  removestart: (vm, text, start) => (text.startsWith(start) ? text.slice(start.length) : text),
  removestartignorecase: (vm, text, start) =>
    text.toLowerCase().startsWith(start.toLowerCase()) ? text.slice(start.length) : text,
  repeat: (vm, text, times) => text.repeat(times),
  replace: (vm, text, part, by) => text.replaceAll(dereferenced(part), () => dereferenced(by)),
  replaceall: (vm, text, pattern, by) => text.replace(regex(pattern), replacement(by)),
  replacefirst: (vm, text, pattern, by) => text.replace(regex(pattern, 'u'), replacement(by)),
  reverse: (vm, text) => [...text].reverse().join(''),
  right: (vm, text, length) => (length <= 0 ? '' : text.slice(-length)),
  rightpad: (vm, text, length, fill = ' ') => text.padEnd(length, fill),
  split: (vm, text, pattern, limit) => split(text, pattern, limit),
  startswith: (vm, text, start) => text.startsWith(dereferenced(start)),
  startswithignorecase: (vm, text, start) => text.toLowerCase().startsWith(start.toLowerCase()),
  striphtmltags: (vm, text) => text.replace(/<[^>]*>/g, ''),
  substring: (vm, text, from, to) => substring(text, from, to),
  substringafter: (vm, text, part) => (text.includes(part) ? text.slice(text.indexOf(part) + part.length) : ''),
  substringafterlast: (vm, text, part) => (text.includes(part) ? text.slice(text.lastIndexOf(part) + part.length) : ''),
  substringbefore: (vm, text, part) => (text.includes(part) ? text.slice(0, text.indexOf(part)) : text),
  substringbeforelast: (vm, text, part) => (text.includes(part) ? text.slice(0, text.lastIndexOf(part)) : text),
  substringbetween: (vm, text, open, close = open) => {
    const start = text.indexOf(open) + open.length;
    return text.includes(open) && text.includes(close, start) ? text.slice(start, text.indexOf(close, start)) : null;
  },
  to15: (vm, text) => text.slice(0, 15),
  tolowercase: (vm, text) => text.toLowerCase(),
  tostring: (vm, text) => text,
  touppercase: (vm, text) => text.toUpperCase(),
  trim: (vm, text) => text.trim(),
  uncapitalize: (vm, text) => text.charAt(0).toLowerCase() + text.slice(1),
};

function format(text, values) {
  // In the pattern two quotes are one; what is filled in stays as it is.
  return text.replace(/''|'\{|\{(\d+)\}/g, (whole, at) => {
    if (whole === "''") return "'";
    return at === undefined ? whole : toText(values.items[Number(at)] ?? null);
  });
}

function valueOf(vm, value) {
  if (value === null) return null;
  if (value instanceof ApexDate) return String(value);
  if (value instanceof ApexDatetime) return String(new ApexDatetime(vm.localTime(value.ms)));
  return toText(value);
}

const blank = (text) => text === null || text.trim() === '';

function parseNumber(text, pattern, kind, make) {
  if (text === null) throw new ApexError('NullPointerException', 'Argument cannot be null.');
  if (typeof text !== 'string') return make(text);
  if (!pattern.test(text)) throw new ApexError('TypeException', `Invalid ${kind}: ${text}`);
  return make(text);
}

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function integerOf(value) {
  return parseNumber(value, INTEGER, 'integer', (text) => {
    const number = Number(text instanceof Decimal ? Math.trunc(text.number) : text);
    if (number !== (number | 0)) throw new ApexError('TypeException', `Invalid integer: ${value}`);
    return number;
  });
}

const decimalOf = (value) =>
  parseNumber(value, DECIMAL, 'decimal', (text) =>
    typeof text === 'string' ? Decimal.parse(text) : cast(text, simple.decimal),
  );

const numeric = {
  format: (vm, number) => toText(number),
  intvalue: (vm, number) => Math.trunc(toNumber(number)) | 0,
  longvalue: (vm, number) => BigInt(Math.trunc(toNumber(number))),
  doublevalue: (vm, number) => new Decimal(toNumber(number)),
  setscale: (vm, number, scale) => new Decimal(Number(toNumber(number).toFixed(scale)), scale),
  scale: (vm, number) => number.scale ?? (String(number.number).split('.')[1] ?? '').length,
  round: (vm, number) => BigInt(Math.round(toNumber(number))),
  abs: (vm, number) => new Decimal(Math.abs(number.number), number.scale),
  toplainstring: (vm, number) => String(number),
};

const same = (number, result) =>
  number instanceof Decimal ? new Decimal(result, number.scale) : typeof number === 'bigint' ? BigInt(result) : result;
const larger = (a, b) => (toNumber(a) >= toNumber(b) ? a : b);

function modulo(a, b) {
  if (toNumber(b) === 0) throw new ApexError('MathException', 'Divide by 0');
  return typeof a === 'bigint' || typeof b === 'bigint' ? BigInt(a) % BigInt(b) : a % b;
}

function utf8(blob) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(blob.bytes);
  } catch {
    throw outOfBounds('BLOB is not a valid UTF-8 string');
  }
}

const matcher = (pattern, text) => new Native('Matcher', { pattern, text, match: null, at: 0 });

function find(self) {
  const { fields } = self;
  const pattern = regex(fields.pattern);
  pattern.lastIndex = fields.at;
  fields.match = pattern.exec(fields.text);
  if (fields.match) fields.at = pattern.lastIndex + (fields.match[0] === '' ? 1 : 0);
  return fields.match !== null;
}

function wholeMatch(self) {
  self.fields.match = regex(`^(?:${self.fields.pattern})$`, 'u').exec(self.fields.text);
  return self.fields.match !== null;
}

function group(self, at = 0) {
  if (!self.fields.match) throw outOfBounds('No match found');
  return self.fields.match[at] ?? null;
}

const hash = (name, data) => new Blob(createHash(name.toLowerCase().replace('-', '')).update(data.bytes).digest());

export const methods = {
  string,
  integer: numeric,
  long: numeric,
  decimal: numeric,
  boolean: {},
  blob: { tostring: (vm, blob) => utf8(blob), size: (vm, blob) => blob.bytes.length },
  pattern: {
    matcher: (vm, self, text) => matcher(self.fields.source, dereferenced(text)),
    pattern: (vm, self) => self.fields.source,
  },
  matcher: {
    matches: (vm, self) => wholeMatch(self),
    find: (vm, self) => find(self),
    group: (vm, self, at) => group(self, at),
    groupcount: (vm, self) => (self.fields.match?.length ?? 1) - 1,
    start: (vm, self) => self.fields.match.index,
    end: (vm, self) => self.fields.match.index + self.fields.match[0].length,
    replaceall: (vm, self, by) => self.fields.text.replace(regex(self.fields.pattern), replacement(by)),
    hitend: () => {
      throw new Unsupported('Matcher.hitEnd()');
    },
  },
};

export const statics = {
  string: {
    valueof: valueOf,
    isblank: (vm, text) => blank(text),
    isnotblank: (vm, text) => !blank(text),
    isempty: (vm, text) => text === null || text === '',
    isnotempty: (vm, text) => text !== null && text !== '',
    join: (vm, items, separator) => items.items.map((item) => (item === null ? '' : valueOf(vm, item))).join(separator),
    format: (vm, text, values) => format(text, values),
    escapesinglequotes: (vm, text) => text.replace(/['\\]/g, '\\$&'),
    fromchararray: (vm, codes) => String.fromCharCode(...codes.items),
  },
  id: {
    valueof: (vm, text) => {
      const id = longId(dereferenced(text));
      if (!id) throw new ApexError('StringException', `Invalid id: ${text}`);
      return id;
    },
  },
  integer: { valueof: (vm, value) => integerOf(value), '.max_value': () => 2147483647 },
  long: {
    valueof: (vm, value) =>
      parseNumber(value, INTEGER, 'long', (text) => BigInt(text instanceof Decimal ? Math.trunc(text.number) : text)),
  },
  decimal: { valueof: (vm, value) => decimalOf(value) },
  double: { valueof: (vm, value) => decimalOf(value) },
  boolean: { valueof: (vm, value) => String(value).toLowerCase() === 'true' },
  math: {
    abs: (vm, number) => same(number, Math.abs(toNumber(number))),
    ceil: (vm, number) => new Decimal(Math.ceil(toNumber(number))),
    floor: (vm, number) => new Decimal(Math.floor(toNumber(number))),
    max: (vm, a, b) => larger(a, b),
    min: (vm, a, b) => (larger(a, b) === a ? b : a),
    mod: (vm, a, b) => modulo(a, b),
    round: (vm, number) => Math.round(toNumber(number)),
    roundtolong: (vm, number) => BigInt(Math.round(toNumber(number))),
  },
  blob: { valueof: (vm, text) => new Blob(Buffer.from(dereferenced(text), 'utf8')) },
  pattern: {
    compile: (vm, source) => new Native('Pattern', { source }),
    matches: (vm, source, text) => wholeMatch(matcher(source, dereferenced(text))),
    quote: (vm, text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  },
  encodingutil: {
    base64decode: (vm, text) => new Blob(Buffer.from(text, 'base64')),
    base64encode: (vm, blob) => blob.bytes.toString('base64'),
    urlencode: (vm, text) =>
      encodeURIComponent(text)
        .replace(/%20/g, '+')
        .replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`),
    urldecode: (vm, text) => decodeURIComponent(text.replace(/\+/g, ' ')),
    converttohex: (vm, blob) => blob.bytes.toString('hex'),
    convertfromhex: (vm, text) => new Blob(Buffer.from(text, 'hex')),
  },
  crypto: { generatedigest: (vm, name, data) => hash(name, data) },
};
