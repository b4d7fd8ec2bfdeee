/** Sharpening by what a blur takes away. */
import { number, perAxis } from '../../core/params.js';
import { numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { borderParams } from '../border.js';
import { elementwise } from '../pointwise/elementwise.js';
import { gaussian } from './gaussian.js';

/**
 * `x + amount · (x - gaussian(x, radius))`, along the axes longer than one voxel. Any shape in, f32 of the same shape out, in units of the
 * image: values are neither rescaled nor clipped, which is scikit-image's `unsharp_mask` with `preserve_range=True`. Throws
 * `ArgumentError` for a parameter out of range.
 * @example
 * import { HostVolume, openEngine, unsharpMask } from 'brightfield';
 * using engine = await openEngine();
 * const step = new HostVolume({ shape: { x: 8 }, data: Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1) });
 * using crisp = await engine.run(unsharpMask(step, { radius: 1, amount: 1 }));
 * (await crisp.read()).at({ x: 4 }); // 1.3005
 */
export const unsharpMask = defineOp({
  name: 'unsharpMask',
  summary: 'Sharpen by adding what a blur takes away.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    radius: perAxis('Standard deviation of the blur.', { default: 1, min: 0, max: 1000, unit: 'voxel' }),
    amount: number('How much of the difference is added.', { default: 1 }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { radius: { z, y, x }, amount, border, value }, refuse) {
    const blurred = gaussian(src, { sigma: { z, y, x }, border, value });
    return elementwise([asFloat(src), blurred], refuse, ([v, b], upload) =>
      numeric('add', v, numeric('multiply', upload(amount), numeric('subtract', v, b))),
    );
  },
});
