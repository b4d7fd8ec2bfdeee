import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { estimateSigma } from '../../../src/ops/restoration/estimateSigma.js';
import { type Field, fieldOf, randomField, toHost } from '../../oracle/index.js';
import * as oracle from '../../oracle/restoration.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const broken = randomField({ y: 9, x: 12 }, 5);
broken.data[40] = Number.NaN;
const flat = randomField({ y: 16, x: 21 }, 6);
flat.data.fill(0.3, 0, 8 * 21);

checkOp(estimateSigma, {
  oracle: ([image]) => oracle.estimateSigma(image as Field),
  tolerance: { abs: 1e-6, rel: 1e-5, why: 'a dozen roundings of numbers up to 1' },
  rows: [
    { name: 'image', inputs: [randomField({ y: 17, x: 30 }, 1)] },
    { name: 'stack', inputs: [randomField({ z: 3, y: 8, x: 13 }, 2)] },
    { name: 'columns', inputs: [randomField({ y: 14 }, 3)] },
    { name: 'half constant', inputs: [flat] },
    { name: 'NaN', inputs: [broken], without: ['u8', 'f16'] },
  ],
  refuses: [[[fieldOf({}, [1])], {}, /^estimateSigma: the image must be longer than one voxel, got one voxel$/]],
});

interface Case {
  readonly shape: readonly number[];
  readonly data: readonly number[];
  readonly sigma: number;
}
const golden = JSON.parse(readFileSync(new URL('../../golden/deconvolution.json', import.meta.url), 'utf8')) as {
  readonly estimateSigma: readonly Case[];
};

test.each(golden.estimateSigma)('scikit-image finds $sigma', async ({ shape, data, sigma }) => {
  const [x = 1, y = 1, z = 1] = [...shape].reverse();
  const image = fieldOf({ z, y, x }, data);
  expect(oracle.estimateSigma(image).data[0]).toBeCloseTo(sigma, 7);
  using found = await new Engine(sharedContext()).run(estimateSigma(toHost(image)));
  expect(Math.abs((await found.read()).at({}) / sigma - 1)).toBeLessThan(2e-5);
});
