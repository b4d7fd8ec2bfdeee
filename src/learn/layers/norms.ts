/** Layers that bring channels to mean 0 and deviation 1, then scale and shift them: PyTorch's names of parameters. */
import type { Shape } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { batchNorm as batchNormOf } from '../../ops/network/batchNorm.js';
import { groupNorm as groupNormOf } from '../../ops/network/groupNorm.js';
import { layerNorm as layerNormOf } from '../../ops/network/layerNorm.js';
import { type Initial, type Initialiser, ones, zeros } from '../initial.js';
import type { Layer, Setting } from '../layer.js';
import { count, knownOptions } from '../options.js';

const alongChannels = ({ c }: Shape, value: Initialiser, isTrained = true): Initial => ({
  shape: { c },
  layout: 'c',
  fan: { inputs: 1, outputs: 1 },
  value,
  isTrained,
});

const affineOf = (input: Shape) => ({ weight: alongChannels(input, ones), bias: alongChannels(input, zeros) });
const given = ({ parameters }: Setting) => ({ scale: parameters.weight as Node, shift: parameters.bias as Node });

/** The operation `batchNorm`: over the batch while training, by running statistics (`running_mean`, `running_var`) otherwise. */
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

/** The operation `groupNorm`: each image by itself, so any batch will do. */
export function groupNorm(options: { readonly groups: number; readonly epsilon?: number }): Layer {
  count('groupNorm', 'groups', knownOptions('groupNorm', options, ['groups', 'epsilon']).groups);
  return {
    title: `groupNorm of ${options.groups} groups`,
    parameters: affineOf,
    apply: (x, setting) => groupNormOf(x, { ...options, ...given(setting) }),
  };
}

/** The operation `layerNorm` over channels: each voxel by itself. */
export function layerNorm(options: { readonly epsilon?: number } = {}): Layer {
  knownOptions('layerNorm', options, ['epsilon']);
  return {
    title: 'layerNorm',
    parameters: affineOf,
    apply: (x, setting) => layerNormOf(x, { ...options, ...given(setting) }),
  };
}
