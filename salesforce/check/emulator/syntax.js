// Source text to parse trees, with the parser of apex-dev-tools.

import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';

class Listener extends ApexErrorListener {
  errors = [];
  apexSyntaxError(line, column, message) {
    this.errors.push({ line, column, message });
  }
}

export class SyntaxFault extends Error {
  constructor(where, { line, column, message }) {
    super(`${where}:${line}:${column + 1} ${message}`);
    Object.assign(this, { line, column });
  }
}

const END_OF_FILE = -1;

function parse(where, text, rule) {
  const listener = new Listener();
  const { parser } = ApexParserFactory.createLexerAndParser(text, listener);
  const tree = parser[rule]();
  const rest = parser.getCurrentToken();
  if (rest.type !== END_OF_FILE)
    listener.errors.push({ line: rest.line, column: rest.column, message: `unexpected '${rest.text}'` });
  if (listener.errors.length > 0) throw new SyntaxFault(where, listener.errors[0]);
  return tree;
}

const parsed = new Map();

/** The tree of a class file, parsed once for each text. Throws a `SyntaxFault`. */
export function parseClass(file, text) {
  const key = `${file}\n${text}`;
  if (!parsed.has(key)) parsed.set(key, parse(file, text, 'compilationUnit'));
  return parsed.get(key);
}

/** The tree of a SOQL query that was put together at run time. */
export const parseQuery = (text) => parse('query', `[${text}]`, 'soqlLiteral').query();

/** The tree of a SOSL search that was put together at run time. */
export const parseSearch = (text) => parse('search', `[${text}]`, 'soslLiteral');

/** The kind of a node: `IfStatement` for an `IfStatementContext`. */
export const kindOf = (node) => node.constructor.name.replace(/Context$/, '');

/** The text of a node with its blanks. */
export function sourceOf(node) {
  return node.start.getInputStream().getText(node.start.start, node.stop.stop);
}

/** Every node of the given kinds at or below `node`, in the order of the source. */
export function* nodesOf(node, ...kinds) {
  if (kinds.includes(kindOf(node))) yield node;
  for (const child of node.children ?? []) {
    if (child.children) yield* nodesOf(child, ...kinds);
  }
}

const ESCAPES = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', "'": "'", '\\': '\\' };

/** The value of a string literal of Apex or SOQL, quotes included. */
export function unquote(literal) {
  const inner = literal.startsWith("'''") ? literal.slice(3, -3).replace(/^\r?\n/, '') : literal.slice(1, -1);
  return inner.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, hex, letter) =>
    hex ? String.fromCharCode(parseInt(hex, 16)) : (ESCAPES[letter] ?? `\\${letter}`),
  );
}
