/** Basins flooded from markers. */
import { formatShape, sameShape } from '../../core/axes.js';
import { choice, flag, number } from '../../core/params.js';
import { constant, input, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { connectivity } from '../geodesic/geodesic.js';
import { checkWhole } from '../whole.js';
import { compactlyFlooded } from './compact.js';
import { atRoots, flooded, groundOf } from './flooding.js';
import { floodedByHeap } from './heap.js';

/**
 * Basins of an image, flooded from markers until the floods meet, as `skimage.segmentation.watershed`: a voxel belongs to the flood that
 * reaches it first, over the way whose highest voxel is lowest; on a plateau over fewer steps, and then to the one that reached the plateau first.
 * Any shape and type in (the two greatest levels of i32 and u32 are one), and markers of the same shape in whole numbers, 0 for none; i32 labels out, 0 where the mask is 0, where the image
 * is NaN and where no flood comes. n and c are a batch. As scikit-image's queue has it to the voxel, ties included, but that markers on equal ground
 * take turns in the order of memory. scikit-image takes them in an order of its own: where two of them come to the same low ground that decides who has all of it, so that
 * in photographs and gradients of 8 bits basins differ by up to some percent of the image (not with `ties: 'heap'`). Images with many ties take several times as long as others.
 *
 * With `compactness` a voxel costs its ground and so much for each voxel of its distance from the marker voxel that its flood comes from: basins become rounder.
 * With `watershedLine` voxels where floods of different numbers meet stay 0, and no flood goes on through them. Both, alone and together, are scikit-image's queue to the
 * voxel where no two ways cost the same, in f32. Where some do, a voxel goes to the flood that came to the one before first, as in that queue; how it came there is followed through about four rises in level,
 * and what is equal so far goes to the marker that is first in memory. In images of 8 bits and of 24 levels the basins' areas are in all mostly within 0.01 % of the image of what that queue makes of the same
 * order of markers, for 3 in 100 sets of markers more than 0.05 % and up to 0.2 % (lines: 0.02 %, 1 in 5, 0.1 %). Images of many levels have few ties (not so f32 gradients of images of 8 bits). Tiles of 64 voxels are flooded until none changes: on a
 * processor 3 to 6 times as long as scikit-image where markers are close together, longer where a flood enters hundreds of tiles.
 *
 * With `ties: 'heap'` the labels are scikit-image's to the voxel in every image, photographs of 8 bits from any markers among them (axes of length 1 are none: as of the squeezed image): its queue is a binary heap, which has equal markers in an order that hangs on all that was pushed
 * before, and no parallel form. So it is gone through push by push, by one invocation for each of n and c; compact costs are of 64 bits, from ground in f32. On a software driver it takes 1 to 2.5 s for a million voxels, 2 to 9 with lines, 3 to 12
 * with compactness, the more the larger the image (less than `'memory'` where many ways are equally high, 5 to 15 times as long as scikit-image); a GPU, on which every step waits for its memory, takes longer. Its room takes 32 bytes a voxel; with lines 48 (4 neighbours) to 224
 * (26), with compactness 80 to 432; it is bound whole, on lavapipe (16 bindings of 128 MiB) for at most 67 million voxels, 5 million compact ones with 26 neighbours. scikit-image 0.19; of 18 and 26 neighbours NumPy's sort makes the order, here that of 1.24.
 *
 * Cannot stand in the body of `repeat`. Throws `ArgumentError` where the shapes differ, or markers are no whole numbers; with compactness or lines for images whose lengths, rounded up to powers of two,
 * make more than 2^31 voxels, with a heap for more than it counts: 2^32 groups of 16 bytes, and with compactness diagonals of 65536 voxels or a compactness below 1e-250. A run without a heap that is not done after 2^18 iterations
 * rejects with `UnfinishedError`. Meyer 1991, Un algorithme optimal pour la ligne de partage des eaux; Neubert and Protzel 2014, Compact watershed and preemptive SLIC.
 * @example
 * import { HostVolume, openEngine, watershed } from 'brightfield';
 * using engine = await openEngine();
 * const ground = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(3, 1, 2, 5, 2, 0, 4) });
 * const markers = new HostVolume({ shape: { x: 7 }, data: Int32Array.of(0, 1, 0, 0, 0, 2, 0) });
 * using basins = await engine.run(watershed(ground, markers));
 * (await basins.read()).data; // 1 1 1 2 2 2 2
 */
export const watershed = defineOp({
  name: 'watershed',
  summary: 'Flood an image from markers until the floods meet.',
  inputs: [
    { name: 'src', doc: 'The ground: what is low is flooded first.' },
    { name: 'markers', doc: 'Where floods begin, each with its number; 0 is no marker.' },
  ],
  optional: { mask: 'Where floods may go: where it is not 0.' },
  params: {
    connectivity: connectivity(1),
    compactness: number(
      'How much a flood pays for each voxel of its distance from its marker, in what the ground is measured in.',
      { default: 0, min: 0 },
    ),
    watershedLine: flag('Whether a line of zeros, one voxel wide, parts floods of different numbers.', {
      default: false,
    }),
    ties: choice(
      'Which of two that are equal is first: the one that is first in memory, or the one that a binary heap has first, as in scikit-image; that goes voxel by voxel.',
      ['memory', 'heap'],
      { default: 'memory' },
    ),
  },
  vjp: 'labels are whole numbers',
  lower([src, markers], { connectivity, compactness, watershedLine, ties }, refuse, { mask }) {
    const inputs = [
      ['markers', markers],
      ['mask', mask],
    ] as const;
    for (const [name, node] of inputs)
      if (node && !sameShape(node.shape, src.shape))
        refuse(`${name} must have the shape of the image (${formatShape(src.shape)})`, formatShape(node.shape));
    checkWhole(markers, refuse, 'markers');
    const ground = groundOf(src, mask);
    const labels = pointwise(
      [markers, ground],
      ([m = input(0), g = input(1)]) => select(g, m, constant(0, m.type)),
      'i32',
    );
    if (ties === 'heap')
      return floodedByHeap(src, ground, labels, { compactness, connectivity, lines: watershedLine }, refuse);
    if (compactness > 0 || watershedLine) {
      const open = pointwise([ground], ([g = input(0)]) => test('notEqual', g, constant(0, g.type)));
      return compactlyFlooded(src, labels, open, { compactness, connectivity, lines: watershedLine }, refuse);
    }
    return atRoots(labels, flooded(ground, labels, connectivity));
  },
});
