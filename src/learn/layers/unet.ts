/** The network of two arms: down to coarse maps of much, and up again with what was seen on the way. */
import { formatShape, type Shape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import type { Node } from '../../graph/node.js';
import { concatenate } from '../../ops/geometry/concatenate.js';
import { maxPool } from '../../ops/network/maxPool.js';
import type { Initial } from '../initial.js';
import { type Layer, plain, prefixed, type Setting, within } from '../layer.js';
import { shapeAfter } from '../network.js';
import { flagOf, functionOf, knownOptions, wholeOf } from '../options.js';
import { relu } from './activations.js';
import { conv } from './conv.js';
import { convTranspose } from './convTranspose.js';
import { recomputed } from './recomputed.js';
import { sequential } from './sequential.js';

export interface UnetOptions {
  /** Channels of the result. */
  readonly outputs: number;
  /** Filters at the finest level, twice as many at each coarser one; 16 when left out. */
  readonly filters?: number;
  /** How often images are halved; 3 when left out. */
  readonly depth?: number;
  readonly activation?: () => Layer;
  /** A norm behind every convolution, such as `() => layer.groupNorm({ groups: 4 })`; none when left out. */
  readonly norm?: () => Layer;
  /** Whether what the convolutions of a level make is made again on the way back, and not kept: less memory, more time. */
  readonly recompute?: boolean;
}

const axesOf = (shape: Shape) => SPATIAL_AXES.filter((axis) => shape[axis] > 1);

/** The largest of every two voxels along each axis that there is. */
const halved = (): Layer =>
  plain('maxPool of 2', (x) => maxPool(x, { window: Object.fromEntries(axesOf(x.shape).map((axis) => [axis, 2])) }));

/** The axes that windows name: those of volumes also where halving has left one slice, so that weights stay those of volumes. */
const windowAxes = ({ z }: Shape) => SPATIAL_AXES.filter((axis) => axis !== 'z' || z > 1);

/** Back to the size before: twice as large along the axes that were halved. */
function doubled(filters: number, axes: readonly SpatialAxis[], from: Shape, to: Shape): Layer {
  const stride = Object.fromEntries(axes.map((axis) => [axis, to[axis] / from[axis]]));
  return convTranspose({ filters, stride, window: stride });
}

/** The convolutions of a network, for images or for volumes. */
function partsOf(options: UnetOptions, input: Shape) {
  const { outputs, filters = 16, depth = 3, activation = relu, norm, recompute = false } = options;
  const axes = windowAxes(input);
  const window = (taps: number) => Object.fromEntries(axes.map((axis) => [axis, taps]));
  const block = (count: number): Layer =>
    (recompute ? recomputed : sequential)({
      conv1: conv({ filters: count, window: window(3), bias: !norm }),
      ...(norm && { norm1: norm() }),
      act1: activation(),
      conv2: conv({ filters: count, window: window(3), bias: !norm }),
      ...(norm && { norm2: norm() }),
      act2: activation(),
    });
  const levels = Array.from({ length: depth }, (_, level) => filters * 2 ** level);
  return {
    down: levels.map(block),
    merge: levels.map(block),
    up: levels.map((count) => (from: Shape, to: Shape) => doubled(count, axes, from, to)),
    bottom: block(filters * 2 ** depth),
    head: conv({ filters: outputs, window: window(1) }),
  };
}

/**
 * A U-Net for images and volumes: at each level two convolutions of window 3, then the largest of every two voxels along each axis; on the way up a transposed convolution of stride 2, what the level saw
 * on the way down beside it, and two convolutions; at last a filter of one voxel for each output. Ronneberger, Fischer, Brox 2015, U-Net: convolutional networks for biomedical image segmentation, figure 1;
 * sizes stay, since borders are padded. A volume whose z is halved down to one slice has windows of 3 along z all the same. Throws `ArgumentError` for unknown options, and when the network is built where an axis
 * longer than one is no multiple of 2^depth.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.unet({ outputs: 2, filters: 4, depth: 2 }), { input: { y: 16, x: 24 } });
 * net.output.x; // 24
 */
export function unet(options: UnetOptions): Layer {
  const known = ['outputs', 'filters', 'depth', 'activation', 'norm', 'recompute'];
  const {
    outputs,
    filters = 16,
    depth = 3,
    activation = relu,
    norm,
    recompute = false,
  } = knownOptions('unet', options, known);
  wholeOf('unet', 'outputs', outputs);
  wholeOf('unet', 'filters', filters);
  wholeOf('unet', 'depth', depth);
  functionOf('unet', 'activation', activation);
  if (norm) functionOf('unet', 'norm', norm);
  flagOf('unet', 'recompute', recompute);
  const pool = halved();

  /** Goes through all parts, in order; `visit` says what each makes of a volume. */
  function walk<V extends { readonly shape: Shape }>(
    x: V,
    visit: (name: string, part: Layer, at: V) => V,
    join: (a: V, b: V) => V,
  ): V {
    for (const axis of axesOf(x.shape))
      if (x.shape[axis] % 2 ** depth !== 0)
        throw new ArgumentError('unet', `${axis} must be a multiple of ${2 ** depth} voxels`, formatShape(x.shape));
    const { down, merge, up, bottom, head } = partsOf(options, x.shape);
    const seen: V[] = [];
    let at = x;
    down.forEach((part, level) => {
      at = visit(`down${level}`, part, at);
      seen.push(at);
      at = visit(`pool${level}`, pool, at);
    });
    at = visit('bottom', bottom, at);
    for (let level = depth - 1; level >= 0; level--) {
      const past = seen[level] as V;
      at = visit(`up${level}`, (up[level] as (typeof up)[number])(at.shape, past.shape), at);
      at = visit(`merge${level}`, merge[level] as Layer, join(past, at));
    }
    return visit('head', head, at);
  }

  return {
    title: `unet of depth ${depth}`,
    parameters(input) {
      const all: Record<string, Initial> = {};
      walk<{ shape: Shape }>(
        { shape: input },
        (name, part, { shape }) => {
          const own = part.parameters(shape);
          Object.assign(all, prefixed(name, own));
          return { shape: shapeAfter(part, shape, own) };
        },
        (a, b) => ({ shape: { ...a.shape, c: a.shape.c + b.shape.c } }),
      );
      return all;
    },
    apply: (x: Node, setting: Setting) =>
      walk<Node>(
        x,
        (name, part, at) => {
          const made = part.apply(at, within(setting, name));
          setting.observe(name, made);
          return made;
        },
        (a, b) => concatenate([a, b], { axis: 'c' }),
      ),
  };
}
