/** Layers that change every number by itself, or channels by each other, without anything to learn. */
import { elu as eluOf } from '../../ops/network/elu.js';
import { gelu as geluOf } from '../../ops/network/gelu.js';
import { leakyRelu as leakyReluOf } from '../../ops/network/leakyRelu.js';
import { logSoftmax as logSoftmaxOf } from '../../ops/network/logSoftmax.js';
import { relu as reluOf } from '../../ops/network/relu.js';
import { sigmoid as sigmoidOf } from '../../ops/network/sigmoid.js';
import { silu as siluOf } from '../../ops/network/silu.js';
import { softmax as softmaxOf } from '../../ops/network/softmax.js';
import { softplus as softplusOf } from '../../ops/network/softplus.js';
import { tanh as tanhOf } from '../../ops/network/tanh.js';
import { type Layer, plain } from '../layer.js';
import { knownOptions } from '../options.js';

/** A layer of an operation, whose options are known when it is made. */
function ofOperation<O extends object>(
  name: string,
  known: readonly string[],
  operation: (x: Parameters<Layer['apply']>[0], options: O) => ReturnType<Layer['apply']>,
): (options?: O) => Layer {
  return (options = {} as O) => {
    knownOptions(name, options, known);
    return plain(name, (x) => operation(x, options));
  };
}

/**
 * The operation `relu`: what is below 0 becomes 0. Any shape, which stays. Source: Nair, Hinton 2010, Rectified linear units improve restricted Boltzmann machines.
 * @example
 * import { layer } from 'brightfield';
 * layer.sequential([layer.dense({ units: 8 }), layer.relu(), layer.dense({ units: 2 })]);
 */
export const relu = ofOperation('relu', [], (x) => reluOf(x));

/**
 * The operation `leakyRelu`: what is below 0 times `slope`, 0.01 when left out. Any shape, which stays. Throws `ArgumentError` for unknown options, and when the network is built for a slope that is no number.
 * @example
 * import { layer } from 'brightfield';
 * layer.leakyRelu({ slope: 0.2 });
 */
export const leakyRelu = ofOperation<{ readonly slope?: number }>('leakyRelu', ['slope'], leakyReluOf);

/**
 * The operation `elu`: `alpha` (1 when left out) times e^x - 1 below 0. Any shape, which stays. Throws as `leakyRelu`. Source: Clevert, Unterthiner, Hochreiter 2016, Fast and accurate deep network learning by exponential linear units.
 * @example
 * import { layer } from 'brightfield';
 * layer.elu({ alpha: 0.5 });
 */
export const elu = ofOperation<{ readonly alpha?: number }>('elu', ['alpha'], eluOf);

/**
 * The operation `gelu`, exact or by `approximate: 'tanh'`. Any shape, which stays. Throws as `leakyRelu`. Source: Hendrycks, Gimpel 2016, Gaussian error linear units.
 * @example
 * import { layer } from 'brightfield';
 * layer.gelu({ approximate: 'tanh' });
 */
export const gelu = ofOperation<NonNullable<Parameters<typeof geluOf>[1]>>('gelu', ['approximate'], geluOf);

/**
 * The operation `silu`: x times its sigmoid. Any shape, which stays. Source: Elfwing, Uchibe, Doya 2018, Sigmoid-weighted linear units for neural network function approximation.
 * @example
 * import { layer } from 'brightfield';
 * layer.sequential([layer.conv({ filters: 8 }), layer.silu()]);
 */
export const silu = ofOperation('silu', [], (x) => siluOf(x));

/**
 * The operation `sigmoid`: 1 / (1 + e^-x), from 0 to 1. Any shape, which stays. Behind a network that was taught with `binaryCrossEntropyWithLogits` it makes probabilities.
 * @example
 * import { layer } from 'brightfield';
 * layer.sequential([layer.dense({ units: 1 }), layer.sigmoid()]);
 */
export const sigmoid = ofOperation('sigmoid', [], (x) => sigmoidOf(x));

/**
 * The operation `tanh`, from -1 to 1. Any shape, which stays.
 * @example
 * import { layer } from 'brightfield';
 * layer.sequential([layer.dense({ units: 8 }), layer.tanh(), layer.dense({ units: 1 })]);
 */
export const tanh = ofOperation('tanh', [], (x) => tanhOf(x));

/**
 * The operation `softplus`: log(1 + e^(beta x)) / beta, above 0. Any shape, which stays. Throws as `leakyRelu`.
 * @example
 * import { layer } from 'brightfield';
 * layer.softplus({ beta: 2 });
 */
export const softplus = ofOperation<{ readonly beta?: number }>('softplus', ['beta'], softplusOf);

/**
 * The operation `softmax`: shares of one along c, or along another `axis`. Any shape, which stays. Scores that `crossEntropy` is asked of need none. Throws as `leakyRelu`.
 * @example
 * import { layer } from 'brightfield';
 * layer.sequential([layer.dense({ units: 10 }), layer.softmax()]);
 */
export const softmax = ofOperation<NonNullable<Parameters<typeof softmaxOf>[1]>>('softmax', ['axis'], softmaxOf);

/**
 * The operation `logSoftmax`: the logarithms of these shares. Any shape, which stays. Throws as `leakyRelu`.
 * @example
 * import { layer } from 'brightfield';
 * layer.sequential([layer.dense({ units: 10 }), layer.logSoftmax()]);
 */
export const logSoftmax = ofOperation<NonNullable<Parameters<typeof logSoftmaxOf>[1]>>(
  'logSoftmax',
  ['axis'],
  logSoftmaxOf,
);
