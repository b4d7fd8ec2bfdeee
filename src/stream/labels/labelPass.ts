/** A pass that finds the pieces of each block, and the labels that the passes after it read as a source. */
import { activeAxes, formatShape, type Shape } from '../../core/axes.js';
import { UserError } from '../../core/errors.js';
import { HostVolume } from '../../core/hostVolume.js';
import type { Box } from '../../engine/box.js';
import type { Engine } from '../../engine/engine.js';
import type { Substitute } from '../../engine/flatten.js';
import { inputsOf, lowered, type Node, type OperationCall } from '../../graph/node.js';
import { source } from '../../graph/primitive.js';
import { formatBytes } from '../formatBytes.js';
import { Held } from '../held.js';
import type { Pass } from '../passes.js';
import type { BlockPlan } from '../planBlocks.js';
import type { BlockSource } from '../source.js';
import { type Join, join, type PiecesAt, paint } from './joined.js';
import { type BlockShape, type Neighbour, neighboursOf, type Pieces, piecesOf } from './pieces.js';

/** Bytes that a piece takes while all are joined. */
const PER_PIECE = 24;

/** Labels as a source of what comes after. */
export class Labels implements BlockSource {
  readonly shape: Shape;
  readonly dtype = 'i32';
  readonly spacing;
  readonly unit: string;
  readonly layout: string;
  readonly grain = {};
  readonly node: Node;
  private made: { readonly join: Join; readonly piecesAt: PiecesAt } | undefined;

  constructor(
    like: Node,
    private readonly plan: BlockPlan,
  ) {
    this.shape = like.shape;
    this.spacing = like.spacing;
    this.unit = like.unit;
    this.layout = like.layout;
    this.node = source(this);
  }

  fill(made: { readonly join: Join; readonly piecesAt: PiecesAt }): void {
    this.made = made;
  }

  readBox(box: Box): Promise<HostVolume> {
    if (!this.made) throw new Error('labels were read before they were found');
    return paint(this.shape, this.plan, this.made.join, this.made.piecesAt, box);
  }

  read(): never {
    throw new Error('labels in blocks are read in boxes');
  }
}

/** The pass of one call of `label`. */
export interface LabelPass extends Pass {
  readonly labels: Labels;
  readonly count: Held;
  readonly neighbours: readonly Neighbour[];
  readonly background: number;
  /** Bytes that may be taken for what is known of pieces. */
  readonly room: number;
}

/** The calls of `label` behind a node, those first that others stand behind. */
export function labelCalls(node: Node, instead: Substitute): OperationCall[] {
  const found: OperationCall[] = [];
  const seen = new Set<unknown>();
  const visit: { node: Node; entered: boolean }[] = [{ node, entered: false }];
  for (let top = visit.pop(); top; top = visit.pop()) {
    const { call } = top.node;
    if (top.entered) found.push(call as OperationCall);
    if (top.entered || seen.has(call) || instead(lowered(top.node))) continue;
    seen.add(call);
    const isLabel = call.kind === 'operation' && call.operation === 'label';
    if (isLabel) visit.push({ node: top.node, entered: true });
    const behind =
      call.kind !== 'operation' ? inputsOf(call) : isLabel ? call.inputs : [...call.inputs, ...call.lowered];
    for (const each of behind) visit.push({ node: each, entered: false });
  }
  return found;
}

/** The pass of a call whose image is computed in blocks as planned. */
export function labelPass(
  engine: Engine,
  call: OperationCall,
  cut: ReadonlySet<object>,
  instead: Substitute,
  planned: (regional: Pass['regional']) => BlockPlan | undefined,
  room: number,
): LabelPass | undefined {
  const [src] = call.inputs as [Node];
  const [labels, count] = call.lowered as [Node, Node];
  const regional = engine.regional([src], cut, instead);
  const plan = planned(regional);
  if (!plan) return undefined;
  const { connectivity, background } = call.params as { connectivity?: number; background: number };
  const axes = Math.max(1, activeAxes(src.shape).length);
  return {
    label: 'label',
    regional,
    plan,
    labels: new Labels(labels, plan),
    count: new Held(count),
    neighbours: neighboursOf(Math.min(connectivity ?? axes, axes)),
    background: background >>> 0,
    room,
  };
}

/** The pieces of a block of the image. */
export function piecesIn({ neighbours, background }: LabelPass, { shape, data }: HostVolume): Pieces {
  const block: BlockShape = { images: shape.n * shape.c, z: shape.z, y: shape.y, x: shape.x };
  return piecesOf(data, block, background, neighbours);
}

/** Joins the pieces of all blocks. Throws `UserError` where they are too many for the memory. */
export async function joinPieces(pass: LabelPass, counts: readonly number[], piecesAt: PiecesAt): Promise<void> {
  const { labels, count, plan, neighbours, room } = pass;
  const total = counts.reduce((sum, each) => sum + each, 0);
  if (total * PER_PIECE > room)
    throw new UserError(
      `label: the pieces of all blocks of ${formatShape(labels.shape)} must take ${formatBytes(room)} at most, an eighth of the budget for blocks, got ${formatBytes(total * PER_PIECE)}: give it a budget ${(Math.ceil((10 * total * PER_PIECE) / room) / 10).toFixed(1)} times as large, or smooth its input`,
    );
  const made = await join(labels.shape, plan, neighbours, counts, piecesAt);
  labels.fill({ join: made, piecesAt });
  count.data = new HostVolume({ shape: count.shape, dtype: 'i32', data: made.counts });
}
