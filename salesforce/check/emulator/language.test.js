// Apex the language. Expected values are Salesforce's, from its documentation and from orgs.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { failure, run } from './apex.js';

/** Each line: an expression, and what `String.valueOf` makes of it. */
function expressions(name, table) {
  test(name, () => {
    for (const [source, expected] of table) assert.equal(run(`return ${source};`), expected, source);
  });
}

expressions('numbers keep their kind', [
  ['7 / 2', '3'],
  ['-7 / 2', '-3'],
  ['7 / 2.0', '3.5'],
  ['7 - 2 * 3', '1'],
  ['2147483647 + 1', '-2147483648'],
  ['2147483647L + 1', '2147483648'],
  ['Math.mod(7, 4)', '3'],
  ['1.50 + 2.25', '3.75'],
  ['5 & 3', '1'],
  ['1 << 4', '16'],
  ['(Integer) 3.9', '3'],
]);

expressions('equality passes over case, and identity of strings too', [
  ["'Abc' == 'aBC'", 'true'],
  ["'Abc'.equals('aBC')", 'false'],
  ["new Set<String>{ 'a', 'A' }.size()", '2'],
  ["new List<String>{ 'a' }.contains('A')", 'false'],
  ['new List<Integer>{ 1, 2 } == new List<Integer>{ 1, 2 }', 'true'],
  ['1 == 1.0', 'true'],
  ['null == null', 'true'],
]);

expressions('null is handled where the language says so', [
  ["null + 'x'", 'nullx'],
  ["(String) null == ''", 'false'],
  ["(String) null ?? 'x'", 'x'],
  ['((String) null)?.length()', null],
  ["true ? 'a' : 'b'", 'a'],
]);

test('identifiers pass over case, so a parameter hides a constant', () => {
  const classes = ["static final String ANSWER = 'constant'; static String say(String answer) { return ANSWER; }"];
  assert.equal(run("return say('parameter');", { classes }), 'parameter');
});

test('loops, breaks, switches and finally', () => {
  const body = `
    List<String> said = new List<String>();
    for (Integer i = 0; i < 5; i++) {
      if (i == 1) { continue; }
      if (i == 4) { break; }
      switch on i {
        when 0, 2 { said.add('even ' + i); }
        when else { said.add('odd ' + i); }
      }
    }
    try { said.add(fail()); } catch (MathException e) { said.add(e.getMessage()); } finally { said.add('finally'); }
    Integer left = 2;
    do { left--; } while (left > 0);
    while (true) { break; }
    return said;`;
  const classes = ["static String fail() { return String.valueOf(1 / Integer.valueOf('0')); }"];
  assert.equal(run(body, { classes }), '(even 0, even 2, odd 3, Divide by 0, finally)');
});

test('classes: constructors, overriding, properties, interfaces, enums, statics', () => {
  const classes = [
    'enum Colour { RED, GREEN }',
    'interface Named { String name(); }',
    "virtual class Base implements Named { protected String word; public Base() { this('base'); } public Base(String w) { word = w; } public virtual String name() { return word; } }",
    "class Derived extends Base { public Derived() { super('derived'); } public override String name() { return super.name() + '!'; } }",
    'static Integer made = 0; class Counted { public Integer twice { get { return own * 2; } set { own = value + 1; } } Integer own; public Counted() { made++; twice = 4; } }',
    "static String which(Object o) { return 'object'; } static String which(String s) { return 'string'; } static String which(Integer i) { return 'integer'; }",
  ];
  const body = `
    Named derived = new Derived();
    Counted counted = new Counted();
    List<Object> said = new List<Object>{ new Base().name(), derived.name(), counted.twice, made, derived instanceof Base };
    switch on Colour.valueOf('green') { when RED { said.add('no'); } when GREEN { said.add(Colour.GREEN.ordinal()); } }
    said.addAll(new List<Object>{ which(1), which('x'), which(1.5), which((String) null) });
    return said;`;
  assert.equal(run(body, { classes }), '(base, derived!, 10, 1, true, 1, integer, string, object, string)');
});

test('an exception of the package is caught by its base and tells its type and cause', () => {
  const classes = ['class Trouble extends Exception { public Integer code = 7; }'];
  const body = `
    try {
      throw new Trouble('outer', new Trouble('inner'));
    } catch (Trouble e) {
      return e.getTypeName() + ' ' + e.getMessage() + ' ' + e.getCause().getMessage() + ' ' + e.code;
    }`;
  assert.equal(run(body, { classes }), 'Sut.Trouble outer inner 7');
});

test('what fails fails as in Salesforce', () => {
  for (const [body, expected] of [
    ['String s; return s.length();', 'NullPointerException: Attempt to de-reference a null object'],
    ['return new List<String>()[0];', 'ListException: List index out of bounds: 0'],
    ["Object o = 'x'; return (Integer) o;", 'TypeException: Invalid conversion from runtime type String to Integer'],
    [
      'Object o = JSON.deserializeUntyped(\'["a"]\'); return (List<String>) o;',
      'TypeException: Invalid conversion from runtime type List<Object> to List<String>',
    ],
    ["return Integer.valueOf('1x');", 'TypeException: Invalid integer: 1x'],
    ["Id i = '003'; return i;", 'StringException: Invalid id: 003'],
    [
      'List<Integer> l = new List<Integer>{ 1, 2 }; for (Integer i : l) { l.add(i); } return l;',
      'FinalException: Cannot modify a collection while it is being iterated.',
    ],
    ['return run();', 'LimitException: Maximum stack depth reached: 400'],
  ]) {
    assert.equal(failure(body), expected, body);
  }
});

test('what the emulator does not know it says, and Apex cannot catch', () => {
  const caught = (inner) => `try { ${inner} } catch (Exception e) { return 'caught'; } return 'done';`;
  assert.match(failure(caught('Http h = new Http();')), /^not in the emulator: new Http\(\)/);
  assert.match(failure(caught("'x'.reversed();")), /^not in the emulator: String.reversed\(\)/);
  assert.match(
    failure(caught("Assert.areEqual(1, 2, 'sum');")),
    /^AssertException: Assertion Failed: sum: Expected: 1, Actual: 2/,
  );
});

test('a private member of another class is out of reach', () => {
  const classes = ["class Own { private String secret = 's'; }"];
  assert.equal(run('return new Own().secret;', { classes }), 's', 'inside one file everything is visible');
});
