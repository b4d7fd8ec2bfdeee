/**
 * Geometry by interpolation, from the definition: the place in the image of every voxel of the result, and the image looked at
 * there. Axes of matrices are scipy's, z y x. Interpolation is over the axes that move; the others are read where they are.
 */
import type { Axis, SpatialAxis } from '../../src/core/axes.js';
import { at, borderIndex, build, type Field, itemAt, type Position, perAxis } from './field.js';
import { pad } from './geometry.js';
import { maximum, mean, minimum, sum } from './reductions.js';
import { cubicWeight, type LookOptions, type Place, splineFilter } from './spline.js';

export { type LookBorder, type LookOptions, type Place, splineFilter } from './spline.js';

type Lengths = Readonly<Partial<Record<Axis, number>>>;

/** Coefficients for looking into an image, and how far the first lies before the image: scipy's twelve voxels where no filter fits. */
function prepared(
  x: Field,
  axes: readonly SpatialAxis[],
  { order = 3, border = 'constant', value = 0, prefilter = true }: LookOptions,
) {
  if (order < 3 || !prefilter) return { field: x, margin: 0 };
  const filter = { reflect: 'reflect', wrap: 'wrap', nearest: 'reflect' }[border as string] ?? 'mirror';
  const framed = border === 'nearest' || border === 'gridConstant';
  const around = Object.fromEntries(axes.map((axis) => [axis, framed ? 12 : 0]));
  const field = pad(x, { before: around, after: around, border: border === 'nearest' ? 'nearest' : 'constant', value });
  return { field: splineFilter(field, { border: filter as 'mirror', axes }), margin: framed ? 12 : 0 };
}

/** The image seen at a place for every voxel of a result; `undefined` is no place. */
export function look(
  x: Field,
  shape: Lengths,
  axes: readonly SpatialAxis[],
  options: LookOptions,
  placeOf: (position: Readonly<Position>) => Place | undefined,
): Field {
  const { order = 3, border = 'constant', value = 0 } = options;
  const { field, margin } = prepared(x, axes, options);
  return build(shape, (position) => {
    const place = placeOf(position);
    if (!place) return value;
    let taps: { readonly weight: number; readonly to: Position | undefined }[] = [{ weight: 1, to: { ...position } }];
    for (const axis of axes) {
      // the last digits are those of f64 arithmetic
      const there = Math.round(place[axis] * 2 ** 42) / 2 ** 42;
      const length = x.shape[axis];
      if (border === 'constant' && (there < 0 || there > length - 1)) return value;
      taps = taps.flatMap(({ weight, to }) =>
        tapsAt(there + margin, order).map(([i, share]) => {
          const inside = tapIndex(i, field.shape[axis], border);
          return { weight: weight * share, to: to && inside !== undefined ? { ...to, [axis]: inside } : undefined };
        }),
      );
    }
    let sum = 0;
    for (const { weight, to } of taps) if (weight !== 0) sum += weight * (to ? at(field, to) : value);
    return sum;
  });
}

function tapsAt(place: number, order: number): [number, number][] {
  if (order === 0) return [[Math.floor(place + 0.5), 1]];
  const below = Math.floor(place);
  if (order === 1)
    return [
      [below, below + 1 - place],
      [below + 1, place - below],
    ];
  return [-1, 0, 1, 2].map((step) => [below + step, cubicWeight(place - below - step)]);
}

/** Where a tap is read: of splines in a constant border, whose places are inside, the coefficients go on mirrored. */
function tapIndex(i: number, length: number, border: LookOptions['border'] = 'constant'): number | undefined {
  return borderIndex(i, length, border === 'constant' ? 'mirror' : border === 'gridConstant' ? 'constant' : border);
}

/** Rows and columns z, y, x and 1. */
type Matrix = readonly (readonly number[])[];

/** What affine maps and warps take. */
export interface MatrixOptions extends LookOptions {
  readonly matrix: Matrix;
  readonly axisOrder?: 'zyx' | 'xyz';
  readonly offset?: number | Lengths;
  readonly outputShape?: Lengths;
}

