/** Which colour a sensor sees where. */
import { choice } from '../../core/params.js';

const COLOURS = 'rgb';

export const patternParam = {
  pattern: choice('The colours at even and odd x of even rows, then of odd rows.', ['rggb', 'bggr', 'grbg', 'gbrg'], {
    default: 'rggb',
  }),
};

/** The channels of those four places. */
export function sitesOf(pattern: string): number[] {
  return [...pattern].map((letter) => COLOURS.indexOf(letter));
}
