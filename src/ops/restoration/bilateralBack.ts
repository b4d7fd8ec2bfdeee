/** The gradient of `denoiseBilateral`: shaders/restoration/bilateralSlope.wgsl and bilateralBack.wgsl. */
import type { SpatialAxis } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { asFloat, describedAs, kernel, kernelOf } from '../../graph/primitive.js';
import { type Border, borderConstants, borderReach } from '../border.js';
import { foldAlong, gather } from '../geometry/gather.js';
import { add, multiply } from '../pointwise/arithmetic.js';

interface Window {
  readonly axes: readonly SpatialAxis[];
  /** How far it reaches. */
  readonly ext: number;
  /** log2(e) / (2 sigmaSpatial²). */
  readonly near: number;
  readonly border: Border;
  readonly value: number;
}

/** What the image and the decay are given. */
export function bilateralBack(given: Node, src: Node, decay: Node, window: Window): readonly [Node, Node] {
  const { axes, ext, near, border, value } = window;
  const extents = {
    ext_x: axes.includes('x') ? ext : 0,
    ext_y: axes.includes('y') ? ext : 0,
    ext_z: axes.includes('z') ? ext : 0,
  };
  const image = asFloat(src);
  const wide = axes.some((axis) => ext + 4 > src.shape[axis]);
  const loads = 4 * (2 * ext + 1) ** axes.length;
  const around = Object.fromEntries(axes.map((axis) => [axis, borderReach(axis, ext, ext, border)]));
  const like = describedAs(image, {});
  const [rest, mean, own, decayed] = kernel({
    kernel: 'restoration/bilateralSlope',
    inputs: { src: { node: image, loads: 2 * loads, reach: around }, decay: { node: decay } },
    outputs: { rest: like, mean: like, own: like, decayed: like },
    constants: borderConstants(border, wide ? 1 : 0, 1),
    params: { outside: value, near, ...extents },
  }) as [Node, Node, Node, Node];
  const moves = Object.fromEntries(
    axes.map((axis) => [axis, { start: -ext, length: src.shape[axis] + 2 * ext }] as const),
  );
  const seen = axes.length ? gather(image, moves, border, value) : image;
  const windows = (node: Node) => ({
    node,
    loads,
    reach: Object.fromEntries(
      axes
        .filter((axis) => node.shape[axis] > 1)
        .map((axis) => [
          axis,
          { from: axis, scale: 1, offset: 0, before: 2 * ext, after: 0, wraps: false, clamps: true as const },
        ]),
    ),
  });
  const shares = multiply(given, rest);
  const spread = kernelOf({
    kernel: 'restoration/bilateralBack',
    inputs: {
      seen: { node: seen },
      src: windows(image),
      given: windows(shares),
      mean: windows(mean),
      decay: windows(decay),
    },
    outputs: { dst: describedAs(seen, { dtype: 'f32' }) },
    params: { near, ...extents },
    gradient: { kind: 'none', why: 'the gradient of a gradient of denoiseBilateral' },
  });
  const back = axes.reduce((node, axis) => foldAlong(node, axis, -ext, src.shape[axis], border), spread);
  return [add(back, multiply(given, own)), multiply(given, decayed)];
}
