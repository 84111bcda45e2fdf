// Expressions, compiled to functions of a frame.
//
// A name in front of a dot may be a variable or a type. `operand` returns a `TypeName` for the latter, which only a dot
// can use; every other place calls `expression`.

import { arithmetic, bitwise, compared, dereferenced, equality } from './operators.js';
import { fieldType } from './scope.js';
import { compileQuery, compileSearch } from './soql/compile.js';
import { kindOf, sourceOf, unquote } from './syntax.js';
import { cast, isA, store } from './types.js';
import { ApexList, ApexMap, ApexSet, Decimal, SObject, Unsupported } from './values.js';

class TypeName {
  /** `text` may turn out longer: `Schema`, then `Schema.SObjectType`. */
  constructor(text, scope) {
    this.text = text;
    this.type = scope.named(text);
  }
}

export function expression(node, scope) {
  const compiled = operand(node, scope);
  if (compiled instanceof TypeName) throw new Unsupported(`Variable does not exist: ${compiled.text}`);
  return compiled;
}

function operand(node, scope) {
  const compile = EXPRESSIONS[kindOf(node)];
  if (!compile) throw new Unsupported(`${kindOf(node)}: ${sourceOf(node)}`);
  return compile(node, scope);
}

const EXPRESSIONS = {
  PrimaryExpression: (node, scope) => operand(node.primary(), scope),
  SubExpression: (node, scope) => expression(node.expression(), scope),
  LiteralPrimary: (node) => {
    const value = literal(node.literal());
    return () => value;
  },
  ThisPrimary: () => (frame) => frame.self,
  IdPrimary: (node, scope) => {
    const name = node.id().getText();
    return readable(name, scope) ?? new TypeName(name, scope);
  },
  TypeRefPrimary: (node, scope) => {
    const type = scope.type(node.typeRef());
    return (frame) => frame.vm.typeToken(type);
  },
  SoqlPrimary: (node, scope) => {
    const query = compileQuery(node.soqlLiteral().query(), (inner) => expression(inner, scope));
    return (frame) => frame.vm.query(query, (bind) => bind(frame));
  },
  SoslPrimary: (node, scope) => {
    const search = compileSearch(node.soslLiteral(), (inner) => expression(inner, scope));
    return (frame) => frame.vm.search(search, (bind) => bind(frame));
  },
  Arth1Expression: binary((node) => (node.MUL() ? '*' : node.DIV() ? '/' : '%'), arithmetic),
  Arth2Expression: binary((node) => (node.ADD() ? '+' : '-'), arithmetic),
  BitExpression: binary((node) => '<'.repeat(node.LT_list().length) + '>'.repeat(node.GT_list().length), bitwise),
  BitAndExpression: binary(() => '&', bitwise),
  BitOrExpression: binary(() => '|', bitwise),
  BitNotExpression: binary(() => '^', bitwise),
  CmpExpression: binary((node) => (node.GT() ? '>' : '<') + (node.ASSIGN() ? '=' : ''), compared),
  EqualityExpression: binary((node) => node.children[1].getText(), equality),
  LogAndExpression: (node, scope) => {
    const [left, right] = node.expression_list().map((side) => expression(side, scope));
    return (frame) => dereferenced(left(frame)) && dereferenced(right(frame));
  },
  LogOrExpression: (node, scope) => {
    const [left, right] = node.expression_list().map((side) => expression(side, scope));
    return (frame) => dereferenced(left(frame)) || dereferenced(right(frame));
  },
  CoalExpression: (node, scope) => {
    const [left, right] = node.expression_list().map((side) => expression(side, scope));
    return (frame) => left(frame) ?? right(frame);
  },
  CondExpression: (node, scope) => {
    const [condition, yes, no] = node.expression_list().map((part) => expression(part, scope));
    return (frame) => (dereferenced(condition(frame)) ? yes(frame) : no(frame));
  },
  InstanceOfExpression: (node, scope) => {
    const value = expression(node.expression(), scope);
    const type = scope.type(node.typeRef());
    return (frame) => {
      const held = value(frame);
      return held !== null && isA(held, type);
    };
  },
  CastExpression: (node, scope) => {
    const value = expression(node.expression(), scope);
    const type = scope.type(node.typeRef());
    return (frame) => cast(value(frame), type);
  },
  NegExpression: (node, scope) => {
    const value = expression(node.expression(), scope);
    if (node.BANG()) return (frame) => !dereferenced(value(frame));
    return (frame) => bitwise('^', dereferenced(value(frame)), -1);
  },
  PreOpExpression: (node, scope) => {
    if (node.INC() || node.DEC()) return step(node, scope, (before, after) => after);
    const value = expression(node.expression(), scope);
    return node.SUB() ? (frame) => arithmetic('*', value(frame), -1) : value;
  },
  PostOpExpression: (node, scope) => step(node, scope, (before) => before),
  AssignExpression: (node, scope) => {
    const [left, right] = node.expression_list();
    const place = target(left, scope);
    const value = expression(right, scope);
    const operator = node.children[1].getText().slice(0, -1);
    if (operator === '') return (frame) => place(frame).set(value(frame));
    const combine = ['+', '-', '*', '/'].includes(operator) ? arithmetic : bitwise;
    return (frame) => {
      const { get, set } = place(frame);
      return set(combine(operator, get(), value(frame)));
    };
  },
  ArrayExpression: (node, scope) => {
    const [list, index] = node.expression_list().map((part) => expression(part, scope));
    return (frame) => frame.vm.call(dereferenced(list(frame)), 'get', [index(frame)]);
  },
  NewExpression: (node, scope) => creation(node.creator(), scope),
  MethodCallExpression: (node, scope) => ownCall(node.methodCall(), scope),
  DotExpression: (node, scope) => (node.dotMethodCall() ? dotCall(node, scope) : dotName(node, scope)),
};

