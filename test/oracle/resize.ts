/** Images of another size, from the definition: the place of every voxel of the result along each axis. */
import { activeAxes, type PerAxis, SPATIAL_AXES, type SpatialAxis } from '../../src/core/axes.js';
import { at, type BorderOptions, build, type Field, perAxis } from './field.js';
import { gaussian } from './filter.js';
import { type LookOptions, look } from './transform.js';

type Lengths = Readonly<Partial<Record<SpatialAxis, number>>>;

/** NumPy's rounding. */
function halfToEven(number: number): number {
  const below = Math.floor(number);
  return number - below === 0.5 ? below + (below % 2) : Math.round(number);
}

/** The places of scipy's zoom: `grid` has voxels with an extent. */
function stretched(x: Field, lengths: Lengths, grid: boolean, options: LookOptions): Field {
  const axes = SPATIAL_AXES.filter((axis) => lengths[axis] !== undefined && lengths[axis] !== x.shape[axis]);
  const along = (axis: SpatialAxis, o: number): number => {
    const [n, m] = [x.shape[axis], lengths[axis] ?? x.shape[axis]];
    if (grid) return ((o + 0.5) * n) / m - 0.5;
    return m === 1 ? o : (o * (n - 1)) / (m - 1);
  };
  return look(x, { ...x.shape, ...lengths }, axes, options, ({ z, y, x }) => ({
    z: along('z', z),
    y: along('y', y),
    x: along('x', x),
  }));
}

/** Factors for the axes of an image, for those longer than one where a number is given for all. */
function lengthsOf(x: Field, factors: PerAxis<number>): Lengths {
  const lengths: Partial<Record<SpatialAxis, number>> = {};
  for (const axis of SPATIAL_AXES)
    lengths[axis] = Math.max(1, halfToEven(x.shape[axis] * (x.shape[axis] === 1 ? 1 : perAxis(factors, axis, 1))));
  return lengths;
}

export interface ZoomOptions extends LookOptions {
  readonly zoom: PerAxis<number>;
  readonly gridMode?: boolean;
}

/** scipy.ndimage.zoom. */
export function zoom(x: Field, { zoom: factors, gridMode = false, ...options }: ZoomOptions): Field {
  return stretched(x, lengthsOf(x, factors), gridMode, options);
}

/** scipy.ndimage.shift. */
export function shift(x: Field, { shift: by, ...options }: LookOptions & { readonly shift: PerAxis<number> }): Field {
  const axes = SPATIAL_AXES.filter((axis) => x.shape[axis] > 1 && perAxis(by, axis, 0) !== 0);
  return look(x, x.shape, axes, options, (o) => ({
    z: o.z - perAxis(by, 'z', 0),
    y: o.y - perAxis(by, 'y', 0),
    x: o.x - perAxis(by, 'x', 0),
  }));
}

export interface ResizeOptions extends LookOptions {
  readonly outputShape?: Lengths;
  readonly antiAliasing?: boolean;
  readonly antiAliasingSigma?: Lengths;
}

/** skimage.transform.resize with preserve_range, without clip, and without a blur before the nearest voxel is taken. */
export function resize(
  x: Field,
  { outputShape = {}, antiAliasing = true, antiAliasingSigma, ...given }: ResizeOptions,
): Field {
  const { order = 1, border = 'mirror', value = 0 } = given;
  const sigma = { z: 0, y: 0, x: 0 };
  for (const axis of SPATIAL_AXES) {
    const shrinks = Math.max(0, (x.shape[axis] / (outputShape[axis] ?? x.shape[axis]) - 1) / 2);
    if (antiAliasing) sigma[axis] = antiAliasingSigma?.[axis] ?? (order === 0 ? 0 : shrinks);
  }
  const soft = gaussian(x, { sigma, border: border === 'gridConstant' ? 'constant' : border, value });
  return stretched(soft, outputShape, true, { order, border, value });
}

/** skimage.transform.rescale. */
export function rescale(x: Field, { scale, ...options }: ResizeOptions & { readonly scale: PerAxis<number> }): Field {
  return resize(x, { ...options, outputShape: lengthsOf(x, scale) });
}

/** skimage.transform.downscale_local_mean: means of blocks, the last filled up. */
export function downscaleLocalMean(
  x: Field,
  { factors, value = 0 }: { readonly factors: PerAxis<number>; readonly value?: number },
): Field {
  const size = (axis: SpatialAxis): number => (x.shape[axis] === 1 ? 1 : perAxis(factors, axis, 1));
  const lengths = { ...x.shape };
  for (const axis of SPATIAL_AXES) lengths[axis] = Math.ceil(x.shape[axis] / size(axis));
  return build(lengths, (o) => {
    let sum = 0;
    for (let z = o.z * size('z'); z < (o.z + 1) * size('z'); z++)
      for (let y = o.y * size('y'); y < (o.y + 1) * size('y'); y++)
        for (let i = o.x * size('x'); i < (o.x + 1) * size('x'); i++)
          sum += z < x.shape.z && y < x.shape.y && i < x.shape.x ? at(x, { ...o, z, y, x: i }) : value;
    return sum / (size('z') * size('y') * size('x'));
  });
}

export interface PyramidOptions extends BorderOptions {
  readonly factor?: number;
  readonly sigma?: number;
  readonly order?: number;
}

function times(x: Field, factor: number): Lengths {
  return Object.fromEntries(activeAxes(x.shape).map((axis) => [axis, Math.ceil(x.shape[axis] * factor)]));
}

/** skimage's borders of a resize, by those of a blur. */
const RESIZE_BORDERS: Readonly<Record<string, string>> = { reflect: 'mirror', constant: 'gridConstant' };

function outside({ border = 'reflect', ...how }: BorderOptions): BorderOptions {
  return { ...how, border: (RESIZE_BORDERS[border] ?? border) as never };
}

/** skimage.transform.pyramid_reduce: a Gaussian in a border, then a resize. */
export function pyramidReduce(
  x: Field,
  { factor = 2, sigma = factor / 3, order = 1, ...border }: PyramidOptions,
): Field {
  const soft = gaussian(x, { sigma, ...border });
  return resize(soft, { outputShape: times(x, 1 / factor), antiAliasing: false, order, ...outside(border) });
}

/** skimage.transform.pyramid_expand: a resize in that border, then a Gaussian. */
export function pyramidExpand(
  x: Field,
  { factor = 2, sigma = factor / 3, order = 1, ...border }: PyramidOptions,
): Field {
  const large = resize(x, { outputShape: times(x, factor), antiAliasing: false, order, ...outside(border) });
  return gaussian(large, { sigma, ...border });
}
