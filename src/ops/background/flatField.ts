/** Uneven illumination evened out. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { constant, type Expr, float, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { mean } from '../measure/mean.js';
import { elementwise } from '../pointwise/elementwise.js';

/**
 * Flat-field correction: (image - dark) · mean(flat - dark) / (flat - dark), where `flat` is an image of even light and `dark`, 0 when left
 * out, one without. The mean is over space, for each channel by itself. Any shape in, f32 in the unit of the image less dark out;
 * flat and dark broadcast, one for all slices and frames, say. Where flat is not above dark no light was measured and the result is NaN,
 * not a guess; such pixels count in the mean. Throws `ArgumentError` where the shapes do not broadcast. Seibert, Boone and Lindfors 1998, Flat-field
 * correction technique for digital detectors.
 * @example
 * import { flatField, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Uint8Array.of(10, 20, 30) });
 * const flat = new HostVolume({ shape: { x: 3 }, data: Uint8Array.of(50, 100, 150) });
 * using corrected = await engine.run(flatField(image, flat));
 * (await corrected.read()).data; // 20, 20, 20
 */
export const flatField = defineOp({
  name: 'flatField',
  summary: 'Even out the illumination by an image of even light.',
  inputs: [
    { name: 'src', doc: 'The image.' },
    { name: 'flat', doc: 'An image of even light.' },
  ],
  optional: { dark: 'An image without light.' },
  params: {},
  lower([src, flat], _params, refuse, { dark }) {
    const less = (v: Expr, d: Expr | undefined): Expr => (d ? numeric('subtract', v, d) : v);
    const darkness: readonly Node[] = dark ? [dark] : [];
    const light = elementwise([flat, ...darkness], refuse, ([f, d]) => less(f as Expr, d), 'f32');
    const even = mean(light, { axes: [...SPATIAL_AXES] });
    return elementwise(
      [src, light, even, ...darkness],
      refuse,
      ([v, l, m, d], upload) => {
        const corrected = float('divide', numeric('multiply', less(v, d as Expr | undefined), m), l);
        return select(test('greater', l, constant(0)), corrected, upload(Number.NaN));
      },
      'f32',
    );
  },
});
