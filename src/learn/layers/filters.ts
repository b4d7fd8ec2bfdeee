/** Layers with weights: filters over neighbourhoods, and over all that there is. */
import { formatShape, type Shape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import type { Node } from '../../graph/node.js';
import type { Border } from '../../ops/border.js';
import { reshape } from '../../ops/geometry/reshape.js';
import { conv as convOf } from '../../ops/network/conv.js';
import { convTranspose as convTransposeOf } from '../../ops/network/convTranspose.js';
import { matmul } from '../../ops/network/matmul.js';
import { add } from '../../ops/pointwise/arithmetic.js';
import { heNormal, type Initial, type Initialiser, zeros } from '../initial.js';
import type { Layer, Setting } from '../layer.js';
import { count, functionOf, knownOptions } from '../options.js';

type Along = number | Readonly<Partial<Record<SpatialAxis, number>>>;

export interface ConvOptions {
  /** How many filters: the channels of the result. */
  readonly filters: number;
  /** Taps along each axis; a number is for y and x, and for z where the volumes have one. */
  readonly window?: Along;
  readonly stride?: Along;
  readonly dilation?: Along;
  readonly groups?: number;
  /** Voxels added at both ends; `same`, the default, keeps the size where the stride is 1 and the window odd. */
  readonly padding?: Along | 'same';
  readonly border?: Border;
  readonly bias?: boolean;
  /** What the weights begin as; `heNormal` when left out. */
  readonly weights?: Initialiser;
}

/** A number along each spatial axis that volumes of a shape have. */
function along(given: Along | undefined, { z }: Shape, otherwise: number): Record<SpatialAxis, number> {
  const isNumber = typeof given === 'number' || given === undefined;
  if (!isNumber) knownOptions('layer', given, SPATIAL_AXES);
  const number = (axis: SpatialAxis): number =>
    typeof given === 'number' ? (axis === 'z' && z === 1 ? otherwise : given) : (given?.[axis] ?? otherwise);
  return { z: number('z'), y: number('y'), x: number('x') };
}

const biasOf = (length: number, inputs: number): Initial => ({
  shape: { c: length },
  layout: 'c',
  fan: { inputs, outputs: 1 },
  value: zeros,
  isTrained: true,
});

/** Filters of planes have four dimensions, of volumes five. */
const layoutOf = ({ z }: Shape): string => (z === 1 ? 'ncyx' : 'nczyx');

const biased = (bias: Node | undefined) => (bias ? { bias } : {});

/** Filters over neighbourhoods: the operation `conv` with weights that are learned, `weight` and `bias` by name. */
export function conv(options: ConvOptions): Layer {
  const known = ['filters', 'window', 'stride', 'dilation', 'groups', 'padding', 'border', 'bias', 'weights'];
  const {
    groups = 1,
    padding = 'same',
    border = 'constant',
    bias = true,
    weights = heNormal,
  } = knownOptions('conv', options, known);
  functionOf('conv', 'weights', weights);
  const filters = count('conv', 'filters', options.filters);
  const walkOf = (input: Shape) => {
    const window = along(options.window ?? 3, input, 1);
    const dilation = along(options.dilation, input, 1);
    const same = Object.fromEntries(
      SPATIAL_AXES.map((axis) => [axis, Math.floor((dilation[axis] * (window[axis] - 1)) / 2)]),
    );
    const around = padding === 'same' ? same : along(padding, input, 0);
    return { window, walk: { stride: along(options.stride, input, 1), dilation, groups, padding: around, border } };
  };
  const size = typeof options.window === 'object' ? Object.values(options.window).join('x') : (options.window ?? 3);
  return {
    title: `conv of ${filters} filters, window ${size}`,
    parameters(input) {
      const { window } = walkOf(input);
      const taps = window.z * window.y * window.x;
      const inputs = Math.max(1, Math.floor(input.c / groups));
      const fan = { inputs: inputs * taps, outputs: (filters / groups) * taps };
      return {
        weight: {
          shape: { n: filters, c: inputs, ...window },
          layout: layoutOf(input),
          fan,
          value: weights,
          isTrained: true,
        },
        ...(bias && { bias: biasOf(filters, fan.inputs) }),
      };
    },
    apply: (x, { parameters }) =>
      convOf(x, parameters.weight as Node, { ...walkOf(x.shape).walk, ...biased(parameters.bias) }),
  };
}

export interface ConvTransposeOptions {
  readonly filters: number;
  /** Taps along each axis; as many as the stride, so that windows do not overlap, when left out. */
  readonly window?: Along;
  /** How many times as large the result is; 2 when left out. */
  readonly stride?: Along;
  readonly padding?: Along;
  readonly bias?: boolean;
  readonly weights?: Initialiser;
}

/** The layer that makes images larger: the operation `convTranspose`, `weight` and `bias` by name. */
export function convTranspose(options: ConvTransposeOptions): Layer {
  const known = ['filters', 'window', 'stride', 'padding', 'bias', 'weights'];
  const { bias = true, weights = heNormal } = knownOptions('convTranspose', options, known);
  functionOf('convTranspose', 'weights', weights);
  const filters = count('convTranspose', 'filters', options.filters);
  return {
    title: `convTranspose of ${filters} filters`,
    parameters(input) {
      const window = along(options.window ?? options.stride ?? 2, input, 1);
      const stride = along(options.stride ?? 2, input, 1);
      const taps = window.z * window.y * window.x;
      // of the taps of a window, those that meet one voxel of the result
      const met = taps / (stride.z * stride.y * stride.x);
      const fan = { inputs: input.c * met, outputs: filters * taps };
      return {
        weight: {
          shape: { n: input.c, c: filters, ...window },
          layout: layoutOf(input),
          fan,
          value: weights,
          isTrained: true,
        },
        ...(bias && { bias: biasOf(filters, fan.inputs) }),
      };
    },
    apply: (x, { parameters }) =>
      convTransposeOf(x, parameters.weight as Node, {
        stride: along(options.stride ?? 2, x.shape, 1),
        padding: along(options.padding, x.shape, 0),
        ...biased(parameters.bias),
      }),
  };
}

export interface DenseOptions {
  /** How many numbers come out for each image, along c. */
  readonly units: number;
  readonly bias?: boolean;
  readonly weights?: Initialiser;
}

/**
 * Every number of the result from all of an image: `weight` (y = units, x = c·z·y·x of the image, PyTorch's `Linear`) times its voxels in the order c, z, y, x, plus
 * `bias`. The result has its units along c and one voxel.
 */
export function dense(options: DenseOptions): Layer {
  const { bias = true, weights = heNormal } = knownOptions('dense', options, ['units', 'bias', 'weights']);
  functionOf('dense', 'weights', weights);
  const units = count('dense', 'units', options.units);
  const length = ({ c, z, y, x }: Shape): number => c * z * y * x;
  return {
    title: `dense of ${units} units`,
    parameters(input) {
      const inputs = length(input);
      return {
        weight: {
          shape: { y: units, x: inputs },
          layout: 'yx',
          fan: { inputs, outputs: units },
          value: weights,
          isTrained: true,
        },
        ...(bias && { bias: biasOf(units, inputs) }),
      };
    },
    apply(x, { parameters }: Setting) {
      const { n } = x.shape;
      const weight = parameters.weight as Node;
      if (weight.shape.x !== length(x.shape))
        throw new ArgumentError(
          'dense',
          `images must have the ${weight.shape.x} numbers that the weights are for`,
          formatShape(x.shape),
        );
      const rows = reshape(x, { shape: { y: n, x: length(x.shape) } });
      const made = reshape(matmul(rows, weight, { transposeB: true }), { shape: { n, c: units } });
      return parameters.bias ? add(made, parameters.bias) : made;
    },
  };
}
