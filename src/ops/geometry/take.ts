/** Positions along an axis, picked by a list. */
import { type Axis, formatShape, voxels } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { axis } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { withAxes } from './layout.js';

/**
 * The positions along an axis that a list names, in its order and as often: numpy.take with `mode='clip'`, so a number below 0 is the first position and one past
 * the end the last. The list is a row of whole numbers along x, of any integer type, and may be computed on the GPU: a batch of a data set is taken so. Type and
 * values stay. Throws `ArgumentError` where the list is no row of whole numbers.
 * @example
 * import { HostVolume, openEngine, take } from 'brightfield';
 * const rows = new HostVolume({ shape: { y: 3, x: 2 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * const list = new HostVolume({ shape: { x: 2 }, data: Int32Array.of(2, 0) });
 * using engine = await openEngine();
 * using taken = await engine.run(take(rows, list, { axis: 'y' }));
 * (await taken.read()).data; // 5 6 1 2
 */
export const take = defineOp({
  name: 'take',
  summary: 'Take positions along an axis, by a list of them.',
  inputs: [
    { name: 'src', doc: 'The image.' },
    { name: 'index', doc: 'The positions: whole numbers along x.' },
  ],
  params: { axis: axis('The axis along which is taken.', { default: 'n' }) },
  lower([src, index], { axis }, refuse) {
    if (voxels(index.shape) !== index.shape.x) refuse('index must be one row along x', formatShape(index.shape));
    if (DTYPES[index.dtype].compute === 'f32') refuse('index must be of whole numbers', index.dtype);
    const shape = { ...src.shape, [axis]: index.shape.x };
    const isX = axis === 'x';
    return kernelOf({
      kernel: 'geometry/take',
      inputs: {
        src: { node: src, reach: { [axis]: 'all' } },
        index: { node: index, as: 'i32', reach: { x: 'all' } },
      },
      outputs: { dst: describedAs(src, { shape, layout: withAxes(src.layout, shape) }) },
      constants: { IS_X: isX },
      along: isX ? 'y' : axis,
      gradient: { kind: 'vjp', of: [src], vjp: ([given]) => [given && givenBack(given, index, src, axis)] },
    });
  },
});

/** The adjoint: every position is given what was taken of it. */
function givenBack(given: Node, index: Node, src: Node, axis: Axis): Node {
  const isX = axis === 'x';
  return kernelOf({
    kernel: 'geometry/giveBack',
    inputs: {
      src: { node: given, as: 'f32', reach: { [axis]: 'all' } },
      index: { node: index, as: 'i32', reach: { x: 'all' } },
    },
    outputs: { dst: describedAs(src, { dtype: 'f32' }) },
    constants: { IS_X: isX },
    along: isX ? 'y' : axis,
    gradient: {
      kind: 'vjp',
      of: [given],
      vjp: ([back]) => [back && (take(back, index, { axis }) as Node)],
    },
  });
}
