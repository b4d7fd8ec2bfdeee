/** Images without their background. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { choice, flag } from '../../core/params.js';
import { input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { gaussian } from '../filter/gaussian.js';
import { opening } from '../morphology/opening.js';
import { ballParams, rollingBall } from './rollingBall.js';

/**
 * The image less its background, f32 in the unit of the image; what is large stays, what is small against the background's structure
 * remains. The background is what `rollingBall` finds, an opening by an ellipsoid of that radius (`tophat`) or a Gaussian blur with it
 * for sigma (`gaussian`, whose result may be negative). With `lightBackground` objects are darker than what is around them, and the
 * result is by how much. Any shape in, the same out; n and c are a batch; nothing is clipped. `intensity` is that of `rollingBall`
 * alone. Throws `ArgumentError` as the chosen method does, and for an intensity with another one.
 * @example
 * import { HostVolume, openEngine, subtractBackground } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(7, 7, 9, 7, 7) });
 * using flat = await engine.run(subtractBackground(line, { radius: 2, method: 'tophat' }));
 * (await flat.read()).data; // 0, 0, 2, 0, 0
 */
export const subtractBackground = defineOp({
  name: 'subtractBackground',
  summary: 'Subtract the background of an image.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    method: choice('How the background is found.', ['rollingBall', 'tophat', 'gaussian'], { default: 'rollingBall' }),
    ...ballParams,
    lightBackground: flag('Whether objects are darker than the background.', { default: false }),
  },
  lower([src], { method, radius, intensity, lightBackground }, refuse) {
    if (intensity !== undefined && method !== 'rollingBall')
      refuse('intensity must be left out unless the method is rollingBall', `${intensity}`);
    const image = lightBackground ? negated(src) : asFloat(src);
    const background =
      method === 'rollingBall'
        ? rollingBall(image, { radius, intensity })
        : method === 'gaussian'
          ? gaussian(image, { sigma: radius })
          : opening(image, { footprint: { ellipsoid: spatial(radius) } });
    return pointwise([image, background], ([v = input(0), b = input(1)]) => numeric('subtract', v, b), 'f32');
  },
});

function negated(src: Node): Node {
  return pointwise([src], ([v = input(0)]) => numeric('negate', v), 'f32');
}

function spatial(radius: Readonly<Record<string, number>>): Record<'z' | 'y' | 'x', number> {
  const [z = 0, y = 0, x = 0] = SPATIAL_AXES.map((axis) => radius[axis] ?? 0);
  return { z, y, x };
}
