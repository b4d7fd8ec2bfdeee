/** Filters that are made of other filters, from their definitions: bands, edges, Hessians, ridges, local statistics, templates. */
import { activeAxes, type SpatialAxis } from '../../src/core/axes.js';
import { type BorderOptions, build, type Field, fieldOf, itemAt, perAxis } from './field.js';
import { convolve, type GaussianOptions, gaussian, outerProduct } from './filter.js';

type Sigma = NonNullable<GaussianOptions['sigma']>;

/** scikit-image's difference_of_gaussians. */
export function differenceOfGaussians(
  x: Field,
  options: { lowSigma?: Sigma; highSigma?: Sigma; truncate?: number } & BorderOptions,
): Field {
  const { lowSigma = 1, highSigma, ...rest } = options;
  const wider = Object.fromEntries(activeAxes(x.shape).map((axis) => [axis, 1.6 * perAxis(lowSigma, axis, 1)]));
  const low = gaussian(x, { sigma: lowSigma, ...rest });
  const high = gaussian(x, { sigma: highSigma ?? wider, ...rest });
  return build(x.shape, (_, i) => itemAt(low.data, i) - itemAt(high.data, i));
}

/** scikit-image's unsharp_mask that keeps the range. */
export function unsharpMask(x: Field, options: { radius?: Sigma; amount?: number } & BorderOptions): Field {
  const { radius = 1, amount = 1, ...border } = options;
  const blurred = gaussian(x, { sigma: radius, ...border });
  return build(x.shape, (_, i) => {
    const v = itemAt(x.data, i);
    return v + amount * (v - itemAt(blurred.data, i));
  });
}

function magnitude(parts: readonly Field[], divisor: number): Field {
  const [first] = parts;
  if (!first) throw new RangeError('no component');
  return build(first.shape, (_, i) =>
    Math.sqrt(parts.reduce((sum, part) => sum + itemAt(part.data, i) ** 2, 0) / divisor),
  );
}

/** scikit-image's roberts and its diagonals. */
export function roberts(x: Field, options: { diagonal?: 'positive' | 'negative' } & BorderOptions): Field {
  const { diagonal, ...border } = options;
  if (x.shape.y === 1 && x.shape.x === 1) return fieldOf(x.shape);
  const p = convolve(x, fieldOf({ y: 2, x: 2 }, [1, 0, 0, -1]), border);
  const n = convolve(x, fieldOf({ y: 2, x: 2 }, [0, 1, -1, 0]), border);
  if (diagonal) return diagonal === 'positive' ? p : n;
  return magnitude([p, n], 2);
}

/** scikit-image's farid, as one kernel of all axes. */
export function farid(x: Field, { axis, ...border }: { axis?: SpatialAxis } & BorderOptions): Field {
  const p = [0.0376593171958126, 0.249153396177344, 0.426374573253687, 0.249153396177344, 0.0376593171958126];
  const d = [0.109603762960254, 0.276690988455557, 0, -0.276690988455557, -0.109603762960254];
  const active = activeAxes(x.shape);
  const component = (along: SpatialAxis): Field => {
    const lines = (['z', 'y', 'x'] as const).map((a) => (a === along ? d : active.includes(a) ? p : [1]));
    return convolve(x, outerProduct(lines), border);
  };
  if (axis) return component(axis);
  return active.length ? magnitude(active.map(component), active.length) : fieldOf(x.shape);
}
