/** Labels as colours, by themselves or over an image. */
import { AXES, formatShape } from '../../core/axes.js';
import { labelColours } from '../../core/colormaps.js';
import { choice, integer, number, optionalArray } from '../../core/params.js';
import { constant, type Expr, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { describedAs, fits, kernelOf, source, type Upload } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';
import { elementwise } from '../pointwise/elementwise.js';
import { checkWhole } from '../whole.js';
import { meansByLabel } from './meansByLabel.js';
import { colorOf, colorsOf, imageShares, ownColors, shown, shownParams } from './shownColours.js';
import { alongChannels, dataRange } from './threeChannels.js';

const BLACK = [0, 0, 0];

/**
 * Labels in colours, as `skimage.color.label2rgb`. By themselves and of `kind` `overlay`, label l has colour (l - 1) mod K of K colours, so that it keeps its
 * colour whatever other labels there are (scikit-image counts those that are there; of 1, 2, 3, ... it is the same). The 255 of the default are far from one another
 * and from grey: each is the furthest from all before it. Whole numbers of any size, one channel in; three along c out, as bytes or as shares in f32.
 *
 * With an `image` of the same size, grey or of three channels, the colours lie over it with opacity `alpha`. Where the label is `bgLabel`
 * is `bgColor`; where that is left out the image by itself, or black (scikit-image has black for its default, which darkens the image there). Colours of the image are
 * made grey as far as `saturation` says, and it is mixed with white as far as `imageAlpha` is below 1. Where the image is NaN, so is the result, 0 in bytes.
 *
 * Of `kind` `avg`, every label has the mean colour of the image there (NaN where a voxel is not finite) and the background is `bgColor`, black where left out; what is said of opacity and saturation does
 * not matter. It cannot stand in the body of `repeat`, and takes 16 bytes more for each voxel and channel.
 *
 * Throws `ArgumentError` for labels of floats or of several channels, means without an image, an image of another size, or colours that are not rows of three.
 * Glasbey, van der Heijden, Toh and Gray 2007, Colour displays for categorical images.
 * @example
 * import { HostVolume, labelToRgb, openEngine } from 'brightfield';
 * const labels = new HostVolume({ shape: { x: 3 }, data: Int32Array.of(0, 1, 3) });
 * using engine = await openEngine();
 * using colours = await engine.run(labelToRgb(labels, { colors: [[1, 0, 0], [0, 1, 0]] }));
 * (await colours.read()).data; // 0, 255, 255, 0, 0, 0, 0, 0, 0
 */
export const labelToRgb = defineOp({
  name: 'labelToRgb',
  summary: 'Show labels in colours, by themselves or over an image.',
  alsoKnownAs: ['label2rgb', 'labelOverlay'],
  inputs: [{ name: 'labels', doc: 'Whole numbers, one channel.' }],
  optional: { image: 'What lies below: grey or three channels, as large as the labels.' },
  params: {
    kind: choice('Colours of labels over the image, or the mean of the image in each label.', ['overlay', 'avg'], {
      default: 'overlay',
    }),
    colors: ownColors('Colours in the place of the 255: rows of red, green and blue from 0 to 1.'),
    alpha: number('The opacity of colours over an image.', { default: 0.3, min: 0, max: 1 }),
    bgLabel: integer('The label that is background.', { default: 0, min: -(2 ** 31), max: 2 ** 32 - 1 }),
    bgColor: optionalArray('The colour of the background.', { min: 0, max: 1 }),
    imageAlpha: number('The opacity of the image over white.', { default: 1, min: 0, max: 1 }),
    saturation: number('How much colour is left in an image of colours.', { default: 0, min: 0, max: 1 }),
    dataRange,
    ...shownParams,
  },
  lower(
    [labels],
    { kind, colors, alpha, bgLabel, bgColor, imageAlpha, saturation, dataRange, dtype },
    refuse,
    { image },
  ) {
    checkWhole(labels, refuse, 'labels');
    if (labels.shape.c !== 1) refuse('labels must have one channel', `c=${labels.shape.c}`);
    if (image && AXES.some((axis) => axis !== 'c' && image.shape[axis] !== labels.shape[axis]))
      refuse(`image must be as large as the labels, ${formatShape(labels.shape)}`, formatShape(image.shape));
    const behind = bgColor && colorOf('bgColor', bgColor, refuse);
    if (kind === 'avg') {
      if (!image) return refuse("image must be given for the means of kind 'avg'", 'nothing');
      const means = meansByLabel(imageShares(image, dataRange, 1, refuse), labels);
      return shown(inColours(labels, bgLabel, means, behind ?? BLACK, refuse), dtype);
    }
    const given = colors ? colorsOf('colors', colors, 1, refuse) : sharesOfLabels();
    const [red = 0, green = 0, blue = 0] = behind ?? [];
    const ground = source(alongChannels(red, green, blue));
    const colours = coloursBy(labels, given);
    const painted = (build: (colour: Expr, ground: Expr, below: Expr, upload: Upload) => readonly [Expr, Expr]): Node =>
      elementwise([labels, colours, ground, ...below], refuse, ([l, colour, back, under = colour], upload) => {
        const [object, elsewhere] = build(colour, back, under, upload);
        if (!fits(bgLabel, l.type)) return object;
        return select(test('equal', l, upload(bgLabel, l.type)), elsewhere, object);
      });
    const below = image ? [imageShares(image, dataRange, saturation, refuse)] : [];
    if (!image)
      return shown(
        painted((colour, back) => [colour, back]),
        dtype,
      );
    const over = painted((colour, back, under, upload) => {
      const image = mixed(under, constant(1), imageAlpha, upload);
      return [mixed(colour, image, alpha, upload), behind ? mixed(back, image, alpha, upload) : image];
    });
    return shown(over, dtype);
  },
});

/** Colours, with one where the label is that of the background. */
function inColours(
  labels: Node,
  bgLabel: number,
  colours: Node,
  [red = 0, green = 0, blue = 0]: readonly number[],
  refuse: RefuseCall,
): Node {
  const ground = source(alongChannels(red, green, blue));
  return elementwise([labels, colours, ground], refuse, ([l, colour, back], upload) =>
    select(fits(bgLabel, l.type) ? test('equal', l, upload(bgLabel, l.type)) : constant(0), back, colour),
  );
}

/** So much of the one and the rest of the other. */
function mixed(a: Expr, b: Expr, share: number, upload: Upload): Expr {
  const part = (v: Expr, weight: number): Expr => numeric('multiply', v, upload(weight));
  return numeric('add', part(a, share), part(b, 1 - share));
}

/** The colour of every label, of rows of three. */
function coloursBy(labels: Node, rows: readonly (readonly number[])[]): Node {
  const shape = { ...labels.shape, c: 3 };
  return kernelOf({
    kernel: 'color/labelColors',
    inputs: { src: { node: labels, as: labels.dtype === 'u32' ? 'u32' : 'i32', loads: 1 / 3 } },
    outputs: { dst: describedAs(labels, { shape, layout: withAxes(labels.layout, shape), dtype: 'f32' }) },
    params: { count: rows.length },
    tables: { colors: Float32Array.from(rows.flat()) },
    along: 'c',
    tile: { y: 3 },
  });
}

function sharesOfLabels(): number[][] {
  return labelColours().map((colour) => colour.map((v) => v / 255));
}
