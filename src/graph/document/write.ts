/**
 * Nodes to documents: every call of an operation becomes a node, sources become named inputs. Loops hold what depends on their
 * states; all else stands outside of them.
 */
import { arrayOf, isVolumeArray } from '../../core/arrayParams.js';
import { ArgumentError } from '../../core/errors.js';
import { describe } from '../../core/params.js';
import type { Expr } from '../expr.js';
import { type Call, Node, type OperationCall, type SourceCall } from '../node.js';
import { type DocumentNode, isName, isNumeral, LOOP_OUTPUTS, type PipelineDocument, type Reference } from './form.js';
import type { Lookup } from './read.js';

type Loop = Extract<Call, { kind: 'repeat' }>;

/**
 * The document of a graph that was made in code. Reading it with the same inputs gives the same plan.
 * Throws `ArgumentError` for what cannot be written: results of nothing but a source, and operations that are not registered.
 */
export function writeDocument(outputs: Readonly<Record<string, Node>>, lookup: Lookup): PipelineDocument {
  return new Writer(outputs, lookup).document();
}

function refuse(mustHold: string, got: string): never {
  throw new ArgumentError('toDocument', mustHold, got);
}

/** The node that a loop copied, where it is a view, or a state that is handed on: reading the document copies it again. */
function behindCopies(node: Node): Node {
  let at = node;
  for (let below = copiedBy(at); below; below = copiedBy(at)) at = below;
  return at;
}

function copiedBy({ call, dtype }: Node): Node | undefined {
  if (call.kind !== 'pointwise' || call.inputs.length !== 1 || call.inputs[0]?.dtype !== dtype) return undefined;
  let { expr } = call;
  while (expr.kind === 'store' || expr.kind === 'convert') expr = expr.args[0] as Expr;
  return expr.kind === 'input' ? call.inputs[0] : undefined;
}

const callOf = (node: Node): Call => behindCopies(node).call;

class Writer {
  private readonly taken = new Set<string>();
  private inputNames: ReadonlySet<string> = new Set();
  private readonly counts = new Map<string, number>();
  private readonly names = new Map<unknown, string>();
  /** The loop that a placeholder is a state of. */
  private readonly stateOf = new Map<Call, Loop>();
  /** The loops whose states a call depends on. */
  private readonly loops = new Map<Call, ReadonlySet<Loop>>();
  private readonly scopes = new Map<Loop | undefined, DocumentNode[]>([[undefined, []]]);

  constructor(
    private readonly outputs: Readonly<Record<string, Node>>,
    private readonly lookup: Lookup,
  ) {}

  document(): PipelineDocument {
    const results = Object.entries(this.outputs);
    if (results.length === 0) refuse('there must be at least one output', 'none');
    for (const [name, node] of results) {
      if (!isName(name)) refuse('outputs must be named in letters and digits', `'${name}'`);
      if (!(node instanceof Node)) refuse(`${name} must be one node`, describe(node));
      const { kind } = callOf(node);
      if (kind !== 'operation' && kind !== 'repeat') refuse(`${name} must be the result of an operation`, `a ${kind}`);
    }
    const calls = this.inOrder(results.map(([, node]) => node));
    // names that others chose come first, so that those made up here give way; outer loops come before inner ones
    for (const call of calls) if (call.kind === 'source' && !this.stateOf.has(call)) this.nameInput(call);
    this.inputNames = new Set(this.taken);
    for (const call of [...calls].reverse()) if (call.kind === 'repeat') this.nameStates(call);
    for (const call of calls) {
      if (call.kind === 'operation') this.nameCall(call, call.operation);
      if (call.kind === 'repeat') this.nameCall(call, 'loop');
    }
    for (const call of calls) {
      if (call.kind === 'operation') this.scope(call).push(this.operationNode(call));
      if (call.kind === 'repeat') this.scope(call).push(this.repeatNode(call));
    }
    return {
      version: 1,
      nodes: this.scopes.get(undefined) ?? [],
      outputs: Object.fromEntries(results.map(([name, node]) => [name, this.named(node)])),
    };
  }

  /** Every call after those it reads; the loops that each depends on are found on the way. */
  private inOrder(roots: readonly Node[]): Call[] {
    const sorted: Call[] = [];
    const entered = new Set<Call>();
    const stack = roots.map((node) => ({ call: callOf(node), left: false }));
    for (let top = stack.pop(); top; top = stack.pop()) {
      const { call } = top;
      const below = childrenOf(call).map(callOf);
      if (top.left) {
        const deps = new Set(below.flatMap((child) => [...(this.loops.get(child) ?? [])]));
        const own = this.stateOf.get(call);
        if (own) deps.add(own);
        if (call.kind === 'repeat') deps.delete(call);
        this.loops.set(call, deps);
        sorted.push(call);
      } else if (!entered.has(call)) {
        entered.add(call);
        if (call.kind === 'repeat') {
          for (const state of statesOf(call)) this.stateOf.set(state.call, call);
          this.scopes.set(call, []);
        }
        stack.push({ call, left: true });
        for (const child of below.reverse()) stack.push({ call: child, left: false });
      }
    }
    return sorted;
  }

