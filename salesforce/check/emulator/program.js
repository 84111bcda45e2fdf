// The classes of the package: what they declare, who extends whom, which overload a call means.

import { kindOf, nodesOf, parseClass } from './syntax.js';
import { isA, typeOf } from './types.js';
import { isNumber, Unsupported } from './values.js';

/** Exceptions of the platform that Apex code can name, throw or catch. */
const EXCEPTIONS =
  `AssertException AuraHandledException DmlException EmailException FinalException IllegalArgumentException
  InvalidParameterValueException JSONException LimitException ListException MathException NoAccessException NoDataFoundException
  NoSuchElementException NullPointerException QueryException SearchException SecurityException SerializationException
  SObjectException StringException TypeException UnexpectedException`.split(/\s+/);

export class Program {
  /** @param {{ file: string, text: string }[]} sources class files; throws a `SyntaxFault` for a wrong one */
  constructor(sources) {
    this.classes = new Map();
    const exception = new ApexClass('Exception', null);
    this.builtin = new Map([['exception', exception]]);
    for (const name of EXCEPTIONS) this.builtin.set(name.toLowerCase(), new ApexClass(name, null, exception));
    for (const { file, text } of sources) {
      const type = parseClass(file, text).typeDeclaration();
      const cls = declare(type.classDeclaration() ?? type.interfaceDeclaration() ?? type.enumDeclaration(), type, null);
      cls.file = file;
      this.classes.set(cls.name.toLowerCase(), cls);
    }
  }

  /** The class that `text`, such as `Outer.Inner`, means inside class `from`; null when it is none. */
  find(text, from) {
    const [first, ...rest] = text.toLowerCase().split('.');
    const start = this.#visible(first, from) ?? this.classes.get(first) ?? this.builtin.get(first);
    if (!start && first === 'system') return rest.length === 1 ? (this.builtin.get(rest[0]) ?? null) : null;
    return rest.reduce((cls, name) => cls?.inner.get(name) ?? null, start ?? null);
  }

  #visible(name, from) {
    for (let cls = from; cls; cls = cls.outer) {
      if (cls.simpleName.toLowerCase() === name) return cls;
      for (let base = cls; base; base = base.base) {
        if (base.inner.has(name)) return base.inner.get(name);
      }
    }
    return null;
  }

  exception(name) {
    return this.builtin.get(name.toLowerCase()) ?? this.builtin.get('unexpectedexception');
  }
}

export class ApexClass {
  /** `base` is the superclass where it is known without asking: that of the platform's exceptions. */
  constructor(simpleName, outer, base = null) {
    this.simpleName = simpleName;
    this.outer = outer;
    this.name = outer ? `${outer.name}.${simpleName}` : simpleName;
    Object.assign(this, {
      base,
      sharing: null,
      superName: null,
      interfaceNames: [],
      isAbstract: false,
      isTest: outer?.isTest ?? false,
    });
    this.annotations = [];
    this.inner = new Map();
    this.constants = null;
    this.fields = [];
    this.methods = new Map();
    this.constructors = [];
    this.blocks = [];
    this.statements = [];
  }

  /** Whether an object of this class is also one of `other`. Bases are known once `link` ran. */
  extends(other) {
    if (this === other) return true;
    if (this.interfaces?.some((one) => one.extends(other))) return true;
    return this.base?.extends(other) ?? false;
  }

  /** Finds the classes and interfaces that this one names. */
  link(program) {
    if (this.superName) {
      this.base = program.find(this.superName, this.outer ?? this);
      if (!this.base) throw new Unsupported(`superclass ${this.superName} of ${this.name}`);
    }
    this.interfaces = this.interfaceNames.map((name) => program.find(name, this.outer ?? this)).filter(Boolean);
    for (const inner of this.inner.values()) inner.link(program);
  }

  get isException() {
    return this.name === 'Exception' || (this.base?.isException ?? false);
  }

  /** The file of the outermost class. */
  get source() {
    return this.outer ? this.outer.source : this.file;
  }

  /** The method that a call means, own or inherited; null when there is none of that name and number of arguments. */
  method(name, args, world, hints = []) {
    for (let cls = this; cls; cls = cls.base) {
      const found = overload(cls.methods.get(name) ?? [], args, world, hints);
      if (found) return found;
    }
    return null;
  }

  field(name) {
    for (let cls = this; cls; cls = cls.base) {
      const field = cls.fields.find((one) => one.key === name);
      if (field) return field;
    }
    return null;
  }
}

/**
 * Of several methods of one name the one whose parameters suit best, by the arguments' types at run time.
 * @param hints declared types of the arguments, where they are easily told: all there is to go by for null
 */
export function overload(methods, args, world, hints = []) {
  let best = null;
  for (const method of methods) {
    if (method.params.length !== args.length) continue;
    method.types ??= method.params.map((param) => typeOf(param.typeRef(), method.cls, world));
    let score = 0;
    for (const [at, type] of method.types.entries()) score += suits(args[at], type, hints[at]);
    if (score > -1 && (!best || score > best.score)) best = { method, score };
  }
  return best?.method ?? null;
}

