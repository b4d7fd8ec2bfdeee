/** The variance of the box around every voxel. */
import { defineOp } from '../../graph/operation.js';
import { localMoments } from './localMoments.js';
import { boxParams } from './uniformFilter.js';

/**
 * The mean squared deviation from the local mean, in the box of `uniformFilter` around every voxel, along the axes longer than one voxel.
 * Any shape in, f32 of the same shape out, in squared units of the image, never negative. Deviations are taken from a voxel of the box and the axes follow
 * one another, so that the relative error is about size · 1e-7 wherever the image lies, and a constant gives exactly 0. With a `constant`
 * border every axis reads `value` outside. Boxes that hold a NaN or an infinity give NaN. From 8 voxels on the cost hardly grows with the size. Throws `ArgumentError` for a size below
 * 1 and where `origin` moves the box off the voxel. T. F. Chan, G. H. Golub, R. J. LeVeque, Updating formulae for computing sample variances, 1979.
 * @example
 * import { HostVolume, localVariance, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 6, 0, 0) });
 * using variance = await engine.run(localVariance(line, { size: 3 }));
 * (await variance.read()).data; // 0 8 8 8 0
 */
export const localVariance = defineOp({
  name: 'localVariance',
  summary: 'Measure the variance in the box around every voxel.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: boxParams,
  lower: ([src], box, refuse) => localMoments(src, box, refuse).variance,
});
