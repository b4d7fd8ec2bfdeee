/** Edges that are compositions: diagonals, and five taps. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { farid } from '../../../src/ops/gradient/farid.js';
import { roberts } from '../../../src/ops/gradient/roberts.js';
import { type Field, features, fieldOf, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 19, x: 37 }, 1);
const volume = randomField({ z: 5, y: 7, x: 9 }, 2);
const broken = randomField({ y: 13, x: 21 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
const tolerance = { abs: 2e-6, rel: 1e-5, why: 'up to 15 f32 products of numbers in [0, 1], and a root' };

checkOp(roberts, {
  oracle: ([x], params) => features.roberts(x as Field, params),
  tolerance,
  borders: true,
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'slices', inputs: [volume] },
    { name: 'one diagonal, not finite', inputs: [broken], params: { diagonal: 'positive' } },
    { name: 'the other', inputs: [image], params: { diagonal: 'negative' } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], without: ['windows'] },
    { name: 'line', inputs: [randomField({ x: 65 }, 3)] },
  ],
  refuses: [[[image], { diagonal: 'x' }, /^roberts: diagonal must be one of positive, negative, got 'x'$/]],
});

checkOp(farid, {
  oracle: ([x], params) => features.farid(x as Field, params),
  tolerance,
  borders: true,
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'volume', inputs: [volume] },
    { name: 'component, not finite', inputs: [broken], params: { axis: 'x' } },
    { name: 'component of a volume', inputs: [volume], params: { axis: 'z' } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], without: ['windows'] },
  ],
  refuses: [[[image], { axis: 'c' }, /^farid: axis must be one of z, y, x, got 'c'$/]],
});

test('the edges of a constant are exactly 0, whatever the border', async () => {
  const engine = new Engine(sharedContext());
  for (const shape of [
    { y: 9, x: 13 },
    { z: 4, y: 5, x: 7 },
  ]) {
    const flat = new HostVolume({ shape });
    flat.data.fill(0.7);
    for (const border of ['reflect', 'wrap'] as const)
      for (const edge of [roberts(flat, { border }), farid(flat, { border })]) {
        const volume = await engine.run(edge);
        expect((await volume.read()).data.every((item) => item === 0)).toBe(true);
        volume.dispose();
      }
  }
});
