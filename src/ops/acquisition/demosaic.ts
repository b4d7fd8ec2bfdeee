/** Colours from what a colour sensor saw. */
import { formatShape } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, describedAs, filled, kernelOf } from '../../graph/primitive.js';
import { borderReach } from '../border.js';
import { correlate } from '../filter/correlate.js';
import { concatenate } from '../geometry/concatenate.js';
import { withAxes } from '../geometry/layout.js';
import { patternParam, seenOf, sitesOf } from './bayer.js';

/**
 * Three channels from the one colour that a sensor with Bayer's filters saw of every voxel: that one stays, the others are means of the two or four nearest voxels that have them (bilinear). One channel
 * in, f32 of three out, in the same unit. Outside is `mirror`, so that every colour has neighbours. Edges get coloured fringes; nothing is done against them. NaN reaches the voxels beside it. Throws
 * `ArgumentError` for an image with channels or of fewer than two voxels along y or x.
 * @example
 * import { demosaic, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const raw = new HostVolume({ shape: { y: 2, x: 2 }, data: Uint8Array.of(10, 20, 40, 90) });
 * using image = await engine.run(demosaic(raw));
 * (await image.read()).at({ c: 1, y: 0, x: 0 }); // 30
 */
export const demosaic = defineOp({
  name: 'demosaic',
  summary: 'Guess the colours of every voxel from what a sensor saw.',
  alsoKnownAs: ['demosaicing', 'debayer'],
  inputs: [{ name: 'src', doc: 'The image of the sensor.' }],
  params: patternParam,
  linear: true,
  lower([src], { pattern }, refuse) {
    if (src.shape.c !== 1) refuse('there must be one channel', `${src.shape.c}`);
    if (src.shape.y < 2 || src.shape.x < 2)
      refuse('the image must have two voxels along y and x at least', formatShape(src.shape));
    const shape = { ...src.shape, c: 3 };
    return kernelOf({
      kernel: 'acquisition/demosaic',
      inputs: {
        src: {
          node: src,
          as: 'f32',
          loads: 9,
          reach: { x: borderReach('x', 4, 8, 'mirror'), y: borderReach('y', 1, 1, 'mirror') },
        },
      },
      outputs: { dst: describedAs(src, { dtype: 'f32', shape, layout: withAxes(src.layout, shape) }) },
      params: { site: sitesOf(pattern) },
      gradient: { kind: 'like', nodes: () => [inParts(src, sitesOf(pattern))] },
    });
  },
});

const GREEN = [
  [0, 0.25, 0],
  [0.25, 1, 0.25],
  [0, 0.25, 0],
];
const OTHER = [
  [0.25, 0.5, 0.25],
  [0.5, 1, 0.5],
  [0.25, 0.5, 0.25],
];

/** Each colour as a convolution of the voxels where it was seen: `mirror` keeps what is seen where. */
function inParts(src: Node, sites: readonly number[]): Node {
  const image = asFloat(src);
  const nothing = filled(0, describedAs(image, {}));
  const colours = [0, 1, 2].map((channel) =>
    correlate(seenOf(image, channel, nothing, sites), { weights: channel === 1 ? GREEN : OTHER, border: 'mirror' }),
  );
  return concatenate(colours, { axis: 'c' });
}
