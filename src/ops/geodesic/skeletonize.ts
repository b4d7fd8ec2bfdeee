/** Thinning to lines. */
import { choice } from '../../core/params.js';
import { input, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { max } from '../measure/max.js';
import { thinned3d } from './thinned3d.js';

/**
 * In which passes a voxel goes (1 the first, 2 the second, 3 both), by its eight neighbours: scikit-image's and CellProfiler's
 * table, which differs from the paper's conditions in 25 of 256 cases.
 */
const GOES =
  '0001001300311013000000002020303300000000300000000000000020003022' +
  '0000000000000000000000000000000020000000200020003000000030003020' +
  '0031001300000001000000000000000131000000000000002000000000000000' +
  '2313001300000001000000000000000023010001000000003301000022002000';

/**
 * The skeleton of a mask, lines one voxel wide, as `skimage.morphology.skeletonize` of 0.19 has it, to the voxel: u8, 1 on
 * the skeleton. What is not 0 is set, NaN, too. n and c are a batch. `zhang` is for one slice, `lee` for any shape; by default one
 * slice is thinned by `zhang`, a volume by `lee`. Iterations are about half the width of the widest part. As its authors look at
 * voxels one after the other, `lee` may take away all of a solid that thins evenly, such as a box. Cannot stand in the
 * body of `repeat`. Throws `ArgumentError` for `zhang` on a volume with more than one slice along z.
 * Zhang and Suen 1984, A fast parallel algorithm for thinning digital patterns; Lee, Kashyap and Chu 1994, Building skeleton models
 * via 3-D medial surface/axis thinning algorithms.
 * @example
 * import { HostVolume, openEngine, skeletonize } from 'brightfield';
 * using engine = await openEngine();
 * const bar = new HostVolume({ shape: { y: 3, x: 5 }, data: new Uint8Array(15).fill(1) });
 * using result = await engine.run(skeletonize(bar));
 * (await result.read()).data; // 0 0 0 1 0 1 1 1 0 0 0 0 0 0 0
 */
export const skeletonize = defineOp({
  name: 'skeletonize',
  summary: 'Thin a mask to lines one voxel wide.',
  alsoKnownAs: ['skeletonize_3d', 'thin'],
  inputs: [{ name: 'src', doc: 'The mask.' }],
  params: {
    method: choice(
      'By whom: `zhang` in 2-D, `lee` in 2-D and 3-D; `auto` is what suits the mask.',
      ['auto', 'zhang', 'lee'],
      {
        default: 'auto',
      },
    ),
  },
  lower([src], { method }, refuse) {
    const { z } = src.shape;
    if (z > 1 && method === 'zhang') refuse('the mask must be of one slice for zhang', `z=${z}`);
    const mask = pointwise([src], ([v = input(0)], upload) => test('notEqual', v, upload(0, v.type)), 'u8');
    return method === 'lee' || z > 1 ? thinned3d(mask) : thinned2d(mask);
  },
});

function thinned2d(mask: Node): Node {
  const { n, c, y, x } = mask.shape;
  const { state } = repeat({
    state: { u: mask },
    body: ({ u }) => ({ u: thinned(thinned(u, 1), 2) }),
    measure: (next, before) =>
      max(pointwise([next.u, before.u], ([a = input(0), b = input(1)]) => test('notEqual', a, b), 'f32')),
    below: 0.5,
    check: 2,
    complete: true,
    // every iteration but the last takes a voxel away
    max: Math.min(1e7, 2 * Math.ceil((n * c * y * x + 1) / 2)),
  });
  return state.u;
}

function thinned(src: Node, goes: 1 | 2): Node {
  return kernelOf({
    kernel: 'geodesic/thin',
    inputs: { src: { node: src, as: 'u32', loads: 4, reach: { y: reach('y', 1), x: reach('x', 1) } } },
    outputs: { dst: describedAs(src, {}) },
    constants: { GOES: goes },
    tables: { goes: Uint32Array.from(GOES, Number) },
  });
}
