/** How far trees grow: what users say of it, checked. */
import { numberOf, wholeOf } from '../options.js';
import type { Growth } from './tree.js';

export interface Growing {
  /** Questions from the root to a leaf, at most. Without limit when left out. */
  readonly maxDepth?: number;
  /** Samples that a node must have to be parted. 2 when left out. */
  readonly minSamplesSplit?: number;
  /** Samples that each side must have. 1 when left out. */
  readonly minSamplesLeaf?: number;
  /** Features that each node may choose among: how many, a share of all, or the root of their number. */
  readonly maxFeatures?: number | 'sqrt';
}

export const GROWING = ['maxDepth', 'minSamplesSplit', 'minSamplesLeaf', 'maxFeatures'] as const;

export function growthOf(learner: string, growing: Growing, features: number, usual: number | 'sqrt'): Growth {
  const { maxDepth = 1024, minSamplesSplit = 2, minSamplesLeaf = 1, maxFeatures = usual } = growing;
  const some = (): number => {
    if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(features)));
    numberOf(learner, 'maxFeatures', maxFeatures, { above: 0, max: features });
    // 1 is all of them as a share and one of them as a number: the number is meant
    return Number.isInteger(maxFeatures) ? maxFeatures : Math.max(1, Math.floor(maxFeatures * features));
  };
  return {
    maxDepth: wholeOf(learner, 'maxDepth', maxDepth, 1),
    minSamplesSplit: wholeOf(learner, 'minSamplesSplit', minSamplesSplit, 2),
    minSamplesLeaf: wholeOf(learner, 'minSamplesLeaf', minSamplesLeaf, 1),
    maxFeatures: some(),
  };
}
