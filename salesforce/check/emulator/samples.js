// The samples in `salesforce/fixtures`, each with the org that it lives in.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `{ file, name, org, request, reply, after, mail }` for every sample of a folder. */
export function samplesOf(folder) {
  const read = (file) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const base = read('org.json');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'org.json').sort();
  return files.flatMap((file) => {
    const { org = {}, samples } = read(file);
    return samples.map((sample) => ({ after: {}, mail: [], ...sample, file, org: layered(base, org, sample.org ?? {}) }));
  });
}

/** `records` and `objects` are merged object by object; of everything else the later layer replaces the earlier. */
function layered(...layers) {
  const merged = Object.assign({}, ...layers);
  for (const key of ['records', 'objects']) merged[key] = Object.assign({}, ...layers.map((layer) => layer[key] ?? {}));
  return merged;
}

/** The ways in which a request's payload may travel. */
export function payloadsOf({ request: { payload } }) {
  if (typeof payload !== 'object' || payload === null) return { 'as it stands': payload ?? null };
  const json = JSON.stringify(payload);
  return { plain: json, encoded: `b64:${Buffer.from(json, 'utf8').toString('base64url')}` };
}
