/** A sine as grey-level curve. */
import { number } from '../../core/params.js';
import { constant, float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { curve } from './curve.js';

/**
 * scale / 2 · (1 + sin(2π · periods · x / scale + phase)), where scale is the greatest value of an integer type and 1 for floats.
 * Half a period from -π/2 on, which is the default, rises smoothly from 0 to scale and raises the contrast of middle greys; several
 * periods make bands of equal grey visible. Any shape in, f32 of the same shape out, from 0 to scale, not rounded. Infinities and
 * NaN become NaN. Throws nothing beyond what every operation does.
 * @example
 * import { adjustSine, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(0, 0.25, 1) });
 * using result = await engine.run(adjustSine(image));
 * (await result.read()).data; // 0, 0.146, 1
 */
export const adjustSine = defineOp({
  name: 'adjustSine',
  summary: 'Map grey levels through a sine.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    periods: number('How many periods of the sine the scale holds.', { default: 0.5 }),
    phase: number('The angle at 0.', { default: -Math.PI / 2, unit: 'radian' }),
  },
  lower: ([src], { periods, phase }, refuse) =>
    curve(src, 1, refuse, (share, upload) => {
      const angle = numeric('add', numeric('multiply', share, upload(2 * Math.PI * periods)), upload(phase));
      return numeric('add', numeric('multiply', float('sin', angle), constant(0.5)), constant(0.5));
    }),
});
