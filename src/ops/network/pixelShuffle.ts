/** Blocks of voxels from channels, and channels from blocks: shaders/network/pixelShuffle.wgsl. */
import { type PerAxis, type Shape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { alongAxis, wholePerAxis } from '../../core/axisParams.js';
import type { AxisReach, KernelInput, Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { spaced } from './pooling.js';

type Block = Record<SpatialAxis, number>;

const factorParams = {
  factors: wholePerAxis('Voxels of a block along each axis; 2 along the spatial axes of the image where left out.', {
    min: 1,
    max: 64,
    unit: 'voxel',
  }),
};

function blockOf({ layout }: Node, factors: PerAxis<number> = 2): Block {
  const along = (axis: SpatialAxis) => alongAxis(factors, layout, axis) ?? 1;
  return { z: along('z'), y: along('y'), x: along('x') };
}

const volumeOf = ({ z, y, x }: Block): number => z * y * x;

/** Along an axis the voxels of a block, or the one that a block is made of; of the channels any. */
function reachOf(block: Block, isBack: boolean): KernelInput['reach'] {
  const along = (axis: SpatialAxis): AxisReach => ({
    from: axis,
    scale: isBack ? block[axis] : 1 / block[axis],
    offset: 0,
    before: isBack ? 0 : 1,
    after: isBack ? block[axis] - 1 : 0,
    wraps: false,
    clamps: true,
  });
  return { c: 'all', z: along('z'), y: along('y'), x: along('x') };
}

/** Each voxel to its new place. No view can do it: an axis would have to be two. */
function moved(src: Node, shape: Shape, block: Block, isBack: boolean): Node {
  return kernelOf({
    kernel: 'network/pixelShuffle',
    inputs: { src: { node: src, reach: reachOf(block, isBack), counts: 'own' } },
    outputs: { dst: describedAs(src, { shape, spacing: spaced(src.spacing, block, isBack ? 1 : -1) }) },
    constants: { IS_BACK: isBack },
    params: { ...block },
    gradient: { kind: 'vjp', of: [src], vjp: ([given]) => [given && moved(given, src.shape, block, !isBack)] },
  });
}

/**
 * Makes an image larger by its channels: those that follow each other, as many as a block of `factors` has voxels, become one channel of such blocks, the first channel the block's first voxel, x
 * fastest. Any shape whose c is a multiple of the block, n as it is; type and values stay, spacing shrinks by the factors. A number for all is for the spatial axes that the image has. As
 * PyTorch's `pixel_shuffle`, along z, too. With filters before it, it is a transposed convolution without overlaps. Throws `ArgumentError` where c is no multiple.
 * Source: Shi, Caballero, Huszár et al. 2016, Real-time single image and video super-resolution using an efficient sub-pixel convolutional neural network, equation 4.
 * @example
 * import { HostVolume, openEngine, pixelShuffle } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { c: 4, y: 1, x: 1 }, data: Float32Array.of(1, 2, 3, 4) });
 * using result = await engine.run(pixelShuffle(image));
 * (await result.read()).at({ y: 1, x: 0 }); // 3
 */
export const pixelShuffle = defineOp({
  name: 'pixelShuffle',
  summary: 'Make blocks of voxels from channels.',
  alsoKnownAs: ['depth_to_space', 'sub-pixel convolution'],
  inputs: [{ name: 'src', doc: 'The image, its channels along c.' }],
  params: factorParams,
  linear: true,
  lower([src], { factors }, refuse) {
    const block = blockOf(src, factors);
    const [shape, size] = [{ ...src.shape, c: src.shape.c / volumeOf(block) }, volumeOf(block)];
    if (src.shape.c % size !== 0) refuse(`c must be a multiple of the ${size} voxels of a block`, `${src.shape.c}`);
    for (const axis of SPATIAL_AXES) shape[axis] *= block[axis];
    return moved(src, shape, block, false);
  },
});

/**
 * Makes an image smaller without losing a voxel: each block of `factors` voxels becomes as many channels, the inverse of `pixelShuffle` and its gradient. Any shape whose axes are multiples of the
 * factors; type and values stay, spacing grows. As PyTorch's `pixel_unshuffle`, along z, too. Throws `ArgumentError` where an axis is no multiple. Source: as `pixelShuffle`.
 * @example
 * import { HostVolume, openEngine, pixelUnshuffle } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 2, x: 2 }, data: Float32Array.of(1, 2, 3, 4) });
 * using result = await engine.run(pixelUnshuffle(image));
 * (await result.read()).at({ c: 2 }); // 3
 */
export const pixelUnshuffle = defineOp({
  name: 'pixelUnshuffle',
  summary: 'Make channels from blocks of voxels.',
  alsoKnownAs: ['space_to_depth'],
  inputs: [{ name: 'src', doc: 'The image, its channels along c.' }],
  params: factorParams,
  linear: true,
  lower([src], { factors }, refuse) {
    const block = blockOf(src, factors);
    const shape = { ...src.shape, c: src.shape.c * volumeOf(block) };
    for (const axis of SPATIAL_AXES) {
      if (src.shape[axis] % block[axis] !== 0)
        refuse(`${axis} must be a multiple of the ${block[axis]} voxels of a block`, `${src.shape[axis]}`);
      shape[axis] /= block[axis];
    }
    return moved(src, shape, block, true);
  },
});
