// The system library, by lower-case names.
//
// `methods`: family of the receiver, then method: `(vm, self, ...args)`. `statics`: class, then method: `(vm, ...args)`; a name
// with a dot in front is a constant. `properties`: family to a reader. `constructors`: by class. `enums`: constants of Salesforce's own.

import * as collections from './collections.js';
import * as json from './json.js';
import * as platform from './platform.js';
import * as records from './records.js';
import * as text from './text.js';
import * as time from './time.js';

const PARTS = [text, time, collections, json, records, platform];
const merged = (name) => Object.assign({}, ...PARTS.map((part) => part[name] ?? {}));

export const methods = merged('methods');
export const statics = merged('statics');
export const properties = merged('properties');
export const constructors = merged('constructors');
export const { enums } = platform;
