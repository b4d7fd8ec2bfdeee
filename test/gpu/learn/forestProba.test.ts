import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { forestVolumes } from '../../../src/learn/classical/forestVolumes.js';
import { randomForest } from '../../../src/learn/classical/randomForest.js';
import { forestProba } from '../../../src/ops/learn/forestProba.js';
import { build, type Field, fieldOf, learn, randomField, randomIntegers, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

/** Trees that ask anything of so many features, in numbers from 0 to 255. */
function forest(trees: number, depth: number, features: number, classes: number): readonly [Field, Field] {
  const asks = randomIntegers({ c: trees, z: 2, x: 2 ** depth - 1 }, 1, 0, 255);
  const splits = build(asks.shape, ({ z }, index) => (asks.data[index] as number) % (z === 0 ? features : 256));
  return [splits, randomField({ c: trees, z: 2 ** depth, x: classes }, 2)];
}

const images = randomIntegers({ n: 3, c: 5, y: 3, x: 9 }, 3, 0, 255);
const broken = fieldOf({ c: 2, x: 3 }, [Number.NaN, 1, Number.POSITIVE_INFINITY, 3, 200, Number.NEGATIVE_INFINITY]);

checkOp(forestProba, {
  oracle: ([features, splits, leaves]) => learn.forestProba(features as Field, splits as Field, leaves as Field),
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'a mean of a few f32' },
  without: {
    f16: 'a row whose numbers f16 holds: what a node asks may not be rounded',
    u8: 'the leaves are no whole numbers: the row of bytes',
  },
  rows: [
    { name: 'images', inputs: [images, ...forest(7, 4, 5, 6)], binding: 4096 },
    { name: 'a stack, two classes', inputs: [randomIntegers({ c: 2, z: 3, y: 4, x: 6 }, 4, 0, 255), ...forest(3, 2, 2, 2)], without: ['batch'], binding: 512 }, // biome-ignore format: a row
    { name: 'not finite', inputs: [broken, ...forest(2, 3, 2, 3)], without: ['batch'] },
    {
      name: 'bytes',
      inputs: [images, forest(2, 1, 5, 2)[0], randomIntegers({ c: 2, z: 2, x: 2 }, 5, 0, 1)],
      dtype: 'u8',
    },
  ],
  refuses: [
    [
      [images, forest(2, 2, 5, 2)[0], forest(2, 3, 5, 2)[1]],
      {},
      /^forestProba: leaves must have c=2, z=4, .* got c=2 z=8/,
    ],
    [[images, images, images], {}, /^forestProba: splits must have z=2, x one less than a power of two/],
  ],
});

test('the GPU decides as the host does', async () => {
  const table = randomField({ y: 300, x: 6 }, 1);
  const target = build({ y: 300 }, ({ y }) => Math.floor(3 * (table.data[6 * y + 2] as number)));
  const model = randomForest(toHost(table), toHost(target), { nEstimators: 12, maxDepth: 6 });
  const { splits, leaves } = forestVolumes(model);
  const voxels = randomField({ c: 6, y: 20, x: 30 }, 2);
  const samples = build({ y: 600, x: 6 }, ({ y, x }) => voxels.data[600 * x + y] as number);
  using made = await new Engine(sharedContext()).run(forestProba(toHost(voxels), splits, leaves));
  const shown = await made.read();
  const wanted = model.predictProba(toHost(samples));
  const off = wanted.data.map((each, i) => Math.abs(each - (shown.data[600 * (i % 3) + Math.floor(i / 3)] as number)));
  expect(Math.max(...off)).toBeLessThan(1e-6);
});
