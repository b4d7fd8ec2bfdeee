/**
 * First passes. Where every voxel of a result needs all of a source, it is often through something small: the partial sums of a mean, the
 * histogram behind a threshold. Such volumes are computed beforehand, block by block, and held whole; what is made of them is computed from
 * them as from any other source. They are intermediates of the one plan, so sums are added in its own tree and have its bits.
 */
import { formatShape, ROW_AXES, type Shape, sameShape, voxels } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { UserError } from '../core/errors.js';
import { boxOf, sameBox, wholeOf } from '../engine/box.js';
import type { Engine } from '../engine/engine.js';
import type { FlatGraph } from '../engine/flatten.js';
import { slotKey } from '../engine/fuse.js';
import type { Needs, Regional } from '../engine/regional.js';
import { type Call, lowered, Node, type OperationCall } from '../graph/node.js';
import { copied, describedAs } from '../graph/primitive.js';
import { asBudget, formatBytes } from './formatBytes.js';
import { Held } from './held.js';
import { type LabelPass, labelCalls, labelPass } from './labels/labelPass.js';
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

/** What comes before the result: volumes that are held whole, or labels that are joined. */
export type EarlyPass = FirstPass | LabelPass;

export interface StreamPlan {
  readonly first: readonly EarlyPass[];
  readonly last: Pass;
}

export interface StreamPlanOptions {
  /** Bytes of memory for all that is held at a time. */
  readonly budget: number;
  /** The share of it that blocks may take; all unless said. */
  readonly share?: number;
  readonly grain?: Partial<BlockSize>;
}

/**
 * How nodes are computed in blocks, all of a block together: they have the same lengths but x. Throws `UserError` where they cannot be within the
 * budget, with the operation and what helps.
 */
export function planStream(
  engine: Engine,
  nodes: readonly Node[],
  sources: ReadonlySet<BlockSource>,
  { budget, share = 1, grain = {} }: StreamPlanOptions,
): StreamPlan {
  const within = (bytes: number) => planWithin(engine, nodes, sources, bytes * share, grain);
  const planned = within(budget);
  if ('last' in planned) return planned;
  // with more of it there may be passes that were too large to be held
  const { least } = planned;
  let enough = 2 * budget;
  while (enough * share < least && !('last' in within(enough))) enough *= 2;
  throw refusal(planned, Math.min(enough, Math.ceil(least / share)), budget, grain);
}

/** Why there is no plan: what is left when no pass helps any more, and the bytes that it takes at least. */
interface Unplanned {
  readonly regional: Regional;
  readonly cut: ReadonlySet<BlockSource>;
  readonly least: number;
  readonly small: number;
}

function planWithin(
  engine: Engine,
  nodes: readonly Node[],
  sources: ReadonlySet<BlockSource>,
  budget: number,
  grain: Partial<BlockSize>,
): StreamPlan | Unplanned {
  const first: EarlyPass[] = [];
  const cut = new Set(sources);
  const known = new Map<Call, { readonly node: Node }[]>();
  const know = ({ call, output }: Node, as: { readonly node: Node }): void => {
    const outputs = known.get(call) ?? [];
    outputs[output] = as;
    known.set(call, outputs);
  };
  const instead = ({ call, output }: Node): Node | undefined => known.get(call)?.[output]?.node;
  for (;;) {
    // what is made of a source is computed, and a source is not
    const asked = nodes.map((node) => (instead(lowered(node)) ? copied(node) : node));
    const regional = engine.regional(asked, cut, instead);
    const plan = planBlocks((nodes[0] as Node).shape, (box) => regional.needs(asked.map(() => box)), {
      budget,
      grain,
      read,
    });
    if ('blocks' in plan) return { first, last: { label: labelOf(nodes), regional, plan } };
    const labelled = firstLabels(engine, nodes, cut, instead, budget);
    if (labelled) {
      const { call, pass } = labelled;
      first.push(pass);
      cut.add(pass.labels);
      know(lowered(call.lowered[0] as Node), pass.labels);
      know(lowered(call.lowered[1] as Node), pass.count);
      continue;
    }
    const pass = firstPass(engine, regional, cut, instead, budget);
    if (!pass) return { regional, cut, least: plan.least, small: budget * SMALL };
    first.push(pass);
    for (const [at, each] of pass.regional.nodes.entries()) know(each, pass.held[at] as Held);
  }
}

