/** Filters that make images larger, in two ways. */
import { ArgumentError } from '../../core/errors.js';
import type { Node } from '../../graph/node.js';
import { convTranspose as convTransposeOf } from '../../ops/network/convTranspose.js';
import { upsampleNearest } from '../../ops/network/upsampleNearest.js';
import { heNormal, type Initialiser } from '../initial.js';
import { type Layer, plain } from '../layer.js';
import { shapeAfter } from '../network.js';
import { flagOf, functionOf, knownOptions, wholeOf } from '../options.js';
import { type ConvOptions, conv } from './conv.js';
import { type Along, along, biased, biasOf, checkAlong, layoutOf } from './weights.js';

export interface ConvTransposeOptions {
  readonly filters: number;
  /** Taps along each axis; as many as the stride, so that windows do not overlap, when left out. Weights have five dimensions where z is named. */
  readonly window?: Along;
  /** How many times as large the result is; 2 when left out. */
  readonly stride?: Along;
  readonly dilation?: Along;
  readonly groups?: number;
  /** Voxels that are cut off at both ends. */
  readonly padding?: Along;
  /** Further voxels at the far end, below the stride or the dilation. */
  readonly outputPadding?: Along;
  readonly bias?: boolean;
  readonly weights?: Initialiser;
}

/**
 * The layer that makes images larger: the operation `convTranspose`, `weight` (n = channels, c = filters, window) and `bias` by name, PyTorch's `ConvTranspose2d` and `ConvTranspose3d`. Sizes become (size - 1) · stride + window
 * - 2 · padding, and more by `dilation` and `outputPadding`. Throws `ArgumentError` for numbers out of range, groups that do not divide the filters, unknown options, and, when the network is built, groups that do not divide
 * the channels. Source: Dumoulin, Visin 2016, A guide to convolution arithmetic for deep learning, section 4.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.convTranspose({ filters: 4 }), { input: { c: 8, y: 5, x: 7 } });
 * net.output.x; // 14
 */
export function convTranspose(options: ConvTransposeOptions): Layer {
  const known = ['filters', 'window', 'stride', 'dilation', 'groups', 'padding', 'outputPadding', 'bias', 'weights'];
  const { groups = 1, bias = true, weights = heNormal } = knownOptions('convTranspose', options, known);
  functionOf('convTranspose', 'weights', weights);
  flagOf('convTranspose', 'bias', bias);
  const filters = wholeOf('convTranspose', 'filters', options.filters);
  if (filters % wholeOf('convTranspose', 'groups', groups) !== 0)
    throw new ArgumentError('convTranspose', `groups must divide the ${filters} filters`, `${groups}`);
  for (const what of ['window', 'stride', 'dilation'] as const) checkAlong('convTranspose', what, options[what], 1);
  for (const what of ['padding', 'outputPadding'] as const) checkAlong('convTranspose', what, options[what], 0);
  const taken = options.window ?? options.stride ?? 2;
  return {
    title: `convTranspose of ${filters} filters`,
    parameters(input) {
      const window = along(taken, input, 1);
      const stride = along(options.stride ?? 2, input, 1);
      const taps = window.z * window.y * window.x;
      // of the taps of a window, those that meet one voxel of the result
      const met = taps / (stride.z * stride.y * stride.x);
      const fan = { inputs: (input.c / groups) * met, outputs: (filters / groups) * taps };
      return {
        weight: {
          shape: { n: input.c, c: filters / groups, ...window },
          layout: layoutOf(taken, input),
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
        dilation: along(options.dilation, x.shape, 1),
        groups,
        padding: along(options.padding, x.shape, 0),
        outputPadding: along(options.outputPadding, x.shape, 0),
        ...biased(parameters.bias),
      }),
  };
}

/**
 * The other way to make images larger, whose windows overlap evenly and leave no chequered patterns: every voxel becomes a block of `factors` equal ones (2 along the axes of the image unless said), then `conv` with all
 * its options, under its names of parameters. Throws `ArgumentError` as `conv` does. Source: Odena, Dumoulin, Olah 2016, Deconvolution and checkerboard artifacts.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.resizeConv({ filters: 4, factors: 3 }), { input: { c: 8, y: 5, x: 7 } });
 * net.output.x; // 21
 */
export function resizeConv({ factors, ...options }: ConvOptions & { readonly factors?: Along }): Layer {
  checkAlong('resizeConv', 'factors', factors, 1);
  const larger = plain('upsample', (x) => upsampleNearest(x, { factors: along(factors ?? 2, x.shape, 1) }));
  const filtering = conv(options);
  return {
    title: `resizeConv of ${options.filters} filters`,
    parameters: (input) => filtering.parameters(shapeAfter(larger, input)),
    apply: (x, setting) => filtering.apply(larger.apply(x, setting), setting),
  };
}
