/** What a camera sees of a scene through a psf, and its adjoint, by what lies outside of the image. */
import type { SpatialAxis } from '../core/axes.js';
import type { NumberArray } from '../core/params.js';
import { constant, type Expr, float, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { describedAs, filled, pointwise } from '../graph/primitive.js';
import { crop } from '../ops/geometry/crop.js';
import { pad } from '../ops/geometry/pad.js';
import { convolved, correlated, frameOf } from './periodic.js';
import { transferOf } from './psfParam.js';

export const BORDERS = ['unknown', 'constant', 'wrap'] as const;

interface Observed {
  /** 0.5 everywhere in the scene. */
  readonly start: Node;
  /** What is seen of it. */
  readonly forward: (scene: Node) => Node;
  readonly back: (image: Node) => Node;
  /** 1 over how much of a voxel of the scene is seen; left out where it is all. */
  readonly share?: Node;
  /** The scene inside of the image. */
  readonly answer: (scene: Node) => Node;
}

/** Voxels of which less is seen are left dark: nothing is known of them. */
const LEAST_SEEN = 0.01;

export function observed(
  image: Node,
  psf: NumberArray,
  axes: readonly SpatialAxis[],
  border: (typeof BORDERS)[number],
): Observed {
  const half = (shape: Node['shape']): Node => filled(0.5, describedAs(image, { shape }));
  if (border === 'wrap') {
    const transfer = transferOf(psf, image.shape, axes);
    return {
      start: half(image.shape),
      forward: (scene) => convolved(scene, transfer, axes),
      back: (seen) => correlated(seen, transfer, axes),
      answer: (scene) => scene,
    };
  }
  const isUnknown = border === 'unknown';
  // zeros outside need room on one side alone: it comes round
  const { before, after, inside } = frameOf(psf, image.shape, { before: isUnknown ? 1 : 0, after: 1 });
  const framed = (node: Node): Node => pad(node, { before, after, border: 'constant' });
  const cut = (node: Node): Node => crop(node, inside);
  const wide = framed(image);
  const transfer = transferOf(psf, wide.shape, axes);
  if (!isUnknown)
    return {
      start: half(image.shape),
      forward: (scene) => cut(convolved(framed(scene), transfer, axes)),
      back: (seen) => cut(correlated(framed(seen), transfer, axes)),
      answer: (scene) => scene,
    };
  const back = (seen: Node): Node => correlated(framed(seen), transfer, axes);
  const seenOf = back(filled(1, describedAs(image, { shape: { ...image.shape, n: 1, c: 1 }, dtype: 'f32' })));
  return {
    start: half(wide.shape),
    forward: (scene) => cut(convolved(scene, transfer, axes)),
    back,
    share: pointwise([seenOf], ([part]) =>
      select(test('less', part as Expr, constant(LEAST_SEEN)), constant(0), float('divide', constant(1), part as Expr)),
    ),
    answer: cut,
  };
}