function binary(operatorOf, apply) {
  return (node, scope) => {
    const [left, right] = node.expression_list().map((side) => expression(side, scope));
    const operator = operatorOf(node);
    return (frame) => apply(operator, left(frame), right(frame));
  };
}

/** The value of a literal in the source, also of a `when`. */
export function literal(node) {
  const text = node.getText();
  if (node.NULL()) return null;
  if (node.IntegerLiteral()) return Number(text);
  if (node.LongLiteral()) return BigInt(text.slice(0, -1));
  if (node.StringLiteral() || node.MultilineStringLiteral()) return unquote(text);
  if (node.BooleanLiteral?.()) return text.toLowerCase() === 'true';
  return Decimal.parse(text);
}

/** Reads the variable or member of that name; null when there is none. */
function readable(name, scope) {
  const variable = scope.variable(name);
  if (variable) return (frame) => frame.slots[variable.slot] ?? null;
  const field = scope.member(name);
  if (!field) return null;
  const raw = field === scope.property;
  return (frame) => frame.vm.readField(field.static ? null : frame.self, field, raw);
}

/** A place to assign to: evaluated once, then read or written. */
function target(node, scope) {
  const inner = kindOf(node) === 'PrimaryExpression' ? node.primary() : node;
  switch (kindOf(inner)) {
    case 'SubExpression':
      return target(inner.expression(), scope);
    case 'IdPrimary':
      return namedTarget(inner.id().getText(), scope);
    case 'ArrayExpression': {
      const [list, index] = inner.expression_list().map((part) => expression(part, scope));
      return (frame) => {
        const [held, at] = [dereferenced(list(frame)), index(frame)];
        return {
          get: () => frame.vm.call(held, 'get', [at]),
          set: (value) => (frame.vm.call(held, 'set', [at, store(value, held.element)]), value),
        };
      };
    }
    case 'DotExpression': {
      const name = inner.anyId().getText();
      const owner = operand(inner.expression(), scope);
      if (owner instanceof TypeName) return staticTarget(owner, name, scope);
      return (frame) => {
        const held = dereferenced(owner(frame));
        return {
          get: () => frame.vm.get(held, name, scope.cls),
          set: (value) => frame.vm.set(held, name, value, scope.cls),
        };
      };
    }
    default:
      throw new Unsupported(`assignment to ${sourceOf(node)}`);
  }
}

function namedTarget(name, scope) {
  const variable = scope.variable(name);
  if (variable) {
    const { slot, type } = variable;
    return ({ slots }) => ({ get: () => slots[slot] ?? null, set: (value) => (slots[slot] = store(value, type)) });
  }
  const field = scope.member(name);
  if (!field) throw new Unsupported(`Variable does not exist: ${name}`);
  const raw = field === scope.property;
  return ({ vm, self }) => {
    const owner = field.static ? null : self;
    return { get: () => vm.readField(owner, field, raw), set: (value) => vm.writeField(owner, field, value, raw) };
  };
}

function staticTarget(owner, name, scope) {
  const field = owner.type.cls?.field(name.toLowerCase());
  if (!field?.static) throw new Unsupported(`assignment to ${owner.text}.${name}`);
  return ({ vm }) => {
    vm.demandVisible(field, scope.cls);
    return { get: () => vm.readField(null, field), set: (value) => vm.writeField(null, field, value) };
  };
}

function step(node, scope, choose) {
  const place = target(node.expression(), scope);
  const operator = node.INC() ? '+' : '-';
  return (frame) => {
    const { get, set } = place(frame);
    const before = get();
    return choose(before, set(arithmetic(operator, before, 1)));
  };
}

/** The declared type of an argument that may be null: of a cast or of a variable; null for everything else. */
function hintOf(node, scope) {
  if (kindOf(node) === 'CastExpression') return scope.type(node.typeRef());
  const primary = kindOf(node) === 'PrimaryExpression' ? node.primary() : null;
  return primary && kindOf(primary) === 'IdPrimary' ? (scope.variable(primary.id().getText())?.type ?? null) : null;
}

const hintsOf = (list, scope) => (list?.expression_list() ?? []).map((arg) => hintOf(arg, scope));

const argumentsOf = (list, scope) => (list?.expression_list() ?? []).map((arg) => expression(arg, scope));

