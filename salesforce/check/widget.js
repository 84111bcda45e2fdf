// The built widget as the static resource of `hosting/`, whose Visualforce page shows it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'hosting/main/default';

/** Salesforce's limit for one static resource. */
const LIMIT = 5_000_000;

/** `source` with the files of `folder`, which is `dist/widget`. */
export function withWidget(source, folder) {
  const files = widgetFiles(folder);
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > LIMIT) throw new Error(`the widget has ${size} bytes; a static resource has at most ${LIMIT}`);
  const page = source.text(`${FOLDER}/pages/Ferrophone.page`);
  for (const [, name] of page.matchAll(/\$Resource\.Ferrophone, '([^']+)'/g)) {
    if (!files.some((file) => file.name === name))
      throw new Error(`the page loads ${name}, which ${folder} does not have; is it a built widget?`);
  }
  return files.reduce(
    (all, { name, bytes }) => all.with(`${FOLDER}/staticresources/Ferrophone/${name}`, bytes),
    source,
  );
}

/** All but what only a web server reads, and the widget's own page. */
function widgetFiles(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !['_headers', 'index.html'].includes(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => ({
      name: path
        .slice(folder.length)
        .replace(/^[\\/]/, '')
        .replaceAll('\\', '/'),
      bytes: readFileSync(path),
    }));
}
