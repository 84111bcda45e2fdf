// System, Assert, Test, UserInfo, Messaging and the like.

import { dereferenced } from '../operators.js';
import { isA, simple } from '../types.js';
import { ApexError, ApexList, equal, longId, Native, Token, toText, typeName, Unsupported } from '../values.js';
import { statics as time } from './time.js';

// Assertions

function fail(what, message) {
  throw new ApexError(
    'AssertException',
    message ? `Assertion Failed: ${message}: ${what}` : `Assertion Failed: ${what}`,
  );
}

const text = (value) => (value === undefined || value === null ? null : toText(value));

function check(vm, holds, what, message) {
  vm.use('assertions');
  if (!holds) fail(what, text(message));
  return null;
}

/** Strings are the same here only if their case is, unlike under `==`. */
const same = (a, b) =>
  typeof a === 'string' && typeof b === 'string'
    ? a === b || (longId(a) !== null && longId(a) === longId(b))
    : equal(a, b);

const assertions = {
  areequal: (vm, expected, actual, message) =>
    check(vm, same(expected, actual), `Expected: ${toText(expected)}, Actual: ${toText(actual)}`, message),
  arenotequal: (vm, other, actual, message) =>
    check(vm, !same(other, actual), `Same value: ${toText(actual)}`, message),
  istrue: (vm, value, message) => check(vm, value === true, 'Expected: true, Actual: false', message),
  isfalse: (vm, value, message) => check(vm, value === false, 'Expected: false, Actual: true', message),
  isnull: (vm, value, message) => check(vm, value === null, `Expected: null, Actual: ${toText(value)}`, message),
  isnotnull: (vm, value, message) => check(vm, value !== null, 'Expected: not null, Actual: null', message),
  isinstanceoftype: (vm, value, token, message) =>
    check(vm, value !== null && isOfType(value, token), `Expected: ${token}, Actual: ${typeName(value)}`, message),
  isnotinstanceoftype: (vm, value, token, message) =>
    check(vm, value === null || !isOfType(value, token), `Instance of ${token}`, message),
  fail: (vm, message) => fail('Fail was called', text(message)),
};

const isOfType = (value, token) => isA(value, token.type);

// E-mail

const MAIL_FIELDS =
  `BccAddresses CcAddresses Charset HtmlBody InReplyTo OrgWideEmailAddressId PlainTextBody References ReplyTo SaveAsActivity
  SenderDisplayName Subject TargetObjectId TemplateId ToAddresses TreatBodiesAsTemplate TreatTargetObjectAsRecipient UseSignature WhatId`.split(
    /\s+/,
  );

function bean(names) {
  return Object.fromEntries(
    names.flatMap((name) => [
      [`set${name.toLowerCase()}`, (vm, self, value) => ((self.fields[name.toLowerCase()] = value), null)],
      [`get${name.toLowerCase()}`, (vm, self) => self.fields[name.toLowerCase()] ?? null],
    ]),
  );
}

/** Why Salesforce would not send this message; null if it would. */
function mailRefusal(vm, { fields }) {
  const addresses = fields.toaddresses?.items ?? [];
  const target = fields.targetobjectid ?? null;
  if (!target && addresses.length === 0)
    return { code: 'REQUIRED_FIELD_MISSING', message: 'Add a recipient to send an email.' };
  if (target?.startsWith('005')) {
    if (fields.saveasactivity !== false) {
      return {
        code: 'INVALID_SAVE_AS_ACTIVITY_FLAG',
        message: 'saveAsActivity must be false when sending mail to users.',
      };
    }
    if (fields.whatid)
      return { code: 'INVALID_ID_FIELD', message: 'WhatId is not available for sending emails to UserIds.' };
    const user = vm.org.find(target);
    if (!user || user.values.get('isactive') === false)
      return { code: 'INACTIVE_TARGET_USER', message: 'The target user is not active.' };
  }
  const wrong = addresses.find((address) => !/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(address));
  if (wrong) return { code: 'INVALID_EMAIL_ADDRESS', message: `Email address is invalid: ${wrong}` };
  if (!fields.plaintextbody && !fields.htmlbody && !fields.templateid) {
    return { code: 'REQUIRED_FIELD_MISSING', message: 'Missing body, need at least one of html or plainText' };
  }
  if (fields.templateid) throw new Unsupported('an e-mail by template Id');
  return vm.org.mailRefused ? { code: 'UNKNOWN_EXCEPTION', message: vm.org.mailRefused } : null;
}

