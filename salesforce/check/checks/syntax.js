// Apex by two parsers: Salesforce's own (jorje, inside prettier's plugin), which also judges the layout, and the grammar
// that everything else here is built on.

import * as prettier from 'prettier';
import * as apex from 'prettier-plugin-apex';

import { parseClass, SyntaxFault } from '../emulator/syntax.js';

/** Findings, one line each; none is good. Of `layout: false` only what is no Apex. */
export async function checkSyntax(source, { layout = true } = {}) {
  const style = JSON.parse(source.text('.prettierrc') ?? '{}');
  const findings = await Promise.all(source.classes.map((cls) => checkClass(cls, style, layout)));
  return findings.flat();
}

async function checkClass({ file, text }, style, layout) {
  const findings = [];
  try {
    parseClass(file, text);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    findings.push(error.message);
  }
  try {
    const pretty = await prettier.format(text, { ...style, plugins: [apex], parser: 'apex', filepath: file });
    if (layout && pretty !== text)
      findings.push(`${file}:${firstDifference(text, pretty)} is laid out otherwise by prettier`);
  } catch (error) {
    findings.push(`${file}: ${error.message.split('\n')[0]}`);
  }
  return findings;
}

function firstDifference(text, pretty) {
  const lines = pretty.split('\n');
  return text.split('\n').findIndex((line, at) => line !== lines[at]) + 1;
}
