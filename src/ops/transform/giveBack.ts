/** The adjoint of looking between voxels, of any kernel with lib/interpolate: shaders/lib/giveBack.wgsl. */
import { AXES, SPATIAL_AXES } from '../../core/axes.js';
import type { Gradient } from '../../graph/gradient.js';
import type { KernelCall, Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { largestFinite } from '../measure/largestFinite.js';

/** What the kernel that looks is told. */
export interface Looking {
  readonly kernel: string;
  /** Volumes that say where, read at the voxel of the result. */
  readonly places?: Readonly<Record<string, { readonly node: Node; readonly as: 'f32' }>>;
  readonly constants: KernelCall['constants'];
  readonly params: KernelCall['params'];
  readonly tables?: KernelCall['tables'];
}

/** Words for each voxel: shaders/lib/sums.wgsl. */
const WORDS = 3;
/** A sum of 64 bits with its sign, and one bit more than it takes. */
const MOST_BITS = 62;
/** What an f32 that is not too long makes of such a number. */
const LONGEST = 56;

/**
 * What voxels of an image are given where results that were looked up in it are given something. Sums are exact up to 2^-32 of the greatest magnitude given, or less; 12 bytes a voxel
 * for as long as it takes. `gradient` is that of the result.
 */
export function giveBack(given: Node, image: Node, looking: Looking, gradient: Gradient): Node {
  const { kernel, places = {}, constants, params, tables = {} } = looking;
  const { shape } = given;
  const count = SPATIAL_AXES.reduce((product, axis) => product * shape[axis], 1);
  const bits = Math.min(LONGEST, MOST_BITS - Math.ceil(Math.log2(count)));
  const peak = largestFinite(given, AXES);
  const sums = kernelOf({
    kernel,
    inputs: { given: { node: given, as: 'f32' }, peak: { node: peak }, ...places },
    outputs: { sums: describedAs(image, { dtype: 'u32', shape: { ...image.shape, x: WORDS * image.shape.x } }) },
    atomics: ['sums'],
    constants: { ...constants, IS_BACK: true },
    params: { ...params, bits },
    tables,
    domain: shape,
  });
  return kernelOf({
    kernel: 'transform/givenBack',
    inputs: { sums: { node: sums, reach: { x: 'all' } }, peak: { node: peak } },
    outputs: { dst: describedAs(image, { dtype: 'f32' }) },
    params: { bits },
    gradient,
  });
}
