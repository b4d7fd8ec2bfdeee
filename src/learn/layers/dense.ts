/** Layers with weights for all that there is, or for all channels of a voxel. */
import { formatShape, type Shape } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import type { Node } from '../../graph/node.js';
import { reshape } from '../../ops/geometry/reshape.js';
import { conv } from '../../ops/network/conv.js';
import { matmul } from '../../ops/network/matmul.js';
import { add } from '../../ops/pointwise/arithmetic.js';
import { heNormal, type Initialiser } from '../initial.js';
import type { Layer, Setting } from '../layer.js';
import { flagOf, functionOf, knownOptions, wholeOf } from '../options.js';
import { biased, biasOf } from './weights.js';

export interface DenseOptions {
  /** How many numbers come out for each image, along c. */
  readonly units: number;
  readonly bias?: boolean;
  /** What the weights begin as; `heNormal` when left out. */
  readonly weights?: Initialiser;
}

const lengthOf = ({ c, z, y, x }: Shape): number => c * z * y * x;

function read(name: string, options: DenseOptions): Required<DenseOptions> {
  const { bias = true, weights = heNormal } = knownOptions(name, options, ['units', 'bias', 'weights']);
  return {
    bias: flagOf(name, 'bias', bias),
    weights: functionOf(name, 'weights', weights),
    units: wholeOf(name, 'units', options.units),
  };
}

/**
 * Every number of the result from all of an image: `weight` (y = units, x = c·z·y·x of the image, PyTorch's `Linear` behind `Flatten`) times its voxels in the order c, z, y, x, plus
 * `bias`. The result has its units along c and one voxel. Throws `ArgumentError` for units that are no whole number, unknown options, and images of another size than the weights are for.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.dense({ units: 10 }), { input: { c: 2, y: 4, x: 4 } });
 * net.output.c; // 10
 * net.parameters.weight.shape.x; // 32
 */
export function dense(options: DenseOptions): Layer {
  const { bias, weights, units } = read('dense', options);
  return {
    title: `dense of ${units} units`,
    parameters(input) {
      const inputs = lengthOf(input);
      const fan = { inputs, outputs: units };
      return {
        weight: { shape: { y: units, x: inputs }, layout: 'yx', fan, value: weights, isTrained: true },
        ...(bias && { bias: biasOf(units, inputs) }),
      };
    },
    apply(x, { parameters }: Setting) {
      const { n } = x.shape;
      const weight = parameters.weight as Node;
      if (weight.shape.x !== lengthOf(x.shape))
        throw new ArgumentError(
          'dense',
          `images must have the ${weight.shape.x} numbers that the weights are for`,
          formatShape(x.shape),
        );
      const rows = reshape(x, { shape: { y: n, x: lengthOf(x.shape) } });
      const made = reshape(matmul(rows, weight, { transposeB: true }), { shape: { n, c: units } });
      return parameters.bias ? add(made, parameters.bias) : made;
    },
  };
}

/**
 * Every voxel by itself: `weight` (n = units, c = channels, PyTorch's `Linear` of tokens) times its channels, plus `bias`. Any size, which stays; units along c come out. Where
 * voxels are tokens, as for `attention`, it is what stands between. Throws `ArgumentError` for units that are no whole number, and unknown options.
 * @example
 * import { layer, network } from 'brightfield';
 * const net = network(layer.linear({ units: 6 }), { input: { c: 3, x: 20 } });
 * net.output.x; // 20
 */
export function linear(options: DenseOptions): Layer {
  const { bias, weights, units } = read('linear', options);
  return {
    title: `linear of ${units} units`,
    parameters({ c }) {
      const fan = { inputs: c, outputs: units };
      return {
        weight: { shape: { n: units, c }, layout: 'nc', fan, value: weights, isTrained: true },
        ...(bias && { bias: biasOf(units, c) }),
      };
    },
    apply: (x, { parameters }) => conv(x, parameters.weight as Node, biased(parameters.bias)),
  };
}
