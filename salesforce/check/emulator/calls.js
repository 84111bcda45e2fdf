// Calls of `FerrophoneApi.invoke` in an org that a fixture describes, and what they leave behind.

import { ApexDate, ApexDatetime, Decimal, SObject } from './values.js';

export class Calls {
  /** @param org as in `salesforce/fixtures/README.md` */
  constructor(world, org) {
    this.world = world;
    this.first = world.described(org);
    this.org = this.first.org;
  }

  /** `{ reply, mail, changes }`; each call is a transaction of its own. `payload` is text, or an object to be JSON. */
  invoke(action, payload) {
    const { world, org } = this;
    const vm = world.session({ org, access: this.first.access, userId: this.first.userId, isTest: false });
    const before = org.snapshot();
    const sent = org.mails.length;
    const text =
      typeof payload === 'string' || payload === null || payload === undefined
        ? (payload ?? null)
        : JSON.stringify(payload);
    const api = world.program.find('FerrophoneApi', null);
    const reply = vm.callStatic({ type: { cls: api }, text: api.name }, 'invoke', [action, text], null);
    return { reply, mail: org.mails.slice(sent).map(told), changes: this.#changes(before) };
  }

  /** Object to the records that are different now, each with its Id and those fields; `IsDeleted` for one that is gone. */
  #changes({ tables }) {
    const changes = {};
    for (const [name, rows] of this.org.tables) {
      const changed = [...rows.values()].filter((row) => tables.get(name)?.get(row.id) !== row);
      if (changed.length > 0)
        changes[name] = changed.map((row) => ({ Id: row.id, ...difference(tables.get(name)?.get(row.id), row) }));
    }
    return changes;
  }
}

/** What was written; what Salesforce derives from it or keeps with every change is no news. */
function difference(before, row) {
  const fields = {};
  for (const [key, value] of row.values) {
    const field = row.object.fields.get(key);
    const held = json(before?.values.get(key) ?? null);
    const isNews =
      field && (!field.readOnly || key === 'isdeleted') && held !== json(value) && !(held === null && value === false);
    if (isNews) fields[field.name] = json(value);
  }
  return fields;
}

/** A field's value as the fixtures write it. */
function json(value) {
  if (value instanceof ApexDatetime) return new Date(value.ms).toISOString().replace('.000', '');
  if (value instanceof ApexDate) return String(value);
  if (value instanceof Decimal) return value.number;
  return value instanceof SObject ? value.id : value;
}

function told({ targetobjectid = null, toaddresses = null, subject = null, plaintextbody = null, htmlbody = null }) {
  return { to: targetobjectid ?? toaddresses.items.join(), subject, text: plaintextbody, html: htmlbody };
}
