/** Thinning to lines. */
import { input, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { max } from '../measure/max.js';

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
 * The skeleton of a mask, lines one voxel wide, as `skimage.morphology.skeletonize` of 0.19 has it in 2-D (Zhang and Suen), to the voxel: u8, 1 on
 * the skeleton. What is not 0 is set, NaN, too. n and c are a batch. Iterations are about half the width of the widest part. Cannot stand in the
 * body of `repeat`. Throws `ArgumentError` for a volume with more than one slice along z.
 * Zhang and Suen 1984, A fast parallel algorithm for thinning digital patterns.
 * @example
 * import { HostVolume, openEngine, skeletonize } from 'brightfield';
 * using engine = await openEngine();
 * const bar = new HostVolume({ shape: { y: 3, x: 5 }, data: new Uint8Array(15).fill(1) });
 * using result = await engine.run(skeletonize(bar));
 * (await result.read()).data; // 0 0 0 1 0 1 1 1 0 0 0 0 0 0 0
 */
export const skeletonize = defineOp({
  name: 'skeletonize',
  summary: 'Thin a 2-D mask to lines one voxel wide.',
  inputs: [{ name: 'src', doc: 'The mask.' }],
  params: {},
  lower([src], _params, refuse) {
    if (src.shape.z > 1) refuse('the mask must be of one slice', `z=${src.shape.z}`);
    const { n, c, y, x } = src.shape;
    const { state } = repeat({
      state: { u: pointwise([src], ([v = input(0)], upload) => test('notEqual', v, upload(0, v.type)), 'u8') },
      body: ({ u }) => ({ u: thinned(thinned(u, 1), 2) }),
      measure: (next, before) =>
        max(pointwise([next.u, before.u], ([a = input(0), b = input(1)]) => test('notEqual', a, b), 'f32')),
      below: 0.5,
      check: 2,
      // every iteration but the last takes a voxel away
      max: Math.min(1e7, 2 * Math.ceil((n * c * y * x + 1) / 2)),
    });
    return state.u;
  },
});

function thinned(src: Node, goes: 1 | 2): Node {
  return kernelOf({
    kernel: 'geodesic/thin',
    inputs: { src: { node: src, as: 'u32', loads: 4, reach: { y: reach('y', 1), x: reach('x', 1) } } },
    outputs: { dst: describedAs(src, {}) },
    constants: { GOES: goes },
    tables: { goes: Uint32Array.from(GOES, Number) },
  });
}
