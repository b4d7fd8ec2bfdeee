/** Boundaries of labels drawn over an image. */
import { AXES, activeAxes, formatShape } from '../../core/axes.js';
import { array, choice, integer, optionalArray } from '../../core/params.js';
import { input, select } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise, source } from '../../graph/primitive.js';
import { dilation } from '../morphology/dilation.js';
import { findBoundaries } from '../segment/findBoundaries.js';
import { zoom } from '../transform/zoom.js';
import { checkWhole } from '../whole.js';
import { colorOf, imageShares, shown, shownParams } from './shownColours.js';
import { alongChannels, dataRange } from './threeChannels.js';

/**
 * An image with the boundaries of labels in a colour, as `skimage.segmentation.mark_boundaries`: what `findBoundaries` marks becomes `color`, and with
 * `outlineColor` what touches that, at corners, too, becomes that colour. The image is grey or of three channels and as large as the labels; three
 * channels along c out, as bytes or as shares in f32. With `subpixel` the boundaries lie between the voxels, in an image of 2n - 1 voxels along every
 * axis of n, by cubic splines. Throws `ArgumentError` for labels of floats or of several channels, an image of another size, or colours that are not red,
 * green and blue.
 * @example
 * import { HostVolume, markBoundaries, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(9, 8, 7, 6) });
 * const labels = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * using engine = await openEngine();
 * using marked = await engine.run(markBoundaries(image, labels));
 * (await marked.read()).data; // 9, 255, 7, 6, 9, 255, 7, 6, 9, 0, 7, 6
 */
export const markBoundaries = defineOp({
  name: 'markBoundaries',
  summary: 'Draw the boundaries of labels over an image.',
  inputs: [
    { name: 'image', doc: 'The image, grey or of three channels.' },
    { name: 'labels', doc: 'Whole numbers, one channel, as large as the image.' },
  ],
  params: {
    color: array('The colour of boundaries: red, green and blue from 0 to 1.', { default: [1, 1, 0], min: 0, max: 1 }),
    outlineColor: optionalArray('The colour of what touches them; none where left out.', { min: 0, max: 1 }),
    mode: choice('Which side is marked.', ['thick', 'inner', 'outer', 'subpixel'], { default: 'outer' }),
    background: integer('What is no object, for `inner` and `outer`.', {
      default: 0,
      min: -(2 ** 31),
      max: 2 ** 32 - 1,
    }),
    dataRange,
    ...shownParams,
  },
  lower([image, labels], { color, outlineColor, mode, background, dataRange, dtype }, refuse) {
    checkWhole(labels, refuse, 'labels');
    if (labels.shape.c !== 1) refuse('labels must have one channel', `c=${labels.shape.c}`);
    if (AXES.some((axis) => axis !== 'c' && image.shape[axis] !== labels.shape[axis]))
      refuse(`image must be as large as the labels, ${formatShape(labels.shape)}`, formatShape(image.shape));
    const lines = findBoundaries(labels, { mode, background });
    const shares = imageShares(image, dataRange, 1, refuse);
    const twice = Object.fromEntries(activeAxes(image.shape).map((axis) => [axis, 2 - 1 / image.shape[axis]]));
    const below = mode === 'subpixel' ? zoom(shares, { zoom: twice, border: 'mirror' }) : shares;
    const near = outlineColor && colorOf('outlineColor', outlineColor, refuse);
    const outlined = near ? painted(below, dilation(lines, { footprint: { box: 3 } }), near) : below;
    return shown(painted(outlined, lines, colorOf('color', color, refuse)), dtype);
  },
});

/** The image with a colour where a mask is not 0. */
function painted(image: Node, mask: Node, [red = 0, green = 0, blue = 0]: readonly number[]): Node {
  return pointwise(
    [image, mask, source(alongChannels(red, green, blue))],
    ([v = input(0), m = input(1), c = input(2)]) => select(m, c, v),
  );
}
