/** Transforms along lines of which a binding does not hold what lies between their ends: the same bits as whole. */
import { expect, test } from 'vitest';
import type { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { fftConvolve } from '../../../src/ops/fourier/fftConvolve.js';
import { fftn } from '../../../src/ops/fourier/fftn.js';
import { irfftn } from '../../../src/ops/fourier/irfftn.js';
import { rfftn } from '../../../src/ops/fourier/rfftn.js';
import { randomField, toHost } from '../../oracle/index.js';
import { expectSameBits } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const volume = toHost(randomField({ z: 48, y: 9, x: 70 }, 1));
const flat = toHost(randomField({ y: 300, x: 64 }, 2));
const half = toHost(randomField({ z: 49, y: 9, x: 22 }, 3));
const many = toHost(randomField({ n: 30, c: 2, y: 24, x: 36 }, 4));

const TRANSFORMS: Readonly<Record<string, Readonly<Record<string, Node>>>> = {
  'a volume, complex': { ...fftn(volume, { imaginary: volume, axes: 'zy' }) },
  'a volume, real': { ...rfftn(volume, { axes: 'z' }) },
  'a volume, back': { image: irfftn(half, { imaginary: half, axes: 'z' }) },
  'a flat image, every axis': { ...rfftn(flat) },
  'a batch, along n': { ...fftn(many, { axes: 'n' }) },
  'a convolution': { sum: fftConvolve(volume, { kernel: toHost(randomField({ z: 7, y: 3, x: 5 }, 6)) }) },
};

test.each(Object.entries(TRANSFORMS))('%s', async (_name, nodes) => {
  const whole = await computed(new Engine(sharedContext()), nodes);
  const cut = new Engine(sharedContext(), true, { maxBinding: 8192, maxStorageBuffers: 8 });
  expect(await cut.explain(nodes)).toMatch(/concatenate/);
  const pieces = await computed(cut, nodes);
  for (const [name, result] of Object.entries(pieces)) expectSameBits(result, whole[name] as HostVolume, name);
});

async function computed(engine: Engine, nodes: Readonly<Record<string, Node>>): Promise<Record<string, HostVolume>> {
  const results: Record<string, HostVolume> = {};
  for (const [name, result] of Object.entries(await engine.run(nodes))) {
    results[name] = await result.read();
    result.dispose();
  }
  return results;
}
