/**
 * `defineOp`: the one declaration of an operation. From it come the typed function, the checks, the pipeline document, the
 * command line, the panel and the reference page. An operation never sees a device.
 */
import { ArgumentError } from '../core/errors.js';
import { describe, type ParamOptions, type ParamSpecs, type ParamValues, parseParams } from '../core/params.js';
import type { Table } from '../core/table.js';
import type { Cotangents, Gradient } from './gradient.js';
import { Node, type OperationCall, type Resident, type Source, type TableSpec } from './node.js';
import { filled, literal, lowering, source, within } from './primitive.js';

/** What can stand where an operation wants a volume. A number becomes a uniform that broadcasts. */
export type Input = Node | Source | Resident | number;

/** An input of an operation; a variadic one takes a list of any length and is the only one. */
export interface InputSpec {
  readonly name: string;
  readonly doc: string;
  readonly variadic?: boolean;
}

type Given<I extends readonly InputSpec[]> = {
  [K in keyof I]: I[K] extends { variadic: true } ? readonly Input[] : Input;
};
type Nodes<I extends readonly InputSpec[]> = {
  [K in keyof I]: I[K] extends { variadic: true } ? readonly Node[] : Node;
};
type Optional = Readonly<Record<string, string>>;
type OptionalNodes<X extends Optional> = { readonly [K in keyof X]: Node | undefined };
type OptionalGiven<X extends Optional> = { readonly [K in keyof X]?: Input | undefined };
/** One node where there is one output, else a node by name. */
export type Result<O extends string> = string extends O
  ? Node
  : [O] extends ['result']
    ? Node
    : Readonly<Record<O, Node>>;

/** Columns that no kernel makes, for who wants them in the table of an operation: the command line takes an option of that name. */
export interface Completion {
  readonly option: string;
  readonly doc: string;
  /** A column of the table that they are made of, from the inputs. */
  readonly from: (inputs: readonly Node[]) => Node;
  /** A row for each of the operation's table, in its order; columns that both have are the same. */
  readonly columns: (table: Table, params: Readonly<Record<string, unknown>>) => Table;
}

/** Throws the operation's `ArgumentError`. */
export type RefuseCall = (mustHold: string, got: string) => never;

/** The declaration: data, and one function from nodes to nodes. */
export interface Declaration<
  I extends readonly InputSpec[],
  S extends ParamSpecs,
  O extends string = 'result',
  X extends Optional = Record<never, never>,
> {
  readonly name: string;
  /** One line, a sentence. */
  readonly summary: string;
  /** What scipy, scikit-image, OpenCV or Fiji call it, where that is another name. */
  readonly alsoKnownAs?: readonly string[];
  readonly inputs: I;
  /** Inputs that may be left out: callers give them among the options, documents after the others. */
  readonly optional?: X;
  readonly params: S;
  /** Names of the outputs with their meaning, the main one first. For some inputs `lower` may give only some of them. */
  readonly outputs?: Readonly<Record<O, string>>;
  /** Outputs that are tables: an engine describes them again with a larger capacity where there are more rows. No operation lowers to one that has tables. */
  readonly tables?: readonly TableSpec<NoInfer<O>>[];
  /** What the host can add to the table. */
  readonly completion?: Completion;
  /** Whether the result is linear in the inputs, for these parameters. */
  readonly linear?: boolean | ((params: ParamValues<S>) => boolean);
  /**
   * The gradient, where it is not that of what the operation lowers to: of a cotangent of each output (in their order, as far as there is
   * one), one for each input and each optional one that was given. Or why there is none.
   */
  readonly vjp?:
    | string
    | ((cotangents: Cotangents, inputs: Nodes<I>, params: ParamValues<S>, optional: OptionalNodes<X>) => Cotangents);
  /**
   * What the operation becomes: other operations, or primitives. What must hold beyond the parameters' own ranges is
   * checked first; `refuse` throws.
   */
  readonly lower: (
    inputs: Nodes<I>,
    params: ParamValues<S>,
    refuse: RefuseCall,
    optional: OptionalNodes<X>,
  ) => Node | Readonly<Partial<Record<NoInfer<O>, Node>>>;
}

/** An operation as the faces see it, without its types. */
export interface Operation {
  readonly operation: string;
  readonly summary: string;
  readonly alsoKnownAs: readonly string[];
  readonly inputs: readonly InputSpec[];
  readonly optional: Optional;
  readonly params: ParamSpecs;
  readonly outputs: Readonly<Record<string, string>>;
  readonly tables: readonly TableSpec[];
  readonly completion?: Completion | undefined;
  readonly linear: (params: Readonly<Record<string, unknown>>) => boolean;
  /** Calls it with inputs by position, the optional ones by name; a node for each output, by name. */
  apply(
    inputs: readonly Input[],
    params?: Readonly<Record<string, unknown>>,
    optional?: Readonly<Record<string, Input | undefined>>,
  ): Readonly<Record<string, Node>>;
}

/** The typed function that users call. */
export type OperationFunction<
  I extends readonly InputSpec[],
  S extends ParamSpecs,
  O extends string,
  X extends Optional,
> = Operation & ((...args: [...Given<I>, options?: ParamOptions<S> & OptionalGiven<X>]) => Result<O>);

/** Turns anything that may stand for a volume into a node. */
export function toNode(given: unknown, operation: string, name: string): Node {
  if (given instanceof Node) return given;
  if (typeof given === 'number') return literal(given);
  if (typeof given === 'object' && given !== null && 'shape' in given && 'dtype' in given)
    return source(given as Source);
  throw new ArgumentError(operation, `${name} must be a volume, a node or a number`, describe(given));
}

