/** What examples teach, smaller. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as cells from '../../../examples/cells.mjs';
import { accuracy, digits, NETWORKS, taught } from '../../../examples/digits.mjs';
import * as fashion from '../../../examples/fashion.mjs';
import { denoised, denoiser, learn } from '../../../examples/noise2void.mjs';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { diceCoefficient } from '../../../src/ops/metrics/diceCoefficient.js';
import { greater } from '../../../src/ops/pointwise/compare.js';
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

/** A file of bytes as LeCun's sets have them. */
function idx(lengths: readonly number[], numbers: ArrayLike<number>): Uint8Array {
  const words = lengths.flatMap((length) => [0, 0, length >> 8, length & 255]);
  return Uint8Array.from([0, 0, 8, lengths.length, ...words, ...Array.from(numbers)]);
}

test('files of the form IDX are read, packed or not, and refused where they are cut', () => {
  const numbers = Uint8Array.from({ length: 2 * 3 * 300 }, (_, at) => at);
  const file = idx([2, 3, 300], numbers);
  for (const each of [file, gzipSync(file)]) {
    const { shape, data } = fashion.decodeIdx(each);
    expect(shape).toEqual({ n: 2, c: 1, z: 1, y: 3, x: 300 });
    expect(data).toEqual(numbers);
  }
  expect(fashion.decodeIdx(idx([2], [7, 9])).shape.n).toBe(2);
  expect(() => fashion.decodeIdx(file.subarray(0, -1), 'images')).toThrow('images must have 1800 numbers, got 1799');
  expect(() => fashion.decodeIdx(Uint8Array.of(1, 2, 3, 4))).toThrow('IDX');
  expect(() => fashion.readSet('/nowhere', 'train')).toThrow('train-images-idx3-ubyte.gz');
});

test('the network for clothes tells upright stripes from others', async () => {
  const [count, size] = [256, 8];
  const target = Uint8Array.from({ length: count }, (_, n) => n % 2);
  const noise = randomField({ n: count, y: size, x: size }, 5, 0, 120).data;
  const images = Uint8Array.from(noise, (item, at) => {
    const [n, place] = [Math.floor(at / size ** 2), at % size ** 2];
    const along = (target[n] ? place % size : Math.floor(place / size)) + (n >> 1);
    return item + (along % 4 < 2 ? 120 : 0);
  });
  const part = (from: number, to: number) => ({
    images: new HostVolume({
      shape: { n: to - from, y: size, x: size },
      data: images.slice(from * size ** 2, to * size ** 2),
    }),
    target: new HostVolume({ shape: { n: to - from }, data: target.slice(from, to) }),
  });
  const engine = new Engine(await sharedContext());
  const net = fashion.classifier({ size, classes: 2, width: 4 });
  const parameters = await fashion.learn(engine, net, part(0, 192), { epochs: 12, batch: 32 });
  expect(await fashion.accuracy(engine, net, parameters, part(192, 256))).toBeGreaterThanOrEqual(0.95);
});

test('a network taught by generated cells finds those that it has not seen', async () => {
  const engine = new Engine(await sharedContext());
  const given = await cells.materials(engine);
  const net = cells.segmenter({ y: 32, x: 32, filters: 4, depth: 2, seed: 1 });
  const made = cells.fields({ count: 4, size: 96 });
  const parameters = await cells.learn(engine, net, given, { steps: 160, batch: 4, made });
  const { image, labels } = cells.heldOut(given, { count: 2 });
  const found = cells.segmented(net, parameters, image);
  using share = await engine.run(diceCoefficient(greater(labels, 0), greater(found, 0)));
  expect((await share.read()).at({})).toBeGreaterThanOrEqual(0.85);
});