function sendEmail(vm, messages, allOrNone = true) {
  vm.use('emails');
  const outcomes = messages.items.map((message) => ({ message, refusal: mailRefusal(vm, message) }));
  const failed = outcomes.findIndex(({ refusal }) => refusal);
  if (allOrNone && failed >= 0) {
    const { code, message } = outcomes[failed].refusal;
    throw new ApexError(
      'EmailException',
      `SendEmail failed. First exception on row ${failed}; first error: ${code}, ${message}: []`,
    );
  }
  for (const { message, refusal } of outcomes) if (!refusal) vm.org.mails.push(message.fields);
  const results = outcomes.map(({ refusal }) => new Native('SendEmailResult', { errors: refusal ? [refusal] : [] }));
  return new ApexList('Messaging.SendEmailResult', results);
}

// The user, the org

const userValue = (vm, field) => vm.user?.values.get(field) ?? null;
const profileOf = (vm) => vm.org.find(userValue(vm, 'profileid'));

const url = (vm, path = '') => new Native('URL', { text: `${vm.org.url}${path}` });

const exceptionMethods = {
  getcause: (vm, self) => self.cause ?? null,
  getlinenumber: (vm, self) => Number(/line (\d+)/.exec(self.trace?.[0] ?? '')?.[1] ?? 0),
  getmessage: (vm, self) => self.message ?? 'Script-thrown exception',
  getstacktracestring: (vm, self) => (self.trace ?? []).join('\n'),
  gettypename: (vm, self) =>
    vm.program.builtin.has(self.cls.name.toLowerCase()) ? `System.${self.cls.name}` : self.cls.name,
  initcause: (vm, self, cause) => ((self.cause = cause), null),
  setmessage: (vm, self, message) => ((self.message = message), null),
  getnumdml: (vm, self) => rows(self).length,
  getdmlmessage: (vm, self, at) => rows(self)[at].message,
  getdmltype: (vm, self, at) => new Token('StatusCode', { name: rows(self)[at].code }),
  getdmlstatuscode: (vm, self, at) => rows(self)[at].code,
  getdmlid: (vm, self, at) => rows(self)[at].id,
  getdmlindex: (vm, self, at) => rows(self)[at].row,
  getdmlfieldnames: (vm, self, at) => new ApexList(simple.string, rows(self)[at].fields),
  tostring: (vm, self) => `${self.cls.name}: ${self.message}`,
};

const rows = (self) => self.details?.rows ?? [];

function typeNamed(vm, name) {
  const cls = vm.program.find(name, null);
  return cls ? new Token('Type', { name: cls.name, type: { kind: 'class', name: cls.name, cls, args: [] } }) : null;
}

const setCreated = (vm, id, at) => {
  const row = vm.org.find(id);
  vm.org.put(row.object, new Map([...row.values, ['createddate', at]]));
  return null;
};

export const methods = {
  /** What every value has. */
  any: {
    tostring: (vm, self) => toText(self),
    equals: (vm, self, other) => same(self, other),
    hashcode: (vm, self) =>
      [...toText(self)].reduce((sum, letter) => (Math.imul(31, sum) + letter.charCodeAt(0)) | 0, 0),
  },
  enum: { name: (vm, self) => self.name, ordinal: (vm, self) => self.ordinal },
  displaytype: { name: (vm, self) => self.name },
  statuscode: { name: (vm, self) => self.name },
  accesslevel: { name: (vm, self) => self.name },
  exception: exceptionMethods,
  type: { getname: (vm, self) => self.name, newinstance: (vm, self) => vm.create(self.type, []) },
  singleemailmessage: bean(MAIL_FIELDS),
  sendemailresult: {
    issuccess: (vm, self) => self.fields.errors.length === 0,
    geterrors: (vm, self) =>
      new ApexList(
        'Messaging.SendEmailError',
        self.fields.errors.map((error) => new Native('DatabaseError', error)),
      ),
  },
  url: {
    toexternalform: (vm, self) => self.fields.text,
    gethost: (vm, self) => new URL(self.fields.text).host,
  },
};