/** The places of a matrix over some axes, homogeneous or not, divided by their last number. */
function byMatrix(matrix: Matrix, order: readonly SpatialAxis[], offset: number | Lengths = 0) {
  return (position: Readonly<Position>): Place | undefined => {
    const from = [...order.map((axis) => position[axis]), 1];
    const row = (at: number, last: number): number =>
      (matrix[at] ?? []).reduce((sum, each, k) => sum + each * itemAt(from, k), 0) + last;
    const w = matrix.length > order.length ? row(order.length, 0) : 1;
    if (w === 0) return undefined;
    const place = { z: position.z, y: position.y, x: position.x };
    for (const [at, axis] of order.entries()) place[axis] = row(at, perAxis(offset, axis, 0)) / w;
    return place;
  };
}

function axesOf(x: Field, matrix: Matrix, order: 'zyx' | 'xyz'): SpatialAxis[] {
  const rows = matrix.length;
  const columns = matrix[0]?.length ?? 0;
  const flat = rows === 2 || (rows === 3 && columns === 3 && x.shape.z === 1);
  const axes: SpatialAxis[] = flat ? ['y', 'x'] : ['z', 'y', 'x'];
  return order === 'zyx' ? axes : axes.reverse();
}

/** The image at `matrix · o + offset`: scipy.ndimage.affine_transform, and skimage.transform.warp for homogeneous matrices. */
export function affineTransform(x: Field, options: MatrixOptions): Field {
  const order = axesOf(x, options.matrix, options.axisOrder ?? 'zyx');
  return look(
    x,
    { ...x.shape, ...options.outputShape },
    order,
    options,
    byMatrix(options.matrix, order, options.offset),
  );
}

/** skimage.transform.warp: homogeneous matrices of x, y or x, y, z; a 3x3 one warps every slice. */
export function warp(x: Field, { axisOrder = 'xyz', order = 1, ...options }: MatrixOptions): Field {
  const all: SpatialAxis[] = options.matrix.length === 3 ? ['y', 'x'] : ['z', 'y', 'x'];
  const along = axisOrder === 'zyx' ? all : [...all].reverse();
  const shape = { ...x.shape, ...options.outputShape };
  return look(x, shape, all, { ...options, order }, byMatrix(options.matrix, along));
}

/** What `rotate` takes. */
export interface RotateOptions extends LookOptions {
  readonly angle: number;
  readonly axes?: string;
  readonly reshape?: boolean;
}

/** scipy.ndimage.rotate: the rows of the plane's matrix are (cos, sin) and (-sin, cos), about the middles of both images. */
export function rotate(x: Field, { angle, axes = 'yx', reshape = true, ...options }: RotateOptions): Field {
  const [a, b] = (['z', 'y', 'x'] as const).filter((axis) => axes.includes(axis)) as [SpatialAxis, SpatialAxis];
  const turn = (angle / 180) * Math.PI;
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const [m, n] = [x.shape[a], x.shape[b]];
  const across = (u: number, v: number): number => Math.floor(Math.abs(u) * m + Math.abs(v) * n + 0.5);
  const shape = reshape ? { ...x.shape, [a]: across(cosine, sine), [b]: across(sine, cosine) } : x.shape;
  return look(x, shape, [a, b], options, (o) => {
    const u = o[a] - (shape[a] - 1) / 2;
    const v = o[b] - (shape[b] - 1) / 2;
    const place = { z: o.z, y: o.y, x: o.x };
    place[a] = cosine * u + sine * v + (m - 1) / 2;
    place[b] = cosine * v - sine * u + (n - 1) / 2;
    return place;
  });
}

/** What lies further away than 2^22 voxels is there. */
const clamp = (place: number): number => Math.min(Math.max(place, -(2 ** 22)), 2 ** 22);

