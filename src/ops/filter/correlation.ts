/** What `convolve` and `correlate` share: a kernel of up to three axes, and the lowering to shaders/filter/correlate.wgsl or to Fourier transforms. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { array, begun, choice, type ParamValues, perAxis } from '../../core/params.js';
import { formsOf } from '../../graph/forms.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { type Border, borderConstants, borderParams, borderReach, INSIDE } from '../border.js';
import { convolvedByFourier, type Places } from '../fourier/convolved.js';
import { windowAdjoint } from '../geometry/gather.js';
import { weightLengths } from '../weights.js';
import { isByFourier, METHODS, MOST_UNROLLED } from './crossover.js';

export const correlationParams = {
  weights: begun(
    array('The weights, in lists nested up to three deep: of z, of y, of x; a flat list lies along x.', {
      maxRank: 3,
    }),
    // sharper
    () => [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ],
  ),
  origin: perAxis('Shift of the window along each axis: 0 centres it on the voxel.', { default: 0, whole: true }),
  ...borderParams,
  method: choice(
    'By the sum over the weights (direct), by Fourier transforms (fft), or whichever is measured faster.',
    METHODS,
    {
      default: 'auto',
    },
  ),
};

/** Taps that are summed from registers at a time; wider kernels go in pieces of so many. */
const MOST_TAPS = 16;
const ROWS = 4;
/** The same of any form. */
const MOST_ROWS = 8;

/**
 * `out[i] = Σ_k weights[k] · x[i - before + k]`; mirrored, for a convolution, with both the weights and their centre turned
 * round.
 */
export function correlation(
  src: Node,
  { weights, origin, border, value, method }: ParamValues<typeof correlationParams>,
  mirrored: boolean,
  refuse: RefuseCall,
): Node {
  const length = weightLengths(weights);
  const before = {} as Record<SpatialAxis, number>;
  for (const axis of SPATIAL_AXES) {
    const centre = Math.floor(length[axis] / 2) + origin[axis];
    if (centre < 0 || centre >= length[axis])
      refuse(
        `origin along ${axis} must keep the window of ${length[axis]} over the voxel (${-Math.floor(length[axis] / 2)} to ${Math.ceil(length[axis] / 2) - 1})`,
        `${origin[axis]}`,
      );
    before[axis] = mirrored ? length[axis] - 1 - centre : centre;
  }
  const places = {} as Record<SpatialAxis, Places>;
  for (const axis of SPATIAL_AXES) places[axis] = { start: length[axis] - 1 - before[axis], count: src.shape[axis] };
  // a correlation is the convolution with the weights turned round
  const convolved = { weights: mirrored ? weights.data : [...weights.data].reverse(), length };
  const isEmptyOutside = border === 'constant' && value === 0;
  if (isByFourier(method, src.shape, convolved, places, isEmptyOutside, loadsOf(length)))
    return convolvedByFourier(src, convolved, places, border, value);
  const correlated = mirrored ? [...weights.data].reverse() : weights.data;
  return weighed(src, { weights: correlated, length, before, border, value });
}

/** How many groups of four voxels are loaded for a voxel. */
function loadsOf({ z, y, x }: Window['length']): number {
  const taps = Math.min(x, MOST_TAPS);
  return (z * y * Math.ceil(x / taps) * (taps + 6)) / 4;
}

interface Window {
  /** In the order of memory, and their extent. */
  readonly weights: readonly number[];
  readonly length: Readonly<Record<SpatialAxis, number>>;
  /** Voxels of the window before its own. */
  readonly before: Readonly<Record<SpatialAxis, number>>;
  readonly border: Border;
  readonly value: number;
}

/** `out[i] = Σ_k weights[k] · x[i - before + k]`. */
function weighed(src: Node, window: Window): Node {
  const { weights, length, before, border, value } = window;
  const taps = Math.min(length.x, MOST_TAPS);
  const pieces = Math.ceil(length.x / taps);
  const table = tableOf(weights, length.x, taps * pieces);
  const left = Math.ceil(before.x / 4);
  const shift = left * 4 - before.x;
  const wide = SPATIAL_AXES.some((axis) => {
    // rows and groups past the last are looked up too, and not used
    const past = { z: 0, y: MOST_ROWS, x: 8 + taps * pieces - length.x }[axis];
    return Math.max(before[axis], length[axis] - before[axis]) + past >= src.shape[axis];
  });
  const small = pieces === 1 && taps * length.y * length.z <= MOST_UNROLLED;
  return kernelOf({
    kernel: 'filter/correlate',
    inputs: {
      src: {
        node: src,
        as: 'f32',
        loads: loadsOf(length),
        reach: Object.fromEntries(
          SPATIAL_AXES.filter((axis) => length[axis] > 1).map((axis) => [
            axis,
            borderReach(axis, before[axis], length[axis] - 1 - before[axis], border),
          ]),
        ),
      },
    },
    outputs: { dst: describedAs(src, { dtype: 'f32' }) },
    constants: {
      ...borderConstants(border, wide ? 1 : 0, 1),
      TILE: ROWS,
      KX: taps,
      KY: small ? length.y : 0,
      KZ: small ? length.z : 0,
      PIECES: small ? 1 : 0,
      SHIFT: shift,
      ZEROS: table.includes(0),
    },
    params: {
      outside: value,
      kz: length.z,
      ky: length.y,
      pieces,
      left,
      before_y: before.y,
      before_z: before.z,
    },
    tables: { weights: table },
    tile: { y: ROWS },
    rowsAlike: true,
    forms: formsOf('filter/correlate'),
    interior: { constants: INSIDE },
    gradient: { kind: 'vjp', of: [src], vjp: ([given]) => [given && spread(given, src, window)] },
  });
}

/** The adjoint: the mirrored window over what lies in its reach, then each voxel outside added to the one that stands for it. */
function spread(given: Node, src: Node, { weights, length, before, border }: Window): Node {
  const after = { ...before };
  for (const axis of SPATIAL_AXES) after[axis] = length[axis] - 1 - before[axis];
  const mirrored = { weights: [...weights].reverse(), length, before: after, value: 0 };
  const windows = SPATIAL_AXES.filter((axis) => length[axis] > 1).map((axis) => ({
    axis,
    before: before[axis],
    size: length[axis],
  }));
  return windowAdjoint(given, src, windows, { border }, (node, outside) =>
    weighed(node, { ...mirrored, border: outside }),
  );
}

/** Every row of the kernel padded to whole pieces with zeros, which add nothing. */
function tableOf(weights: readonly number[], width: number, padded: number): Float32Array {
  const rows = weights.length / width;
  const table = new Float32Array(rows * padded);
  for (let row = 0; row < rows; row++) table.set(weights.slice(row * width, (row + 1) * width), row * padded);
  return table;
}
