/** A random forest asked of every voxel. */
import { formatShape } from '../../core/axes.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, EVERYWHERE, kernelOf } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';

/** What one invocation holds in registers and memory of its own. */
const MOST = { features: 256, classes: 256, depth: 16 };

/**
 * How probable each class is in each voxel, by a forest that was grown from samples (`randomForest`): the mean over the trees of what the leaves hold that the voxel comes to. `features` has a feature a channel along c, in the order of
 * the table that the forest was grown from; `splits` and `leaves` are the forest, as `forestVolumes` makes it, or read from files. f32, a class a channel along c in the forest's order, of all other axes as the features;
 * `argmax` along c then gives the class, counted from 0. A voxel with a NaN among its features is NaN; features are compared in 32 bits, as on the host, and the mean is that of `predictProba` to 32 bits. Up to 256
 * features, 256 classes and 16 questions from root to leaf. Breiman 2001, Random forests.
 * Throws `ArgumentError` where splits and leaves are not a forest of one kind.
 * @example
 * import { argmax, forestProba, forestVolumes, HostVolume, openEngine, randomForest } from 'brightfield';
 * const table = new HostVolume({ shape: { y: 4, x: 2 }, data: Float32Array.of(1, 0, 2, 5, 8, 1, 9, 4) });
 * const kind = new HostVolume({ shape: { y: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * const { splits, leaves } = forestVolumes(randomForest(table, kind, { maxFeatures: 2, bootstrap: false, nEstimators: 3 }));
 * const features = new HostVolume({ shape: { c: 2, y: 1, x: 3 }, data: Float32Array.of(1, 7, 9, 3, 3, 3) });
 * using engine = await openEngine();
 * using classes = await engine.run(argmax(forestProba(features, splits, leaves), { axes: 'c' }));
 * (await classes.read()).data; // 0 1 1
 */
export const forestProba = defineOp({
  name: 'forestProba',
  summary: 'Tell how probable each class is in each voxel, by a random forest.',
  alsoKnownAs: ['predict_proba', 'RandomForestClassifier', 'pixel classification'],
  inputs: [
    { name: 'features', doc: 'The features of each voxel, along c.' },
    {
      name: 'splits',
      doc: 'What the trees ask: a tree along c, the features (z = 0) and the numbers (z = 1) of its nodes along x.',
    },
    {
      name: 'leaves',
      doc: 'What the leaves hold: a tree along c, a leaf along z, the probability of each class along x.',
    },
  ],
  params: {},
  vjp: 'a forest is constant but where it jumps',
  lower([features, splits, leaves], _params, refuse) {
    const { c: trees, x: nodes } = splits.shape;
    const depth = Math.log2(nodes + 1);
    if (splits.shape.n * splits.shape.y !== 1 || splits.shape.z !== 2 || !Number.isInteger(depth))
      refuse('splits must have z=2, x one less than a power of two, and n and y of 1', formatShape(splits.shape));
    if (leaves.shape.n * leaves.shape.y !== 1 || leaves.shape.c !== trees || leaves.shape.z !== nodes + 1)
      refuse(`leaves must have c=${trees}, z=${nodes + 1}, and n and y of 1, as splits`, formatShape(leaves.shape));
    const shape = { ...features.shape, c: leaves.shape.x };
    const within = (what: keyof typeof MOST, number: number): void => {
      if (number > MOST[what]) refuse(`there must be at most ${MOST[what]} ${what}`, `${number}`);
    };
    within('features', features.shape.c);
    within('classes', shape.c);
    within('depth', depth);
    return kernelOf({
      kernel: 'learn/forestProba',
      inputs: {
        features: { node: features, as: 'f32', loads: features.shape.c / shape.c, reach: { c: 'all' } },
        // every voxel asks every tree: what is fused there would be computed again each time
        splits: { node: splits, as: 'f32', loads: depth * trees, reach: EVERYWHERE },
        leaves: { node: leaves, as: 'f32', loads: trees, reach: EVERYWHERE },
      },
      outputs: {
        dst: describedAs(features, { dtype: 'f32', shape, layout: withAxes(features.layout, shape, 'c') }),
      },
      constants: { FEATURES: features.shape.c, CLASSES: shape.c, DEPTH: depth },
      along: 'c',
      tile: { y: shape.c },
    });
  },
});
