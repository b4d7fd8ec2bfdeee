/** Hue, saturation and value as colours. */
import { constant, type Expr, float, input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, pointwise, source } from '../../graph/primitive.js';
import { channel } from '../geometry/channel.js';
import { relabelled } from '../measure/over.js';
import { alongChannels, checkChannels, colourInput } from './threeChannels.js';
import { unit } from './xyz.js';

/** Sixths of a turn from the hue to where each channel is brightest, less one. */
const TURNS = alongChannels(5, 3, 1);

/**
 * Hue, saturation and value to sRGB, as `skimage.color.hsv2rgb`: three channels along c in, f32 of the same shape out, from 0 to 1 where they
 * are. The hue is in turns, and begins again after each. Where a channel is not finite, so is the pixel. Throws `ArgumentError` unless there
 * are three channels. Smith 1978, Color gamut transform pairs.
 * @example
 * import { HostVolume, hsvToRgb, openEngine } from 'brightfield';
 * const lime = new HostVolume({ shape: { c: 3, x: 1 }, data: Float32Array.of(1 / 3, 1, 0.8) });
 * using engine = await openEngine();
 * using rgb = await engine.run(hsvToRgb(lime));
 * (await rgb.read()).data; // 0, 0.8, 0
 */
export const hsvToRgb = defineOp({
  name: 'hsvToRgb',
  summary: 'Convert hue, saturation and value to sRGB.',
  inputs: colourInput,
  params: {},
  lower([src], _params, refuse) {
    checkChannels(src, refuse);
    const [hue, saturation, value] = [0, 1, 2].map((index) => channel(src, { index })) as [
      typeof src,
      typeof src,
      typeof src,
    ];
    const colour = pointwise(
      [hue, saturation, value, source(TURNS)],
      ([h = input(0), s = input(1), v = input(2), turns = input(3)]): Expr => {
        const place = numeric('add', numeric('multiply', h, constant(6)), turns);
        const round = float('floor', numeric('multiply', place, constant(1 / 6)));
        const k = numeric('subtract', place, numeric('multiply', round, constant(6)));
        const lost = unit(numeric('minimum', k, numeric('subtract', constant(4), k)));
        return numeric('subtract', v, numeric('multiply', v, numeric('multiply', s, lost)));
      },
      'f32',
    );
    return relabelled(colour, describedAs(src, {}));
  },
});
