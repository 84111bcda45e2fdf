// The system library, as far as the package uses it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { failure, run } from './apex.js';

function expressions(name, table) {
  test(name, () => {
    for (const [source, expected] of table) assert.equal(run(`return ${source};`), expected, source);
  });
}

expressions('String', [
  ["'a,b,,'.split(',').size()", '2'],
  ["'a.b'.split('\\\\.')", '(a, b)'],
  ["'abc'.substring(1)", 'bc'],
  ["'+49 30'.replaceAll('[^0-9]', '')", '4930'],
  ["'0049'.removeStart('00')", '49'],
  ['\'<a href="x">&\'.escapeHtml4()', '&lt;a href=&quot;x&quot;&gt;&amp;'],
  ["String.format('{0} of {1}', new List<Object>{ 1, 'two' })", '1 of two'],
  ["String.format('it\\'\\'s {0}', new List<Object>{ '\\'\\'; {1}' })", "it's ''; {1}"],
  ["String.join(new List<Integer>{ 1, 2 }, '-')", '1-2'],
  ["String.isBlank('  ')", 'true'],
  ["'x'.repeat(3) + 'abc'.left(2) + 'abc'.right(1)", 'xxxabc'],
  ["Pattern.matches('\\\\d{2}', '123')", 'false'],
  ["'x'.compareTo('y')", '-1'],
]);

expressions('dates in the zone of the user', [
  ["Datetime.newInstanceGmt(2026, 11, 23, 20, 4, 0).format('dd.MM.yyyy HH:mm', 'Europe/Berlin')", '23.11.2026 21:04'],
  ["Datetime.newInstanceGmt(2026, 7, 1, 22, 30, 0).format('yyyy-MM-dd HH:mm')", '2026-07-02 00:30'],
  ['Datetime.newInstance(2026, 11, 23, 21, 4, 0)', '2026-11-23 21:04:00'],
  ['Datetime.newInstance(2026, 11, 23, 21, 4, 0).hourGmt()', '20'],
  ["'' + Date.newInstance(2026, 2, 28).addDays(1)", '2026-03-01 00:00:00'],
  ['Date.newInstance(2026, 1, 31).addMonths(1)', '2026-02-28'],
  ['Date.daysInMonth(2028, 2)', '29'],
  ['Date.newInstance(2026, 11, 23).daysBetween(Date.newInstance(2026, 12, 1))', '8'],
]);

expressions('collections keep what they are told', [
  ["new Map<String, Integer>{ 'a' => 1 }.get('b')", null],
  ["new Map<String, Integer>{ 'b' => 1, 'a' => 2 }", '{b=1, a=2}'],
  ["new List<String>(new Set<String>{ 'x', 'y', 'x' })", '(x, y)'],
  ['new List<Integer>{ 3, 1, 2 }.indexOf(2)', '2'],
]);

expressions('JSON', [
  [
    "JSON.serialize(new Map<String, Object>{ 'a' => 1, 'b' => null, 'c' => new List<Object>{ 'x', true, 1.50 } })",
    '{"a":1,"b":null,"c":["x",true,1.50]}',
  ],
  ['JSON.serialize(Date.newInstance(2026, 11, 23))', '"2026-11-23"'],
  ['JSON.deserializeUntyped(\'{"a":1}\') instanceof Map<String, Object>', 'true'],
  ["((Map<String, Object>) JSON.deserializeUntyped('{\"a\":1}')).get('a') instanceof Integer", 'true'],
  ["((Map<String, Object>) JSON.deserializeUntyped('{\"a\":1.0}')).get('a') instanceof Integer", 'false'],
  ["((Map<String, Object>) JSON.deserializeUntyped('{\"a\":3000000000}')).get('a') instanceof Integer", 'false'],
  ['JSON.serialize(JSON.deserializeUntyped(\'"a\\\\u00e4\\\\""\'))', '"aä\\""'],
]);

test('JSON that is none is refused', () => {
  for (const text of ['{', '{"a":}', '[1,]', "{'a':1}", 'nul', '1 2', '"a']) {
    const body = `return JSON.deserializeUntyped(EncodingUtil.base64Decode('${Buffer.from(text).toString('base64')}').toString());`;
    assert.match(failure(body), /^JSONException/, text);
  }
});

test('bytes that are no UTF-8 make no text', () => {
  assert.equal(run("return EncodingUtil.base64Decode('w6Q=').toString();"), 'ä');
  assert.match(
    failure("return EncodingUtil.base64Decode('/w==').toString();"),
    /^StringException: BLOB is not a valid UTF-8 string/,
  );
});

test('an e-mail to a user is refused as Salesforce refuses it', () => {
  const send = (rest) => `
    Messaging.SingleEmailMessage mail = new Messaging.SingleEmailMessage();
    mail.setTargetObjectId(UserInfo.getUserId());
    mail.setPlainTextBody('text');
    ${rest}
    return Messaging.sendEmail(new List<Messaging.SingleEmailMessage>{ mail }, false)[0].getErrors();`;
  assert.equal(run(send('mail.setSaveAsActivity(false);')), '()');
  assert.match(failure(send('').replace(', false)[0]', ')[0]')), /INVALID_SAVE_AS_ACTIVITY_FLAG/);
  assert.match(
    failure(
      send("mail.setSaveAsActivity(false); mail.setToAddresses(new List<String>{ 'nobody' });").replace(
        ', false)[0]',
        ')[0]',
      ),
    ),
    /INVALID_EMAIL_ADDRESS/,
  );
});
