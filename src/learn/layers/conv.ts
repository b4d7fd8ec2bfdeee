/** Filters over neighbourhoods. */
import { type Shape, SPATIAL_AXES } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import type { Border } from '../../ops/border.js';
import { conv as convOf } from '../../ops/network/conv.js';
import { heNormal, type Initialiser } from '../initial.js';
import type { Layer } from '../layer.js';
import { flagOf, functionOf, knownOptions, wholeOf } from '../options.js';
import { type Along, along, biased, biasOf, checkAlong, layoutOf } from './weights.js';

export interface ConvOptions {
  /** How many filters: the channels of the result. */
  readonly filters: number;
  /** Taps along each axis; a number, 3 when left out, is for y and x, and for z where the volumes have one. Weights have five dimensions where z is named. */
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

/**
 * Filters over neighbourhoods: the operation `conv` with weights that are learned, `weight` (n = filters, c = channels of a group, window) and `bias` by name, PyTorch's `Conv2d` and `Conv3d`. Images of any size, c as many as
 * the filters come out; the size stays where the stride is 1. Borders are 0 unless said. Throws `ArgumentError` for numbers out of range, unknown options, and, when the network is built, groups that do not divide
 * channels and filters. Source: LeCun, Bottou, Bengio, Haffner 1998, Gradient-based learning applied to document recognition, section II.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.conv({ filters: 8, window: 5 }), { input: { c: 3, y: 16, x: 16 } });
 * net.output.c; // 8
 * net.parameters.weight.data.length; // 600
 */
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
  flagOf('conv', 'bias', bias);
  wholeOf('conv', 'groups', groups);
  for (const what of ['window', 'stride', 'dilation'] as const) checkAlong('conv', what, options[what], 1);
  if (padding !== 'same') checkAlong('conv', 'padding', padding, 0);
  const filters = wholeOf('conv', 'filters', options.filters);
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
          layout: layoutOf(options.window, input),
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
