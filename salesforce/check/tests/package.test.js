// The zip that is deployed: everything of the source is in it, and nothing else.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { checkMetadata } from '../checks/metadata.js';
import { checkReferences } from '../checks/references.js';
import { buildZip } from '../package.js';
import { all, nameOf, one, parseXml, ROOT, Source } from '../source.js';
import { withWidget } from '../widget.js';
import { readZip } from '../zip.js';

const source = Source.read();
let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), 'ferrophone-package-test-'))));
after(() => rmSync(folder, { recursive: true }));

/** `{ files, members }` of the zip that a source makes: paths without the zip's own folder, and what package.xml lists. */
async function zipped(from, part) {
  const out = join(folder, `${part}.zip`);
  await buildZip(from, part, out);
  const zip = readZip(readFileSync(out));
  const files = new Map(
    [...zip]
      .map(([path, bytes]) => [path.replace(`${part}/`, ''), bytes])
      .filter(([path]) => path && !path.endsWith('/')),
  );
  const types = all(parseXml(files.get('package.xml')().toString()).body, 'types');
  return { files, members: Object.fromEntries(types.map((type) => [one(type, 'name'), all(type, 'members').sort()])) };
}

describe('the package', () => {
  test('lists every component that its source has', async () => {
    const { members } = await zipped(source, 'force-app');
    assert.deepEqual(members.ApexClass, source.classes.map(({ name }) => name).sort());
    const named = (suffix) =>
      source
        .metadata(suffix)
        .filter(({ path }) => path.startsWith('force-app'))
        .map(({ name }) => name)
        .sort();
    assert.deepEqual(members.PermissionSet, named('permissionset'));
    assert.deepEqual(members.CustomPermission, named('customPermission'));
    assert.deepEqual(members.CustomApplication, named('app'));
    const fields = source
      .paths(/^force-app.*\.field-meta\.xml$/)
      .map((path) => `${path.split('/').at(-3)}.${nameOf(path)}`);
    const listed = new Set([...(members.CustomField ?? []), ...members.CustomObject]);
    // The fields of an object that is listed come with it.
    assert.deepEqual(
      fields.filter((name) => !listed.has(name) && !listed.has(name.split('.')[0])),
      [],
    );
  });

  test('is what its manifest says', async () => {
    const { members } = await zipped(source, 'force-app');
    const manifest = parseXml(readFileSync(join(ROOT, 'manifest/package.xml'), 'utf8')).body;
    assert.deepEqual(
      Object.fromEntries(all(manifest, 'types').map((type) => [one(type, 'name'), all(type, 'members').sort()])),
      members,
    );
  });

  test('holds every class, byte for byte', async () => {
    const { files } = await zipped(source, 'force-app');
    for (const { name, text } of source.classes)
      assert.equal(files.get(`classes/${name}.cls`)?.().toString(), text, name);
    assert.ok(files.has('objects/Activity.object'));
  });

  test('has its translations apart, for orgs that speak the language', async () => {
    const { members } = await zipped(source, 'german');
    assert.deepEqual(members.Translations, ['de']);
    assert.deepEqual((await zipped(source, 'force-app')).members.Translations, undefined);
  });
});

describe('the package with the widget', () => {
  function widget(wasm) {
    const built = join(folder, 'widget');
    mkdirSync(built, { recursive: true });
    const files = {
      'index.html': 'x',
      _headers: 'x',
      'boot.js': '1',
      'ferrophone.css': '2',
      'ferrophone_bg.wasm': wasm,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(built, name), content);
    return withWidget(source, built);
  }

  test('shows it from a static resource', async () => {
    const { files, members } = await zipped(widget(Buffer.alloc(1000)), 'hosting');
    assert.deepEqual(members, { ApexPage: ['Ferrophone'], StaticResource: ['Ferrophone'] });
    const resource = readZip(files.get('staticresources/Ferrophone.resource')());
    assert.deepEqual([...resource.keys()].sort(), ['boot.js', 'ferrophone.css', 'ferrophone_bg.wasm']);
  });

  test('loads what the widget of its own host loads', () => {
    const loaded = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name).sort();
    const page = source.text('hosting/main/default/pages/Ferrophone.page');
    const html = readFileSync(join(ROOT, '../web/index.html'), 'utf8').replace(
      /^.*(data-trunk|modulepreload|preload).*$/gm,
      '',
    );
    assert.deepEqual(loaded(page, /\$Resource\.Ferrophone, '([^']+)'/g), loaded(html, /(?:href|src)="\.\/([^"]+)"/g));
  });

  test('is as sound as without', () => {
    assert.deepEqual([...checkMetadata(widget(Buffer.alloc(10))), ...checkReferences(widget(Buffer.alloc(10)))], []);
  });

  test('is refused when the widget is too large for Salesforce', () => {
    assert.throws(() => widget(Buffer.alloc(5_000_001)), /at most 5000000/);
  });
});
