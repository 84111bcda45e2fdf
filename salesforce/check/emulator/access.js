// Who may do what: enough of Salesforce's permissions for refusals to be tested.
//
// Modelled: object permissions of some standard profiles, of permission sets of the package and of those made in a test;
// custom permissions; the fields of the package, which no profile gives access to when they are deployed; activities that
// belong to somebody else; single records that a fixture hides or locks.
// Not modelled: security of other fields, sharing rules, roles, record types' assignment, and access to Apex classes.

import { all, one } from '../source.js';

const ALL = { read: true, create: true, edit: true, delete: true };
const NONE = { read: false, create: false, edit: false, delete: false };

/** Everybody may read these; who may change them is no question of this package. */
const SETUP =
  /^(User|Profile|CallCenter|EmailTemplate|OrgWideEmailAddress|Organization|PermissionSet|PermissionSetAssignment|CustomPermission|SetupEntityAccess|RecordType|Group|Folder|ObjectPermissions|UserRole|GroupMember|QueueSobject)$/;

const RIGHT = { insert: 'create', update: 'edit', delete: 'delete', undelete: 'create' };

export class Access {
  /** @param permissionSets those of the package: `{ name, body }` */
  constructor(org, permissionSets) {
    Object.assign(this, { org, permissionSets });
    this.hidden = new Set();
    this.readOnly = new Set();
    this.undeletable = new Set();
    /** Records that another transaction holds. */
    this.busy = new Set();
    this.customPermissions = new Set();
    /** Whether the package's fields need a permission. Fixtures say nothing of permission sets. */
    this.fieldSecurity = true;
    /** Whether activities belong to their owner alone, as in a new org. Fixtures say record by record what is locked. */
    this.privateActivities = true;
    /** What a test of the emulator takes away: `Task.delete`. */
    this.denied = new Set();
  }

  isAdministrator(userId) {
    return this.#profile(userId) === 'System Administrator';
  }

