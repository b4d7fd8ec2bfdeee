/** A call of every operation of the registry on an image of any size: plain defaults, and here what those cannot do without. */
import { HostVolume, type Node, type Operation } from 'brightfield';

type Input = HostVolume | Node;

export interface Call {
  readonly inputs: readonly Input[];
  readonly params: Readonly<Record<string, unknown>>;
}

/** The same numbers from behind: another image that was there to be read. */
function second(image: HostVolume, factor = 1): HostVolume {
  const { shape, data } = image;
  // a loop: `from` would make a list of all numbers first
  const turned = new Float32Array(data.length);
  for (let at = 0; at < data.length; at++) turned[data.length - 1 - at] = factor * (data[at] ?? 0);
  return new HostVolume({ shape, data: turned });
}

/** A few numbers, most of them 0. */
function labels({ shape, data }: HostVolume): HostVolume {
  const marks = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) marks[at] = Math.max(0, Math.floor((data[at] ?? 0) * 8) - 3);
  return new HostVolume({ shape, dtype: 'u8', data: marks });
}

const isFlat = ({ shape }: HostVolume): boolean => shape.z === 1;
/** Small weights of the sum 1, of as many axes as the image. */
const weightsOf = (image: HostVolume): unknown => {
  const square = [
    [0.05, 0.1, 0.05],
    [0.1, 0.4, 0.1],
    [0.05, 0.1, 0.05],
  ];
  const third = square.map((row) => row.map((weight) => weight / 3));
  return isFlat(image) ? square : [third, third, third];
};
const turnedOf = (image: HostVolume): unknown =>
  isFlat(image)
    ? [
        [0.95, 0.2, 1],
        [-0.2, 0.95, 2],
      ]
    : [
        [0.95, 0.2, 0, 1],
        [-0.2, 0.95, 0.1, 2],
        [0.1, 0, 1, 0],
      ];

const plain =
  (params: Call['params'] | ((image: HostVolume) => Call['params'])) =>
  (image: HostVolume): Call => ({ inputs: [image], params: typeof params === 'function' ? params(image) : params });
const pair =
  (params: Call['params']) =>
  (image: HostVolume): Call => ({ inputs: [image, second(image)], params });
const marked =
  (count = 1) =>
  (image: HostVolume): Call => ({
    inputs: count === 1 ? [labels(image)] : [labels(image), labels(second(image))],
    params: {},
  });
const shaped =
  (params: Call['params'] = {}) =>
  ({ shape: { z, y, x } }: HostVolume): Call => ({ inputs: [], params: { shape: { z, y, x }, ...params } });
const volume = (shape: Record<string, number>, value: (at: number) => number): HostVolume => {
  const voxels = Object.values(shape).reduce((product, length) => product * length, 1);
  const data = new Float32Array(voxels);
  for (let at = 0; at < voxels; at++) data[at] = value(at);
  return new HostVolume({ shape, data });
};

/** Where each voxel comes from: half a voxel further along every axis. */
function placesOf({ shape: { z, y, x } }: HostVolume): HostVolume {
  const axes = z > 1 ? 3 : 2;
  const place = [
    (at: number) => Math.floor(at / (y * x)),
    (at: number) => Math.floor(at / x) % y,
    (at: number) => at % x,
  ].slice(3 - axes);
  const voxels = z * y * x;
  return volume({ c: axes, z, y, x }, (at) => 0.5 + (place[Math.floor(at / voxels)]?.(at % voxels) ?? 0));
}

/** Filters of 3 along every axis from as many channels to as many. */
const filtersOf = (image: HostVolume): HostVolume => {
  const { c } = image.shape;
  return volume({ n: c, c, ...(isFlat(image) ? {} : { z: 3 }), y: 3, x: 3 }, (at) => Math.sin(at) / 10);
};

