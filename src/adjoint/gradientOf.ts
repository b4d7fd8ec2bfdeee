/** Reverse differentiation of graphs: the gradient of a pipeline is a pipeline, planned, fused and windowed like any other. */
import { AXES, formatShape, sameShape, voxels } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { type Expr, input, numeric, withArguments } from '../graph/expr.js';
import { type Call, Node, type PointwiseCall, type Primitive } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { filled, pointwise, within } from '../graph/primitive.js';
import { sum } from '../ops/measure/sum.js';
import { derivative, isConstant, reads, times } from './derivative.js';
import { viewAdjoint } from './views.js';

const NAME = 'gradientOf';
/** What is said of a node that the output does not depend on. */
export const MUST_DEPEND = 'the output must depend on what its gradient is with regard to';

/**
 * The gradient of ⟨cotangent, output⟩ with regard to nodes of the graph that leads to it: one node for each, f32 of its shape. The cotangent has the
 * shape of the output, and may be left out where that is one voxel: a loss. Every operation states its own gradient, or has that of what it is made
 * of; the result is made of operations again. Where a function has an edge (abs, maximum, where) the derivative is that of one side; that of a root at 0 is 0.
 *
 * Reverse accumulation: Griewank and Walther 2008, Evaluating Derivatives, chapter 3.
 * Throws `ArgumentError` where a call on the way has no gradient (it is named), where a cotangent is missing or of another shape, and for a node that the
 * output does not depend on, and where a volume stands in the place of a node: wrap it, `source(volume)`.
 * @example
 * import { gradientOf, HostVolume, multiply, openEngine, source, sum } from 'brightfield';
 * const x = source(new HostVolume({ shape: { x: 3 }, data: Float32Array.of(1, 2, 3) }));
 * const [slope] = gradientOf(sum(multiply(x, x)), [x]);
 * using engine = await openEngine();
 * using result = await engine.run(slope);
 * (await result.read()).data; // 2 4 6
 */
export function gradientOf<const W extends readonly Node[]>(
  output: Node,
  wrt: W,
  options: { readonly cotangent?: Input } = {},
): { readonly [K in keyof W]: Node } {
  const { cotangent } = options;
  for (const item of [output, ...(Array.isArray(wrt) ? wrt : [wrt])]) checkNode(item);
  if (!Array.isArray(wrt))
    throw new ArgumentError(NAME, 'what the gradient is with regard to must be a list of nodes', 'a node');
  if (cotangent === undefined && voxels(output.shape) !== 1)
    throw new ArgumentError(
      NAME,
      'a cotangent must be given where the output is more than one voxel',
      formatShape(output.shape),
    );
  const given = toNode(cotangent ?? 1, NAME, 'cotangent');
  return within(NAME, () => pulledBack(NAME, [output], [given], wrt)) as { readonly [K in keyof W]: Node };
}

/** Refuses what is no part of a graph: of a volume that is wrapped on the way in nobody knows the node. */
function checkNode(item: unknown): void {
  if (item instanceof Node) return;
  const isVolume = typeof item === 'object' && item !== null && 'shape' in item && 'dtype' in item;
  throw new ArgumentError(
    NAME,
    'outputs and what the gradient is with regard to must be nodes (wrap a volume once, x = source(volume), and build the pipeline of x)',
    isVolume ? 'a volume' : typeof item,
  );
}

/** The same of several outputs: the gradient of the sum of all ⟨cotangent, output⟩. What is refused bears the name. */
export function pulledBack(
  name: string,
  outputs: readonly Node[],
  cotangents: readonly Node[],
  wrt: readonly Node[],
): Node[] {
  const graph = new Backward(name, wrt);
  outputs.forEach((output, at) => {
    const cotangent = cotangents[at];
    if (!cotangent) return;
    const given = voluminous(cotangent);
    const isNumber = voxels(given.shape) === 1;
    if (!isNumber && !sameShape(given.shape, output.shape))
      throw new ArgumentError(
        name,
        `a cotangent must have the shape of its output, ${formatShape(output.shape)}`,
        formatShape(given.shape),
      );
    graph.give(output, isNumber ? expanded(given, output) : given);
  });
  return graph.run(outputs);
}