function suits(value, type, hint) {
  if (value === null) return hint && String(hint) === String(type) ? 3 : 1;
  if (type.kind === 'object') return 1;
  if (type.kind === 'integer' && typeof value === 'number') return 4;
  if (isNumber(value)) return isA(value, type) ? 2 : -100;
  if (type.kind === 'sobject' && !type.object) return isA(value, type) ? 2 : -100;
  if (isA(value, type)) return 3;
  // A list from a query stands for its row; a string for an Id is checked where it is stored.
  return type.kind === 'sobject' || type.kind === 'id' || type.kind === 'datetime' ? 0 : -100;
}

/** A class, interface or enum; `modified` is the node that has its modifiers. */
function declare(declaration, modified, outer) {
  const modifiers = modifiersOf(modified);
  const cls = new ApexClass(declaration.id().getText(), outer);
  cls.annotations = modifiers.annotations;
  cls.isTest ||= 'istest' in modifiers.annotations;
  cls.sharing = [...modifiers.words].find((word) => word.endsWith('sharing'))?.replace('sharing', '') ?? null;
  cls.isAbstract = modifiers.words.has('abstract') || kindOf(declaration) === 'InterfaceDeclaration';
  if (kindOf(declaration) === 'EnumDeclaration') {
    cls.constants = (declaration.enumConstants()?.id_list() ?? []).map((id) => id.getText());
    return cls;
  }
  if (kindOf(declaration) === 'InterfaceDeclaration') {
    cls.interfaceNames = (declaration.typeList()?.typeRef_list() ?? []).map((type) => type.getText());
    for (const method of declaration.interfaceBody().interfaceMethodDeclaration_list()) {
      addMethod(cls, method, new Set(['abstract']), {});
    }
    return cls;
  }
  cls.superName = declaration.typeRef()?.getText() ?? null;
  cls.interfaceNames = (declaration.typeList()?.typeRef_list() ?? []).map((type) => type.getText());
  for (const member of declaration.classBody().classBodyDeclaration_list()) addMember(cls, member);
  return cls;
}

function addMember(cls, node) {
  if (node.block()) {
    cls.blocks.push({ body: node.block(), static: node.STATIC() !== null });
    collectStatements(cls, node.block());
    return;
  }
  const member = node.memberDeclaration();
  if (!member) return;
  const { words, annotations } = modifiersOf(node);
  const declaration = member.children[0];
  const isStatic = words.has('static') || words.has('webservice');
  switch (kindOf(declaration)) {
    case 'MethodDeclaration':
      addMethod(cls, declaration, words, annotations);
      break;
    case 'ConstructorDeclaration':
      cls.constructors.push({
        cls,
        name: cls.simpleName,
        params: paramsOf(declaration),
        body: declaration.block(),
        isConstructor: true,
      });
      collectStatements(cls, declaration.block());
      break;
    case 'FieldDeclaration':
      for (const variable of declaration.variableDeclarators().variableDeclarator_list()) {
        const name = variable.id().getText();
        const visible = !words.has('transient');
        cls.fields.push(
          fieldOf(cls, name, declaration.typeRef(), isStatic, {
            init: variable.expression(),
            visible,
            words,
            annotations,
          }),
        );
      }
      break;
    case 'PropertyDeclaration': {
      const blocks = declaration.propertyBlock_list();
      const getter = blocks.map((block) => block.getter()?.block()).find(Boolean) ?? null;
      const setter = blocks.map((block) => block.setter()?.block()).find(Boolean) ?? null;
      cls.fields.push(
        fieldOf(cls, declaration.id().getText(), declaration.typeRef(), isStatic, {
          getter,
          setter,
          visible: true,
          words,
          annotations,
        }),
      );
      for (const block of [getter, setter]) if (block) collectStatements(cls, block);
      break;
    }
    case 'ClassDeclaration':
    case 'InterfaceDeclaration':
    case 'EnumDeclaration': {
      const inner = declare(declaration, node, cls);
      cls.inner.set(inner.simpleName.toLowerCase(), inner);
      break;
    }
    default:
      throw new Unsupported(`${kindOf(declaration)} in ${cls.name}`);
  }
}

function fieldOf(cls, name, typeNode, isStatic, rest) {
  return {
    cls,
    name,
    key: name.toLowerCase(),
    typeNode,
    static: isStatic,
    init: null,
    getter: null,
    setter: null,
    ...rest,
  };
}

function addMethod(cls, node, words, annotations) {
  const name = node.id().getText();
  const body = node.block?.() ?? null;
  const isStatic = words.has('static') || words.has('webservice');
  const returns = node.typeRef?.() ?? null;
  const method = { cls, name, params: paramsOf(node), returns, body, static: isStatic, words, annotations };
  const key = name.toLowerCase();
  cls.methods.set(key, [...(cls.methods.get(key) ?? []), method]);
  if (body) collectStatements(cls, body);
}

const paramsOf = (node) => node.formalParameters().formalParameterList()?.formalParameter_list() ?? [];

function modifiersOf(node) {
  const words = new Set();
  const annotations = {};
  for (const modifier of node.modifier_list()) {
    const annotation = modifier.annotation();
    if (annotation) annotations[annotation.id().getText().toLowerCase()] = annotation.getText().toLowerCase();
    else words.add(modifier.getText().toLowerCase());
  }
  if (words.has('testmethod')) annotations.istest = '@istest';
  return { words, annotations };
}

/** What coverage counts: every statement but blocks, and declarations that only name a variable. */
function collectStatements(cls, body) {
  for (const node of nodesOf(body, 'Statement')) {
    if (!node.block()) cls.statements.push(node);
  }
}
