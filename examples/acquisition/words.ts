/** What is written beneath the four pictures. */
import type { Params } from './params.js';

type Words = readonly [x: string, y: string, answer: string, error: string];

const ANSWERS: Readonly<Record<Params['camera'], Readonly<Record<Params['answer'], string>>>> = {
  blur: { adjoint: 'α A*y, blurred once more', inverse: 'the inverse, held back by a weight' },
  sampling: { adjoint: 'α A*y, each number where it is from', inverse: 'cubic splines between' },
  lines: { adjoint: 'α A*y, smeared back, its greatest value white', inverse: 'filtered back-projection' },
  fourier: { adjoint: 'A*y, zeros for what is not known', inverse: 'A*y, zeros for what is not known' },
};

export function words({ camera, answer, pixels }: Params): Words {
  const seen = {
    blur: 'y, what the camera counts',
    sampling: pixels === 'means' ? 'y, means of squares' : 'y, points',
    lines: 'y, a row an angle, a column a ray',
    fourier: 'y, amplitudes (logarithms)',
  }[camera];
  return ['x, the image', seen, ANSWERS[camera][answer], 'answer − x'];
}

const decibels = (ratio: number): string =>
  ratio === Number.POSITIVE_INFINITY ? 'no difference' : `${ratio.toFixed(1)} dB`;

/** What was measured of y and of the answer. */
export function measuredOf({ camera, factor, angles }: Params, measured: ArrayLike<number>): readonly [string, string] {
  const [answer = Number.NaN, , told = Number.NaN] = Array.from(measured);
  const seen = {
    blur: () => decibels(told),
    sampling: () => (factor === 1 ? 'all pixels' : `1 number for ${factor * factor}`),
    lines: () => (angles === 1 ? '1 angle' : `${angles} angles`),
    fourier: () => `${(100 * told).toFixed(1)} % of the frequencies`,
  }[camera]();
  return [seen, decibels(answer)];
}
