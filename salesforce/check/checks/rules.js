// PMD's rules for Apex, through Salesforce's code analyzer: injection, user mode, sharing, queries in loops.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CodeAnalyzer, CodeAnalyzerConfig, EventType } from '@salesforce/code-analyzer-core';
import * as pmd from '@salesforce/code-analyzer-pmd-engine';

/** 1 is worst; what is milder than this is left to taste. */
const MILDEST = 3;

/** PMD sees no assertion in a method that the test calls. The emulator does: a test that asserts nothing fails there. */
const REPLACED = { ApexUnitTestClassShouldHaveAsserts: { disabled: true } };

/** Findings, one line each; none is good. */
export async function checkRules(source) {
  const folder = mkdtempSync(join(tmpdir(), 'ferrophone-pmd-'));
  try {
    source.write(folder);
    return await analyze(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function analyze(folder) {
  const config = CodeAnalyzerConfig.fromObject({ log_folder: folder, rules: { pmd: REPLACED } });
  const analyzer = new CodeAnalyzer(config);
  const troubles = [];
  analyzer.onEvent(EventType.LogEvent, ({ logLevel, message }) => logLevel <= 2 && troubles.push(message));
  analyzer.onEvent(EventType.EngineLogEvent, ({ logLevel, message }) => logLevel <= 2 && troubles.push(message));
  await analyzer.addEnginePlugin(pmd.createEnginePlugin());
  const workspace = await analyzer.createWorkspace([folder]);
  const rules = await analyzer.selectRules(['Recommended'], { workspace });
  if (rules.getCount() < 50) throw new Error(`PMD offers only ${rules.getCount()} rules: ${troubles.join('; ')}`);
  const results = await analyzer.run(rules, { workspace });
  const found = results.getViolations().filter((violation) => violation.getRule().getSeverityLevel() <= MILDEST);
  return [
    // A file that does not parse has no violations; it must not look clean.
    ...troubles,
    ...found.map((violation) => {
      const at = violation.getPrimaryLocation();
      const where = `${at.getFile()?.replace(`${folder}/`, '')}:${at.getStartLine()}`;
      return `${where} ${violation.getRule().getName()}: ${violation.getMessage().replace(/\s+/g, ' ')}`;
    }),
  ];
}
