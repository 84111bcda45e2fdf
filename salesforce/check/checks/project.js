// sfdx-project.json against Salesforce's JSON schema, and one API version everywhere.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import Ajv from 'ajv';

import { one, parseXml } from '../source.js';

const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@salesforce/schemas/sfdx-project.schema.json'), 'utf8'),
);
const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(schema);

/** Findings, one line each; none is good. */
export function checkProject(source) {
  const path = 'sfdx-project.json';
  let project;
  try {
    project = JSON.parse(source.text(path));
  } catch (error) {
    return [`${path}: ${error.message}`];
  }
  const findings = [];
  if (!validate(project)) {
    for (const { instancePath, message, params } of validate.errors)
      findings.push(`${path}${instancePath}: ${message} ${JSON.stringify(params)}`);
    return findings;
  }
  for (const { path: folder } of project.packageDirectories) {
    if (source.paths(new RegExp(`^${folder}/`)).length === 0) findings.push(`${path}: there is no folder ${folder}`);
  }
  for (const file of source.paths(/-meta\.xml$/)) {
    const version = one(parseXml(source.text(file))?.body, 'apiVersion');
    if (version !== null && version !== project.sourceApiVersion)
      findings.push(`${file}: API ${version}, the project has ${project.sourceApiVersion}`);
  }
  return findings;
}