  /** Where a call stands: in the innermost of the loops that it depends on. */
  private scope(call: Call): DocumentNode[] {
    let innermost: Loop | undefined;
    for (const loop of this.loops.get(call) ?? [])
      if (!innermost || this.loops.get(loop)?.has(innermost)) innermost = loop;
    return this.scopes.get(innermost) ?? [];
  }

  private nameInput(call: SourceCall): void {
    const { source } = call;
    if (this.names.has(source)) return;
    const wish = 'placeholder' in source ? source.placeholder : 'name' in source ? source.name : undefined;
    const name = free(wish !== undefined && isName(wish) && !isNumeral(wish) ? wish : 'input', this.taken);
    this.taken.add(name);
    this.names.set(source, name);
  }

  /** States keep their names, which hide those outside: only what the body itself reads must stay visible. */
  private nameStates(loop: Loop): void {
    const outer = [...(this.loops.get(loop) ?? [])].flatMap(statesOf);
    const visible = new Set([...this.inputNames, ...outer.map((state) => this.named(state))]);
    for (const state of statesOf(loop)) {
      const { source } = state.call as SourceCall;
      const wish = 'placeholder' in source && isName(source.placeholder) ? source.placeholder : 'state';
      const name = free(wish, visible);
      visible.add(name);
      this.names.set(source, name);
      this.taken.add(name);
    }
  }

  private nameCall(call: OperationCall | Loop, wish: string): void {
    const name = free(wish, this.taken, this.counts);
    this.taken.add(name);
    this.names.set(call, name);
  }

  private operationNode(call: OperationCall): DocumentNode {
    const operation = this.lookup(call.operation);
    if (!operation) return refuse('operations must be registered', `'${call.operation}'`);
    const required = call.inputs.length - call.optional.length;
    const optional = Object.keys(operation.optional);
    const last = Math.max(-1, ...call.optional.map((name) => optional.indexOf(name)));
    const extras = optional.slice(0, last + 1).map((name): Reference => {
      const at = call.optional.indexOf(name);
      return at < 0 ? null : this.reference(call.inputs[required + at] as Node);
    });
    if (extras.length && operation.inputs[0]?.variadic)
      refuse('an operation on a list must be without its optional inputs', call.operation);
    const params = Object.entries(call.params).filter(([, value]) => value !== undefined);
    return {
      id: this.names.get(call) ?? '',
      op: call.operation,
      in: [...call.inputs.slice(0, required).map((node) => this.reference(node)), ...extras],
      ...(params.length && { params: Object.fromEntries(params.map(([key, value]) => [key, plain(value)])) }),
    };
  }

  private repeatNode(call: Loop): DocumentNode {
    if (call.adjusted) refuse('a loop must not adjust its states: only operations do', 'adjust');
    const states = statesOf(call).map((node) => this.named(node));
    const byState = <T>(make: (at: number) => T): Record<string, T> =>
      Object.fromEntries(states.map((name, at) => [name, make(at)]));
    return {
      id: this.names.get(call) ?? '',
      repeat: {
        state: byState((at) => this.reference(call.inputs[at] as Node)),
        body: { nodes: this.scopes.get(call) ?? [], outputs: byState((at) => this.named(call.body[at] as Node)) },
        ...(call.measure && { measure: this.named(call.measure), below: call.below }),
        check: call.check,
        max: call.max,
        ...(call.complete && { complete: true }),
      },
    };
  }

  private reference(node: Node): string | number {
    const call = callOf(node);
    if (call.kind === 'literal') return call.value;
    // a loop stores a number that a state begins with
    const [only] = call.kind === 'pointwise' && call.inputs.length === 0 ? call.values : [];
    return only ?? this.named(node);
  }

  private named(given: Node): string {
    const { call, output } = behindCopies(given);
    const id = this.names.get(call.kind === 'source' ? call.source : call);
    if (id === undefined) return refuse('every node must come from an operation, a loop or a source', `a ${call.kind}`);
    if (output === 0) return id;
    if (call.kind === 'repeat') {
      const state = call.placeholders[output];
      const extra = LOOP_OUTPUTS[output - call.body.length];
      return `${id}.${extra ?? (state ? this.named(state) : '')}`;
    }
    const outputs = call.kind === 'operation' ? Object.keys(this.lookup(call.operation)?.outputs ?? {}) : [];
    return `${id}.${outputs[output]}`;
  }
}

/** The placeholders of a loop's states; the others stand for what its body reads from outside. */
function statesOf(loop: Loop): readonly Node[] {
  return loop.placeholders.slice(0, loop.body.length);
}

/** The name, or the first of `name2`, `name3`, … that is free; `counts` remembers how far the search came. */
function free(wish: string, taken: ReadonlySet<string>, counts?: Map<string, number>): string {
  let name = wish;
  for (let count = counts?.get(wish) ?? 2; taken.has(name); count++) {
    name = `${wish}${count}`;
    counts?.set(wish, count);
  }
  return name;
}

/** What a call reads, as the user wrote it; a loop reads what its body reads. */
function childrenOf(call: Call): readonly Node[] {
  if (call.kind === 'operation') return call.inputs;
  if (call.kind !== 'repeat') return [];
  return [...call.inputs.slice(0, call.body.length), ...call.body, ...(call.measure ? [call.measure] : [])];
}

/** A parameter as JSON: typed arrays become lists. */
function plain(value: unknown): unknown {
  if (isVolumeArray(value)) return arrayOf(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
