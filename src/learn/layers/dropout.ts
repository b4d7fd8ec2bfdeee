/** Layers that forget some of what they are given, while they are taught. */
import { dropoutChannels as dropoutChannelsOf, dropout as dropoutOf } from '../../ops/network/dropout.js';
import { type Layer, plain } from '../layer.js';
import { knownOptions, numberOf } from '../options.js';

const forgetting =
  (name: string, operation: typeof dropoutOf) =>
  (options: { readonly rate?: number } = {}): Layer => {
    const { rate = 0.5 } = knownOptions(name, options, ['rate']);
    numberOf(name, 'rate', rate, { min: 0, max: 0.999 });
    return plain(`${name} of ${rate}`, (x, { training, seed, turn }) =>
      training ? operation(x, { rate, seed, ...(turn && { turn }) }) : x,
    );
  };

/**
 * The operation `dropout` while training, other numbers in every step; nothing otherwise. Any shape, which stays. Throws `ArgumentError` for a rate outside of 0 to 0.999.
 * Source: Srivastava et al. 2014, Dropout, section 4.
 * @example
 * import { layer } from 'brightfield';
 * layer.sequential([layer.dense({ units: 64 }), layer.relu(), layer.dropout({ rate: 0.3 }), layer.dense({ units: 10 })]);
 */
export const dropout = forgetting('dropout', dropoutOf);

/**
 * The operation `dropoutChannels` while training: whole channels of an image, PyTorch's `Dropout2d`. Any shape, which stays. Throws as `dropout`. Source: Tompson, Goroshin, Jain, LeCun, Bregler 2015, Efficient object
 * localization using convolutional networks, section 3.2.
 * @example
 * import { layer } from 'brightfield';
 * layer.sequential([layer.conv({ filters: 16 }), layer.relu(), layer.dropoutChannels({ rate: 0.1 })]);
 */
export const dropoutChannels = forgetting('dropoutChannels', dropoutChannelsOf);
