/** A call of every operation, on small volumes that several blocks cover. */
import { HostVolume } from '../../../src/core/hostVolume.js';
import type { Input, Operation } from '../../../src/graph/operation.js';
import { randomField, toHost } from '../../oracle/index.js';

export interface Call {
  readonly inputs: readonly Input[];
  readonly params: Readonly<Record<string, unknown>>;
}

type Shape = Parameters<typeof randomField>[0];
const STACK: Shape = { z: 12, y: 26, x: 30 };
const FLAT: Shape = { y: 26, x: 30 };
const TALL: Shape = { y: 100, x: 12 };

const image = (seed: number, shape: Shape = STACK): HostVolume => toHost(randomField(shape, seed));

/** Some of five numbers, most of them 0. */
const labels = (seed: number, shape: Shape = STACK): HostVolume => {
  const { data, ...like } = image(seed, shape);
  const marks = Uint8Array.from(data, (value) => Math.max(0, Math.floor(value * 8) - 3));
  return new HostVolume({ ...like, dtype: 'u8', data: marks });
};

const colours = (seed = 1, c = 3): HostVolume => image(seed, { c, ...STACK });
const coloured = (params: Call['params'] = {}): Call => ({ inputs: [colours()], params });
const marked = (count = 1): Call => ({ inputs: Array.from({ length: count }, (_, at) => labels(at + 1)), params: {} });
const plain = (params: Call['params']): Call => ({ inputs: [image(1)], params });
const pair = (params: Call['params']): Call => ({ inputs: [image(1), image(2)], params });

const CUBE = [
  [
    [1, 2, 3],
    [4, -5, 6],
  ],
  [
    [7, 8, 9],
    [1, 0, 2],
  ],
];
const SQUARE = [
  [0.1, 0.2, 0.1],
  [0.2, 0.3, 0.1],
];
const PSF = [...SQUARE, [0, 0, 0]];
const TURNED = [
  [0.9, 0.3, 0, -1],
  [-0.2, 1, 0.1, 0],
  [0.1, 0, 1.1, 0.5],
];
const flat = (params: Call['params'], count = 1): Call => ({
  inputs: Array.from({ length: count }, (_, at) => image(at + 1, FLAT)),
  params,
});

const tall = (params: Call['params']): Call => ({ inputs: [image(1, TALL)], params });

/** Where the call of the defaults, on as many stacks as there are inputs, is refused or takes long. */
const CALLS: Readonly<Record<string, () => Call>> = {
  affineTransform: () => plain({ matrix: TURNED }),
  bayerMosaic: coloured,
  binaryFillHoles: marked,
  canny: () => flat({}),
  cast: () => plain({ dtype: 'u8' }),
  clearBorder: marked,
  combineStains: coloured,
  contours: () => flat({ level: 0.5 }),
  convolve: () => plain({ weights: CUBE }),
  convolveAxis: () => plain({ weights: [1, 2, -3], axis: 'z' }),
  correlate: () => plain({ weights: CUBE, border: 'wrap' }),
  conv: () => ({ inputs: [colours(), image(2, { n: 2, c: 3, z: 3, y: 3, x: 3 })], params: {} }),
  crossEntropy: () => ({ inputs: [colours(1), colours(2)], params: {} }),
  deblurTv: () => flat({ psf: PSF, maxIterations: 20 }),
  denoiseNlMeans: () => flat({ patchSize: 3, patchDistance: 2 }),
  expandLabels: marked,
  expression: () => pair({ text: 'a * b' }),
  fftConvolve: () => flat({ kernel: SQUARE }),
  fftFrequencies: () => ({ inputs: [], params: { length: 30 } }),
  findBoundaries: marked,
  forestProba: () => ({
    inputs: [image(1), image(2, { z: 2, x: 3 }), image(3, { z: 4, x: 2 })],
    params: {},
  }),
  frangi: () => tall({ sigmas: [0.5] }),
  hessianMatrix: () => tall({ sigma: 0.5 }),
  hsvToRgb: coloured,
  isosurface: () => plain({ level: 0.5 }),
  joinSegmentations: () => marked(2),
  label: marked,
  labelToRgb: marked,
  labToRgb: coloured,
  mapCoordinates: () => ({ inputs: [image(1), colours(2)], params: {} }),
  mapRange: () => plain({ from: [0, 1], to: [2, 5] }),
  markBoundaries: () => ({ inputs: [image(1), labels(2)], params: {} }),
  matchTemplate: () => flat({ template: SQUARE }),
  matmul: () => ({ inputs: [image(1), image(2, { z: 12, y: 30, x: 10 })], params: {} }),
  mixChannels: () => coloured({ matrix: [[1, 2, 3]] }),
  peakSignalNoiseRatio: () => pair({ dataRange: 1 }),
  pixelShuffle: () => ({ inputs: [colours(1, 8)], params: {} }),
  profileLine: () => flat({ from: { y: 1, x: 2 }, to: { y: 20, x: 25 } }),
  quantise: () => plain({ levels: 5 }),
  rankFilter: () => plain({ rank: 5 }),
  regionprops: marked,
  regionRuns: marked,
  relabelSequential: marked,
  removeSmallHoles: marked,
  removeSmallObjects: marked,
  reshape: () => plain({ shape: { z: 24, y: 13, x: 30 } }),
  rgbToGray: coloured,
  rgbToHsv: coloured,
  rgbToLab: coloured,
  rgbToXyz: coloured,
  rgbToYcbcr: coloured,
  richardsonLucy: () => flat({ psf: PSF, numIter: 2 }),
  rotate: () => plain({ angle: 20 }),
  rollingBall: () => tall({ radius: 2 }),
  sato: () => tall({ sigmas: [0.5] }),
  separateStains: coloured,
  splineFilter: () => tall({}),
  stack: () => flat({}, 2),
  subtractBackground: () => tall({ radius: 2 }),
  structuralSimilarity: () => pair({ dataRange: 1 }),
  symmetricEigenvalues: () => ({ inputs: [colours(1, 6)], params: {} }),
  take: () => ({
    inputs: [image(1), new HostVolume({ shape: { x: 3 }, data: Int32Array.of(7, 0, 11) })],
    params: { axis: 'z' },
  }),
  thresholdLocal: () => plain({ blockSize: 3 }),
  thresholdNiblack: () => plain({ windowSize: 3 }),
  thresholdSauvola: () => plain({ windowSize: 3 }),
  tikhonov: () => flat({ psf: PSF }),
  unsupervisedWiener: () => flat({ psf: PSF }),
  warp: () => flat({ matrix: [...TURNED.slice(0, 2).map((row) => row.slice(0, 3)), [0, 0, 1]] }),
  watershed: () => ({ inputs: [image(1), labels(2)], params: {} }),
  wiener: () => flat({ psf: PSF }),
  xyzToRgb: coloured,
  ycbcrToRgb: coloured,
};

/** The call of an operation. */
export function callOf(operation: Operation): Call {
  const given = CALLS[operation.operation];
  if (given) return given();
  const count = operation.inputs[0]?.variadic ? 2 : operation.inputs.length;
  return { inputs: Array.from({ length: count }, (_, at) => image(at + 1)), params: {} };
}
