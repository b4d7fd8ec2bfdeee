/** What is below zero becomes zero. */
import { constant, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from '../pointwise/elementwise.js';

/**
 * max(0, x), voxel by voxel: any shape in, f32 out; NaN stays. The gradient at 0 is 0, as PyTorch's. A layer before it stores its result already so. For other
 * limits there is `clamp`. Source: Nair and Hinton 2010, Rectified linear units improve restricted Boltzmann machines, section 2.
 * @example
 * import { HostVolume, openEngine, relu } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(relu(new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0, 2) })));
 * (await result.read()).data; // 0, 0, 2
 */
export const relu = defineOp({
  name: 'relu',
  summary: 'Keep what is above zero, and make the rest zero.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {},
  // in this order: of two equal numbers the first has the slope
  lower: (nodes, _params, refuse) => elementwise(nodes, refuse, ([x]) => numeric('maximum', constant(0), x)),
});
