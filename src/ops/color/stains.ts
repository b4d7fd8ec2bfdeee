/** The colours of stains: what the two operations on them share. */
import { choice, type NumberArray, optionalArray } from '../../core/params.js';
import type { RefuseCall } from '../../graph/operation.js';
import { determinant, type Matrix } from './matrix.js';

/** Optical densities of red, green and blue, a row a stain: those of Ruifrok and Johnston, and of G. Landini's collection. */
const KNOWN = {
  hed: [
    [0.65, 0.7, 0.29],
    [0.07, 0.99, 0.11],
    [0.27, 0.57, 0.78],
  ],
  hdx: [
    [0.65, 0.704, 0.286],
    [0.268, 0.57, 0.776],
  ],
  fgx: [
    [0.46420921, 0.83008335, 0.30827187],
    [0.94705542, 0.25373821, 0.19650764],
  ],
  bex: [
    [0.834750233, 0.513556283, 0.196330403],
    [0.092789, 0.954111, 0.283111],
  ],
  rbd: [
    [0.21393921, 0.85112669, 0.47794022],
    [0.74890292, 0.60624161, 0.26731082],
    [0.268, 0.57, 0.776],
  ],
  gdx: [
    [0.98003, 0.144316, 0.133146],
    [0.268, 0.57, 0.776],
  ],
  hax: [
    [0.65, 0.704, 0.286],
    [0.2743, 0.6796, 0.6803],
  ],
  bro: [
    [0.853033, 0.508733, 0.112656],
    [0.09289875, 0.8662008, 0.49098468],
    [0.10732849, 0.36765403, 0.9237484],
  ],
  bpx: [
    [0.7995107, 0.5913521, 0.10528667],
    [0.09997159, 0.73738605, 0.6680326],
  ],
  ahx: [
    [0.874622, 0.457711, 0.158256],
    [0.552556, 0.7544, 0.353744],
  ],
  hpx: [
    [0.644211, 0.716556, 0.266844],
    [0.175411, 0.972178, 0.154589],
  ],
} as const satisfies Record<string, Matrix>;

/** Where light ends: what a density of 1 lets through, and the least that is told apart. */
export const DARKEST = 1e-6;

export const stainParams = {
  stains: choice(
    'Whose colours: haematoxylin, eosin and DAB (`hed`), haematoxylin and DAB (`hdx`), or the other sets of scikit-image by its names.',
    Object.keys(KNOWN) as (keyof typeof KNOWN)[],
    { default: 'hed' },
  ),
  matrix: optionalArray(
    'Colours of two or three stains in the place of those: a row of densities of red, green and blue for each.',
    { maxRank: 2 },
  ),
};

/** Three rows: the third of two stains is what neither colours, their vector product. */
export function stainColours(stains: keyof typeof KNOWN, matrix: NumberArray | undefined, refuse: RefuseCall): Matrix {
  if (
    matrix &&
    (matrix.shape.length !== 2 || matrix.shape[1] !== 3 || (matrix.shape[0] !== 2 && matrix.shape[0] !== 3))
  )
    refuse('matrix must have 2 or 3 rows of 3 numbers', matrix.shape.join(' x '));
  const given: Matrix = matrix
    ? Array.from({ length: matrix.data.length / 3 }, (_, row) => matrix.data.slice(3 * row, 3 * row + 3))
    : KNOWN[stains];
  const [[a = 0, b = 0, c = 0] = [], [d = 0, e = 0, f = 0] = []] = given;
  const rows = given.length === 3 ? given : [...given, [b * f - c * e, c * d - a * f, a * e - b * d]];
  const volume = determinant(rows);
  if (!(Math.abs(volume) > 1e-6)) refuse('the colours of the stains must differ', `a determinant of ${volume}`);
  return rows;
}
