/** Random numbers for a shape: seeded, so that they can be computed again, and the same in every window. */

import { AXES, formatShape, naturalLayout, type Shape, voxels } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import type { Description } from '../../core/hostVolume.js';
import { integer, perAxis } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';

const MOST_WORD = 2 ** 32 - 1;
/** The counter has as many places for n and c together. */
const MOST_BATCH = 2 ** 26;

export const seedParams = {
  seed: integer('Which random numbers: the same for the same seed and stream.', { default: 0, min: 0, max: MOST_WORD }),
  stream: integer('Which of many independent sequences of a seed.', { default: 0, min: 0, max: MOST_WORD }),
};

/** The optional input by which random numbers differ from round to round of a loop, where parameters stay. */
export const turnInput = { turn: 'One whole number, at least 0, added to the stream.' } as const;

export const shapeParam = {
  shape: perAxis('Voxels along each axis.', { default: 1, min: 1, max: 1e9, whole: true, axes: AXES }),
};

export interface Seed {
  readonly seed: number;
  readonly stream: number;
}

/** What the stream of a camera's electronics differs by from that of its photons. */
export const ELECTRONICS = 0x52454144;

/** What the streams of a sampler's iterations differ by from those that noise is made of. */
export const SAMPLER = 0x47494242;

/** The order is that of the kernel. */
const KINDS = ['bits', 'uniform', 'normal'] as const;

/** The two words that choose among all sequences. */
export function keyOf({ seed, stream }: Seed): readonly [number, number] {
  return [seed, stream];
}

/** Refuses more than the counter can tell apart. */
export function checkBatch({ n, c }: Shape, refuse: RefuseCall): void {
  if (n * c > MOST_BATCH) refuse(`n times c must be at most ${MOST_BATCH}`, `${n * c}`);
}

/** Refuses what cannot be added to a stream. */
export function checkTurn(turn: Node | undefined, refuse: RefuseCall): void {
  if (turn && (voxels(turn.shape) !== 1 || DTYPES[turn.dtype].compute === 'f32'))
    refuse('turn must be one whole number', `${formatShape(turn.shape)} of ${turn.dtype}`);
}

/** What a generated volume of a shape is. */
export function generated(shape: Shape): Description {
  return { shape, dtype: 'f32', spacing: {}, unit: '', layout: naturalLayout(shape) };
}

export interface Drawn {
  /** The counter of the first four voxels. */
  readonly start?: readonly number[];
  /** One voxel that is added to the stream. */
  readonly turn?: Node | undefined;
}

/** Whole numbers of 32 bits, numbers from 0 to 1, or normal ones, like a volume. */
export function randomLike(
  like: Description,
  kind: (typeof KINDS)[number],
  seed: Seed,
  refuse: RefuseCall,
  { start = [0, 0, 0, 0], turn }: Drawn = {},
): Node {
  checkBatch(like.shape, refuse);
  checkTurn(turn, refuse);
  return kernelOf({
    kernel: 'noise/random',
    inputs: turn ? { turn: { node: turn, as: 'u32' } } : {},
    outputs: { dst: describedAs(like, { dtype: kind === 'bits' ? 'u32' : 'f32' }) },
    constants: { KIND: KINDS.indexOf(kind), HAS_TURN: turn !== undefined },
    params: { start, key: keyOf(seed) },
    tile: { x4: 2 },
  });
}
