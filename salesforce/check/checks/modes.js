// Whose rights count is said everywhere: at each query, each write, each class that does either.
//
// Left unsaid it means one thing up to API 66 and the opposite from 67 on.

import { kindOf, nodesOf, parseClass, SyntaxFault } from '../emulator/syntax.js';

const WRITES = [
  'InsertStatement',
  'UpdateStatement',
  'UpsertStatement',
  'DeleteStatement',
  'UndeleteStatement',
  'MergeStatement',
];

/** Calls that take an access level, and mean the version's own without. */
const CALLS = /^(Database\.(query\w*|countQuery\w*|insert|update|upsert|delete|undelete|merge)|Search\.(query|find))$/i;

/** Findings, one line each; none is good. Classes that do not parse are left to the syntax check. */
export function checkModes(source) {
  return source.classes.flatMap(({ file, text }) => {
    try {
      return checkClass(file, parseClass(file, text).typeDeclaration());
    } catch (error) {
      if (error instanceof SyntaxFault) return [];
      throw error;
    }
  });
}

function checkClass(file, type) {
  const findings = [];
  const add = (node, message) => findings.push(`${file}:${node.start.line} ${message}`);
  for (const node of nodesOf(type, 'SoqlLiteral')) {
    const clause = node.query().withClause();
    if (!clause?.USER_MODE() && !clause?.SYSTEM_MODE())
      add(node, 'the query does not say WITH USER_MODE or WITH SYSTEM_MODE');
  }
  for (const node of nodesOf(type, 'SoslLiteral')) {
    const clauses = node.soslClauses().soslWithClause_list();
    if (!clauses.some((clause) => clause.USER_MODE() || clause.SYSTEM_MODE()))
      add(node, 'the search does not say WITH USER_MODE or WITH SYSTEM_MODE');
  }
  for (const node of nodesOf(type, ...WRITES)) {
    if (!node.accessLevel()) add(node, 'the write does not say "as user" or "as system"');
  }
  for (const node of nodesOf(type, 'DotExpression')) {
    const call = node.dotMethodCall();
    const name = call && `${node.expression().getText()}.${call.anyId().getText()}`;
    if (name && CALLS.test(name) && !/AccessLevel\./i.test(call.getText()))
      add(node, `${name} is given no AccessLevel`);
  }
  const isTest = /@istest/i.test(
    type
      .modifier_list()
      .map((modifier) => modifier.getText())
      .join(),
  );
  if (type.classDeclaration() && !isTest) checkSharing(type, type.classDeclaration(), true, add);
  return findings;
}

const DATA = ['SoqlLiteral', 'SoslLiteral', ...WRITES];

/** A class that is no test says what counts of sharing; one inside of another only if it reads or writes, since it inherits nothing. */
function checkSharing(modified, declaration, isOutermost, add) {
  const words = modified.modifier_list().map((modifier) => modifier.getText().toLowerCase());
  const members = declaration.classBody().classBodyDeclaration_list();
  const own = members.filter((member) => !classOf(member));
  const touches = own.some((member) => !nodesOf(member, ...DATA).next().done);
  if ((isOutermost || touches) && !words.some((word) => word.endsWith('sharing'))) {
    add(declaration, `class ${declaration.id().getText()} does not say "with sharing" or "without sharing"`);
  }
  for (const member of members) if (classOf(member)) checkSharing(member, classOf(member), false, add);
}

function classOf(member) {
  const declaration = member.memberDeclaration()?.children[0];
  return declaration && kindOf(declaration) === 'ClassDeclaration' ? declaration : null;
}