/** A number as a volume of one voxel. */
function voluminous(node: Node): Node {
  return node.call.kind === 'literal' ? filled(node.call.value) : node;
}

/** A node of one voxel along some axes, as long as another. */
function expanded(node: Node, like: Node): Node {
  if (sameShape(node.shape, like.shape)) return node;
  const room = filled(0, { ...like, dtype: 'f32' });
  return pointwise([node, room], ([a = input(0)]) => a, 'f32');
}

class Backward {
  /** What each output of each call was given, summed when its turn comes. */
  private readonly given = new Map<Call, (Node[] | undefined)[]>();
  private readonly dependent = new Map<Call, boolean>();
  private readonly likes = new Map<Call, readonly Node[]>();

  /** The first of what is constant in pieces on the way: its gradient is 0, and nobody wants that alone. */
  private flat: string | undefined;

  constructor(
    private readonly name: string,
    private readonly wrt: readonly Node[],
  ) {
    for (const node of wrt)
      if (node.call.kind === 'literal')
        throw new ArgumentError(name, 'the gradient is with regard to volumes', 'a number');
  }

  /** The node whose call says what its gradient is. */
  private resolved(node: Node): Node {
    let at = node;
    for (;;) {
      if (this.isWanted(at)) return at;
      const { call, output } = at;
      const gradient = call.kind === 'operation' || call.kind === 'kernel' ? call.gradient : undefined;
      if (gradient?.kind === 'like') at = this.like(call, gradient.nodes)[output] as Node;
      else if (call.kind === 'operation' && !gradient) at = call.lowered[output] as Node;
      else return at;
    }
  }

  private like(call: Call, nodes: () => readonly Node[]): readonly Node[] {
    const known = this.likes.get(call) ?? nodes();
    this.likes.set(call, known);
    return known;
  }

  private isWanted({ call, output }: Node): boolean {
    return this.wrt.some((node) => node.call === call && node.output === output);
  }

  /** Adds to what a node is given. */
  give(node: Node, cotangent: Node): void {
    const { call, output } = this.resolved(node);
    const all = this.given.get(call) ?? [];
    all[output] = [...(all[output] ?? []), cotangent];
    this.given.set(call, all);
  }

  run(outputs: readonly Node[]): Node[] {
    for (const call of this.inOrder(outputs)) this.step(call);
    return this.wrt.map((node) => {
      const total = this.total(node.call, node.output);
      if (!total && this.flat) this.refuse(this.flat);
      if (!total) throw new ArgumentError(this.name, MUST_DEPEND, 'a node that it does not depend on');
      return expanded(total, node);
    });
  }

  /** The calls that depend on what is wanted, each before what it reads. */
  private inOrder(outputs: readonly Node[]): Call[] {
    const order: Call[] = [];
    const entered = new Set<Call>();
    const stack = outputs.map((node) => ({ node: this.resolved(node), done: false }));
    for (let top = stack.pop(); top; top = stack.pop()) {
      const { call } = top.node;
      if (top.done) {
        const reached =
          this.isOf(call) || this.partsOf(call).some((part) => this.dependent.get(this.resolved(part).call));
        this.dependent.set(call, reached);
        if (reached) order.push(call);
      } else if (!entered.has(call)) {
        entered.add(call);
        stack.push({ node: top.node, done: true });
        if (!this.isWanted(top.node))
          for (const part of this.partsOf(call)) stack.push({ node: this.resolved(part), done: false });
      }
    }
    return order.reverse();
  }

  private isOf(call: Call): boolean {
    return this.wrt.some((node) => node.call === call);
  }

  /** What a call reads. */
  private partsOf(call: Call): readonly Node[] {
    switch (call.kind) {
      case 'operation':
      case 'kernel': {
        const { gradient } = call;
        if (gradient?.kind === 'vjp') return gradient.of;
        return call.kind === 'kernel' ? call.inputs.map(({ node }) => node) : call.inputs;
      }
      case 'pointwise':
      case 'repeat':
        return call.inputs;
      case 'view':
        return [call.input];
      default:
        return [];
    }
  }

