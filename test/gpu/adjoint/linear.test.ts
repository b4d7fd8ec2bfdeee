/** ⟨A(x) - A(0), y⟩ = ⟨x, A* y⟩ for every linear operation; sums in float64 of what the GPU made in f32. */
import { describe, expect, test } from 'vitest';
import { adjoint } from '../../../src/adjoint/adjoint.js';
import { OPERATIONS } from '../../../src/catalogue.js';
import type { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import type { Operation } from '../../../src/graph/operation.js';
import { source } from '../../../src/graph/primitive.js';
import { BORDERS } from '../../../src/ops/border.js';
import { INTERPOLATION_BORDERS } from '../../../src/ops/transform/interpolation.js';
import { fieldOf, randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

interface Case {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly shape?: Readonly<Partial<Record<'n' | 'c' | 'z' | 'y' | 'x', number>>>;
  /** All five borders, where the operation has a kernel of its own that reads outside. */
  readonly borders?: true;
  /** How many volumes it takes. */
  readonly parts?: number;
}

const plane = { y: 13, x: 18 };
const stack = { z: 5, y: 6, x: 7 };

const TURNED = {
  matrix: [
    [0.9, 0.45],
    [-0.4, 0.95],
  ],
  offset: { y: -1.5, x: 2.25 },
};

/** What is asked of each; an operation that is linear and not here fails the last test. */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  affineTransform: [
    ...INTERPOLATION_BORDERS.map((border) => ({
      params: { ...TURNED, order: 3, border, outputShape: { y: 16, x: 11 } },
    })),
    { params: { ...TURNED, order: 1 } },
    { params: { ...TURNED, order: 1, border: 'gridConstant' } },
    { params: { ...TURNED, order: 0, border: 'mirror' } },
    // everything at one place, and a shrink by seven
    {
      params: {
        matrix: [
          [0, 0],
          [0, 0],
        ],
        offset: { y: 3.25, x: 7.5 },
        order: 1,
      },
    },
    {
      params: {
        matrix: [
          [7, 0],
          [0, 7],
        ],
        offset: { y: -20, x: -30 },
        border: 'reflect',
      },
    },
    {
      shape: { n: 2, c: 2, ...stack },
      params: {
        matrix: [
          [0.9, 0.3, 0, -1],
          [-0.2, 1, 0.1, 0],
          [0.1, 0, 1.1, 0.5],
        ],
        border: 'wrap',
      },
    },
  ],
  bayerMosaic: [{ shape: { c: 3, ...plane }, params: { pattern: 'gbrg' } }],
  channel: [{ shape: { c: 3, ...plane }, params: { index: 1 } }],
  concatenate: [
    { parts: 3, params: { axis: 'y' } },
    { parts: 2, params: { axis: 'x' } },
  ],
  convolve: [
    {
      params: {
        weights: [
          [1, 2, 3],
          [4, -5, 6],
        ],
        origin: { x: 1 },
      },
      borders: true,
    },
  ],
  convolveAxis: [
    { params: { weights: [1, 2, -3, 0.5], origin: 1, axis: 'y' }, borders: true },
    { params: { weights: [1, 2, 1], axis: 'x' }, borders: true },
    { shape: { y: 2, x: 3 }, params: { weights: [1, 2, 3, 4, 5, 6, 7], axis: 'x' }, borders: true },
  ],
  correlate: [{ shape: stack, params: { weights: [[[1, 2, 3]], [[4, -5, 6]], [[7, 8, 9]]], border: 'mirror' } }],
  crop: [{ params: { start: { x: 3, y: 2 }, size: { x: 7 } } }],
  cumulativeSum: [{}, { params: { axis: 'y' } }],
  demosaic: [{ params: { pattern: 'grbg' } }, { shape: { n: 2, z: 2, y: 2, x: 2 } }, { shape: { y: 3, x: 5 } }],
  differenceOfGaussians: [{}],
  dropout: [{ params: { rate: 0.3, seed: 4 } }],
  dropoutChannels: [{ shape: { c: 8, y: 3, x: 5 } }],
  downscaleLocalMean: [{ params: { factors: 3 } }],
  farid: [{ params: { axis: 'x' } }],
  fftConvolve: [
    {
      params: {
        kernel: [
          [1, 2, 3, 4],
          [5, 6, 7, -8],
        ],
        mode: 'same',
      },
      borders: true,
    },
  ],
  fftn: [{}, { shape: stack, params: { axes: 'zx', norm: 'forward' } }],
  fftshift: [{ params: { axes: 'y' } }, { shape: stack }],
  flip: [{ params: { axes: 'xy' } }],
  gaussian: [
    { params: { sigma: 1.5 } },
    { shape: stack, params: { sigma: { z: 0.5, y: 1, x: 0 }, border: 'nearest' } },
  ],
  gaussianLaplace: [{}],
  gradient: [{ borders: true }, { shape: stack }],
  hessianMatrix: [{}, { shape: stack }],
  ifftn: [{ params: { norm: 'ortho' } }],
  ifftshift: [{ shape: stack }],
  iradon: [
    { shape: { y: 11, x: 4 }, params: { theta: [0, 37, 90, 201.5] } },
    { shape: { z: 2, y: 12, x: 2 }, params: { theta: [45, 100], circle: false, filter: 'hann' } },
  ],
  irfftn: [{}, { shape: { y: 6, x: 9 }, params: { length: 17 } }],
  laplace: [{ borders: true }, { shape: stack }],
  mean: [{}, { params: { axes: 'y' } }],
  meanPool: [{ params: { window: 3, stride: 2, padding: 1 } }, { params: { padding: 1, countPadding: false } }],
  mixChannels: [
    {
      shape: { c: 2, ...plane },
      params: {
        matrix: [
          [2, 1],
          [3, -1],
          [0, 5],
        ],
      },
    },
  ],
  pad: [{ params: { before: { x: 3, y: 2 }, after: { x: 25, y: 11 } }, borders: true }],
  pixelShuffle: [
    { shape: { n: 2, c: 12, y: 3, x: 5 } },
    { shape: { c: 12, ...stack }, params: { factors: { z: 2, x: 3 } } },
  ],
  pixelUnshuffle: [{ shape: { n: 2, c: 2, y: 4, x: 10 } }],
  prewitt: [{ shape: stack, params: { axis: 'x' } }],
  pyramidExpand: [{}],
  pyramidReduce: [{}],
  profileLine: [
    { params: { from: { y: 1, x: 2 }, to: { y: 11.5, x: 15 }, linewidth: 3 } },
    { shape: stack, params: { from: { z: 0, y: 1, x: 2 }, to: { z: 4, y: 3, x: 6 }, order: 3 } },
  ],
  randomWarp: [{ shape: { n: 2, ...plane }, params: { bend: 1, bendSigma: 2, scaling: 1.3, seed: 2 } }],
  radon: [
    { params: { theta: [0, 37, 90, 201.5] } },
    { shape: { z: 2, y: 11, x: 8 }, params: { theta: [10, 100], circle: false } },
  ],
  rescale: [{ params: { scale: 0.6 } }],
  resize: [
    { params: { outputShape: { x: 11, y: 19 } }, borders: true },
    { params: { outputShape: { x: 7, y: 30 }, order: 0 } },
  ],
  rfftn: [{ params: { norm: 'ortho' } }, { shape: { y: 6, x: 9 } }],
  rgbToGray: [{ shape: { c: 3, ...plane } }],
  roberts: [{ params: { diagonal: 'positive' } }],
  reshape: [
    { shape: { n: 2, c: 3, ...plane }, params: { shape: { y: 26, x: 54 } } },
    { shape: { n: 2, c: 2, y: 4, x: 8 }, params: { shape: { n: 4, x: 32 } } },
  ],
  roll: [{ params: { shift: { x: 3, y: -2 } } }],
  rot90: [{}, { params: { turns: 3 } }],
  rotate: [{ params: { angle: 33 } }, { shape: stack, params: { angle: -20, axes: 'zx', reshape: false, order: 1 } }],
  scharr: [{ params: { axis: 'y' } }],
  select: [{ shape: { n: 3, ...plane }, params: { axis: 'n', index: 2 } }],
  shift: [{ params: { shift: { x: 1.3, y: -0.2 }, order: 3 } }],
  sobel: [{ params: { axis: 'x' }, borders: true }],
  splineFilter: [{}],
  splitPart: [{ shape: { c: 4, ...plane }, params: { axis: 'c' } }],
  stack: [{ parts: 2, params: { axis: 'c' } }],
  sum: [{}, { shape: stack, params: { axes: 'zx' } }],
  tile: [{ params: { repeats: { x: 2, y: 3, z: 2 } } }],
  transpose: [{ params: { from: 'xy' } }, { shape: stack, params: { from: 'xyz' } }],
  uniformFilter: [
    { params: { size: { x: 5, y: 4 } } },
    { shape: { y: 40, x: 40 }, params: { size: { x: 33, y: 34 } }, borders: true },
  ],
  tikhonov: [
    { params: { psf: [[0.2, 0.5, 0.3]], weight: 0.1 } },
    { params: { psf: [[0.2, 0.5, 0.3]], border: 'wrap' } },
  ],
  unsharpMask: [{ params: { amount: 0.5 } }],
  warp: [
    {
      params: {
        matrix: [
          [1, 0.1, -2],
          [0.05, 0.9, 1],
          [0.01, -0.02, 1],
        ],
        border: 'reflect',
      },
    },
    {
      params: {
        matrix: [
          [1, 0.1, -2],
          [0.05, 0.9, 1],
          [0.01, -0.02, 1],
        ],
        order: 3,
      },
    },
  ],
  warpPolar: [
    { params: { outputShape: { y: 20, x: 9 } } },
    { params: { scaling: 'log', order: 3, border: 'nearest' } },
  ],
  zoom: [{ params: { zoom: 1.7 } }],
  upsampleNearest: [{ params: { factors: 3 } }],
  wiener: [{ params: { psf: [0.2, 0.5, 0.3] } }],
};

const engine = (): Engine => new Engine(sharedContext());
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? Number.NaN) * (b[i] ?? Number.NaN);
  return sum;
};

