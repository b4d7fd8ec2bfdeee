/** The running sum along an axis. */

import type { Axis } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { axis } from '../../core/params.js';
import type { Cotangents } from '../../graph/gradient.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, kernelOf, reach } from '../../graph/primitive.js';
import { flip } from '../geometry/flip.js';
import { KINDS, passAlong, reducePass } from './reduce.js';

/** Groups of four along x that make a block: what one invocation sums. */
const BLOCK = 64;
/**
 * Voxels of a block along the other axes: few, since what lies far apart may need a binding for each (11 with what is read and
 * written beside), and no slower (2048 x 2048 along y on lavapipe: 25 ms, and 42 with 64).
 */
const ROW_BLOCK = 8;

/**
 * The running sum along one axis, as `np.cumsum`: f32, within 1e-5 relative for numbers of one sign; for u32 and i32 the type of
 * the image, exact modulo 2^32. NaN and infinities reach all that follows them. Throws nothing beyond what every operation does.
 * Blocks of 8 (256 along x) are summed, their sums scanned in the same way, and each block
 * goes on from there (Blelloch 1990, §1.4).
 * @example
 * import { cumulativeSum, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * using result = await engine.run(cumulativeSum(line));
 * (await result.read()).data; // 1, 3, 6, 10
 */
export const cumulativeSum = defineOp({
  name: 'cumulativeSum',
  summary: 'Add up the voxels along one axis as they come.',
  alsoKnownAs: ['cumsum'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { axis: axis('The axis to sum along.', { default: 'x' }) },
  linear: true,
  vjp: ([given], _src, { axis }): Cotangents => [
    given && flip(cumulativeSum(flip(given, { axes: axis }), { axis }), { axes: axis }),
  ],
  lower: ([src], { axis }) => scan(src, axis),
});

function scan(src: Node, axis: Axis): Node {
  const dtype = KINDS.find((kind) => kind === DTYPES[src.dtype].compute) ?? 'f32';
  const description = describedAs(src, { dtype });
  const isX = axis === 'x';
  const block = isX ? BLOCK : ROW_BLOCK;
  const blocks = Math.ceil((isX ? Math.ceil(src.shape.x / 4) : src.shape[axis]) / block);
  const pass = passAlong(src.shape, axis, true, block);
  const before =
    blocks === 1
      ? filled(0, describedAs(filled(0), { dtype }))
      : scan(reducePass(src, pass, 'sum', describedAs(description, { shape: pass.shape })), axis);
  const back = isX ? 4 * block - 1 : block - 1;
  return kernelOf({
    kernel: isX ? 'measure/scanX' : 'measure/scanRows',
    inputs: {
      src: { node: src, as: dtype, reach: { [axis]: reach(axis, back, 0) } },
      before: {
        node: before,
        as: dtype,
        loads: 0.1,
        reach: { [axis]: { ...reach(axis, 0), scale: 1 / block, offset: -1, clamps: true } },
      },
    },
    outputs: { dst: description },
    constants: { BLOCK: block },
    along: isX ? 'y' : axis,
    tile: isX ? { x4: block } : { y: block },
  });
}