  private total(call: Call, output: number): Node | undefined {
    const all = this.given.get(call)?.[output];
    return all?.reduce((a, b) => pointwise([a, b], (args) => numeric('add', ...args), 'f32'));
  }

  private depends(node: Node): boolean {
    return this.dependent.get(this.resolved(node).call) === true;
  }

  /** Hands on what a call was given. */
  private step(call: Call): void {
    const given = this.given.get(call);
    if (!given) return;
    if (this.isOf(call)) {
      if (given.every((all, at) => !all || this.wrt.some((node) => node.call === call && node.output === at))) return;
      throw new ArgumentError(
        this.name,
        'all outputs that are used of a call must be among what the gradient is with regard to, or none',
        'some of them',
      );
    }
    switch (call.kind) {
      case 'view': {
        const total = this.total(call, 0);
        if (total) this.give(call.input, viewAdjoint(call, total));
        return;
      }
      case 'pointwise':
        this.pointwise(call);
        return;
      case 'repeat':
        this.refuse(`${call.origin}: a loop has no gradient (unroll it)`);
        break;
      case 'operation':
      case 'kernel': {
        const { gradient } = call;
        const origin = call.kind === 'operation' ? call.operation : call.origin;
        if (gradient?.kind !== 'vjp')
          this.refuse(`${origin}: ${gradient?.kind === 'none' ? gradient.why : 'its gradient is not known'}`);
        for (const [at, why] of Object.entries(gradient.without ?? {})) {
          const node = gradient.of[Number(at)];
          if (node && this.depends(node)) this.refuse(`${origin}: ${why}`);
        }
        const totals = Array.from({ length: call.outputs.length }, (_, at) => this.total(call, at));
        const results = gradient.vjp(totals);
        gradient.of.forEach((node, at) => {
          const result = results[at];
          if (result && this.depends(node)) this.give(node, this.fitted(result, node));
        });
        return;
      }
    }
  }

  private refuse(got: string): never {
    throw new ArgumentError(this.name, 'every operation between must have a gradient', got);
  }

  private pointwise(call: PointwiseCall & Pick<Primitive, 'origin'>): void {
    const total = this.total(call, 0);
    if (!total) return;
    const { inputs, expr, values } = call;
    inputs.forEach((node, at) => {
      if (!reads(expr, at) || !this.depends(node)) return;
      const sentence = (what: string): string => `${call.origin || 'pointwise'}: ${what} has no gradient`;
      const slope = derivative(expr, at, {
        refuse: (what) => this.refuse(sentence(what)),
        flat: (what) => {
          this.flat ??= sentence(what);
        },
      });
      // what decides gives nothing, and what lies behind it is not asked for a gradient
      if (isConstant(slope, 0)) return;
      const product = times(slope, input(inputs.length));
      this.give(node, this.fitted(withValues([...inputs, total], product, values), node));
    });
  }

  /** Summed along the axes along which the node was broadcast. */
  private fitted(result: Node, node: Node): Node {
    const axes = AXES.filter((axis) => node.shape[axis] === 1 && result.shape[axis] > 1);
    return axes.length ? sum(result, { axes }) : result;
  }
}

/** A pointwise node over an expression whose numbers are given: of the inputs only those that it reads. */
function withValues(inputs: readonly Node[], expr: Expr, values: readonly number[]): Node {
  const read = inputs.flatMap((node, at) => (reads(expr, at) ? [{ node, at }] : []));
  const places = new Map(read.map(({ at }, place) => [at, place]));
  const moved = (part: Expr): Expr => {
    if (part.kind === 'input') return { ...part, index: places.get(part.index) ?? 0 };
    return 'args' in part ? withArguments(part, part.args.map(moved)) : part;
  };
  return pointwise(
    read.map(({ node }) => node),
    (_args, upload) => {
      for (const number of values) upload(number);
      return moved(expr);
    },
    'f32',
  );
}
