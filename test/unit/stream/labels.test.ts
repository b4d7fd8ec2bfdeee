/** Labels of parts, joined: those of the whole, whatever the blocks. No GPU. */
import { expect, test } from 'vitest';
import type { RowAxis, Shape } from '../../../src/core/axes.js';
import { wholeOf } from '../../../src/engine/box.js';
import { boxData } from '../../../src/stream/boxData.js';
import { join, paint } from '../../../src/stream/labels/joined.js';
import { neighboursOf, type Pieces, piecesOf } from '../../../src/stream/labels/pieces.js';
import { fromRecord, toRecord } from '../../../src/stream/labels/record.js';
import { type BlockPlan, blocksOf } from '../../../src/stream/planBlocks.js';
import { type Field, fieldOf, randomIntegers, toHost } from '../../oracle/index.js';
import { label } from '../../oracle/segment.js';

type Size = Partial<Record<RowAxis, number>>;

async function labelled(image: Field, connectivity: number, background: number, size: Size) {
  const volume = toHost(image);
  const { shape } = volume;
  const whole: Record<RowAxis, number> = { n: shape.n, c: shape.c, z: shape.z, y: shape.y, ...size };
  const plan: BlockPlan = { size: whole, blocks: blocksOf(shape, whole), bytes: 0, read: 0, reread: 1 };
  const neighbours = neighboursOf(connectivity);
  const records = plan.blocks.map((box) => {
    const { shape: own, data } = boxData(volume, wholeOf(shape), box);
    const block = { images: own.n * own.c, z: own.z, y: own.y, x: own.x };
    return toRecord(piecesOf(data, block, background >>> 0, neighbours));
  });
  const piecesAt = async (block: number): Promise<Pieces> => fromRecord(records[block] as (typeof records)[0]);
  const counts = records.map((record) => fromRecord(record).values.length);
  const joined = await join(shape, plan, neighbours, counts, piecesAt);
  return { joined, painted: (box = wholeOf(shape)) => paint(shape, plan, joined, piecesAt, box), shape };
}

/** Rows that meet their neighbours only after many blocks. */
function comb({ z, y, x }: Pick<Shape, 'z' | 'y' | 'x'>): Field {
  const image = fieldOf({ z, y, x });
  image.data.forEach((_, at) => {
    const [row, along] = [Math.floor(at / x), at % x];
    image.data[at] = along % 2 === 0 || row === z * y - 1 ? 1 : 0;
  });
  return image;
}

const sizes: Size[] = [{ z: 2, y: 3 }, { z: 1, y: 1 }, { z: 4 }, { y: 2, z: 3, n: 1, c: 1 }, {}];
const images: [string, Field, number][] = [
  ['half of the voxels', randomIntegers({ z: 7, y: 8, x: 19 }, 1, 0, 1), 0],
  ['few of them', randomIntegers({ z: 9, y: 10, x: 30 }, 2, 0, 3), 3],
  ['several values, another background', randomIntegers({ z: 5, y: 7, x: 23 }, 3, -2, 0), -2],
  ['n and c', randomIntegers({ n: 2, c: 3, z: 3, y: 4, x: 11 }, 4, 0, 1), 0],
  ['a comb, one at its very end', comb({ z: 6, y: 7, x: 9 }), 0],
  ['nothing', fieldOf({ z: 3, y: 4, x: 5 }), 0],
];

test.each(images)('%s', async (_, image, background) => {
  for (const connectivity of [1, 2, 3]) {
    const expected = label(image, connectivity, background);
    for (const size of sizes) {
      const { joined, painted, shape } = await labelled(image, connectivity, background, size);
      const made = await painted();
      expect(Array.from(made.data), JSON.stringify({ connectivity, size })).toEqual(Array.from(expected.labels.data));
      expect(Array.from(joined.counts)).toEqual(Array.from(expected.count.data));
      const box = { ...wholeOf(shape), z: [1, 3] as const, y: [1, 4] as const };
      expect(await painted(box)).toEqual(boxData(made, wholeOf(shape), box));
    }
  }
});
