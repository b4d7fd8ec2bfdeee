/** Cameras: what each measures of an image without noise (A), with it (y), how that is shown, and a way back. */
import {
  camera,
  convolve,
  divide,
  downscaleLocalMean,
  expression,
  fftn,
  fftshift,
  gaussianNoise,
  type Input,
  iradon,
  mapRange,
  max,
  multiply,
  type Node,
  type Pipeline,
  radon,
  resize,
  shift,
  tikhonov,
  transpose,
} from 'brightfield';
import { angleMask, DEGREES, lineMask } from './masks.js';
import type { Params } from './params.js';
import { psfOf } from './psf.js';

type Given = readonly Node[];

interface Camera {
  readonly words: string;
  /** The linear part, for an image like `x`. */
  readonly A: (params: Params, x: Node) => Pipeline;
  /** What comes of it with noise. */
  readonly noisy: (params: Params, ideal: Given) => Given;
  /** What is measured, as a picture. */
  readonly picture: (y: Given) => Node;
  /** Better than A*: a simple inverse. */
  readonly inverse?: (params: Params, y: Given, x: Node) => Node;
}

const only = ([first]: Given): Node => first as Node;

/** Noise that is a share of the greatest value. */
function shareOfMax(params: Params, ideal: Given): Given {
  const most = max(only(ideal));
  return [multiply(gaussianNoise(divide(only(ideal), most), { sigma: params.noise, seed: 1 }), most)];
}

/** White takes nine tenths of the levels, black lies at a twentieth: noise has room at both ends. */
function recorded(light: Input, { photons, readNoise, bits }: Params): Node {
  const most = 2 ** bits - 1;
  const [offset, gain] = [most / 20, (0.9 * most) / photons];
  const levels = camera(multiply(light, photons), {
    quantumEfficiency: 1,
    fullWell: 1e9,
    readNoise,
    gain,
    offset,
    bits,
    seed: 1,
  });
  return mapRange(levels, { from: [offset, offset + 0.9 * most], to: [0, 1] });
}

export const CAMERAS = {
  blur: {
    words: 'blur',
    A: ({ spread, width }) => {
      const weights = psfOf(spread, width);
      return (u) => convolve(u, { weights, border: 'reflect' });
    },
    noisy: (params, ideal) => [recorded(only(ideal), params)],
    picture: only,
    inverse: ({ spread, width, weight }, y) => tikhonov(only(y), { psf: psfOf(spread, width), weight }),
  },
  sampling: {
    words: 'sampling',
    A: ({ pixels, factor }, { shape }) =>
      pixels === 'means'
        ? (u) => downscaleLocalMean(u, { factors: { y: factor, x: factor } })
        : (u) => resize(u, { outputShape: { y: shape.y / factor, x: shape.x / factor }, order: 0 }),
    noisy: shareOfMax,
    picture: only,
    inverse({ pixels, factor }, y, { shape }) {
      const smooth = resize(only(y), { outputShape: { y: shape.y, x: shape.x }, order: 3 });
      // points lie half a pixel behind the middle of their square
      return pixels === 'means' || factor === 1
        ? smooth
        : shift(smooth, { shift: { y: 0.5, x: 0.5 }, border: 'nearest' });
    },
  },
  lines: {
    words: 'line integrals',
    A:
      ({ angles }) =>
      (u) =>
        multiply(radon(u, { circle: false }), angleMask(angles)),
    noisy: (params, ideal) => [multiply(only(shareOfMax(params, ideal)), angleMask(params.angles))],
    // wider than high, as screens are
    picture: (y) => transpose(only(y)),
    // as if the angles between had been there: each that was stands for so many
    inverse: ({ angles }, y) => multiply(iradon(only(y), { circle: false }), DEGREES / angles),
  },
  fourier: {
    words: 'Fourier lines',
    A: ({ lines }, { shape }) => {
      const mask = lineMask(lines, shape.y, shape.x);
      return (u) => {
        const { real, imaginary } = fftn(u, { norm: 'ortho' });
        return [multiply(real, mask), multiply(imaginary, mask)];
      };
    },
    noisy: ({ noise, lines }, ideal) => {
      const { shape } = only(ideal);
      const mask = lineMask(lines, shape.y, shape.x);
      return ideal.map((part, stream) => multiply(gaussianNoise(part, { sigma: noise, seed: 1, stream }), mask));
    },
    picture: ([real, imaginary]) =>
      fftshift(expression([real as Node, imaginary as Node], { text: 'log1p(1000 * sqrt(a * a + b * b))' })),
  },
} as const satisfies Readonly<Record<string, Camera>>;

export type CameraName = keyof typeof CAMERAS;
