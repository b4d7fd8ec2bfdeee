/** A forest as volumes: what the GPU walks. */
import { ArgumentError } from '../../core/errors.js';
import { HostVolume } from '../../core/hostVolume.js';
import type { RandomForestModel } from './randomForest.js';
import type { Tree } from './tree.js';

/** Questions from root to leaf that a kernel asks at most: a tree of so many has 65,535 nodes. */
const MOST_DEPTH = 16;

export interface ForestVolumes {
  /** c = trees, z = 2, x = 2^depth - 1 nodes: the feature that each asks for, and the number. */
  readonly splits: HostVolume;
  /** c = trees, z = 2^depth leaves, x = classes: their probabilities. */
  readonly leaves: HostVolume;
}

/**
 * The trees of a forest as two volumes for `forestProba`, filled up to perfect trees of the depth of the deepest: node i has its children at 2i + 1 and 2i + 2. They can be saved like any volume (npy, TIFF), and are
 * the inputs of `brightfield forestProba` then. Memory: trees · 2^depth · (8 + 4 · classes) bytes. Throws `ArgumentError` for trees deeper than 16: grow them with a `maxDepth`.
 * @example
 * import { forestVolumes, HostVolume, randomForest } from 'brightfield';
 * const table = new HostVolume({ shape: { y: 4, x: 1 }, data: Float32Array.of(1, 2, 8, 9) });
 * const kind = new HostVolume({ shape: { y: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * const { leaves } = forestVolumes(randomForest(table, kind, { nEstimators: 5, maxDepth: 1, bootstrap: false }));
 * leaves.shape; // c = 5, z = 2, x = 2
 */
export function forestVolumes({ trees, classes }: RandomForestModel): ForestVolumes {
  const depth = Math.max(1, ...trees.map((tree) => tree.depth));
  if (depth > MOST_DEPTH)
    throw new ArgumentError('forestVolumes', `trees must be no deeper than ${MOST_DEPTH} (maxDepth)`, `${depth}`);
  const [nodes, ends] = [2 ** depth - 1, 2 ** depth];
  const splits = new HostVolume({ shape: { c: trees.length, z: 2, x: nodes }, layout: 'czx' });
  const leaves = new HostVolume({ shape: { c: trees.length, z: ends, x: classes.length }, layout: 'czx' });
  trees.forEach((tree, at) => {
    fill(tree, 0, 0, nodes, classes.length, {
      features: splits.data.subarray(2 * at * nodes, (2 * at + 1) * nodes) as Float32Array,
      thresholds: splits.data.subarray((2 * at + 1) * nodes, (2 * at + 2) * nodes) as Float32Array,
      leaves: leaves.data.subarray(at * ends * classes.length, (at + 1) * ends * classes.length) as Float32Array,
    });
  });
  return { splits, leaves };
}

interface Room {
  readonly features: Float32Array;
  readonly thresholds: Float32Array;
  readonly leaves: Float32Array;
}

/** A node at its place, and all below it; below a leaf all is as the leaf. */
function fill(tree: Tree, node: number, place: number, nodes: number, classes: number, room: Room): void {
  if (place >= nodes) {
    room.leaves.set(tree.shares.subarray(node * classes, (node + 1) * classes), (place - nodes) * classes);
    return;
  }
  const name = tree.feature[node] as number;
  const next = name < 0 ? [node, node] : [tree.left[node] as number, (tree.left[node] as number) + 1];
  room.features[place] = Math.max(0, name);
  room.thresholds[place] = name < 0 ? 0 : (tree.threshold[node] as number);
  for (const [side, each] of next.entries()) fill(tree, each, 2 * place + 1 + side, nodes, classes, room);
}
