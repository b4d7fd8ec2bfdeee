/** What docstrings say of memory is what the pool has held at most: volumes beside the image, of its size, or of a larger one that is worked on. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { array } from '../../../src/core/arrayParams.js';
import type { Shape } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { gaussianPsf } from '../../../src/core/psf/gaussianPsf.js';
import { openEngine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import {
  add,
  convolveAxis,
  deblurTv,
  denoiseTgv,
  denoiseTv,
  gaussian,
  greater,
  inpaintTv,
  richardsonLucy,
  stack,
  superResolveTv,
  tikhonov,
  unsupervisedWiener,
  wiener,
} from '../../../src/registry.js';
import { admm } from '../../../src/solve/admm.js';
import { cgls } from '../../../src/solve/cgls.js';
import { conjugateGradients } from '../../../src/solve/conjugateGradients.js';
import { fista } from '../../../src/solve/fista.js';
import { landweber } from '../../../src/solve/landweber.js';
import { operatorNorm } from '../../../src/solve/operatorNorm.js';
import { frameOf } from '../../../src/solve/periodic.js';
import { proxL1, proxL21 } from '../../../src/solve/proximal.js';
import { solveTv } from '../../../src/solve/solveTv.js';
import { randomField, toHost } from '../../oracle/index.js';

const WORDS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  );
const word = (n: number): string => WORDS[n] ?? `twenty-${WORDS[n - 20]}`;

const size = { plane: { y: 128, x: 256 }, stack: { z: 64, y: 32, x: 256 } } as const;
/** Not the same turned round its centre: the factor of spectra of one that is has no imaginary part. */
const psfOf = (image: HostVolume): HostVolume => {
  const { shape, data } = gaussianPsf({ sigma: image.shape.z > 1 ? { z: 0.5, y: 0.5, x: 0.5 } : 0.5 });
  return new HostVolume({ shape, data: Float32Array.from(data, (value, at) => (at === 0 ? value + 1e-4 : value)) });
};
const blur = (u: Node): Node => gaussian(u, { sigma: 1 });
const slopes = (u: Node): Node =>
  stack(
    (['x', 'y'] as const).map((axis) => convolveAxis(u, { weights: [1, -1, 0], axis, border: 'nearest' })),
    { axis: 'c' },
  );
/** Voxels of an image with so many halves of the psf around, over those of the image. */
const larger =
  (halves: number) =>
  (image: HostVolume): number => {
    const psf = array('', { maxRank: 3 }).parse(psfOf(image), (must) => {
      throw new Error(must);
    });
    const { before, after } = frameOf(psf, image.shape, { before: halves, after: halves });
    const along = (axis: 'z' | 'y' | 'x', shape: Shape): number =>
      (shape[axis] + before[axis] + after[axis]) / shape[axis];
    return along('z', image.shape) * along('y', image.shape) * along('x', image.shape);
  };

interface Row {
  readonly run: (image: HostVolume) => Node;
  /** Volumes as the docstring says, in 2-D and in 3-D. */
  readonly says: readonly [number, number];
  /** Which of them is looked at here: compiling both takes long. */
  readonly in: keyof typeof size;
  readonly times?: (image: HostVolume) => number;
}
const few = { maxIterations: 10 };
const box = { low: 0, high: 1, norm: 1 };

const ROWS: Readonly<Record<string, Row>> = {
  denoiseTv: { run: (f) => denoiseTv(f, few).result, says: [6, 5], in: 'stack' },
  'denoiseTv, in one pass': { run: (f) => denoiseTv(f, few).result, says: [6, 5], in: 'plane' },
  denoiseTgv: { run: (f) => denoiseTgv(f, few).result, says: [18, 29], in: 'plane' },
  deblurTv: { run: (f) => deblurTv(f, { psf: psfOf(f), border: 'wrap', ...few }).result, says: [9, 10], in: 'stack' },
  'deblurTv, unknown': {
    run: (f) => deblurTv(f, { psf: psfOf(f), ...few }).result,
    says: [10, 10],
    in: 'plane',
    times: larger(1),
  },
  inpaintTv: { run: (f) => inpaintTv(f, greater(f, 0.3), few).result, says: [8, 9], in: 'plane' },
  superResolveTv: { run: (f) => superResolveTv(f, few).result, says: [8, 9], in: 'plane', times: () => 4 },
  wiener: { run: (f) => wiener(f, { psf: psfOf(f), border: 'wrap' }), says: [4, 4], in: 'stack' },
  tikhonov: { run: (f) => tikhonov(f, { psf: psfOf(f) }), says: [4, 4], in: 'stack', times: larger(2) },
  unsupervisedWiener: {
    run: (f) => unsupervisedWiener(f, { psf: psfOf(f), burnin: 1, minNumIter: 2, maxNumIter: 4 }).result,
    says: [7, 7],
    in: 'stack',
  },
  richardsonLucy: {
    run: (f) => richardsonLucy(f, { psf: psfOf(f), numIter: 4, border: 'wrap' }),
    says: [4, 4],
    in: 'stack',
  },
  'richardsonLucy, unknown': {
    run: (f) => richardsonLucy(f, { psf: psfOf(f), numIter: 4 }),
    says: [6, 7],
    in: 'plane',
    times: larger(1),
  },
  cgls: { run: (f) => cgls(blur, f, few).result, says: [9, 9], in: 'plane' },
  conjugateGradients: {
    run: (f) => conjugateGradients((u) => add(u, blur(u)), f, few).result,
    says: [7, 7],
    in: 'plane',
  },
  fista: { run: (f) => fista(blur, f, { ...few, norm: 1, prox: proxL1(0.1) }).result, says: [5, 5], in: 'plane' },
  landweber: { run: (f) => landweber(blur, f, few).result, says: [5, 5], in: 'plane' },
  admm: { run: (f) => admm(blur, f, { ...few, D: slopes, prox: proxL21(0.1) }).result, says: [24, 26], in: 'plane' },
  operatorNorm: { run: (f) => operatorNorm(blur, f, few).norm, says: [3, 3], in: 'plane' },
  solveTv: { run: (f) => solveTv(blur, f, { ...box, ...few }).result, says: [8, 9], in: 'plane' },
};

test.each(Object.entries(ROWS))('%s', async (name, { run, says, in: where, times = () => 1 }) => {
  const text = readFileSync(`src/solve/${name.replace(/,.*/, '')}.ts`, 'utf8').replace(/\s+(\* )?/g, ' ');
  expect(text).toContain(`${word(says[0])} volumes in 2-D, ${word(says[1])} in 3-D`);
  const image = toHost(randomField(size[where], 1));
  using engine = await openEngine({ warn: () => undefined });
  (await engine.run(run(image))).dispose();
  const held = engine.report().highest / image.data.byteLength - 1;
  // numbers, tables, psfs and words of loops, and a column more of half a spectrum, here a thirtieth of it
  expect(held).toBeLessThan(says[where === 'plane' ? 0 : 1] * times(image) + 0.75);
  // and no more is said than is so
  expect(held).toBeGreaterThan(0.75 * says[where === 'plane' ? 0 : 1] * times(image));
});