export const properties = { singleemailmessage: (vm, self, key) => self.fields[key] ?? null };

export const constructors = {
  singleemailmessage: () => new Native('SingleEmailMessage'),
  'messaging.singleemailmessage': () => new Native('SingleEmailMessage'),
};

export const statics = {
  assert: assertions,
  system: {
    assert: (vm, holds, message) => assertions.istrue(vm, holds, message),
    assertequals: assertions.areequal,
    assertnotequals: assertions.arenotequal,
    debug: (vm, ...args) => (vm.debug.push(toText(args.at(-1))), null),
    now: (vm) => time.datetime.now(vm),
    today: (vm) => time.date.today(vm),
    currenttimemillis: (vm) => BigInt(vm.org.now),
  },
  test: {
    isrunningtest: (vm) => vm.isTest,
    starttest: (vm) => (vm.beginAnew(), null),
    stoptest: () => null,
    setfixedsearchresults: (vm, ids) => ((vm.fixedSearchResults = new Set(ids.items.map(longId))), null),
    setcreateddate: setCreated,
  },
  userinfo: {
    getuserid: (vm) => vm.userId,
    getname: (vm) => userValue(vm, 'name'),
    getfirstname: (vm) => userValue(vm, 'firstname'),
    getlastname: (vm) => userValue(vm, 'lastname'),
    getuseremail: (vm) => userValue(vm, 'email'),
    getusername: (vm) => userValue(vm, 'username'),
    getprofileid: (vm) => profileOf(vm)?.id ?? null,
    getlanguage: (vm) => userValue(vm, 'languagelocalekey'),
    getlocale: (vm) => userValue(vm, 'localesidkey') ?? userValue(vm, 'languagelocalekey'),
    getorganizationid: () => longId('00D000000000001'),
    gettimezone: (vm) => new Native('TimeZone', { id: vm.timeZone }),
  },
  featuremanagement: { checkpermission: (vm, name) => vm.access.hasCustomPermission(vm.userId, name) },
  messaging: { sendemail: sendEmail },
  url: { getorgdomainurl: (vm) => url(vm), getsalesforcebaseurl: (vm) => url(vm) },
  limits: {
    getemailinvocations: (vm) => vm.used.emails,
    getqueries: (vm) => vm.used.queries,
    getsoslqueries: (vm) => vm.used.searches,
    getdmlstatements: (vm) => vm.used.statements,
    getlimitqueries: () => 100,
    getlimitdmlstatements: () => 150,
  },
  type: { forname: (vm, ...names) => typeNamed(vm, dereferenced(names.at(-1))) },
};

const constants = {
  AccessLevel: 'USER_MODE SYSTEM_MODE',
  DisplayType:
    'ADDRESS ANYTYPE BASE64 BOOLEAN COMBOBOX CURRENCY DATACATEGORYGROUPREFERENCE DATE DATETIME DOUBLE EMAIL ENCRYPTEDSTRING ID INTEGER LOCATION LONG MULTIPICKLIST PERCENT PHONE PICKLIST REFERENCE STRING TEXTAREA TIME URL',
  RoundingMode: 'CEILING DOWN FLOOR HALF_DOWN HALF_EVEN HALF_UP UNNECESSARY UP',
  LoggingLevel: 'NONE ERROR WARN INFO DEBUG FINE FINER FINEST',
  SObjectDescribeOptions: 'DEFAULT DEFERRED FULL',
  StatusCode:
    'DUPLICATE_VALUE ENTITY_IS_DELETED FIELD_CUSTOM_VALIDATION_EXCEPTION INSUFFICIENT_ACCESS_OR_READONLY INVALID_CROSS_REFERENCE_KEY REQUIRED_FIELD_MISSING STRING_TOO_LONG UNABLE_TO_LOCK_ROW',
};

/** Lower-case name to its constants; `type` on the list is the name as it is written. */
export const enums = Object.fromEntries(
  Object.entries(constants).map(([name, values]) => [
    name.toLowerCase(),
    Object.assign(values.split(' '), { type: name }),
  ]),
);
