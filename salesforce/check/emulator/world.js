// A package in an org of its own: its classes compiled, its labels, templates and permission sets in place.

import { standard } from '../schema/standard.js';
import { plainObject, Schema } from '../schema/schema.js';
import { all, one, parseXml } from '../source.js';
import { Access } from './access.js';
import { Interpreter } from './interpreter.js';
import { fromJson, Org } from './org.js';
import { Program } from './program.js';
import { longId } from './values.js';

/** When tests run: a Monday evening in Berlin, away from midnight. */
const NOW = Date.parse('2026-11-23T16:10:00Z');

export class World {
  constructor(source) {
    this.source = source;
    this.schema = Schema.of(source, standard());
    this.program = new Program(source.classes.map(({ file, text }) => ({ file, text })));
    for (const cls of this.program.classes.values()) cls.link(this.program);
    this.labels = labelsOf(source);
    this.permissionSets = source.metadata('permissionset');
  }

  /** An org as it is before a test: the users and the setup that every org has, and the package's own. */
  org() {
    const org = new Org(this.schema, NOW);
    org.url = 'https://example.my.salesforce.com';
    const put = (object, values) =>
      org.put(
        this.schema.find(object),
        Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]),
      );
    const profiles = ['System Administrator', 'Standard User', 'Read Only', 'Minimum Access - Salesforce'].map((Name) =>
      put('Profile', { Name }),
    );
    org.administrator = put('User', {
      FirstName: 'Test',
      LastName: 'Runner',
      Name: 'Test Runner',
      Email: 'runner@example.com',
      Username: 'runner@example.com.test',
      IsActive: true,
      LanguageLocaleKey: 'en_US',
      LocaleSidKey: 'en_US',
      TimeZoneSidKey: 'Europe/Berlin',
      ProfileId: profiles[0].id,
    }).id;
    for (const [object, words] of Object.entries(WORDS)) {
      for (const [at, [ApiName, rest = {}]] of words.entries()) {
        put(object, {
          ApiName,
          MasterLabel: ApiName,
          SortOrder: at + 1,
          IsActive: true,
          IsDefault: at === 0,
          IsClosed: false,
          ...rest,
        });
      }
    }
    for (const { name, body } of this.permissionSets)
      put('PermissionSet', { Name: name, Label: one(body, 'label'), IsCustom: true });
    for (const { name, body } of this.source.metadata('customPermission'))
      put('CustomPermission', { DeveloperName: name, MasterLabel: one(body, 'label') });
    for (const object of this.schema.objects.values()) {
      for (const { developerName, name } of object.recordTypes)
        put('RecordType', { SobjectType: object.name, DeveloperName: developerName, Name: name, IsActive: true });
    }
    for (const template of templatesOf(this.source)) put('EmailTemplate', template);
    return org;
  }

  /** Something to run Apex in, as the administrator of a fresh org unless told otherwise. */
  session({
    org = this.org(),
    access = new Access(org, this.permissionSets),
    userId = org.administrator,
    isTest = true,
  } = {}) {
    return new Interpreter(this, org, access, { userId, isTest });
  }

  /**
   * A session in an org that is described in the fixtures' form (`salesforce/fixtures/README.md`), outside of any test.
   */
  described({ now, user, url, records = {}, access = {}, customPermissions = [], objects = {}, mailRefused = null }) {
    for (const [name, description] of Object.entries(objects)) this.schema.add(plainObject(name, description));
    const org = this.org();
    // Of set-up that it lists, the description lists all.
    for (const name of ['EmailTemplate', 'RecordType', ...Object.keys(WORDS)])
      if (records[name]) org.tables.delete(name);
    org.now = now ? Date.parse(now) : org.now;
    Object.assign(org, { url: url ?? org.url, mailRefused });
    for (const [name, rows] of Object.entries(records)) {
      const object = this.schema.find(name);
      if (!object) throw new Error(`the org's records name an object ${name} that there is none of`);
      for (const row of rows)
        org.put(
          object,
          Object.entries(row).map(([field, value]) => [
            field.toLowerCase(),
            fromJson(value, this.#field(object, field, value)),
          ]),
        );
    }
    const rights = new Access(org, this.permissionSets);
    rights.privateActivities = false;
    rights.fieldSecurity = false;
    for (const list of ['hidden', 'readOnly', 'undeletable', 'busy'])
      rights[list] = new Set((access[list] ?? []).map(longId));
    rights.customPermissions = new Set(customPermissions);
    return this.session({ org, access: rights, userId: user ? longId(user) : org.administrator, isTest: false });
  }

  /** A field that only some orgs have, such as `IsPersonAccount`, is there when a record has it. */
  #field(object, name, value) {
    const key = name.toLowerCase();
    if (!object.fields.has(key))
      this.schema.extend(object.name, { name, type: typeof value === 'boolean' ? 'BOOLEAN' : 'STRING' });
    return object.fields.get(key);
  }
}

/** The states that a new org has; an administrator may put others in their place. */
const WORDS = {
  TaskStatus: [
    ['Not Started'],
    ['In Progress'],
    ['Completed', { IsClosed: true }],
    ['Waiting on someone else'],
    ['Deferred'],
  ],
  CaseStatus: [['New'], ['Working'], ['Escalated'], ['Closed', { IsClosed: true }]],
  OpportunityStage: [
    ['Prospecting'],
    ['Negotiation/Review'],
    ['Closed Won', { IsClosed: true, IsWon: true }],
    ['Closed Lost', { IsClosed: true }],
  ],
};

function labelsOf(source) {
  const files = source.paths(/\/labels\/[^/]+\.labels-meta\.xml$/).map((path) => parseXml(source.text(path))?.body);
  return new Map(
    files.flatMap((body) =>
      all(body, 'labels').map((label) => [one(label, 'fullName').toLowerCase(), one(label, 'value')]),
    ),
  );
}

/** Classic e-mail templates: the text lies beside the metadata, HTML and plain text both in HTML templates. */
function templatesOf(source) {
  return source.metadata('email').map(({ path, name, body }) => {
    const content = source.text(path.replace(/-meta\.xml$/, ''));
    const isHtml = one(body, 'type') !== 'text';
    return {
      DeveloperName: name,
      Name: one(body, 'name'),
      Subject: one(body, 'subject'),
      IsActive: one(body, 'available') === 'true',
      TemplateType: one(body, 'type'),
      Body: isHtml ? one(body, 'textOnly') : content,
      HtmlValue: isHtml ? content : null,
    };
  });
}