/** scipy.ndimage.map_coordinates: places z, y, x or y, x along c; what is no number is no place. */
export function mapCoordinates(x: Field, coordinates: Field, options: LookOptions): Field {
  const { c, n, z } = coordinates.shape;
  const axes: SpatialAxis[] = c === 2 ? ['y', 'x'] : ['z', 'y', 'x'];
  const shape = { ...coordinates.shape, n: x.shape.n, c: x.shape.c, z: c === 2 ? Math.max(z, x.shape.z) : z };
  // slices of what has none are all the same
  const image = x.shape.z === 1 && c === 2 ? build({ ...x.shape, z: shape.z }, (o) => at(x, { ...o, z: 0 })) : x;
  return look(image, shape, axes, options, (o) => {
    const place = { z: o.z, y: o.y, x: o.x };
    for (const [k, axis] of axes.entries())
      place[axis] = clamp(at(coordinates, { ...o, n: n === 1 ? 0 : o.n, z: z === 1 ? 0 : o.z, c: k }));
    return axes.every((axis) => !Number.isNaN(place[axis])) ? place : undefined;
  });
}

/** What `warpPolar` takes. */
export interface PolarOptions extends LookOptions {
  readonly center?: Lengths;
  readonly radius?: number;
  readonly scaling?: 'linear' | 'log';
  readonly outputShape?: Lengths;
}

/** skimage.transform.warp_polar. */
export function warpPolar(
  x: Field,
  { center, radius, scaling, outputShape, order = 1, ...options }: PolarOptions,
): Field {
  const far = radius ?? Math.hypot(x.shape.y / 2, x.shape.x / 2);
  const rows = outputShape?.y ?? 360;
  const columns = outputShape?.x ?? Math.ceil(far);
  return look(x, { ...x.shape, y: rows, x: columns }, ['y', 'x'], { ...options, order }, (o) => {
    const angle = (2 * Math.PI * o.y) / rows;
    const distance = scaling === 'log' ? Math.exp((o.x * Math.log(far)) / columns) : (o.x * far) / columns;
    return {
      z: o.z,
      y: (center?.y ?? x.shape.y / 2 - 0.5) + distance * Math.sin(angle),
      x: (center?.x ?? x.shape.x / 2 - 0.5) + distance * Math.cos(angle),
    };
  });
}

/** Numbers along a line between two places, a band of lines taken together. */
export function profileLine(
  x: Field,
  {
    from,
    to,
    linewidth = 1,
    reduce = 'mean',
    ...how
  }: LookOptions & {
    readonly from: Partial<Place>;
    readonly to: Partial<Place>;
    readonly linewidth?: number;
    readonly reduce?: string;
  },
): Field {
  const deep = 'z' in from || 'z' in to;
  const begin = { z: 0, y: 0, x: 0, ...from };
  const way = { z: (to.z ?? 0) - begin.z, y: (to.y ?? 0) - begin.y, x: (to.x ?? 0) - begin.x };
  const far = Math.sqrt(way.z ** 2 + way.y ** 2 + way.x ** 2);
  const length = Math.ceil(far + 1);
  const angle = Math.atan2(way.y, way.x);
  const shape = { ...x.shape, z: deep ? 1 : x.shape.z, y: linewidth, x: length };
  const band = look(x, shape, deep ? ['z', 'y', 'x'] : ['y', 'x'], { order: 1, border: 'reflect', ...how }, (at) => {
    const t = length > 1 ? at.x / (length - 1) : 0;
    const beside = at.y - (linewidth - 1) / 2;
    return {
      z: deep ? begin.z + t * way.z : at.z,
      y: begin.y + t * way.y + beside * Math.cos(angle),
      x: begin.x + t * way.x - beside * Math.sin(angle),
    };
  });
  const over = { axes: ['y'] } as const;
  if (reduce === 'none') return band;
  const reductions = { mean, sum, max: maximum, min: minimum };
  return reductions[reduce as 'mean'](band, over);
}
