/** What examples teach, smaller. */
import { expect, test } from 'vitest';
import { accuracy, digits, NETWORKS, taught } from '../../../examples/digits.mjs';
import { denoised, denoiser, learn } from '../../../examples/noise2void.mjs';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { randomField } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

test.each([
  // a linear network comes to .91 of the second half
  ['depth 2', 15, 0.93],
  ['depth 3', 15, 0.93],
  ['convolutional', 5, 0.96],
] as const)('a network %s tells digits apart', async (name, epochs, least) => {
  const { teaching, asking } = await digits();
  const engine = new Engine(await sharedContext());
  const { net, parameters } = await taught(engine, NETWORKS[name](), teaching, { epochs });
  expect(await accuracy(engine, net, parameters, asking)).toBeGreaterThanOrEqual(least);
});

test('a denoiser learns from noisy slices alone', async () => {
  const [slices, size] = [8, 64];
  // discs on a slope, and as much noise as they are high
  const clean = Float32Array.from({ length: slices * size * size }, (_, at) => {
    const [x, y, z] = [at % size, Math.floor(at / size) % size, Math.floor(at / size ** 2)];
    const near = Math.hypot((x % 21) - 10, (y % 21) - 10 - ((z * 3) % 7));
    return x / size + (near < 6 ? 1 : 0);
  });
  const noise = randomField({ z: slices, y: size, x: size }, 1, -1, 1).data;
  const stack = new HostVolume({
    shape: { z: slices, y: size, x: size },
    data: clean.map((item, at) => item + (noise[at] ?? 0)),
  });
  const engine = new Engine(await sharedContext());
  const net = denoiser({ size: 32, filters: 4 });
  const lessons = await learn(engine, net, stack, { steps: 200, batch: 8 });
  using volume = await engine.run(denoised(denoiser({ size, filters: 4 }), stack, lessons));
  const made = (await volume.read()).data;
  const squares = (of: ArrayLike<number>) => clean.reduce((sum, item, at) => sum + (item - (of[at] ?? 0)) ** 2, 0);
  // it has seen no clean voxel
  expect(squares(made)).toBeLessThan(squares(stack.data) / 6);
});
