/** A turn is added to the stream: what is drawn is what the later stream draws. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { camera } from '../../../src/ops/acquisition/camera.js';
import { randomBits } from '../../../src/ops/generate/randomBits.js';
import { randomNormal } from '../../../src/ops/generate/randomNormal.js';
import { randomUniform } from '../../../src/ops/generate/randomUniform.js';
import { dropout, dropoutChannels } from '../../../src/ops/network/dropout.js';
import { gaussianNoise } from '../../../src/ops/noise/gaussianNoise.js';
import { poissonGaussianNoise } from '../../../src/ops/noise/poissonGaussianNoise.js';
import { poissonNoise } from '../../../src/ops/noise/poissonNoise.js';
import { saltAndPepper } from '../../../src/ops/noise/saltAndPepper.js';
import { speckleNoise } from '../../../src/ops/noise/speckleNoise.js';
import { uniformNoise } from '../../../src/ops/noise/uniformNoise.js';
import { randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

const image = toHost(randomField({ n: 2, c: 9, y: 5, x: 13 }, 1, 1, 40));
/** Generators take no image, but have one's shape. */
const like =
  (generate: typeof randomBits | typeof randomNormal | typeof randomUniform) => (_image: HostVolume, options: object) =>
    generate({ shape: { y: 5, x: 13 }, ...options });
const drawing = {
  camera,
  dropout,
  dropoutChannels,
  gaussianNoise,
  poissonGaussianNoise,
  poissonNoise,
  saltAndPepper,
  speckleNoise,
  uniformNoise,
  randomBits: like(randomBits),
  randomNormal: like(randomNormal),
  randomUniform: like(randomUniform),
};
const wordOf = (item: number) => new HostVolume({ shape: {}, data: Uint32Array.of(item) });

test.each(Object.entries(drawing))('%s in a turn is that of a later stream', async (name, operation) => {
  const engine = new Engine(sharedContext());
  const drawn = async (options: object): Promise<number[]> => {
    using volume = await engine.run(operation(image, { seed: 3, ...options }));
    return [...(await volume.read()).data];
  };
  const later = await drawn({ stream: 9 });
  expect(await drawn({ stream: 1, turn: wordOf(8) })).toEqual(later);
  expect(await drawn({ stream: 1, turn: wordOf(7) })).not.toEqual(later);
  // beyond 32 bits it begins anew
  expect(await drawn({ stream: 10, turn: wordOf(2 ** 32 - 1) })).toEqual(later);
  expect(await drawn({ stream: 1, turn: new HostVolume({ shape: {}, data: Int32Array.of(8) }) })).toEqual(later);
  expect(() => operation(image, { turn: image })).toThrow(`${name}: turn must be one whole number, got`);
});
