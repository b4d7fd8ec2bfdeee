/** What forms of kernels are measured on: a few small calls of each kernel, by what they are. Tests compute the same, smaller. */
import { type Shape, shapeOf, voxels } from '../../core/axes.js';
import { hostArray } from '../../core/dtype.js';
import { HostVolume } from '../../core/hostVolume.js';
import { mulberry32 } from '../../core/seededRandom.js';
import type { FormedKernel } from '../../graph/forms.js';
import type { Node } from '../../graph/node.js';
import {
  add,
  conv,
  convolveAxis,
  convTranspose,
  correlate,
  dilation,
  fftn,
  gradient,
  matmul,
  median,
  multiply,
  sobel,
} from '../../registry.js';

/** Lengths of what is computed on. */
export interface Sizes {
  /** The sides of images, of volumes and of layers of a network. */
  readonly flat: number;
  readonly deep: number;
  readonly layer: number;
}

/** Those of `brightfield tune`: images and volumes that no cache near a processor holds. */
export const SIZES: Sizes = { flat: 1024, deep: 128, layer: 64 };

type Calls = Readonly<Record<string, Node>>;

/** Noise to compute on, by what it is. */
export function noiseOf({ flat, deep, layer }: Sizes) {
  const half = flat >> 1;
  return {
    image: noise({ y: flat, x: flat }),
    second: noise({ y: flat, x: flat }),
    third: noise({ y: flat, x: flat }),
    // two passes of 32 numbers
    lines: noise({ y: flat, x: 1024 }),
    bytes: noise({ y: half, x: half }, 'u8'),
    matrix: noise({ y: half, x: half }),
    volume: noise({ z: deep, y: deep, x: deep }),
    channels: noise({ c: 16, y: layer, x: layer }),
    filters: noise({ n: 32, c: 16, y: 3, x: 3 }),
    turned: noise({ n: 16, c: 16, y: 2, x: 2 }),
  };
}

/** Calls by kernel over such noise; nothing is computed. */
export function callsOf(
  noise: Readonly<Record<keyof ReturnType<typeof noiseOf>, Node>>,
): Readonly<Record<FormedKernel, () => Calls>> {
  const { image, second, third, lines, bytes, matrix, volume, channels, filters, turned } = noise;
  const bell = (taps: number): number[] =>
    Array.from({ length: taps }, (_, at) => Math.exp(-(((at - (taps >> 1)) / (taps / 6)) ** 2) / 2));
  const spectrum = (node: Node, axes: 'z' | 'y' | 'x'): Node => fftn(node, { axes }).real;
  const box = (z: number, y: number, x: number) => ({ box: { z, y, x } });
  const ramp = (z: number, y: number, x: number): number[][][] =>
    Array.from({ length: z }, (_, k) =>
      Array.from({ length: y }, (_, j) => Array.from({ length: x }, (_, i) => 1 + i + 2 * j - k)),
    );
  return {
    'filter/convolveAxisLongY': () => ({
      '61 taps along y': convolveAxis(image, { axis: 'y', weights: bell(61) }),
      '61 taps along z': convolveAxis(volume, { axis: 'z', weights: bell(61) }),
    }),
    'filter/convolveAxisX': () => ({
      '17 taps along x': convolveAxis(image, { axis: 'x', weights: bell(17) }),
      '17 taps along x of a volume': convolveAxis(volume, { axis: 'x', weights: bell(17) }),
    }),
    'filter/convolveAxisY': () => ({
      '17 taps along y': convolveAxis(image, { axis: 'y', weights: bell(17) }),
      '17 taps along z': convolveAxis(volume, { axis: 'z', weights: bell(17) }),
    }),
    'filter/correlate': () => ({
      '5 x 5': correlate(image, { weights: ramp(1, 5, 5), method: 'direct' }),
      '3 x 3 x 3': correlate(volume, { weights: ramp(3, 3, 3), method: 'direct' }),
    }),
    'fourier/passX': () => ({ 'a transform along x': spectrum(lines, 'x'), 'of a volume': spectrum(volume, 'x') }),
    'fourier/passY': () => ({ 'a transform along y': spectrum(image, 'y'), 'along z': spectrum(volume, 'z') }),
    'gradient/components': () => ({ 'in 2-D': gradient(image), 'in 3-D': gradient(volume) }),
    'gradient/differences': () => ({ 'sobel in 2-D': sobel(image), 'sobel in 3-D': sobel(volume) }),
    'morphology/extremeAxisY': () => ({
      '7 along y': dilation(image, { footprint: box(1, 7, 1) }),
      '51 along y': dilation(image, { footprint: box(1, 51, 1) }),
      '7 along z': dilation(volume, { footprint: box(7, 1, 1) }),
    }),
    'morphology/extremeSquare': () => ({
      '3 x 3': dilation(image, { footprint: box(1, 3, 3) }),
      '3 x 3 of slices': dilation(volume, { footprint: box(1, 3, 3) }),
    }),
    'network/conv': () => ({ '16 to 32 channels, 3 x 3': conv(channels, filters, { padding: { y: 1, x: 1 } }) }),
    'network/convTranspose': () => ({
      '16 channels, 2 x 2': convTranspose(channels, turned, { stride: { y: 2, x: 2 } }),
    }),
    'network/matmul': () => ({ square: matmul(matrix, matrix) }),
    'pointwise/map': () => ({
      'x + 1 in 2-D': add(image, 1),
      'x + 1 in 3-D': add(volume, 1),
      'x y + z': add(multiply(image, second), third),
    }),
    'rank/histogram': () => ({ '15 x 15 of bytes': median(bytes, { footprint: box(1, 15, 15) }) }),
    'rank/median3': () => ({ '3 x 3': median(image), '3 x 3 of slices': median(volume, { footprint: box(1, 3, 3) }) }),
    'rank/median5': () => ({ '5 x 5': median(image, { footprint: box(1, 5, 5) }) }),
  };
}

function noise(lengths: Partial<Shape>, dtype: 'f32' | 'u8' = 'f32'): HostVolume {
  const shape = shapeOf(lengths);
  const random = mulberry32(voxels(shape));
  const data = hostArray(dtype, voxels(shape));
  for (let at = 0; at < data.length; at++) data[at] = 256 * random();
  return new HostVolume({ shape, dtype, data });
}
