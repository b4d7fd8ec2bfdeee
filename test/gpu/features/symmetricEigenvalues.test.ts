import { symmetricEigenvalues } from '../../../src/ops/features/symmetricEigenvalues.js';
import { build, type Field, features, fieldOf, itemAt, mulberry32, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

/** Matrices with given eigenvalues, turned at random: R diag R'. */
function turned(diagonal: (at: number) => readonly number[], count: number): Field {
  const random = mulberry32(5);
  const matrices = Array.from({ length: count }, (_, at) => {
    const [w, x, y, z] = [random() - 0.5, random() - 0.5, random() - 0.5, random() - 0.5] as const;
    const s = 2 / (w * w + x * x + y * y + z * z);
    const r = [
      [1 - s * (y * y + z * z), s * (x * y - z * w), s * (x * z + y * w)],
      [s * (x * y + z * w), 1 - s * (x * x + z * z), s * (y * z - x * w)],
      [s * (x * z - y * w), s * (y * z + x * w), 1 - s * (x * x + y * y)],
    ];
    const d = diagonal(at);
    const element = (i: number, j: number): number =>
      [0, 1, 2].reduce((sum, k) => sum + itemAt(r[i] ?? [], k) * itemAt(d, k) * itemAt(r[j] ?? [], k), 0);
    return [element(0, 0), element(0, 1), element(0, 2), element(1, 1), element(1, 2), element(2, 2)];
  });
  return build({ c: 6, x: count }, ({ c, x }) => Math.fround(itemAt(matrices[x] ?? [], c)));
}

const broken = randomField({ c: 6, y: 3, x: 5 }, 4);
broken.data[7] = Number.NaN;
broken.data[33] = Number.POSITIVE_INFINITY;

checkOp(symmetricEigenvalues, {
  oracle: ([x]) => features.symmetricEigenvalues(x as Field),
  tolerance: { abs: 4e-7, rel: 4e-7, why: '4e-7 of the greatest eigenvalue, of matrices with numbers to 1 or 2' },
  without: { batch: 'elements lie along c' },
  rows: [
    { name: 'image', inputs: [randomField({ n: 6, c: 3, y: 13, x: 37 }, 1, -1)] },
    { name: 'volume', inputs: [randomField({ n: 2, c: 6, z: 3, y: 5, x: 17 }, 2, -1)] },
    { name: 'two equal', inputs: [turned((at) => [1, 1, at % 2 ? -0.3 : 2], 64)] },
    { name: 'nearly equal', inputs: [turned((at) => [1, 1 + 10 ** (-at / 8), 1 - 10 ** (-at / 9)], 64)] },
    { name: 'three equal and one apart by little', inputs: [turned((at) => [1, 1, 1 + 2 ** -at], 32)] },
    { name: 'one far smaller', inputs: [turned((at) => [1, 0, 10 ** (-at / 4)], 32)] },
    {
      name: 'diagonal, zero and degenerate',
      inputs: [fieldOf({ c: 6, x: 4 }, [1, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 2, 3, 0, 0, 0, 0, 1, 0, 2, 3])],
    },
    {
      name: 'all three close together',
      inputs: [turned((at) => [1.5, 1.5 + 2 ** (-10 - at / 64), 1.5 - 2 ** (-10 - at / 50)], 768)],
      tolerance: { abs: 0, rel: 1.4e-7, why: 'what the rounding of the mean leaves is put back: it makes 2e-7' },
      without: ['u8', 'f16'],
    },
    { name: 'not finite', inputs: [broken] },
    {
      name: 'very large',
      inputs: [randomField({ c: 6, x: 9 }, 3, -3e37, 3e37)],
      tolerance: { abs: 3e31, rel: 4e-7, why: 'as above, of numbers to 1e38' },
      without: ['u8', 'f16', 'unfused'],
    },
    {
      name: 'very small',
      inputs: [randomField({ c: 3, x: 9 }, 3, -1e-30, 1e-30)],
      tolerance: { abs: 1e-36, rel: 4e-7, why: 'as above, of numbers to 1e-30' },
      without: ['u8', 'f16'],
    },
  ],
  refuses: [
    [
      [randomField({ c: 4, x: 3 }, 1)],
      {},
      /^symmetricEigenvalues: the matrix must have 3 or 6 components along c, got c=4$/,
    ],
  ],
});
