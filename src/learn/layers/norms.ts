/** Layers that bring channels to mean 0 and deviation 1, then scale and shift them: PyTorch's names of parameters. */
import type { Shape } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { batchNorm as batchNormOf } from '../../ops/network/batchNorm.js';
import { groupNorm as groupNormOf } from '../../ops/network/groupNorm.js';
import { instanceNorm as instanceNormOf } from '../../ops/network/instanceNorm.js';
import { layerNorm as layerNormOf } from '../../ops/network/layerNorm.js';
import { type Initial, type Initialiser, ones, zeros } from '../initial.js';
import type { Layer, Setting } from '../layer.js';
import { flagOf, knownOptions, wholeOf } from '../options.js';

const alongChannels = ({ c }: Shape, value: Initialiser, isTrained = true): Initial => ({
  shape: { c },
  layout: 'c',
  fan: { inputs: 1, outputs: 1 },
  value,
  isTrained,
});

const affineOf = (input: Shape) => ({ weight: alongChannels(input, ones), bias: alongChannels(input, zeros) });
const given = ({ parameters }: Setting) => ({ scale: parameters.weight as Node, shift: parameters.bias as Node });

/**
 * The operation `batchNorm`: over the batch while training, by running statistics (`running_mean`, `running_var`) otherwise; then `weight` and `bias`. Any shape, which stays. Throws `ArgumentError` for unknown
 * options, and in training for a batch of one voxel a channel. Source: Ioffe, Szegedy 2015, Batch normalization, algorithms 1 and 2.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.sequential([layer.conv({ filters: 4, bias: false }), layer.batchNorm()]), { input: { y: 8, x: 8 } });
 * net.parameters['1.running_var'].data[3]; // 1
 */
export function batchNorm(options: { readonly momentum?: number; readonly epsilon?: number } = {}): Layer {
  knownOptions('batchNorm', options, ['momentum', 'epsilon']);
  return {
    title: 'batchNorm',
    parameters: (input) => ({
      ...affineOf(input),
      running_mean: alongChannels(input, zeros, false),
      running_var: alongChannels(input, ones, false),
    }),
    apply(x, setting) {
      const running = {
        runningMean: setting.parameters.running_mean as Node,
        runningVariance: setting.parameters.running_var as Node,
      };
      const made = batchNormOf(x, { ...options, ...given(setting), ...running, training: setting.training });
      if (setting.training) {
        setting.keep('running_mean', made.mean);
        setting.keep('running_var', made.variance);
      }
      return made.result;
    },
  };
}

/**
 * The operation `groupNorm`: each image by itself, so any batch will do; then `weight` and `bias`. Any shape, which stays. Throws `ArgumentError` for unknown options, and when the network is built for
 * groups that do not divide the channels. Source: Wu, He 2018, Group normalization, equation 7.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.groupNorm({ groups: 2 }), { input: { c: 6, y: 8, x: 8 } });
 * net.parameters.weight.shape.c; // 6
 */
export function groupNorm(options: { readonly groups: number; readonly epsilon?: number }): Layer {
  wholeOf('groupNorm', 'groups', knownOptions('groupNorm', options, ['groups', 'epsilon']).groups);
  return {
    title: `groupNorm of ${options.groups} groups`,
    parameters: affineOf,
    apply: (x, setting) => groupNormOf(x, { ...options, ...given(setting) }),
  };
}

/**
 * The operation `instanceNorm`: each channel of each image by itself. Any shape, which stays. As PyTorch's `InstanceNorm2d`, it has `weight` and `bias` only where `affine` is said. Throws `ArgumentError`
 * for unknown options. Source: Ulyanov, Vedaldi, Lempitsky 2016, Instance normalization, equation 4.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.instanceNorm({ affine: true }), { input: { c: 6, y: 8, x: 8 } });
 * net.parameters.bias.shape.c; // 6
 */
export function instanceNorm(options: { readonly affine?: boolean; readonly epsilon?: number } = {}): Layer {
  const { affine = false, ...others } = knownOptions('instanceNorm', options, ['affine', 'epsilon']);
  flagOf('instanceNorm', 'affine', affine);
  return {
    title: 'instanceNorm',
    parameters: (input) => (affine ? affineOf(input) : {}),
    apply: (x, setting) => instanceNormOf(x, affine ? { ...others, ...given(setting) } : others),
  };
}

/**
 * The operation `layerNorm` over channels: each voxel by itself, then `weight` and `bias`. Any shape, which stays. Throws `ArgumentError` for unknown options. Source: Ba, Kiros, Hinton 2016, Layer normalization, equation 4.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.residual([layer.layerNorm(), layer.linear({ units: 6 })]), { input: { c: 6, x: 10 } });
 * net.output.c; // 6
 */
export function layerNorm(options: { readonly epsilon?: number } = {}): Layer {
  knownOptions('layerNorm', options, ['epsilon']);
  return {
    title: 'layerNorm',
    parameters: affineOf,
    apply: (x, setting) => layerNormOf(x, { ...options, ...given(setting) }),
  };
}
