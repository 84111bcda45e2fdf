// Names while a method is compiled: which variable, member or type a word means.

import { named, typeOf } from './types.js';

/** The names of one method body. Variables are numbered; a frame keeps them in an array. */
export class Scope {
  /** @param property the property whose accessor this is: inside, its name means what it stores */
  constructor(world, cls, { isStatic, property = null }) {
    Object.assign(this, { world, cls, isStatic, property, size: 0 });
    this.blocks = [new Map()];
  }

  /** Runs `inside` with a block of its own. */
  block(inside) {
    this.blocks.push(new Map());
    const result = inside();
    this.blocks.pop();
    return result;
  }

  declare(name, type) {
    const variable = { slot: this.size++, type };
    this.blocks.at(-1).set(name.toLowerCase(), variable);
    return variable;
  }

  variable(name) {
    const key = name.toLowerCase();
    return this.blocks.findLast((block) => block.has(key))?.get(key) ?? null;
  }

  /** A field or property of this class, its bases, or, if static, of the classes around it. */
  member(name) {
    const key = name.toLowerCase();
    const own = this.cls.field(key);
    if (own) return own;
    for (let cls = this.cls.outer; cls; cls = cls.outer) {
      const field = cls.field(key);
      if (field?.static) return field;
    }
    return null;
  }

  /** The class that has a method of this name, beginning at this one and going outwards. */
  owner(name) {
    for (let cls = this.cls; cls; cls = cls.outer) {
      for (let base = cls; base; base = base.base) if (base.methods.has(name)) return cls;
    }
    return null;
  }

  type(node) {
    return typeOf(node, this.cls, this.world);
  }

  named(text, args = []) {
    return named(text, args, this.cls, this.world);
  }
}

/** The declared type of a field, looked up once. */
export function fieldType(field, world) {
  field.type ??= typeOf(field.typeNode, field.cls, world);
  return field.type;
}