async function check(
  operation: Operation,
  { params = {}, shape = plane, parts }: Case,
  border?: string,
): Promise<void> {
  const given = { ...params, ...(border && { border }) };
  const made = (inputs: readonly Node[]): readonly Node[] => Object.values(operation.apply(inputs, given));
  const xs = Array.from({ length: parts ?? 1 }, (_, at) => toHost(randomField(shape, 1 + at)));
  const [first] = xs as [HostVolume];
  const zero = toHost(fieldOf(shape));
  const results = made(xs.map(source));
  const ys = results.map((node, at) => toHost(randomField(node.shape, 11 + at)));
  // the adjoint with regard to each part, the others being 0
  const backs = xs.map((_, at) =>
    adjoint((x) => made(xs.map((__, other) => (other === at ? x : source(zero)))), first)(...ys),
  );
  const graph: Record<string, Node> = {};
  for (const [at, node] of backs.entries()) graph[`back ${at}`] = node;
  for (const [at, node] of results.entries()) graph[`result ${at}`] = node;
  for (const [at, node] of made(xs.map(() => source(zero))).entries()) graph[`nothing ${at}`] = node;
  const volumes = await engine().run(graph);
  const data: Record<string, ArrayLike<number>> = {};
  for (const [name, volume] of Object.entries(volumes)) {
    data[name] = (await volume.read()).data;
    volume.dispose();
  }
  let [left, right, ofResult, ofGiven] = [0, 0, 0, 0];
  for (const [at, y] of ys.entries()) {
    const result = data[`result ${at}`] ?? [];
    const moved = Float64Array.from(result, (item, i) => item - (data[`nothing ${at}`]?.[i] ?? 0));
    left += dot(moved, y.data);
    ofResult += dot(moved, moved);
    ofGiven += dot(y.data, y.data);
  }
  for (const [at, x] of xs.entries()) right += dot(x.data, data[`back ${at}`] ?? []);
  expect(ofResult, 'the result of something is something').toBeGreaterThan(0);
  // f32 sums of a few hundred terms: 6e-8 times the root of their number
  expect(Math.abs(left - right) / Math.sqrt(ofResult * ofGiven)).toBeLessThan(1e-6);
}

