/** The layer that forgets some of what it is given, while it is taught. */
import { dropout as dropoutOf } from '../../ops/network/dropout.js';
import { type Layer, plain } from '../layer.js';
import { knownOptions } from '../options.js';

/** The operation `dropout` while training, other numbers in every step; nothing otherwise. Srivastava et al. 2014, Dropout, section 4. */
export function dropout(options: { readonly rate?: number } = {}): Layer {
  const { rate = 0.5 } = knownOptions('dropout', options, ['rate']);
  return plain(`dropout of ${rate}`, (x, { training, seed, turn }) =>
    training ? dropoutOf(x, { rate, seed, ...(turn && { turn }) }) : x,
  );
}
