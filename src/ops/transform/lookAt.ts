/** Results whose every voxel looks at a place in the image that other volumes hold: shaders/transform/mapCoordinates.wgsl. */
import type { SpatialAxis } from '../../core/axes.js';
import type { Description } from '../../core/hostVolume.js';
import type { Gradient } from '../../graph/gradient.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { multiply } from '../pointwise/arithmetic.js';
import { giveBack, type Looking } from './giveBack.js';
import {
  type Interpolated,
  type Interpolation,
  interpolated,
  interpolationConstants,
  tapsOf,
} from './interpolation.js';

/** Places by axis, in f32; slices are images of their own where there are none along z. */
export interface PlaceNodes {
  readonly x: Node;
  readonly y: Node;
  readonly z?: Node | undefined;
}

/** f32, or the image's type of order 0. */
export function lookAt(
  src: Node,
  { x, y, z }: PlaceNodes,
  how: Interpolation,
  result: Partial<Description>,
  refuse: RefuseCall,
): Node {
  const { order } = how;
  const axes: readonly SpatialAxis[] = z ? ['z', 'y', 'x'] : ['y', 'x'];
  const ready = interpolated(src, how, axes, refuse);
  const { margin } = ready;
  const place = (node: Node) => ({ node, as: 'f32' as const });
  const all: Places = { xs: place(x), ys: place(y), ...(z && { zs: place(z) }) };
  const looking: Looking & { readonly places: Places } = {
    kernel: 'transform/mapCoordinates',
    places: all,
    constants: { ...interpolationConstants(order, ready, !z), IS_SLOPE: false },
    params: {
      outside: ready.bits,
      x_margin: margin.x,
      y_margin: margin.y,
      z_margin: margin.z,
      slices: ready.node.shape.z,
      axis: 0,
      bits: 0,
    },
  };
  const description = describedAs(src, { ...result, dtype: order === 0 ? src.dtype : 'f32' });
  return lookedAt(ready, looking, order, description);
}

type Places = NonNullable<Looking['places']>;
type At = Looking & { readonly places: Places };
type Image = Pick<Interpolated, 'node' | 'as'>;

/** The kernel on an image: the axes of its places in turn, x first. */
function kernelAt({ node, as }: Image, looking: At, order: number, dst: Description, gradient: Gradient): Node {
  const { kernel, places, constants, params } = looking;
  const { zs } = places;
  return kernelOf({
    kernel,
    inputs: {
      src: {
        node,
        as,
        loads: tapsOf(order, zs ? 3 : 2),
        reach: { ...(zs && { z: 'all' as const }), y: 'all', x: 'all' },
      },
      ...places,
    },
    outputs: { dst },
    constants,
    params,
    gradient,
  });
}

const FLAT = 'the nearest voxel does not change with its place (interpolate with order 1 or 3)';

/** Reasons why there is no gradient with regard to places, which follow the image. */
function withoutPlaces(places: readonly Node[], why: string): Readonly<Record<number, string>> {
  return Object.fromEntries(places.map((_, at) => [at + 1, why]));
}

/** What is found, how that changes with the image and with the places; and the adjoint, likewise. */
function lookedAt(image: Image, looking: At, order: number, result: Description): Node {
  const places = Object.values(looking.places).map(({ node }) => node);
  const without = order === 0 ? withoutPlaces(places, FLAT) : {};
  const slopes = (node: Node, given: Node, outside = looking.params.outside ?? 0): (Node | undefined)[] =>
    order === 0 ? [] : places.map((_, axis) => multiply(slopeAt(node, looking, order, axis, outside, result), given));
  return kernelAt(image, looking, order, result, {
    kind: 'vjp',
    of: [image.node, ...places],
    without,
    vjp: ([given]) => {
      if (!given) return [];
      const back = giveBack(given, image.node, looking, {
        kind: 'vjp',
        of: [given, ...places],
        without,
        vjp: ([again]) => {
          if (!again) return [];
          const nothing = { ...looking, params: { ...looking.params, outside: 0 } };
          const seen = lookedAt({ node: again, as: 'f32' }, nothing, order, describedAs(result, { dtype: 'f32' }));
          return [seen, ...slopes(again, given, 0)];
        },
      });
      return [back, ...slopes(image.node, given)];
    },
  });
}

/** How fast what is found changes with the place along an axis. */
function slopeAt(
  node: Node,
  looking: At,
  order: number,
  axis: number,
  outside: number | readonly number[],
  result: Description,
): Node {
  const { constants, params } = looking;
  const sloping = { ...looking, constants: { ...constants, IS_SLOPE: true }, params: { ...params, axis, outside } };
  return kernelAt({ node, as: 'f32' }, sloping, order, describedAs(result, { dtype: 'f32' }), {
    kind: 'none',
    why: 'the slope of an interpolation has none (its second derivative is not known)',
  });
}