  #profile(userId) {
    const profile = this.org.find(this.org.find(userId)?.values.get('profileid') ?? null);
    return profile?.values.get('name') ?? null;
  }

  /** Whether the user has that right (`read`, `create`, `edit`, `delete`) on an object. */
  may(userId, right, object) {
    if (this.denied.has(`${object.name}.${right}`)) return false;
    if (SETUP.test(object.name) || this.isAdministrator(userId)) return true;
    return this.#byProfile(userId, object)[right] || this.#bySets(userId, object, right);
  }

  #byProfile(userId, object) {
    const profile = this.#profile(userId);
    // Tasks and events are no matter of object permissions: whoever may use the org has his own.
    if (/^(Task|Event)$/.test(object.name)) return ALL;
    if (/^minimum access/i.test(profile)) return NONE;
    if (/^read only$/i.test(profile)) return { ...NONE, read: !object.custom };
    if (/^standard user$/i.test(profile)) return object.custom ? NONE : ALL;
    return ALL;
  }

  #bySets(userId, object, right) {
    const ids = this.#setIds(userId);
    const granted = this.#packaged(ids).some(({ body }) =>
      all(body, 'objectPermissions').some((entry) => {
        const allows = { read: 'allowRead', create: 'allowCreate', edit: 'allowEdit', delete: 'allowDelete' };
        return one(entry, 'object') === object.name && one(entry, allows[right]) === 'true';
      }),
    );
    const names = {
      read: 'permissionsread',
      create: 'permissionscreate',
      edit: 'permissionsedit',
      delete: 'permissionsdelete',
    };
    const rows = this.org.rows(this.org.schema.find('ObjectPermissions'));
    return (
      granted ||
      rows.some(
        ({ values }) =>
          ids.has(values.get('parentid')) && values.get('sobjecttype') === object.name && values.get(names[right]),
      )
    );
  }

  /** Whether the user may `read` or `edit` a field. */
  mayField(userId, right, object, field) {
    if (!this.fieldSecurity || !field.custom || field.required) return true;
    const path = `${object.name}.${field.name}`;
    const ids = this.#setIds(userId);
    const element = { read: 'readable', edit: 'editable' }[right];
    const packaged = this.#packaged(ids).some(({ body }) =>
      all(body, 'fieldPermissions').some((entry) => one(entry, 'field') === path && one(entry, element) === 'true'),
    );
    const rows = this.org.rows(this.org.schema.find('FieldPermissions'));
    const allows = (values) => values.get('field') === path && values.get(`permissions${right}`) === true;
    return packaged || rows.some(({ values }) => ids.has(values.get('parentid')) && allows(values));
  }

  /** The written fields of a record that the user may not edit. */
  #lockedFields(userId, record) {
    const { fields } = record.object;
    const written = [...record.values.keys()].flatMap((key) => fields.get(key) ?? []);
    return written.filter((field) => !this.mayField(userId, 'edit', record.object, field)).map((field) => field.name);
  }

  #setIds(userId) {
    const assignments = this.org.rows(this.org.schema.find('PermissionSetAssignment'));
    const mine = assignments.filter(({ values }) => values.get('assigneeid') === userId && !values.get('isdeleted'));
    return new Set(mine.map(({ values }) => values.get('permissionsetid')));
  }

  #packaged(ids) {
    const names = new Set([...ids].map((id) => this.org.find(id)?.values.get('name')));
    return this.permissionSets.filter(({ name }) => names.has(name));
  }

  hasCustomPermission(userId, name) {
    if (this.customPermissions.has(name)) return true;
    const ids = this.#setIds(userId);
    const packaged = this.#packaged(ids).some(({ body }) =>
      all(body, 'customPermissions').some((entry) => one(entry, 'name') === name && one(entry, 'enabled') === 'true'),
    );
    const rows = this.org.rows(this.org.schema.find('SetupEntityAccess'));
    const granted = rows
      .filter(({ values }) => ids.has(values.get('parentid')))
      .map(({ values }) => this.org.find(values.get('setupentityid')));
    return (
      packaged ||
      granted.some((row) => row?.object.name === 'CustomPermission' && row.values.get('developername') === name)
    );
  }

  /** Whether the user sees the record, by sharing alone. */
  sees(userId, { id, object, values }) {
    if (this.hidden.has(id)) return false;
    if (!this.#foreignActivity(userId, object, values)) return true;
    const parents = [values.get('whoid'), values.get('whatid')].filter(Boolean);
    return parents.some((parent) => !this.hidden.has(parent));
  }

  /** Whether the user may change (or delete) the record, by sharing alone. */
  changes(userId, { id, object, values }, isDeletion) {
    if (this.hidden.has(id) || this.readOnly.has(id) || (isDeletion && this.undeletable.has(id))) return false;
    return !this.#foreignActivity(userId, object, values);
  }

  /** Activities are private, as in a new org: whoever sees the customer sees them, only the owner changes them. */
  #foreignActivity(userId, object, values) {
    return (
      this.privateActivities &&
      /^(Task|Event)$/.test(object.name) &&
      (values.get('ownerid') ?? userId) !== userId &&
      !this.isAdministrator(userId)
    );
  }

  /** Why an operation is refused, or null. `mode`: `user` or `system`; `sharing`: whether sharing counts in system mode. */
  refusal(userId, operation, row, object, { mode, sharing, record }) {
    const right = RIGHT[operation];
    if (mode === 'user' && !this.may(userId, right, object)) {
      return {
        code: 'INSUFFICIENT_ACCESS_OR_READONLY',
        message: `Access to entity '${object.name}' denied`,
        fields: [],
      };
    }
    const locked = mode === 'user' && record ? this.#lockedFields(userId, record) : [];
    if (locked.length > 0) {
      const message = `Operation failed due to fields being inaccessible on Sobject ${object.name}, check errors on Exception or Result!`;
      return { code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message, fields: locked };
    }
    if (operation === 'insert' || (mode !== 'user' && !sharing)) return null;
    if (!this.sees(userId, row))
      return { code: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] };
    if (this.changes(userId, row, operation === 'delete')) return null;
    return { code: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'insufficient access rights on object id', fields: [] };
  }
}