/** Linear with these parameters, and not with a border's value. */
function isLinear(operation: Operation, params: Readonly<Record<string, unknown>> = {}): boolean {
  const defaults = Object.entries(operation.params).map(([name, spec]) => [name, spec.default]);
  try {
    return operation.linear({ ...Object.fromEntries(defaults), ...params });
  } catch {
    return false;
  }
}

describe('adjoints', () => {
  for (const [name, cases] of Object.entries(CASES)) {
    const operation = OPERATIONS.find((each) => each.operation === name) as Operation;
    const rows = cases.flatMap((each) =>
      (each.borders ? BORDERS : [undefined]).map((border) => [each, border] as const),
    );
    test.each(rows)(`${name} %o %s`, (each, border) => check(operation, each, border));
  }

  test('every linear operation is asked', () => {
    const linear = OPERATIONS.filter((operation) => operation.inputs.length === 1 && isLinear(operation));
    const missing = linear.map(({ operation }) => operation).filter((name) => !CASES[name]);
    expect(missing).toEqual([]);
  });

  test('what has no gradient says so by its name', () => {
    const image = toHost(randomField(plane, 1));
    const otsu = OPERATIONS.find(({ operation }) => operation === 'thresholdOtsu') as Operation;
    expect(() => adjoint((x) => Object.values(otsu.apply([x], {})), image)(1)).toThrow(
      /^adjoint: every operation between must have a gradient, got thresholdOtsu: /,
    );
  });
});
