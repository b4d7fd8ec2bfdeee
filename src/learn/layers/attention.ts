/** The layer whose voxels look at each other. */
import type { Shape } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import type { Node } from '../../graph/node.js';
import { reshape } from '../../ops/geometry/reshape.js';
import { split } from '../../ops/geometry/split.js';
import { attention as attentionOf } from '../../ops/network/attention.js';
import { matmul } from '../../ops/network/matmul.js';
import { add } from '../../ops/pointwise/arithmetic.js';
import { type Initial, type Initialiser, torchUniform, xavierUniform, zeros } from '../initial.js';
import type { Layer } from '../layer.js';
import { flagOf, knownOptions, wholeOf } from '../options.js';

export interface AttentionOptions {
  /** In how many parts of the channels voxels look at each other by themselves; 1 when left out. */
  readonly heads?: number;
  readonly bias?: boolean;
}

/** An array of rows for each of so many channels, or one number for each along an axis. */
function initialOf(shape: { y?: number; x?: number }, inputs: number, outputs: number, value: Initialiser): Initial {
  return { shape, layout: Object.keys(shape).join(''), fan: { inputs, outputs }, value, isTrained: true };
}

const SIDES = { transposeA: true, transposeB: true };

/**
 * Self-attention: every voxel of an image is a token and its channels are what it says; it becomes a mixture of all voxels, by the operation `attention` between projections that are learned. Any size, which
 * stays, as c does. Parameters have the names and dimensions of PyTorch's `MultiheadAttention`: `in_proj_weight` (queries, keys and values below each other), `in_proj_bias`, `out_proj.weight`, `out_proj.bias`. All pairs
 * of voxels are held: 4 bytes times heads and voxels squared. It does not know where a voxel is: say so in a channel, or by filters before it. Throws `ArgumentError` for
 * unknown options, and, when the network is built, for heads that do not divide the channels. Source: Vaswani, Shazeer, Parmar et al. 2017, Attention is all you need, section 3.2.2.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.residual([layer.layerNorm(), layer.attention({ heads: 2 })]), { input: { c: 8, y: 4, x: 4 } });
 * net.parameters['1.in_proj_weight'].shape.y; // 24
 */
export function attention(options: AttentionOptions = {}): Layer {
  const { heads = 1, bias = true } = knownOptions('attention', options, ['heads', 'bias']);
  wholeOf('attention', 'heads', heads);
  flagOf('attention', 'bias', bias);
  return {
    title: `attention of ${heads} heads`,
    parameters({ c }: Shape) {
      if (c % heads !== 0) throw new ArgumentError('attention', `heads must divide the ${c} channels`, `${heads}`);
      return {
        in_proj_weight: initialOf({ y: 3 * c, x: c }, c, 3 * c, xavierUniform),
        ...(bias && { in_proj_bias: initialOf({ x: 3 * c }, c, 1, zeros) }),
        'out_proj.weight': initialOf({ y: c, x: c }, c, c, torchUniform),
        ...(bias && { 'out_proj.bias': initialOf({ y: c }, c, 1, zeros) }),
      };
    },
    apply(x, { parameters }) {
      const { c, z, y, x: columns } = x.shape;
      const tokens = reshape(x, { shape: { n: x.shape.n, y: c, x: z * y * columns } });
      const parts = (name: string, axis: 'x' | 'y') => {
        const whole = parameters[name];
        return whole && split(whole, { axis, parts: 3 });
      };
      const biases = parts('in_proj_bias', 'x');
      // tokens come out along y, as the operation has them
      const [q, k, v] = (parts('in_proj_weight', 'y') as Node[]).map((weight, at) => {
        const made = matmul(tokens, weight, SIDES);
        return biases ? add(made, biases[at] as Node) : made;
      }) as [Node, Node, Node];
      const mixed = matmul(parameters['out_proj.weight'] as Node, attentionOf(q, k, v, { heads }), {
        transposeB: true,
      });
      const shift = parameters['out_proj.bias'];
      return reshape(shift ? add(mixed, shift) : mixed, { shape: x.shape });
    },
  };
}
