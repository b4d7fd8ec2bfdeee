import { expect, it } from 'vitest';
import type { Axis } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { watershed } from '../../../src/ops/segment/watershed.js';
import { build, type Field, fieldOf, fromHost, heap, mulberry32, segment, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

type Lengths = Partial<Record<Axis, number>>;

/** Whole numbers of which no two are equal. */
function shuffled(lengths: Lengths, seed: number): Field {
  const random = mulberry32(seed);
  const field = build(lengths, (_, place) => place - 40);
  for (let at = field.data.length - 1; at > 0; at--) {
    const other = Math.floor((at + 1) * random());
    const moved = field.data[at] ?? 0;
    field.data[at] = field.data[other] ?? 0;
    field.data[other] = moved;
  }
  return field;
}

/** A few numbers among zeros. */
function scattered(lengths: Lengths, seed: number, share: number): Field {
  const random = mulberry32(seed);
  return build(lengths, () => (random() < share ? 1 + Math.floor(9 * random()) : 0));
}

const image = { y: 23, x: 37 };
const volume = { n: 2, c: 2, z: 4, y: 6, x: 11 };
const mask = build(image, ({ y, x }) => (x % 9 === 4 && y !== 3 ? 0 : 1));
const flat = { y: 13, x: 17 };
const small = { y: 11, x: 18 };
const blocks = { n: 2, c: 2, z: 3, y: 5, x: 6 };

/** Fewer numbers. */
const levels = (field: Field, step: number): Field => ({ ...field, data: field.data.map((v) => Math.floor(v / step)) });

/** Met by images, in less time. */
const others = ['windows', 'buffers', 'apart', 'unfused', 'profile'] as const;

const rest = {
  tolerance: { abs: 0, rel: 0, why: 'labels' },
  without: { u8: 'markers are whole numbers: the rows have types', f16: 'the same' },
};

checkOp(watershed, {
  ...rest,
  oracle: ([x, markers], params, optional) =>
    segment.watershed(x as Field, markers as Field, { ...params, mask: optional.mask as Field | undefined }),
  rows: [
    {
      name: 'image',
      inputs: [shuffled(image, 1), scattered(image, 2, 0.02)],
      optional: { mask },
      dtype: 'i32',
      without: ['batch', 'windows', 'buffers', 'apart'],
    },
    {
      name: 'all neighbours of volumes',
      // plateaus, and lower ground among them
      inputs: [levels(shuffled(volume, 7), 60), scattered(volume, 8, 0.03)],
      params: { connectivity: 3 },
      dtype: 'i32',
      without: others,
    },
    { name: 'flat', inputs: [fieldOf(flat), scattered(flat, 12, 0.03)], dtype: 'u8', without: ['unfused'] },
    {
      name: 'ends of the type',
      inputs: [
        fieldOf({ x: 9 }, [255, 3, 255, 0, 254, 2, 255, 255, 1]),
        fieldOf({ x: 9 }, [0, 1, 0, 0, 0, 2, 0, 0, 0]),
      ],
      dtype: 'u8',
      without: ['unfused'],
    },
    {
      name: 'a basin without a marker, entered twice',
      inputs: [
        fieldOf({ x: 9 }, [255, 255, 0, 255, 0, 0, 255, 1, 255]),
        fieldOf({ x: 9 }, [0, 1, 0, 0, 0, 0, 0, 0, 2]),
      ],
      dtype: 'u8',
      without: ['unfused'],
    },
    {
      // who is first here is settled by who was first there, over many levels and steps
      name: 'ties that hang together',
      inputs: [levels(shuffled(image, 3), 284), scattered(image, 103, 0.008)],
      params: { connectivity: 2 },
      dtype: 'i32',
      without: others,
    },
    {
      name: 'ties far from their markers',
      inputs: [
        fieldOf({ y: 2, x: 200 }),
        build({ y: 2, x: 200 }, (_, place) => Number(place === 199) + 2 * Number(place === 200)),
      ],
      dtype: 'u8',
      without: others,
    },
    { name: 'one voxel', inputs: [fieldOf({}, [3]), fieldOf({}, [7])], dtype: 'u8', without: ['unfused'] },
  ],
  refuses: [
    [
      [fieldOf({ x: 3 }), fieldOf({ x: 4 })],
      {},
      /^watershed: markers must have the shape of the image \(.*x=3\), got .*x=4$/,
    ],
    [
      [fieldOf({ x: 3 }), fieldOf({ x: 3 })],
      {},
      /^watershed: markers must be of whole numbers \(compare or cast them first\), got f32$/,
    ],
    [[fieldOf({ x: 3 }), fieldOf({ x: 3 })], { compactness: -1 }, /compactness must be/],
  ],
});

checkOp(watershed, {
  ...rest,
  without: {
    ...rest.without,
    apart: 'floods have no interior',
    profile: 'nor other forms for a GPU',
    buffers: 'eight volumes at once leave each a binding or two',
  },
  oracle: ([x, markers], params, optional) =>
    segment.compactWatershed(x as Field, markers as Field, { ...params, mask: optional.mask as Field | undefined }),
  rows: [
    {
      name: 'compact',
      inputs: [shuffled(small, 21), scattered(small, 22, 0.06)],
      params: { compactness: 13.7 },
      dtype: 'i32',
      without: ['batch', 'unfused'],
    },
    {
      name: 'compact volumes, all neighbours',
      inputs: [shuffled(blocks, 23), scattered(blocks, 24, 0.08)],
      params: { compactness: 7.3, connectivity: 3 },
      dtype: 'i32',
      without: others,
    },
    {
      name: 'a line, eight neighbours',
      inputs: [shuffled(small, 25), scattered(small, 26, 0.06)],
      params: { watershedLine: true, connectivity: 2 },
      dtype: 'i32',
      without: ['windows', 'buffers', 'batch'],
    },
    {
      // between markers that touch, too
      name: 'both',
      inputs: [shuffled(small, 29), scattered(small, 30, 0.15)],
      params: { compactness: 13.7, watershedLine: true },
      dtype: 'i32',
      without: ['windows', 'buffers', 'batch'],
    },
    {
      name: 'lines in volumes',
      inputs: [shuffled(blocks, 27), scattered(blocks, 28, 0.08)],
      params: { watershedLine: true },
      dtype: 'i32',
      without: others,
    },
  ],
});

checkOp(watershed, {
  ...rest,
  without: { ...rest.without, apart: 'one invocation has no interior', profile: 'nor other forms for a GPU' },
  oracle: ([x, markers], params, optional) =>
    heap.watershed(x as Field, markers as Field, { ...params, mask: optional.mask as Field | undefined }),
  rows: [
    {
      // three levels, and a tenth of all voxels are markers: nearly all of them are equal to others
      name: 'ties by a heap',
      inputs: [levels(shuffled(image, 31), 284), scattered(image, 32, 0.1)],
      optional: { mask },
      params: { ties: 'heap', connectivity: 2 },
      dtype: 'i32',
      without: ['batch'],
    },
    {
      name: 'a line',
      inputs: [levels(shuffled(blocks, 33), 40), scattered(blocks, 34, 0.1)],
      params: { ties: 'heap', watershedLine: true },
      dtype: 'i32',
      without: ['windows', 'buffers', 'unfused'],
    },
    {
      name: 'compact',
      inputs: [levels(shuffled(image, 35), 284), scattered(image, 36, 0.1)],
      params: { ties: 'heap', compactness: 0.1 },
      dtype: 'i32',
      without: ['windows', 'buffers', 'unfused'],
    },
    {
      name: 'a line and compact, below 0',
      inputs: [levels(shuffled(image, 37), -284), scattered(image, 38, 0.1)],
      params: { ties: 'heap', watershedLine: true, compactness: 1 / 3, connectivity: 2 },
      dtype: 'i32',
      without: ['windows', 'buffers', 'unfused', 'batch'],
    },
    {
      // 1 + c √2 is more than 1, and would not be if the root were cut; 1 + c is not
      name: 'a root that is rounded',
      inputs: [fieldOf({ y: 3, x: 2 }, [-5, -4, 9, 1, 9, -1]), fieldOf({ y: 3, x: 2 }, [1, 0, 0, 0, 0, 2])],
      params: { ties: 'heap', compactness: 7.850462293418876e-17 },
      dtype: 'i32',
      without: ['windows', 'buffers', 'unfused', 'batch'],
    },
    {
      name: 'one voxel',
      inputs: [fieldOf({}, [3]), fieldOf({}, [7])],
      params: { ties: 'heap' },
      dtype: 'u8',
      without: ['windows', 'buffers', 'unfused', 'batch'],
    },
  ],
  refuses: [
    [
      [fieldOf({ x: 3 }), toHost(fieldOf({ x: 3 }), 'i32')],
      { ties: 'queue' },
      /^watershed: ties must be one of memory, heap/,
    ],
    [
      [fieldOf({ x: 3 }), toHost(fieldOf({ x: 3 }), 'i32')],
      { ties: 'heap', compactness: 1e-260 },
      /^watershed: compactness must be 0 or at least 1e-250/,
    ],
    [
      [fieldOf({ x: 65537 }), toHost(fieldOf({ x: 65537 }), 'i32')],
      { ties: 'heap', compactness: 1 },
      /^watershed: the diagonal .* shorter than 65536 voxels/,
    ],
  ],
});

it('floats are flooded in their order, around NaN', async () => {
  const ground = shuffled(image, 15);
  ground.data.forEach((number, at) => {
    ground.data[at] = Math.fround(at % 11 === 5 ? Number.NaN : number * 1e-3);
  });
  ground.data[3] = Number.POSITIVE_INFINITY;
  ground.data[70] = Number.NEGATIVE_INFINITY;
  const markers = scattered(image, 16, 0.02);
  using found = await new Engine(sharedContext()).run(watershed(toHost(ground), toHost(markers, 'i32')));
  expect(fromHost(await found.read()).data).toEqual(segment.watershed(ground, markers).data);
});

it('a plateau belongs to the nearer flood, and then to the one that came first', async () => {
  const ground = new HostVolume({ shape: { x: 9 }, data: Uint8Array.of(1, 4, 4, 4, 4, 4, 4, 4, 0) });
  const markers = new HostVolume({ shape: { x: 9 }, data: Int32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 2) });
  using found = await new Engine(sharedContext()).run(watershed(ground, markers));
  expect([...(await found.read()).data]).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 2]);
});
