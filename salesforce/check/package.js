// node package.js FOLDER [WIDGET]      writes a deployable zip for each folder of the project to FOLDER, without an org
//
// They are what `sf project deploy start --metadata-dir` and Workbench take. WIDGET is a folder with the built widget; only
// with it there is a zip of `hosting/`.

import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import sdr from '@salesforce/source-deploy-retrieve';

import { Source } from './source.js';
import { withWidget } from './widget.js';

/** Writes a folder of the source as a deployable zip; returns the number of its components. */
export async function buildZip(source, part, out) {
  const folder = mkdtempSync(join(tmpdir(), 'ferrophone-zip-'));
  try {
    source.write(folder);
    const components = sdr.ComponentSet.fromSource(join(folder, part));
    components.sourceApiVersion = JSON.parse(source.text('sfdx-project.json')).sourceApiVersion;
    const converter = new sdr.MetadataConverter();
    // Without a name: one would make Salesforce keep the components as an unmanaged package of that name.
    const { packagePath } = await converter.convert(components, 'metadata', { type: 'zip', outputDirectory: folder });
    mkdirSync(dirname(resolve(out)), { recursive: true });
    copyFileSync(packagePath, out);
    return components.size;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, widget] = process.argv.slice(2);
  if (!folder) {
    console.error('usage: node package.js FOLDER [WIDGET]');
    process.exit(2);
  }
  const source = widget ? withWidget(Source.read(), resolve(widget)) : Source.read();
  for (const part of source.folders.filter((one) => widget || one !== 'hosting')) {
    const name = part === 'force-app' ? 'ferrophone.zip' : `ferrophone-${part}.zip`;
    console.log(`${name}: ${await buildZip(source, part, join(folder, name))} components`);
  }
}