/** The first call of `label` whose image can be computed in blocks. */
function firstLabels(
  engine: Engine,
  nodes: readonly Node[],
  cut: ReadonlySet<BlockSource>,
  instead: (node: Node) => Node | undefined,
  budget: number,
): { readonly call: OperationCall; readonly pass: LabelPass } | undefined {
  for (const call of nodes.flatMap((node) => labelCalls(node, instead))) {
    const planned = (regional: Regional): BlockPlan | undefined => {
      const plan = planBlocks(regional.shape, (box) => regional.needs([box]), { budget, read });
      return 'blocks' in plan ? plan : undefined;
    };
    const pass = labelPass(engine, call, cut, instead, planned, budget * SMALL);
    if (pass) return { call, pass };
  }
  return undefined;
}

/** Bytes that are really read. */
function read({ sources }: Needs): number {
  return [...sources].reduce((sum, [from, box]) => sum + bytesFrom(from as BlockSource, box), 0);
}

function labelOf(nodes: readonly Node[]): string {
  const names = nodes.map(({ call }) => (call.kind === 'operation' ? call.operation : call.origin));
  return [...new Set(names)].join(', ');
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
  const regions = firstRegions(regional);
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

/** What the first voxel of each output takes. */
function firstRegions(regional: Regional): FlatGraph['regions'] {
  const first = boxOf((axis) => [0, Math.min(1, regional.shape[axis])]);
  return regional.within(regional.nodes.map(() => first)).regions;
}

/** Why there are no blocks: the first that makes something small, or a part, of all of something large, or that the least is too much. */
function refusal(
  { regional, cut, small }: Unplanned,
  enough: number,
  budget: number,
  grain: Partial<BlockSize>,
): UserError {
  const { graph } = regional;
  const regions = firstRegions(regional);
  const fromCut = behind(graph, (at) => isCut(graph, at, cut));
  const isAll = (item: number, output: number): boolean => {
    const volume = graph.items[item]?.outputs[output];
    const box = regions?.slots.get(slotKey({ item, output }));
    const bytes = volume ? voxels(volume.shape) * DTYPES[volume.dtype].bytes : 0;
    return volume !== undefined && box !== undefined && bytes > small && sameBox(box, wholeOf(volume.shape));
  };
  const wanted = `${asBudget(enough)}, got ${formatBytes(budget)}`;
  const reading: { readonly label: string; readonly shape: Shape; readonly ends: boolean }[] = [];
  for (const [at, { call, label, inputs, outputs }] of graph.items.entries()) {
    if (!fromCut.has(at) || call.kind === 'view' || call.kind === 'pointwise') continue;
    const read = inputs.find(({ item, output }) => fromCut.has(item) && isAll(item, output));
    const shape = read && graph.items[read.item]?.outputs[read.output]?.shape;
    if (shape) reading.push({ label, shape, ends: !outputs.some((_, output) => isAll(at, output)) });
  }
  const guilty = reading.find(({ ends }) => ends) ?? reading[0];
  if (guilty)
    return new UserError(
      `${guilty.label}: a result larger than the memory must need a part of its input for each of its parts, and this needs all ${formatShape(guilty.shape)} of it (transforms, distances and iterations do): give it a budget of ${wanted}, or crop or shrink its input`,
    );
  const whole = ROW_AXES.filter((axis) => (grain[axis] ?? 1) > 1).map((axis) => `${axis}=${grain[axis]}`);
  const hint = whole.length
    ? ` (they are whole chunks of the result, ${whole.join(' ')}: smaller chunks need less)`
    : '';
  return new UserError(`${labelOf(regional.nodes)}: the smallest blocks need a budget of ${wanted}${hint}`);
}
