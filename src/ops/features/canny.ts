/** Canny's edges. */
import { type Shape, SPATIAL_AXES, shapeOf } from '../../core/axes.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import { optional } from '../../core/optionalParam.js';
import { choice, flag, number, perAxis } from '../../core/params.js';
import { constant, convert, input, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, describedAs, filled, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { BORDERS, borderParams } from '../border.js';
import { gaussian } from '../filter/gaussian.js';
import { differences, EDGES } from '../gradient/differences.js';
import { checkMask, maskedBy } from '../measure/over.js';
import { quantile } from '../measure/quantile.js';
import { erosion } from '../morphology/erosion.js';
import { add, divide, multiply } from '../pointwise/arithmetic.js';
import { connectedTo } from '../segment/objects.js';

/** What scikit-image adds to how much of the blur lies inside: the rounding of a double. */
const LEAST_SHARE = 2 ** -52;

/**
 * Edges as thin lines: where the gradient of the blurred image is greatest across the edge, not below `highThreshold`, or not below
 * `lowThreshold` and touching, through others, one that is. u8, 1 on an edge, of the shape of the image, of n and c each by itself. The magnitude
 * is in units of the image times 8 (Sobel sums that are not divided); left out, the thresholds are 0.1 and 0.2 of the greatest of an integer type, of 1 for
 * floats (so a `lowThreshold` above that wants a `highThreshold`, too); with `useQuantiles` they are shares of the magnitudes below. Only what lies in the `mask` counts, also in the blur, and
 * its outermost voxels bear no edge, nor do those of the image; so it is with the blur over a `constant` border, the default here. A NaN suppresses the edges beside it,
 * with `useQuantiles` all. scikit-image 0.19's `canny`, exactly but for ties of magnitudes in f32; thresholds and integers are in units of the image.
 * Throws `ArgumentError` for a stack, for a `lowThreshold` above the high one, and for quantiles above 1. J. Canny, A computational
 * approach to edge detection, 1986.
 * @example
 * import { canny, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const step = new HostVolume({ shape: { y: 7, x: 7 } });
 * for (let at = 0; at < 49; at++) step.data[at] = Math.min(2, Math.max(0, (at % 7) - 2));
 * using edges = await engine.run(canny(step, { sigma: 0 }));
 * [...(await edges.read()).data.slice(21, 28)]; // 0 0 0 1 0 0 0
 */
export const canny = defineOp({
  name: 'canny',
  summary: 'Find edges as thin lines, after Canny.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: { mask: 'The voxels that count: where it is not 0. It broadcasts to the image.' },
  params: {
    sigma: perAxis('Standard deviation of the blur.', { default: 1, min: 0, max: 1000, unit: 'voxel' }),
    lowThreshold: optional(number('The least magnitude that goes on an edge.', { min: 0 })),
    highThreshold: optional(number('The least magnitude that makes an edge.', { min: 0 })),
    useQuantiles: flag('Whether thresholds are quantiles of the magnitude, from 0 to 1.', { default: false }),
    border: choice(borderParams.border.doc, BORDERS, { default: 'constant' }),
    value: borderParams.value,
  },
  lower([src], { sigma, lowThreshold, highThreshold, useQuantiles, border, value }, refuse, { mask }) {
    if (src.shape.z > 1) refuse('the image must be flat, one voxel long along z', `z=${src.shape.z}`);
    checkMask(src, mask, refuse);
    const unit = !useQuantiles && isInteger(src.dtype) ? DTYPES[src.dtype].max : 1;
    const low = lowThreshold ?? 0.1 * unit;
    const high = highThreshold ?? 0.2 * unit;
    const said = highThreshold === undefined ? ', the default: give a highThreshold, too' : '';
    if (!(low <= high)) refuse(`lowThreshold must be at most highThreshold, ${high}${said}`, `${low}`);
    if (useQuantiles && high > 1) refuse('thresholds that are quantiles must be at most 1', `${high}`);

    const blur = (node: Node): Node => gaussian(node, { sigma: { ...sigma }, border, value });
    const counted = mask && wholeMask(src.shape, mask);
    const image = blur(maskedBy(asFloat(src), counted, 0));
    const share = counted ? blur(counted) : shareInside(src.shape, border === 'constant' ? value : undefined, blur);
    const smooth = share ? divide(image, add(share, LEAST_SHARE)) : image;
    const along = ['y', 'x'] as const;
    // four times the mean of squares of smoothed differences of a quarter: the Sobel sums themselves
    const magnitude = differences(smooth, {
      along,
      acting: along,
      make: 'magnitude',
      smoothing: EDGES.sobel,
      scale: 16,
      border: 'reflect',
      value: 0,
    });
    const thin = kernelOf({
      kernel: 'features/thinEdges',
      inputs: {
        src: { node: smooth, loads: 4.5, reach: { y: reach('y', 1), x: reach('x', 1) } },
        magnitude: { node: magnitude, loads: 4.5, reach: { y: reach('y', 1), x: reach('x', 1) } },
      },
      outputs: { dst: describedAs(src, { dtype: 'f32' }) },
      tile: { y: 4 },
    });
    const edges = counted ? maskedBy(thin, erosion(counted, { footprint: { box: 3 } }), 0) : thin;
    const atLeast = (threshold: number): Node => {
      const limit = useQuantiles ? quantile(magnitude, { q: threshold, axes: SPATIAL_AXES }) : filled(threshold);
      return pointwise(
        [edges, limit],
        ([v = input(0), t = input(1)]) => test('and', test('greater', v, constant(0)), test('greaterEqual', v, t)),
        'u8',
      );
    };
    return connectedTo(atLeast(high), atLeast(low), 2, refuse);
  },
});

/** 1 where a mask is not 0, over all of y and x. */
function wholeMask({ y, x }: Shape, mask: Node): Node {
  const nought = filled(0, describedAs(mask, { dtype: 'u8', shape: { ...mask.shape, y, x } }));
  return pointwise(
    [mask, nought],
    ([m = input(0), zero = input(1)]) => test('notEqual', m, convert(zero, m.type)),
    'u8',
  );
}

/** The part of the blur's weight that lies inside the image; nothing where that is all of it everywhere. */
function shareInside(shape: Shape, outside: number | undefined, blur: (node: Node) => Node): Node | undefined {
  if (outside === undefined) return undefined;
  const ones = (lengths: Partial<Shape>): Node => blur(filled(1, { ...filled(1), shape: shapeOf(lengths) }));
  const { y, x } = shape;
  return outside === 0 ? multiply(ones({ y }), ones({ x })) : ones({ y, x });
}
