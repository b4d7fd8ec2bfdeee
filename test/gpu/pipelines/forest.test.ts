/** Voxels classified by example, smaller than examples/forest.mjs does it: strokes of one slice, two scales, another slice. */
import { expect, test } from 'vitest';
import { CLASSES, classified, learn } from '../../../examples/forest.mjs';
import { Engine } from '../../../src/engine/engine.js';
import { readVolume } from '../../../src/io/files.js';
import { crop } from '../../../src/ops/geometry/crop.js';
import { sharedContext } from '../shared.js';

test('a forest learns blood, bone and metal from strokes in one slice and finds them in another', async () => {
  const image = await readVolume('examples/data/stent.tif');
  const engine = new Engine(sharedContext());
  const sigmas = [1, 2];
  const forest = await learn(engine, image, { slices: [140], sigmas, nEstimators: 30 });
  expect(forest.oobScore).toBeGreaterThan(0.95);
  const slab = crop(image, { start: { z: 150 }, size: { z: 21 } });
  using found = await engine.run(crop(classified(slab, forest, sigmas), { start: { z: 10 }, size: { z: 1 } }));
  const classes = await found.read();
  const at = (x: number, y: number) => CLASSES[classes.at({ y, x })];
  expect([at(75, 53), at(72, 50), at(33, 105), at(54, 84), at(20, 60), at(100, 20)]).toEqual(['blood', 'blood', 'bone', 'bone', 'ground', 'ground']); // biome-ignore format: one line
  // nothing else in the slice is so bright
  const bright = Array.from({ length: 90 * 128 }, (_, i) => ({ x: i % 128, y: i >> 7 })).filter(
    ({ x, y }) => image.at({ z: 160, y, x }) > 900,
  );
  expect(bright.length).toBeGreaterThan(5);
  expect(bright.filter(({ x, y }) => at(x, y) === 'metal').length / bright.length).toBeGreaterThan(0.8);
  expect(classes.data.filter((each) => each === 0).length / classes.data.length).toBeGreaterThan(0.75);
});