const CALLS: Readonly<Record<string, (image: HostVolume) => Call>> = {
  affineTransform: plain((image) => ({ matrix: turnedOf(image), order: 1 })),
  beads: shaped(),
  binaryFillHoles: marked(),
  cells: shaped(),
  cast: plain({ dtype: 'u8' }),
  clearBorder: marked(),
  contours: plain({ level: 0.5 }),
  convolve: plain((image) => ({ weights: weightsOf(image) })),
  convolveAxis: plain({ weights: [1, 2, -3], axis: 'y' }),
  correlate: plain((image) => ({ weights: weightsOf(image) })),
  conv: (image) => ({ inputs: [image, filtersOf(image)], params: { padding: 1 } }),
  convTranspose: (image) => ({ inputs: [image, filtersOf(image)], params: { padding: 1 } }),
  deblurTv: plain((image) => ({ psf: weightsOf(image), maxIterations: 20, tolerance: 1e-7 })),
  denoiseTgv: plain({ maxIterations: 20, tolerance: 1e-7 }),
  denoiseTv: plain({ maxIterations: 20, tolerance: 1e-7 }),
  denoiseNlMeans: plain({ patchSize: 3, patchDistance: 2 }),
  diceCoefficient: marked(2),
  expandLabels: marked(),
  expression: pair({ text: 'a * b' }),
  fftConvolve: plain((image) => ({ kernel: weightsOf(image) })),
  fftFrequencies: ({ shape: { x } }) => ({ inputs: [], params: { length: x } }),
  filaments: shaped(),
  findBoundaries: marked(),
  forestProba: (image) => ({
    inputs: [image, volume({ z: 2, x: 3 }, () => 0.5), volume({ z: 4, x: 2 }, () => 0.5)],
    params: {},
  }),
  frangi: plain({ sigmas: [2] }),
  hausdorffDistance: marked(2),
  inpaintTv: (image) => ({ inputs: [image, labels(image)], params: { maxIterations: 20, tolerance: 1e-7 } }),
  isosurface: plain({ level: 0.5 }),
  jaccardIndex: marked(2),
  joinSegmentations: marked(2),
  label: marked(),
  labelToRgb: marked(),
  lookup: (image) => ({ inputs: [image, volume({ x: 256 }, (at) => at * at)], params: { range: [0, 1] } }),
  mapCoordinates: (image) => ({ inputs: [image, placesOf(image)], params: { order: 1 } }),
  mapRange: plain({ from: [0, 1], to: [2, 5] }),
  markBoundaries: (image) => ({ inputs: [image, labels(second(image))], params: {} }),
  matchTemplate: plain((image) => ({ template: weightsOf(image) })),
  meijering: plain({ sigmas: [2] }),
  mixChannels: plain({ matrix: [[1, 2, 3]] }),
  peakSignalNoiseRatio: pair({ dataRange: 1 }),
  profileLine: plain(({ shape: { y, x } }) => ({ from: { y: 1, x: 2 }, to: { y: y - 2, x: x - 3 } })),
  quantise: plain({ levels: 5 }),
  randomBits: shaped(),
  randomNormal: shaped(),
  randomUniform: shaped(),
  rankFilter: plain({ rank: 5 }),
  regionprops: marked(),
  regionRuns: marked(),
  relabelSequential: marked(),
  removeSmallHoles: marked(),
  removeSmallObjects: marked(),
  reshape: plain(({ shape: { z, y, x } }) => ({ shape: { z, y: y * 2, x: x / 2 } })),
  richardsonLucy: plain((image) => ({ psf: weightsOf(image), numIter: 10 })),
  rotate: plain({ angle: 20 }),
  rollingBall: plain({ radius: 5 }),
  sato: plain({ sigmas: [2] }),
  sheppLogan: shaped(),
  subtractBackground: plain({ radius: 5 }),
  structuralSimilarity: pair({ dataRange: 1 }),
  superResolveTv: plain({ maxIterations: 20, tolerance: 1e-7 }),
  take: (image) => ({
    inputs: [image, new HostVolume({ shape: { x: 3 }, data: Int32Array.of(7, 0, 11) })],
    params: { axis: 'y' },
  }),
  thresholdLocal: plain({ blockSize: 35 }),
  tikhonov: plain((image) => ({ psf: weightsOf(image) })),
  unsupervisedWiener: plain((image) => ({ psf: weightsOf(image), maxNumIter: 20 })),
  warp: plain({
    matrix: [
      [0.95, 0.2, 1],
      [-0.2, 0.95, 2],
      [0, 0, 1],
    ],
  }),
  watershed: (image) => ({ inputs: [image, labels(second(image))], params: {} }),
  wiener: plain((image) => ({ psf: weightsOf(image) })),
};

/** Channels of the image where it is no plain one. */
const CHANNELS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'bayerMosaic combineStains hsvToRgb labToRgb mixChannels rgbToGray rgbToHsv rgbToLab rgbToXyz rgbToYcbcr separateStains xyzToRgb ycbcrToRgb crossEntropy'
      .split(' ')
      .map((name) => [name, 3]),
  ),
  conv: 4,
  convTranspose: 4,
  pixelShuffle: 8,
  symmetricEigenvalues: 6,
};

export const channelsOf = ({ operation }: Operation): number => CHANNELS[operation] ?? 1;

/** The call of an operation on an image. */
export function callOf(operation: Operation, image: HostVolume): Call {
  const given = CALLS[operation.operation];
  if (given) return given(image);
  const count = operation.inputs[0]?.variadic ? 2 : operation.inputs.length;
  return { inputs: Array.from({ length: count }, (_, at) => (at === 0 ? image : second(image, 1 / at))), params: {} };
}

/** What is of images only, or of volumes only. */
export const FLAT_ONLY: readonly string[] = ['canny', 'stack'];
export const DEEP_ONLY: readonly string[] = ['isosurface'];
