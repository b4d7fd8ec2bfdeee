import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { hessianMatrix } from '../../../src/ops/gradient/hessianMatrix.js';
import { structureTensor } from '../../../src/ops/gradient/structureTensor.js';
import { type Field, features, fieldOf, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

checkOp(structureTensor, {
  oracle: ([x], params) => features.structureTensor(x as Field, params),
  tolerance: { abs: 4e-6, rel: 2e-5, why: 'blurred products of numbers to 8, in a volume to 32' },
  without: { batch: 'elements lie along c', u8: 'products of numbers up to 2000: relative to their squares' },
  borders: true,
  rows: [
    { name: 'image', inputs: [randomField({ y: 19, x: 37 }, 1)] },
    {
      name: 'volume',
      inputs: [randomField({ n: 2, z: 5, y: 7, x: 9 }, 2)],
      params: { sigma: { z: 0.6, x: 1.2 } },
      tolerance: { abs: 1e-3, rel: 2e-5, why: 'blurred products of numbers to 32, of either sign' },
    },
    { name: 'line', inputs: [randomField({ x: 65 }, 7)] },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], without: ['windows'] },
  ],
  refuses: [
    [
      [randomField({ c: 2, y: 3, x: 3 }, 1)],
      {},
      /^structureTensor: the image must have one channel, since .*, got c=2$/,
    ],
  ],
});

test('the derivatives of a constant are exactly 0', async () => {
  const engine = new Engine(sharedContext());
  const flat = toHost(fieldOf({ y: 7, x: 9 }, new Float64Array(63).fill(0.7)));
  for (const node of [structureTensor(flat), hessianMatrix(flat)]) {
    const found = await engine.run(node);
    expect((await found.read()).data.every((item) => item === 0)).toBe(true);
    found.dispose();
  }
});
