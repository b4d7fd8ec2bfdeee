/** The frequencies that the voxels of a spectrum stand for. */
import { shapeOf } from '../../core/axes.js';
import { HostVolume } from '../../core/hostVolume.js';
import { axis, begun, flag, integer, number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { source } from '../../graph/primitive.js';

/** Tables are made on the CPU; no axis that a transform takes is longer. */
const LONGEST = 2 ** 26;

/**
 * The frequency of each voxel of a spectrum along one axis, as numpy.fft.fftfreq: k/(N·spacing) of k = 0, 1, …, and from the middle on those below 0,
 * (k - N)/(N·spacing); an even N has -1/(2·spacing) there. With `half` the N/2 + 1 that `rfftn` gives, as numpy.fft.rfftfreq. f32, in periods to the unit
 * of the spacing (to a voxel where it is 1), exact to its rounding; of length one along all other axes, so that it broadcasts over a spectrum.
 *
 * Throws `ArgumentError` for a length that is no whole number from 1 to 67108864, and a spacing that is not above 0.
 * @example
 * import { add, fftFrequencies, multiply, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using along = await engine.run(fftFrequencies({ length: 4, spacing: 0.5 }));
 * (await along.read()).data; // 0 0.5 -1 -0.5
 * const [x, y] = [fftFrequencies({ length: 64 }), fftFrequencies({ axis: 'y', length: 64 })];
 * using squared = await engine.run(add(multiply(x, x), multiply(y, y))); // |k|² of an image of 64 x 64
 */
export const fftFrequencies = defineOp({
  name: 'fftFrequencies',
  summary: 'Make the frequencies along one axis of a spectrum.',
  alsoKnownAs: ['fftfreq', 'rfftfreq'],
  inputs: [],
  params: {
    axis: axis('The axis along which they lie.', { default: 'x' }),
    length: begun(
      integer('Voxels of the image along the axis.', { min: 1, max: LONGEST, unit: 'voxel' }),
      ({ shape }) => shape.x,
    ),
    spacing: number('The distance of two voxels, in any unit.', { default: 1, min: 1e-30 }),
    half: flag('Whether only 0 to N/2, as `rfftn` gives them along its last axis.', { default: false }),
  },
  lower: (_none, { axis, length, spacing, half }) => {
    const count = half ? Math.floor(length / 2) + 1 : length;
    const below = half ? count : Math.ceil(length / 2);
    const data = new Float32Array(count).map((_, k) => (k < below ? k : k - length) / (length * spacing));
    return source(new HostVolume({ shape: shapeOf({ [axis]: count }), data }));
  },
});
