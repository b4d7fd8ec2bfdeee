/** Colours as hue, saturation and value. */
import { constant, type Expr, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise } from '../../graph/primitive.js';
import { channel } from '../geometry/channel.js';
import { concatenate } from '../geometry/concatenate.js';
import { checkChannels, colourInput, dataRange, sharesOf } from './threeChannels.js';

/**
 * sRGB to hue, saturation and value, as `skimage.color.rgb2hsv`: three channels along c in, f32 of the same shape out, all from 0 to 1. The
 * hue is in turns: 0 red, 1/3 green, 2/3 blue; greys have hue and saturation 0. `dataRange` is the number of full intensity. Where a channel is not
 * finite, so is the pixel. Throws `ArgumentError` unless there are three channels. Smith 1978, Color gamut transform pairs.
 * @example
 * import { HostVolume, openEngine, rgbToHsv } from 'brightfield';
 * const lime = new HostVolume({ shape: { c: 3, x: 1 }, data: Uint8Array.of(0, 204, 0) });
 * using engine = await openEngine();
 * using hsv = await engine.run(rgbToHsv(lime));
 * (await hsv.read()).data; // 0.3333, 1, 0.8
 */
export const rgbToHsv = defineOp({
  name: 'rgbToHsv',
  summary: 'Convert sRGB to hue, saturation and value.',
  inputs: colourInput,
  params: { dataRange },
  lower([src], { dataRange }, refuse) {
    checkChannels(src, refuse);
    const shares = sharesOf(src, dataRange);
    return kernelOf({
      kernel: 'color/rgbToHsv',
      inputs: { src: { node: shares, reach: { c: 'all' } } },
      outputs: { dst: describedAs(src, { dtype: 'f32' }) },
      along: 'c',
      tile: { y: 3 },
      gradient: { kind: 'like', nodes: () => [inParts(shares)] },
    });
  },
});

/** The kernel's formulas channel by channel, whose gradients are known; turns of the hue before they begin again, which moves no slope. */
function inParts(shares: Node): Node {
  const colours = [0, 1, 2].map((index) => channel(shares, { index }));
  const made = (build: (r: Expr, g: Expr, b: Expr, most: Expr, span: Expr) => Expr): Node =>
    pointwise(colours, ([r = input(0), g = input(1), b = input(2)]) => {
      const most = numeric('maximum', numeric('maximum', r, g), b);
      const least = numeric('minimum', numeric('minimum', r, g), b);
      return build(r, g, b, most, numeric('subtract', most, least));
    });
  const orZero = (span: Expr, otherwise: Expr): Expr =>
    select(test('equal', span, constant(0)), constant(0), otherwise);
  const hue = made((r, g, b, most, span) => {
    const sixth = (from: number, one: Expr, other: Expr): Expr =>
      numeric(
        'add',
        constant(from / 6),
        float('divide', numeric('subtract', one, other), numeric('multiply', constant(6), span)),
      );
    const ofGreen = select(test('equal', g, most), sixth(2, b, r), sixth(0, g, b));
    return orZero(span, select(test('equal', b, most), sixth(4, r, g), ofGreen));
  });
  const saturation = made((_r, _g, _b, most, span) => orZero(span, float('divide', span, most)));
  return concatenate([hue, saturation, made((_r, _g, _b, most) => most)], { axis: 'c' });
}
