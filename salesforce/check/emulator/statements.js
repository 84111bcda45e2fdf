// Statements, compiled to functions of a frame. What they return says how they ended: undefined for "go on", or one of the
// three words below; a returned value waits in the frame.

import { expression, literal } from './expressions.js';
import { dereferenced } from './operators.js';
import { kindOf, sourceOf } from './syntax.js';
import { isA, store } from './types.js';
import {
  ApexError,
  ApexList,
  ApexMap,
  ApexSet,
  EnumValue,
  equal,
  Instance,
  SObject,
  Token,
  Unsupported,
} from './values.js';

export const BREAK = 'break';
export const CONTINUE = 'continue';
export const RETURN = 'return';

export function block(node, scope) {
  return scope.block(() => sequence(node.statement_list().map((one) => statement(one, scope))));
}

function sequence(statements) {
  return (frame) => {
    for (const run of statements) {
      const end = run(frame);
      if (end) return end;
    }
  };
}

function statement(node, scope) {
  const inner = node.children[0];
  const compile = STATEMENTS[kindOf(inner)];
  if (!compile) throw new Unsupported(`${kindOf(inner)}: ${sourceOf(node)}`);
  const run = compile(inner, scope);
  if (node.block()) return run;
  const line = node.start.line;
  return (frame) => {
    frame.line = line;
    frame.vm.covered.add(node);
    return run(frame);
  };
}

const STATEMENTS = {
  Block: block,
  ExpressionStatement: (node, scope) => {
    const run = expression(node.expression(), scope);
    return (frame) => void run(frame);
  },
  LocalVariableDeclarationStatement: (node, scope) => declaration(node.localVariableDeclaration(), scope),
  IfStatement: (node, scope) => {
    const condition = expression(node.parExpression().expression(), scope);
    const [yes, no] = node.statement_list().map((branch) => scope.block(() => statement(branch, scope)));
    return (frame) => (dereferenced(condition(frame)) ? yes(frame) : no?.(frame));
  },
  WhileStatement: (node, scope) => {
    const condition = expression(node.parExpression().expression(), scope);
    const body = node.statement() ? scope.block(() => statement(node.statement(), scope)) : () => {};
    return loop(condition, body);
  },
  DoWhileStatement: (node, scope) => {
    const body = block(node.block(), scope);
    const again = loop(expression(node.parExpression().expression(), scope), body);
    return (frame) => {
      const end = body(frame);
      if (end === BREAK) return undefined;
      return end === RETURN ? end : again(frame);
    };
  },
  ForStatement: (node, scope) => scope.block(() => forLoop(node, scope)),
  SwitchStatement: switchOn,
  TryStatement: tryCatch,
  ReturnStatement: (node, scope) => {
    const value = node.expression() ? expression(node.expression(), scope) : () => null;
    return (frame) => {
      frame.result = value(frame);
      return RETURN;
    };
  },
  ThrowStatement: (node, scope) => {
    const value = expression(node.expression(), scope);
    return (frame) => {
      throw frame.vm.thrown(dereferenced(value(frame)));
    };
  },
  BreakStatement: () => () => BREAK,
  ContinueStatement: () => () => CONTINUE,
  InsertStatement: dml('insert'),
  UpdateStatement: dml('update'),
  UpsertStatement: dml('upsert'),
  DeleteStatement: dml('delete'),
  UndeleteStatement: dml('undelete'),
  RunAsStatement: (node, scope) => {
    const [user] = node
      .expressionList()
      .expression_list()
      .map((one) => expression(one, scope));
    const body = block(node.block(), scope);
    return (frame) => frame.vm.runAs(dereferenced(user(frame)), () => body(frame));
  },
};

function declaration(node, scope) {
  const type = scope.type(node.typeRef());
  const variables = node
    .variableDeclarators()
    .variableDeclarator_list()
    .map((variable) => {
      const value = variable.expression() ? expression(variable.expression(), scope) : () => null;
      return { value, slot: scope.declare(variable.id().getText(), type).slot };
    });
  return (frame) => {
    for (const { slot, value } of variables) frame.slots[slot] = store(value(frame), type);
  };
}

function loop(condition, body, update = () => {}) {
  return (frame) => {
    while (condition === null || dereferenced(condition(frame))) {
      frame.vm.use('turns');
      const end = body(frame);
      if (end === BREAK) return undefined;
      if (end === RETURN) return end;
      update(frame);
    }
  };
}

function forLoop(node, scope) {
  const control = node.forControl();
  const compileBody = () => (node.statement() ? scope.block(() => statement(node.statement(), scope)) : () => {});
  if (control.enhancedForControl()) return forEach(control.enhancedForControl(), scope, compileBody);
  const init = control.forInit();
  const start = init?.localVariableDeclaration()
    ? declaration(init.localVariableDeclaration(), scope)
    : each(init?.expressionList(), scope);
  const condition = control.expression() ? expression(control.expression(), scope) : null;
  const update = each(control.forUpdate()?.expressionList(), scope);
  const run = loop(condition, compileBody(), update);
  return (frame) => {
    start(frame);
    return run(frame);
  };
}

