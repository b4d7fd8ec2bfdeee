/** Twice what two masks have in common, over what both have. */
import { constant, convert, numeric } from '../../graph/expr.js';
import { overlap, quotient, total } from './overlap.js';

/**
 * 2 · |A ∩ B| / (|A| + |B|) of the voxels of two masks that are not 0, NaN among them: f32 from 0 to 1; over all voxels, or along `axes`, which keep
 * length 1. Voxels are counted exactly as u32, and the share is rounded at the end. Two empty masks give NaN. scipy's `dice` is a distance: 1 less
 * this. Throws `ArgumentError` for masks of different shapes. L. R. Dice, Measures of the amount of ecologic association between species, 1945.
 * @example
 * import { diceCoefficient, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(0, 1, 1, 0) });
 * const mask = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * using share = await engine.run(diceCoefficient(reference, mask));
 * (await share.read()).at({}); // 0.5
 */
export const diceCoefficient = overlap({
  name: 'diceCoefficient',
  summary: 'Measure what two masks have in common, as a share of their mean size.',
  alsoKnownAs: ['dice', 'f1_score', 'sorensen_dice'],
  share: (both, first, second) =>
    quotient(numeric('multiply', convert(both, 'f32'), constant(2)), total(first, second)),
});
