/** Pyramids of images: lists of nodes, since an operation has a fixed list of results. */
import { SPATIAL_AXES, sameShape } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import type { Node } from '../../graph/node.js';
import { type Input, toNode } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { gaussian } from '../filter/gaussian.js';
import { subtract } from '../pointwise/arithmetic.js';
import { lengthsTimes, pyramidReduce } from './pyramidReduce.js';
import { resize } from './resize.js';

/** What both take: `maxLayer` images follow the first, or as many as there are. */
export interface PyramidOptions {
  readonly maxLayer?: number;
  readonly downscale?: number;
  readonly sigma?: number;
}

/**
 * The Gaussian pyramid of an image: itself in f32, and each time `pyramidReduce` of the one before, as scikit-image's
 * `pyramid_gaussian`: a list of nodes. It ends with one that would not become smaller. Borders are `reflect`.
 *
 * Throws `ArgumentError` as `pyramidReduce` does.
 * @example
 * import { HostVolume, pyramidGaussian } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 8, x: 8 } });
 * const levels = pyramidGaussian(image);
 * levels.map(({ shape }) => shape.x); // 8, 4, 2, 1
 */
export function pyramidGaussian(src: Input, { maxLayer = -1, ...how }: PyramidOptions = {}): Node[] {
  const levels = [asFloat(toNode(src, 'pyramidGaussian', 'src'))];
  for (let layer = 0; layer !== maxLayer; layer++) {
    const last = levels.at(-1) as Node;
    const next = pyramidReduce(last, how);
    if (sameShape(next.shape, last.shape)) break;
    levels.push(next);
  }
  return levels;
}

/**
 * The Laplacian pyramid of an image: what a blur takes from it, then from the blurred image made smaller, and so on, as
 * scikit-image's `pyramid_laplacian`: a list of nodes. There are ceil(log(longest axis, downscale)) after the first at most.
 * Borders are `reflect`.
 *
 * Throws `ArgumentError` for a downscale of 1 or less.
 * @example
 * import { HostVolume, pyramidLaplacian } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 8, x: 8 } });
 * const levels = pyramidLaplacian(image, { maxLayer: 2 });
 * levels.map(({ shape }) => shape.x); // 8, 4, 2
 */
export function pyramidLaplacian(src: Input, { maxLayer = -1, ...how }: PyramidOptions = {}): Node[] {
  const { downscale = 2, sigma = downscale / 3 } = how;
  if (!(downscale > 1)) throw new ArgumentError('pyramidLaplacian', 'downscale must be above 1', `${downscale}`);
  let sharp = asFloat(toNode(src, 'pyramidLaplacian', 'src'));
  const longest = Math.max(...SPATIAL_AXES.map((axis) => sharp.shape[axis]));
  const layers = maxLayer < 0 ? Math.ceil(Math.log(longest) / Math.log(downscale)) : maxLayer;
  const levels: Node[] = [];
  for (let layer = 0; ; layer++) {
    const soft = gaussian(sharp, { sigma });
    levels.push(subtract(sharp, soft));
    if (layer === layers) return levels;
    const outputShape = lengthsTimes(soft, (length) => length / downscale);
    sharp = resize(soft, { outputShape, antiAliasing: false });
  }
}
