// Every check that reads the sources, by the name that the controls go by. Each takes a `Source` and returns findings.

import { checkMetadata } from './metadata.js';
import { checkModes } from './modes.js';
import { checkProject } from './project.js';
import { checkReferences } from './references.js';
import { checkRules } from './rules.js';
import { checkSemantics } from './semantics.js';
import { checkSoql } from './soql.js';
import { checkSyntax } from './syntax.js';

export const CHECKS = {
  project: checkProject,
  metadata: checkMetadata,
  references: checkReferences,
  syntax: checkSyntax,
  semantics: checkSemantics,
  soql: checkSoql,
  modes: checkModes,
  rules: checkRules,
};
