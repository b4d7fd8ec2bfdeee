/** Where voxels look whose image is turned, scaled, mirrored, shifted and bent by chance. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { constant, type Expr, float, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { gaussian } from '../filter/gaussian.js';
import { channel } from '../geometry/channel.js';
import { crop } from '../geometry/crop.js';
import { generated, randomLike, type Seed } from '../noise/random.js';
import { multiply } from '../pointwise/arithmetic.js';
import { ramp } from './ramp.js';

const ZERO = constant(0);
/** What the stream of the bends differs by from that of what an image is turned by. */
const BENDS = 0x42454e44;
/** The order of the numbers that are drawn for an image: by how much it is turned and scaled, whether an axis is mirrored, how far it is shifted. */
const DRAWN = ['angle', 'factor', 'mirror z', 'mirror y', 'mirror x', 'shift z', 'shift y', 'shift x'] as const;

export interface Motion {
  readonly rotation: number;
  readonly scaling: number;
  readonly flips: boolean;
  readonly shift: Readonly<Record<SpatialAxis, number>>;
  readonly bend: number;
  readonly bendSigma: number;
}

/** By which random numbers. */
export interface Chance {
  readonly seed: Seed;
  readonly turn: Node | undefined;
  readonly refuse: RefuseCall;
}

/** From -1 to 1. */
const both = (u: Expr): Expr => numeric('subtract', numeric('add', u, u), constant(1));

/** The places of all voxels along the axes that images of a shape have, y and x always. */
export function placesOf(src: Node, motion: Motion, chance: Chance): Record<'y' | 'x', Node> & { z?: Node } {
  const { n, z } = src.shape;
  const each = randomLike(
    generated({ n, c: 1, z: 1, y: DRAWN.length, x: 1 }),
    'uniform',
    chance.seed,
    chance.refuse,
    chance,
  );
  const drawn = (name: (typeof DRAWN)[number]): Node =>
    crop(each, { start: { y: DRAWN.indexOf(name) }, size: { y: 1 } });
  const bent = bentBy(src, motion, chance);
  /** How far a voxel lies from the middle, times a number of a matrix for each image. */
  const part = (axis: SpatialAxis, from: SpatialAxis, curve?: 'cos' | 'sin', sign = 1): Node => {
    const inputs = [drawn('angle'), drawn('factor'), drawn(`mirror ${axis}`), ramp(from, src.shape[from])];
    return pointwise(inputs, ([a = ZERO, f = ZERO, m = ZERO, k = ZERO], upload) => {
      const angle = numeric('multiply', both(a), upload((motion.rotation * Math.PI) / 180));
      const larger = float('exp', numeric('multiply', both(f), upload(-Math.log(motion.scaling))));
      const size = numeric('multiply', upload(sign), curve ? numeric('multiply', float(curve, angle), larger) : larger);
      const mirrored = numeric('multiply', size, select(test('less', m, constant(0.5)), constant(-1), constant(1)));
      const away = numeric('subtract', k, upload((src.shape[from] - 1) / 2));
      return numeric('multiply', motion.flips ? mirrored : size, away);
    });
  };
  const along = (axis: SpatialAxis, parts: readonly Node[]): Node => {
    const bend = bent(axis);
    return pointwise([drawn(`shift ${axis}`), ...parts, ...(bend ? [bend] : [])], ([s = ZERO, ...rest], upload) =>
      rest.reduce(
        (sum, other) => numeric('add', sum, other),
        numeric('add', upload((src.shape[axis] - 1) / 2), numeric('multiply', both(s), upload(motion.shift[axis]))),
      ),
    );
  };
  return {
    y: along('y', [part('y', 'y', 'cos'), part('y', 'x', 'sin', -1)]),
    x: along('x', [part('x', 'x', 'cos'), part('x', 'y', 'sin')]),
    ...(z > 1 && { z: along('z', [part('z', 'z')]) }),
  };
}

/** Smooth random displacements along each axis longer than one. */
function bentBy(
  src: Node,
  { bend, bendSigma }: Motion,
  { seed, turn, refuse }: Chance,
): (axis: SpatialAxis) => Node | undefined {
  if (bend === 0) return () => undefined;
  const axes = SPATIAL_AXES.filter((axis) => src.shape[axis] > 1);
  const words = { ...seed, stream: (seed.stream ^ BENDS) >>> 0 };
  const noise = randomLike(generated({ ...src.shape, c: axes.length }), 'normal', words, refuse, { turn });
  // a blur leaves 1 / √(2 √π sigma) of the deviation of white noise along each axis
  const left = (2 * Math.sqrt(Math.PI) * bendSigma) ** (-axes.length / 2);
  const all = multiply(gaussian(noise, { sigma: bendSigma, border: 'wrap' }), bend / left);
  return (axis) => (axes.includes(axis) ? channel(all, { index: axes.indexOf(axis) }) : undefined);
}
