/** Non-local means: voxels are averaged where what surrounds them is alike. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { integer, number } from '../../core/params.js';
import { input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, describedAs, kernelOf, pointwise } from '../../graph/primitive.js';
import { pad } from '../geometry/pad.js';

/**
 * Each voxel becomes the mean of those up to `patchDistance` away along every axis longer than one, weighted by
 * exp(-max(d², 0) / h²), where d² is the mean square difference of the patches around the two, less twice `sigma`²; below
 * e^-5 a weight is 0. Any shape in, f32 of the same shape out; n and c are batch; outside is `mirror`. `h` and `sigma` are in units of the
 * image. The fast mode of scikit-image 0.19's `denoise_nl_means` in all its parts, in 2-D and 3-D: its patches lack their
 * first row and column, and its exponential is N. Schraudolph's of 1999, up to 4 % off. The cost is (2 · patchDistance + 1)^axes; on a
 * volume take a small distance. A voxel that is NaN or infinite stays as it is, and is like nothing
 * but another such voxel: patches with one are alike where theirs lie at the same places. Throws `ArgumentError` for an even `patchSize` and parameters out of range.
 * Sources: A. Buades, B. Coll, J.-M. Morel, A non-local algorithm for image denoising, 2005; J. Darbon et al., Fast nonlocal
 * filtering applied to electron cryomicroscopy, 2008.
 * @example
 * import { denoiseNlMeans, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 16, x: 16 }, data: Float32Array.from({ length: 256 }, (_, i) => i % 2) });
 * using clean = await engine.run(denoiseNlMeans(image, { patchSize: 5, patchDistance: 3 }));
 * (await clean.read()).at({ x: 5 }); // 1: only what is striped alike is averaged
 */
export const denoiseNlMeans = defineOp({
  name: 'denoiseNlMeans',
  summary: 'Average voxels whose surroundings are alike.',
  alsoKnownAs: ['nlm', 'non_local_means', 'fastNlMeansDenoising'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    patchSize: integer('Length of the patches that are compared, odd.', { default: 7, min: 3, max: 9, unit: 'voxel' }),
    patchDistance: integer('How far away patches are looked for.', { default: 11, min: 1, max: 100, unit: 'voxel' }),
    h: number('How different patches may be: the larger, the smoother.', { default: 0.1, min: 1e-9, max: 1e9 }),
    sigma: number('Standard deviation of the noise.', { default: 0, min: 0, max: 1e9 }),
  },
  vjp: 'that of the weights between patches is not known',
  lower([src], { patchSize, patchDistance, h, sigma }, refuse) {
    if (patchSize % 2 === 0) refuse('patchSize must be odd', `${patchSize}`);
    const half = (patchSize - 1) / 2;
    const axes = activeAxes(src.shape);
    if (axes.length === 0) return asFloat(src);
    const far = (axis: SpatialAxis): number => (axes.includes(axis) ? patchDistance : 0);
    const before = (axis: SpatialAxis): number => (axes.includes(axis) ? half - 1 : 0);
    const after = (axis: SpatialAxis): number => (axes.includes(axis) ? half : 0);
    const left4 = 1 + Math.ceil(far('x') / 4);
    const ends = (axis: 'z' | 'y'): [number, number] => [far(axis) + before(axis), far(axis) + after(axis)];
    const [first, last] = ends('z');
    const [top, bottom] = ends('y');
    const padded = pad(comparable(src), {
      before: { z: first, y: top, x: 4 * left4 },
      after: { z: last, y: bottom, x: 4 * (Math.floor(far('x') / 4) + 3) },
      border: 'mirror',
    });
    const along = (axis: SpatialAxis, start: number, back: number, on: number) => ({
      [axis]: { from: axis, scale: 1, offset: start, before: back, after: on, wraps: false, clamps: true as const },
    });
    // planes and rows of a patch, and rows of results that are made at once
    const deep = axes.includes('z') ? 2 * half : 1;
    const high = deep > 1 ? 4 : 8;
    const across = patchSize ** axes.length;
    return kernelOf({
      kernel: 'restoration/nlMeans',
      inputs: {
        src: {
          node: padded,
          as: 'f32',
          loads: (2 * patchDistance + 1) ** axes.length * 2,
          reach: {
            ...along('z', first, first, last),
            ...along('y', top, top, bottom),
            ...along('x', 4 * left4, 4 * left4, 4 * (Math.floor(far('x') / 4) + 3)),
          },
        },
        image: { node: src, as: 'f32' },
      },
      outputs: { dst: describedAs(src, { dtype: 'f32' }) },
      constants: {
        O: axes.includes('x') ? half : 0,
        TALL: axes.includes('y') ? 2 * half : 1,
        DEEP: deep,
        HIGH: high,
        ...Object.fromEntries([2, 4, 6, 8].map((planes) => [`PLANES_${planes}`, planes <= deep])),
      },
      params: {
        scale: Math.LOG2E / (h * h * across),
        noise: (2 * sigma ** 2 * (2 * half) ** axes.length * Math.LOG2E) / (h * h * across),
        distance_x: far('x'),
        distance_y: far('y'),
        distance_z: far('z'),
        before_y: before('y'),
        after_y: after('y'),
        left4,
        top,
        first,
      },
      tile: { y: high },
    });
  },
});

/** A voxel that is not finite is as far from all numbers as no two are. */
function comparable(src: Node): Node {
  return pointwise([src], ([v = input(0)], upload) => select(test('isFinite', v), v, upload(1e15)), 'f32');
}
