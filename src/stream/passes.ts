/**
 * First passes. Where every voxel of a result needs all of a source, it is often through something small: the partial sums of a mean, the
 * histogram behind a threshold. Such volumes are computed beforehand, block by block, and held whole; what is made of them is computed from
 * them as from any other source. They are intermediates of the one plan, so sums are added in its own tree and have its bits.
 */
import { formatShape, type Shape, sameShape, voxels } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { UserError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { type Box, boxOf, sameBox, wholeOf } from '../engine/box.js';
import type { Engine } from '../engine/engine.js';
import type { FlatGraph } from '../engine/flatten.js';
import { slotKey } from '../engine/fuse.js';
import type { Needs, Regional } from '../engine/regional.js';
import { type Call, Node, type Source } from '../graph/node.js';
import { describedAs, source } from '../graph/primitive.js';
import { type BlockPlan, type BlockSize, planBlocks } from './planBlocks.js';
import { type BlockSource, bytesFrom } from './source.js';

/** The share of the budget that something must stay below to be held whole. */
const SMALL = 1 / 8;

/** A loop over blocks. */
export interface Pass {
  /** The operation that it is for, for people. */
  readonly label: string;
  readonly regional: Regional;
  readonly plan: BlockPlan;
}

/** A pass whose results are held whole. */
export interface FirstPass extends Pass {
  readonly held: readonly Held[];
}

export interface StreamPlan {
  readonly first: readonly FirstPass[];
  readonly last: Pass;
}

/** What was computed in a pass, as a source of what comes after. */
export class Held implements Source {
  readonly shape: Shape;
  readonly dtype: Source['dtype'];
  readonly spacing = {};
  readonly unit = '';
  readonly layout = '';
  readonly node: Node;
  data: HostVolume | undefined;

  constructor(like: Node) {
    this.shape = like.shape;
    this.dtype = like.dtype;
    this.node = source(this);
  }

  read(): HostVolume {
    if (!this.data) throw new Error('a pass was read before it was run');
    return this.data;
  }
}

export interface StreamPlanOptions {
  /** Bytes of memory for all that is held at a time. */
  readonly budget: number;
  readonly grain?: Partial<BlockSize>;
}

/** How a node is computed in blocks. Throws `UserError` where it cannot be within the budget, with the operation and what helps. */
export function planStream(
  engine: Engine,
  node: Node,
  cut: ReadonlySet<BlockSource>,
  { budget, grain = {} }: StreamPlanOptions,
): StreamPlan {
  const first: FirstPass[] = [];
  const known = new Map<Call, Held[]>();
  const instead = ({ call, output }: Node): Node | undefined => known.get(call)?.[output]?.node;
  for (;;) {
    const regional = engine.regional([node], cut, instead);
    const plan = planBlocks(node.shape, (box) => regional.needs([box]), { budget, grain, read });
    if ('blocks' in plan) return { first, last: { label: labelOf(node), regional, plan } };
    const pass = firstPass(engine, regional, cut, instead, budget);
    if (!pass) throw refusal(regional, cut, budget, plan.least);
    first.push(pass);
    for (const [at, { call, output }] of pass.regional.nodes.entries()) {
      const outputs = known.get(call) ?? [];
      outputs[output] = pass.held[at] as Held;
      known.set(call, outputs);
    }
  }
}

/** Bytes that are really read. */
function read({ sources }: Needs): number {
  return [...sources].reduce((sum, [from, box]) => sum + bytesFrom(from as BlockSource, box), 0);
}

function labelOf({ call }: Node): string {
  return call.kind === 'operation' ? call.operation : call.origin;
}

/** The first volumes in the order of the graph that are small, needed whole by any voxel, and can be computed in blocks themselves. */
function firstPass(
  engine: Engine,
  regional: Regional,
  cut: ReadonlySet<BlockSource>,
  instead: (node: Node) => Node | undefined,
  budget: number,
): FirstPass | undefined {
  const { graph } = regional;
  const regions = regional.within([firstVoxel(regional.shape)]).regions;
  const fromCut = behind(graph, (at) => isCut(graph, at, cut));
  const found: { node: Node; at: number; pass: Pass }[] = [];
  for (const [at, { call, label }] of graph.items.entries()) {
    if (call.kind !== 'kernel' || !fromCut.has(at)) continue;
    // what is made of something found is left to what comes after
    if (found.length && behind(graph, (item) => found.some((each) => each.at === item)).has(at)) continue;
    for (const [output, { description }] of call.outputs.entries()) {
      const box = regions?.slots.get(slotKey({ item: at, output }));
      const bytes = voxels(description.shape) * DTYPES[description.dtype].bytes;
      if (!box || !sameBox(box, wholeOf(description.shape)) || bytes > SMALL * budget) continue;
      const node = new Node(call, output, describedAs(description, {}));
      const [like] = found;
      if (like && (like.pass.regional.summed || !sameShape(like.node.shape, node.shape))) continue;
      const nodes = [...found.map((each) => each.node), node];
      const own = engine.regional(nodes, cut, instead);
      if (like && own.summed) continue;
      const plan = planBlocks(own.shape, (part) => own.needs(nodes.map(() => part)), { budget, read });
      if ('blocks' in plan) found.push({ node, at, pass: { label, regional: own, plan } });
    }
  }
  const last = found.at(-1);
  const labels = [...new Set(found.map(({ pass }) => pass.label))].join(', ');
  return last && { ...last.pass, label: labels, held: found.map(({ node }) => new Held(node)) };
}

function isCut(graph: FlatGraph, at: number, cut: ReadonlySet<object>): boolean {
  const call = graph.items[at]?.call;
  return call?.kind === 'source' && cut.has(call.source);
}

/** The items that some of them stand behind, these included. */
function behind(graph: FlatGraph, begins: (item: number) => boolean): Set<number> {
  const found = new Set<number>();
  for (const [at, { inputs }] of graph.items.entries())
    if (begins(at) || inputs.some(({ item }) => found.has(item))) found.add(at);
  return found;
}

function firstVoxel(shape: Shape): Box {
  return boxOf((axis) => [0, Math.min(1, shape[axis])]);
}

/** Why there are no blocks: the first that reads all of something large for any of its voxels, or that the least is too much. */
function refusal(regional: Regional, cut: ReadonlySet<object>, budget: number, least: number): UserError {
  const { graph } = regional;
  const regions = regional.within([firstVoxel(regional.shape)]).regions;
  const fromCut = behind(graph, (at) => isCut(graph, at, cut));
  for (const [at, { call, label, inputs }] of graph.items.entries()) {
    if (!fromCut.has(at) || call.kind === 'view' || call.kind === 'pointwise') continue;
    for (const { item, output } of inputs) {
      const read = graph.items[item]?.outputs[output];
      const box = regions?.slots.get(slotKey({ item, output }));
      if (!read || !box || !fromCut.has(item)) continue;
      const bytes = voxels(read.shape) * DTYPES[read.dtype].bytes;
      if (bytes > SMALL * budget && sameBox(box, wholeOf(read.shape)))
        return new UserError(
          `${label}: a result larger than the memory must need a part of its input for each of its parts, and this needs all ${formatShape(read.shape)} of it (labels, transforms, distances and solvers do): give it a budget of more than ${least} bytes, got ${budget}, or crop or shrink its input`,
        );
    }
  }
  return new UserError(
    `${labelOf(regional.nodes[0] as Node)}: the smallest blocks need ${least} bytes, got a budget of ${budget}`,
  );
}
