// The files of the package as the checks see them. Every check takes a `Source`, so that a control can hand it a broken one.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { XMLParser, XMLValidator } from 'fast-xml-parser';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Elements that repeat are arrays even when there is one. Text stays text. */
const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name, path, isLeaf, isAttribute) => !isAttribute && !name.startsWith('?'),
  trimValues: true,
});

export class Source {
  /** @param {Map<string, string | Buffer>} files path below `salesforce/` to content; text, or bytes where it is none */
  constructor(files) {
    this.files = files;
  }

  /** `sfdx-project.json`, everything in the folders that it names, and what Setup imports. */
  static read(root = ROOT) {
    const files = new Map();
    const add = (path) => files.set(relative(root, path).replaceAll('\\', '/'), contentOf(path));
    for (const entry of readdirSync(root)) {
      if (/^(sfdx-project\.json|\.forceignore|\.prettierrc)$/.test(entry)) add(join(root, entry));
    }
    const { packageDirectories } = JSON.parse(files.get('sfdx-project.json'));
    for (const folder of [...packageDirectories.map(({ path }) => path), 'setup']) walk(join(root, folder), add);
    return new Source(files);
  }

  /** A copy in which `path` reads `text`; null takes it away. */
  with(path, text) {
    const files = new Map(this.files);
    if (text === null) files.delete(path);
    else files.set(path, text);
    return new Source(files);
  }

  /** The folders that are deployed, each by itself. */
  get folders() {
    return JSON.parse(this.text('sfdx-project.json')).packageDirectories.map(({ path }) => path);
  }

  /** Writes it to a folder, for tools that read files. */
  write(folder) {
    for (const [path, content] of this.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  }

  text(path) {
    return this.files.get(path)?.toString() ?? null;
  }

  /** Paths below the package's main folder, relative to `salesforce/`, that match. */
  paths(pattern) {
    return [...this.files.keys()].filter((path) => pattern.test(path)).sort();
  }

  /** `{ file, name, text }` of every Apex class. */
  get classes() {
    return this.paths(/\/classes\/[^/]+\.cls$/).map((file) => ({ file, name: nameOf(file), text: this.text(file) }));
  }

  /** `{ path, name, root, body }` of every metadata file of a kind; malformed ones are left to the metadata check. */
  metadata(suffix) {
    const ending = new RegExp(`\\.${suffix}-meta\\.xml$`);
    return this.paths(ending).flatMap((path) => {
      const { root, body } = parseXml(this.text(path)) ?? {};
      return body ? [{ path, name: nameOf(path), root, body }] : [];
    });
  }
}

function contentOf(path) {
  const bytes = readFileSync(path);
  return bytes.includes(0) ? bytes : bytes.toString('utf8');
}

function walk(folder, add) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, add);
    else if (!entry.name.startsWith('.')) add(path);
  }
}

/** `Ferrophone_Workflow__c` of `…/Ferrophone_Workflow__c.object-meta.xml`. */
export const nameOf = (path) =>
  path
    .split('/')
    .at(-1)
    .replace(/-meta\.xml$/, '')
    .replace(/\.[^.]+$/, '');

/** The root element's name and content, or null for what is not XML. */
export function parseXml(text) {
  if (text === null || XMLValidator.validate(text) !== true) return null;
  const tree = parser.parse(text);
  const root = Object.keys(tree).find((key) => !key.startsWith('?'));
  const body = tree[root][0];
  return { root, body: typeof body === 'string' ? {} : body };
}

/** The text of the first element of that name; null when there is none. */
export function one(body, name) {
  const value = body?.[name]?.[0];
  if (value === undefined) return null;
  return typeof value === 'object' ? (value['#text'] ?? '') : value;
}

/** Every element of that name. */
export const all = (body, name) => body?.[name] ?? [];