/** `f(x)`, `this(x)`, `super(x)`. */
function ownCall(node, scope) {
  const args = argumentsOf(node.expressionList(), scope);
  const hints = hintsOf(node.expressionList(), scope);
  const values = (frame) => args.map((arg) => arg(frame));
  if (node.THIS()) return (frame) => frame.vm.initialise(frame.self, scope.cls, values(frame));
  if (node.SUPER()) return (frame) => frame.vm.initialise(frame.self, scope.cls.base, values(frame));
  const name = node.id().getText();
  const owner = scope.owner(name.toLowerCase());
  if (!owner) throw new Unsupported(`Method does not exist: ${name} in ${scope.cls.name}`);
  return (frame) => {
    const self = owner === scope.cls ? frame.self : null;
    return frame.vm.callOwn(owner, self, name, values(frame), hints);
  };
}

function dotCall(node, scope) {
  const call = node.dotMethodCall();
  const name = call.anyId().getText();
  const args = argumentsOf(call.expressionList(), scope);
  const hints = hintsOf(call.expressionList(), scope);
  const values = (frame) => args.map((arg) => arg(frame));
  const safe = node.QUESTIONDOT() !== null;
  if (kindOf(node.expression()) === 'PrimaryExpression' && kindOf(node.expression().primary()) === 'SuperPrimary') {
    return (frame) => frame.vm.callIn(scope.cls.base, frame.self, name, values(frame));
  }
  const owner = operand(node.expression(), scope);
  if (owner instanceof TypeName) return (frame) => frame.vm.callStatic(owner, name, values(frame), scope.cls, hints);
  return (frame) => {
    const held = owner(frame);
    if (safe && held === null) return null;
    dereferenced(held);
    return frame.vm.call(held, name, values(frame), scope.cls, hints);
  };
}

function dotName(node, scope) {
  const name = node.anyId().getText();
  const owner = operand(node.expression(), scope);
  if (owner instanceof TypeName) {
    const inside = scope.world.staticName(owner, name);
    return inside ? (frame) => inside(frame.vm, scope.cls) : new TypeName(`${owner.text}.${name}`, scope);
  }
  const safe = node.QUESTIONDOT() !== null;
  return (frame) => {
    const held = owner(frame);
    return safe && held === null ? null : frame.vm.get(dereferenced(held), name, scope.cls);
  };
}

function creation(node, scope) {
  const pairs = node.createdName().idCreatedNamePair_list();
  const text = pairs.map((pair) => pair.anyId().getText()).join('.');
  const typeArgs = (pairs.at(-1).typeList()?.typeRef_list() ?? []).map((arg) => scope.type(arg));
  const type = scope.named(text, typeArgs);
  if (node.arrayCreatorRest()) return arrayCreation(node.arrayCreatorRest(), type, scope);
  if (node.mapCreatorRest()) {
    const pairs = node.mapCreatorRest().mapCreatorRestPair_list();
    const entries = pairs.map((pair) => pair.expression_list().map((part) => expression(part, scope)));
    return (frame) => {
      const map = new ApexMap(...type.args);
      for (const [key, value] of entries) map.set(store(key(frame), type.args[0]), store(value(frame), type.args[1]));
      return map;
    };
  }
  if (node.setCreatorRest()) {
    const items = node
      .setCreatorRest()
      .expression_list()
      .map((item) => expression(item, scope));
    return (frame) =>
      collection(
        type,
        items.map((item) => store(item(frame), type.args[0])),
      );
  }
  if (node.noRest()) return () => (type.kind === 'map' ? new ApexMap(...type.args) : collection(type, []));
  const list = node.classCreatorRest().arguments().expressionList();
  if (type.kind === 'sobject') return recordCreation(list, type, scope);
  const args = argumentsOf(list, scope);
  return (frame) =>
    frame.vm.create(
      type,
      args.map((arg) => arg(frame)),
    );
}

function collection(type, items) {
  return type.kind === 'set' ? new ApexSet(type.args[0], items) : new ApexList(type.args[0], items);
}

function arrayCreation(node, element, scope) {
  const size = node.expression() ? expression(node.expression(), scope) : null;
  const items = (node.arrayInitializer()?.expression_list() ?? []).map((item) => expression(item, scope));
  return (frame) => {
    if (size)
      return new ApexList(
        element,
        Array.from({ length: size(frame) }, () => null),
      );
    return new ApexList(
      element,
      items.map((item) => store(item(frame), element)),
    );
  };
}

/** `new Task(Subject = 'x')`. */
function recordCreation(list, type, scope) {
  if (!type.object) throw new Unsupported('new SObject()');
  const fields = (list?.expression_list() ?? []).map((node) => {
    if (kindOf(node) !== 'AssignExpression') throw new Unsupported(`constructor of ${type} with a value`);
    const [name, value] = node.expression_list();
    return [name.getText(), expression(value, scope)];
  });
  return (frame) => {
    const record = new SObject(type.object);
    for (const [name, value] of fields) frame.vm.set(record, name, value(frame));
    return record;
  };
}

/** Used by statements and the interpreter: what a field is born with. */
export function initialiser(field, world, scope) {
  const value = field.init ? expression(field.init, scope) : () => null;
  const type = fieldType(field, world);
  return (frame) => store(value(frame), type);
}
