// List, Set and Map.

import { dereferenced } from '../operators.js';
import { store } from '../types.js';
import { ApexError, ApexList, ApexMap, ApexSet, compare, keyOf, Native, SObject } from '../values.js';

function at(self, index) {
  if (index < 0 || index >= self.items.length)
    throw new ApexError('ListException', `List index out of bounds: ${index}`);
  return self.items[index];
}

const itemsOf = (collection) => dereferenced(collection).items;
const position = (self, item) => self.items.findIndex((one) => keyOf(one) === keyOf(item));

function put(self, index, value) {
  at(self, index);
  self.items[index] = store(value, self.element);
  return null;
}

function add(self, first, ...rest) {
  if (rest.length === 0) self.items.push(store(first, self.element));
  else self.items.splice(first, 0, store(rest[0], self.element));
  return null;
}

/** Nulls first; records by nothing in particular, which Salesforce promises either. */
function sort(vm, self, comparator) {
  const order = (a, b) => {
    if (comparator) return vm.call(comparator, 'compare', [a, b]);
    if (a === null || b === null) return Number(b === null) - Number(a === null);
    if (a.cls?.method('compareto', [b], vm)) return vm.call(a, 'compareto', [b]);
    return a instanceof SObject ? compare(keyOf(a), keyOf(b)) : compare(a, b);
  };
  self.items.sort(order);
  return null;
}

const iterator = (items) => new Native('Iterator', { items: [...items], at: 0 });

const list = {
  add: (vm, self, ...args) => add(self, ...args),
  addall: (vm, self, other) => (self.items.push(...itemsOf(other).map((item) => store(item, self.element))), null),
  clear: (vm, self) => ((self.items.length = 0), null),
  clone: (vm, self) => new ApexList(self.element, [...self.items]),
  deepclone: (vm, self, ids = false) =>
    new ApexList(
      self.element,
      self.items.map((item) => item.clone(ids)),
    ),
  contains: (vm, self, item) => position(self, item) >= 0,
  get: (vm, self, index) => at(self, index),
  getsobjecttype: (vm, self) => vm.call(at(self, 0), 'getsobjecttype', []),
  indexof: (vm, self, item) => position(self, item),
  isempty: (vm, self) => self.items.length === 0,
  iterator: (vm, self) => iterator(self.items),
  remove: (vm, self, index) => (at(self, index), self.items.splice(index, 1)[0]),
  set: (vm, self, index, value) => put(self, index, value),
  size: (vm, self) => self.items.length,
  sort,
};

const set = {
  add: (vm, self, item) => self.add(store(item, self.element)),
  addall: (vm, self, other) =>
    itemsOf(other)
      .map((item) => self.add(store(item, self.element)))
      .includes(true),
  clear: (vm, self) => (self.entries.clear(), null),
  clone: (vm, self) => new ApexSet(self.element, self.items),
  contains: (vm, self, item) => self.has(item),
  containsall: (vm, self, other) => itemsOf(other).every((item) => self.has(item)),
  isempty: (vm, self) => self.entries.size === 0,
  iterator: (vm, self) => iterator(self.items),
  remove: (vm, self, item) => self.delete(item),
  removeall: (vm, self, other) =>
    itemsOf(other)
      .map((item) => self.delete(item))
      .includes(true),
  retainall: (vm, self, other) => {
    const kept = new ApexSet(self.element, itemsOf(other));
    return self.items.filter((item) => !kept.has(item)).map((item) => self.delete(item)).length > 0;
  },
  size: (vm, self) => self.entries.size,
};

function putInto(self, key, value) {
  const stored = store(key, self.key);
  const before = self.get(stored);
  self.set(stored, store(value, self.value));
  return before;
}

function putAll(self, source) {
  if (source instanceof ApexMap) for (const [key, value] of source.entries.values()) putInto(self, key, value);
  else for (const record of itemsOf(source)) putInto(self, record.id, record);
  return null;
}

const map = {
  clear: (vm, self) => (self.entries.clear(), null),
  clone: (vm, self) => copyOf(self),
  containskey: (vm, self, key) => self.has(key),
  get: (vm, self, key) => self.get(key),
  isempty: (vm, self) => self.entries.size === 0,
  keyset: (vm, self) => new ApexSet(self.key, self.keys),
  put: (vm, self, key, value) => putInto(self, key, value),
  putall: (vm, self, source) => putAll(self, source),
  remove: (vm, self, key) => {
    const before = self.get(key);
    self.delete(key);
    return before;
  },
  size: (vm, self) => self.entries.size,
  values: (vm, self) => new ApexList(self.value, self.values),
};

function copyOf(source) {
  const copy = new ApexMap(source.key, source.value);
  putAll(copy, source);
  return copy;
}

export const methods = {
  list,
  set,
  map,
  iterator: {
    hasnext: (vm, self) => self.fields.at < self.fields.items.length,
    next: (vm, self) => {
      if (self.fields.at >= self.fields.items.length) throw new ApexError('NoSuchElementException', 'no more elements');
      return self.fields.items[self.fields.at++];
    },
  },
};