/** Declares an operation; see the outline in docs/architecture.md. */
export function defineOp<
  const I extends readonly InputSpec[],
  const S extends ParamSpecs,
  const O extends string = 'result',
  const X extends Optional = Record<never, never>,
>(declaration: Declaration<I, S, O, X>): OperationFunction<I, S, O, X> {
  const { name, summary, inputs, params: specs, lower } = declaration;
  const optionalSpecs: Optional = declaration.optional ?? {};
  const outputs: Readonly<Record<string, string>> = declaration.outputs ?? { result: 'the result' };
  const outputNames = Object.keys(outputs);
  const tables: readonly TableSpec[] = declaration.tables ?? [];
  const variadic = inputs[0]?.variadic === true;
  const refuse: RefuseCall = (mustHold, got) => {
    throw new ArgumentError(name, mustHold, got);
  };

  function apply(
    given: readonly Input[],
    options: Readonly<Record<string, unknown>> = {},
    optional: Readonly<Record<string, Input | undefined>> = {},
  ): Readonly<Record<string, Node>> {
    const values = parseParams(name, specs, options);
    if (variadic ? given.length < 1 : given.length !== inputs.length)
      refuse(`there must be ${variadic ? 'at least one input' : plural(inputs.length, 'input')}`, `${given.length}`);
    const nodes = given.map((item, at) => toNode(item, name, inputs[variadic ? 0 : at]?.name ?? 'input'));
    const extras: Record<string, Node | undefined> = {};
    for (const key of Object.keys(optionalSpecs)) {
      const item = optional[key];
      extras[key] = item === undefined ? undefined : toNode(item, name, key);
    }
    for (const node of [...nodes, ...Object.values(extras)])
      if (node?.dtype === 'complex64') refuse('volumes must be real', 'complex64');
    if (tables.length > 0 && lowering() !== undefined)
      throw new Error(`${lowering()} lowers to ${name}, whose capacity nobody could raise`);
    const arranged = (variadic ? [nodes] : nodes) as unknown as Nodes<I>;
    const result = within(name, () => lower(arranged, values, refuse, extras as OptionalNodes<X>));
    const named = result instanceof Node ? { [outputNames[0] ?? 'result']: result } : result;
    const present = outputNames.filter((key) => (named as Record<string, Node>)[key] !== undefined);
    // a number that an operation leaves alone is a volume from here on
    const lowered = present
      .map((key) => (named as Record<string, Node>)[key] as Node)
      .map((node) => (node.call.kind === 'literal' ? filled(node.call.value) : node));
    const added = Object.keys(extras).filter((key) => extras[key] !== undefined);
    const all = [...nodes, ...Object.values(extras).filter((node) => node !== undefined)];
    const { vjp } = declaration;
    const gradient: Gradient | undefined =
      typeof vjp === 'string'
        ? { kind: 'none', why: vjp }
        : vjp && {
            kind: 'vjp',
            of: all,
            vjp: (cotangents) => vjp(cotangents, arranged, values, extras as OptionalNodes<X>),
          };
    const call: OperationCall = {
      kind: 'operation',
      operation: name,
      inputs: all,
      gradient,
      optional: added,
      params: options,
      outputs: present,
      lowered,
      tables: tables.map((table) => ({
        ...table,
        columns: table.columns.filter((column) => present.includes(column)),
      })),
      again(all, params) {
        const own = all.length - added.length;
        const others = Object.fromEntries(added.map((key, at) => [key, all[own + at]]));
        return Object.values(apply(all.slice(0, own), params, others));
      },
    };
    const results = Object.fromEntries(present.map((key, at) => [key, new Node(call, at, lowered[at] as Node)]));
    for (const key of outputNames) if (!present.includes(key)) refuseAccess(results, key, present);
    return results;
  }

  /** What this call does not give for these inputs is refused where somebody takes it. */
  function refuseAccess(results: object, key: string, present: readonly string[]): void {
    const get = () => refuse(`outputs of these inputs must be among ${present.join(', ')}`, key);
    Object.defineProperty(results, key, { get, enumerable: false });
  }

  function callable(...args: unknown[]): Node | Readonly<Record<string, Node>> {
    const count = inputs.length;
    const options = (args[count] ?? {}) as Record<string, unknown>;
    const names = Object.keys(optionalSpecs);
    const given = typeof options === 'object';
    const looksLikeOne = given && !('shape' in specs) && 'shape' in options && 'dtype' in options;
    if (names.length > 0 && (looksLikeOne || options instanceof Node))
      refuse(`a further volume must be named among the options, { ${names.join(', ')} }`, describe(options));
    if (args.length > count + 1 || !given || options instanceof Node)
      refuse(`there must be ${plural(count, 'input')} and then options`, `${args.length} arguments`);
    const optional: Record<string, Input | undefined> = {};
    const params: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(options)) {
      if (Object.hasOwn(optionalSpecs, key)) optional[key] = item as Input;
      else params[key] = item;
    }
    const positional = args.slice(0, count);
    if (variadic && !Array.isArray(positional[0]))
      refuse(`${inputs[0]?.name} must be a list of volumes`, describe(positional[0]));
    const result = apply((variadic ? positional[0] : positional) as Input[], params, optional);
    return outputNames.length === 1 ? (Object.values(result)[0] as Node) : result;
  }

  const { linear = false } = declaration;
  const facts: Operation = {
    operation: name,
    summary,
    alsoKnownAs: declaration.alsoKnownAs ?? [],
    inputs,
    optional: optionalSpecs,
    params: specs,
    outputs,
    tables,
    completion: declaration.completion,
    linear: (params) => (typeof linear === 'function' ? linear(params as ParamValues<S>) : linear),
    apply,
  };
  return Object.assign(callable, facts) as unknown as OperationFunction<I, S, O, X>;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