function each(list, scope) {
  const parts = (list?.expression_list() ?? []).map((part) => expression(part, scope));
  return (frame) => parts.forEach((part) => part(frame));
}

function forEach(node, scope, compileBody) {
  const type = scope.type(node.typeRef());
  const source = expression(node.expression(), scope);
  const { slot } = scope.declare(node.id().getText(), type);
  const body = compileBody();
  return (frame) => {
    const held = dereferenced(source(frame));
    for (const item of itemsOf(held, type, frame.vm)) {
      frame.slots[slot] = store(item, type);
      const end = body(frame);
      if (end === BREAK) return undefined;
      if (end === RETURN) return end;
    }
  };
}

/** A `for` over a query may take its rows in batches. */
function* itemsOf(held, type, vm) {
  if (held instanceof ApexList && held.fromQuery && type.kind === 'list') {
    for (let at = 0; at < held.items.length; at += 200)
      yield new ApexList(held.element, held.items.slice(at, at + 200), true);
    return;
  }
  if (held instanceof ApexList || held instanceof ApexSet) {
    const { length } = held.items;
    for (const item of [...held.items]) {
      yield item;
      if (held.items.length !== length)
        throw new ApexError('FinalException', 'Cannot modify a collection while it is being iterated.');
    }
    return;
  }
  if (held instanceof ApexMap || !(held instanceof Instance)) throw new Unsupported('a loop over this value');
  const iterator = held.cls.method('iterator', [], vm) ? vm.call(held, 'iterator', []) : held;
  while (vm.call(iterator, 'hasnext', [])) yield vm.call(iterator, 'next', []);
}

function switchOn(node, scope) {
  const subject = expression(node.expression(), scope);
  const cases = node.whenControl_list().map((control) => whenCase(control, scope));
  return (frame) => {
    const value = subject(frame);
    return cases.find(({ matches }) => matches(value))?.run(frame, value);
  };
}

function whenCase(control, scope) {
  const when = control.whenValue();
  if (when.ELSE()) return { matches: () => true, run: block(control.block(), scope) };
  if (when.typeRef()) {
    return scope.block(() => {
      const type = scope.type(when.typeRef());
      const { slot } = scope.declare(when.id().getText(), type);
      const body = block(control.block(), scope);
      const run = (frame, value) => {
        frame.slots[slot] = value;
        return body(frame);
      };
      return { matches: (value) => value !== null && isA(value, type), run };
    });
  }
  const tests = when.whenLiteral_list().map(whenTest);
  return { matches: (value) => tests.some((test) => test(value)), run: block(control.block(), scope) };
}

/** Unlike `==`, `switch` tells strings apart by case. */
function whenTest(node) {
  if (node.whenLiteral()) return whenTest(node.whenLiteral());
  if (node.qualifiedName()) {
    const name = node.qualifiedName().id_list().at(-1).getText().toLowerCase();
    return (value) => (value instanceof EnumValue || value instanceof Token) && value.name.toLowerCase() === name;
  }
  const wanted = node.SUB_list().length % 2 === 1 ? -Number(node.getText().replace(/[+-]/g, '')) : literal(node);
  return (value) => (typeof wanted === 'string' ? value === wanted : equal(value, wanted));
}

function tryCatch(node, scope) {
  const body = block(node.block(), scope);
  const catches = node.catchClause_list().map((clause) =>
    scope.block(() => {
      const type = scope.named(clause.qualifiedName().getText());
      if (!type.cls) throw new Unsupported(`catch of ${type}`);
      const { slot } = scope.declare(clause.id().getText(), type);
      return { cls: type.cls, slot, run: block(clause.block(), scope) };
    }),
  );
  const last = node.finallyBlock() ? block(node.finallyBlock().block(), scope) : null;
  const guarded = (frame) => {
    try {
      return body(frame);
    } catch (error) {
      const caught = frame.vm.catchable(error);
      const clause = caught && catches.find(({ cls }) => caught.cls.extends(cls));
      if (!clause) throw error;
      frame.slots[clause.slot] = caught;
      return clause.run(frame);
    }
  };
  if (!last) return guarded;
  return (frame) => {
    let end;
    let result = null;
    try {
      end = guarded(frame);
      result = frame.result;
    } finally {
      // A `return` in here takes the place of what was thrown, as in Java.
      const override = last(frame);
      if (override) return override; // eslint-disable-line no-unsafe-finally
    }
    frame.result = result;
    return end;
  };
}

function dml(operation) {
  return (node, scope) => {
    const records = expression(node.expression(), scope);
    const key = node.qualifiedName?.()?.id_list().at(-1).getText() ?? null;
    const access = node.accessLevel();
    const mode = access ? (access.USER() ? 'user' : 'system') : null;
    return (frame) => {
      const held = dereferenced(records(frame));
      frame.vm.dml(operation, held instanceof SObject ? [held] : held.items, { mode, key, allOrNone: true });
    };
  };
}
