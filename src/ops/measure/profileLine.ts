/** What an image is along a line. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { alongAxis, numberPerAxis } from '../../core/axisParams.js';
import { choice, integer } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { affineTransform } from '../transform/affineTransform.js';
import { interpolationParams, isLinear } from '../transform/interpolation.js';
import { max } from './max.js';
import { mean } from './mean.js';
import { min } from './min.js';
import { sum } from './sum.js';

const REDUCTIONS = { mean, max, min, sum };
const FURTHEST = 2 ** 22;
const place = { min: -FURTHEST, max: FURTHEST, unit: 'voxel' } as const;

/**
 * The image along a line between two places, both included, as `skimage.measure.profile_line`: ceil(length + 1) numbers along x, at equal
 * distances of at most one voxel, interpolated there. A band of `linewidth` lines one voxel apart, the line in its middle, is taken together by
 * `reduce`; with `none` they stay apart along y, the band turned until it runs along x (scikit-image mirrors it).
 *
 * Any image in, f32 out; n and c as they are. A line whose ends name no z is taken in every slice; one that does runs through the volume, one voxel
 * wide. Whole numbers are interpolated unrounded (scikit-image rounds them). Spacing along x is the length of a step. scikit-image's border `constant` is
 * `gridConstant` here. Places are exact to 2^-20 of a voxel.
 *
 * Throws `ArgumentError` where an end is missing or names a z that a flat image has not, for a wide line through a volume, and for order 2.
 * @example
 * import { HostVolume, openEngine, profileLine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 3, 4, 5) });
 * using engine = await openEngine();
 * using profile = await engine.run(profileLine(image, { from: { x: 0, y: 0.5 }, to: { x: 2, y: 0.5 } }));
 * (await profile.read()).data; // 2, 3, 4
 */
export const profileLine = defineOp({
  name: 'profileLine',
  summary: 'Follow an image along a line.',
  alsoKnownAs: ['plot_profile', 'improfile', 'straighten'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    from: numberPerAxis('Where the line begins; 0 along axes left out.', place),
    to: numberPerAxis('Where it ends; 0 along axes left out.', place),
    linewidth: integer('How many lines beside one another.', { default: 1, min: 1, max: 4096, unit: 'voxel' }),
    reduce: choice('What is made of them.', ['mean', 'max', 'min', 'sum', 'none'], { default: 'mean' }),
    ...interpolationParams(1, 'reflect'),
  },
  linear: ({ reduce, ...how }) => reduce !== 'max' && reduce !== 'min' && isLinear(how),
  lower([src], { from, to, linewidth, reduce, ...how }, refuse) {
    if (from === undefined || to === undefined) return refuse('from and to must be given', from ? 'no to' : 'no from');
    const end = (given: typeof from, axis: SpatialAxis): number => alongAxis(given, src.layout, axis) ?? 0;
    const deep = [from, to].some((given) => alongAxis(given, src.layout, 'z') !== undefined);
    if (deep && src.shape.z === 1) refuse('from and to must not name z, which the image has not', 'z');
    if (deep && linewidth > 1) refuse('linewidth must be 1 of a line through a volume', `${linewidth}`);
    const axes = SPATIAL_AXES.filter((axis) => axis !== 'z' || deep);
    const whole = axes.map((axis) => end(to, axis) - end(from, axis));
    // not hypot, which may miss a whole number by a digit
    const far = Math.sqrt(whole.reduce((total, part) => total + part * part, 0));
    const length = Math.ceil(far + 1);
    const step = whole.map((part) => (length > 1 ? part / (length - 1) : 0));
    // across: the way turned by a quarter, from x towards y; along x where there is no way
    const [dy = 0, dx = 0] = far > 0 ? whole.slice(-2).map((part) => part / far) : [0, 1];
    const across: Partial<Record<SpatialAxis, number>> = { y: dx, x: -dy };
    const matrix = axes.map((axis, at) => [
      ...(deep ? [0, 0] : [across[axis] ?? 0]),
      step[at] ?? 0,
      end(from, axis) - (deep ? 0 : ((linewidth - 1) / 2) * (across[axis] ?? 0)),
    ]);
    const outputShape = { ...(deep && { z: 1 }), y: linewidth, x: length };
    const band: Node = affineTransform(asFloat(src), { matrix, outputShape, ...how });
    if (deep) return sum(band, { axes: 'zy' });
    return reduce === 'none' ? band : REDUCTIONS[reduce](band, { axes: 'y' });
  },
});
