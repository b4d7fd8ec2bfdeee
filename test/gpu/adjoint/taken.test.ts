/** What takes one voxel of every window gives back to it: rank filters and flat morphology. Random voxels have no ties, so that differences of the oracle are the gradient. */
import { expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { fitted, offsetsOf } from '../../../src/core/footprint.js';
import { footprint, type GivenFootprint } from '../../../src/core/footprintParam.js';
import { parseParams } from '../../../src/core/paramSpec.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import {
  dilation,
  erosion,
  maximumFilter,
  median,
  multiply,
  opening,
  percentileFilter,
  rankFilter,
  sum,
  whiteTophat,
} from '../../../src/registry.js';
import { type Field, fieldOf, morphology, pointwise, toHost } from '../../oracle/index.js';
import type { FlatOptions } from '../../oracle/morphology.js';
import * as rank from '../../oracle/rank.js';
import { sharedContext } from '../shared.js';
import { checkSlope, type Slope } from './slope.js';

function flat(x: Field, given: GivenFootprint, options: Omit<FlatOptions, 'offsets'> = {}): FlatOptions {
  const read = parseParams('op', { footprint: footprint('doc') }, { footprint: given }).footprint;
  return { ...options, offsets: offsetsOf(fitted(read, x.shape)) };
}

const uneven = [
  [0, 1, 1, 0],
  [1, 0, 0, 0],
  [0, 0, 1, 1],
];
const { dilation: dilate, erosion: erode } = morphology;
const opened = (x: Field): Field => dilate(erode(x, flat(x, { disk: 2 })), flat(x, { disk: 2 }));

const CASES: readonly Slope[] = [
  { name: 'median, a network', gpu: (x) => median(x), oracle: (x) => rank.median(x) },
  {
    name: 'median of a box, mirror',
    gpu: (x) => median(x, { footprint: { box: { x: 3, y: 5 } }, border: 'mirror' }),
    oracle: (x) => rank.median(x, { footprint: { box: { x: 3, y: 5 } }, border: 'mirror' }),
  },
  {
    name: 'percentile under a footprint, wrap',
    gpu: (x) => percentileFilter(x, { percentile: 30, footprint: uneven, border: 'wrap' }),
    oracle: (x) => rank.percentileFilter(x, { percentile: 30, footprint: uneven, border: 'wrap' }),
  },
  {
    name: 'rank, wider than the image, constant',
    gpu: (x) => rankFilter(x, { rank: -9, footprint: { box: { x: 11, y: 2 } }, border: 'constant', value: 0.6 }),
    oracle: (x) =>
      rank.rankFilter(x, { rank: -9, footprint: { box: { x: 11, y: 2 } }, border: 'constant', value: 0.6 }),
  },
  {
    name: 'erosion by an uneven footprint',
    gpu: (x) => erosion(x, { footprint: uneven }),
    oracle: (x) => erode(x, flat(x, uneven)),
  },
  {
    name: 'dilation, mirrored',
    gpu: (x) => dilation(x, { footprint: uneven, border: 'nearest' }),
    oracle: (x) => dilate(x, flat(x, uneven, { border: 'nearest' })),
  },
  {
    name: 'maximum of a long box, reflect',
    gpu: (x) => maximumFilter(x, { footprint: { box: { x: 5, y: 17 } } }),
    oracle: (x) => dilate(x, { ...flat(x, { box: { x: 5, y: 17 } }, { border: 'reflect' }), mirror: false }),
  },
  {
    name: 'top-hat by a square',
    gpu: (x) => whiteTophat(x, { footprint: { box: 3 } }),
    oracle: (x) => pointwise.subtract(x, dilate(erode(x, flat(x, { box: 3 })), flat(x, { box: 3 }))),
  },
  { name: 'opening by a disk', gpu: (x) => opening(x, { footprint: { disk: 2 } }), oracle: opened },
];

test.each(CASES)('$name', (each) => checkSlope(each, { y: 9, x: 10 }));

test('in a volume', () =>
  checkSlope(
    {
      name: 'minimum of a ball, then the median of 27',
      gpu: (x) => median(erosion(x, { footprint: { ball: 1 } })),
      oracle: (x) => rank.median(erode(x, flat(x, { ball: 1 }))),
    },
    { z: 3, y: 4, x: 6 },
  ));

const engine = (): Engine => new Engine(sharedContext());

async function numbers(node: Node): Promise<number[]> {
  using volume = await engine().run(node);
  return [...(await volume.read()).data];
}

test('of equal voxels the first is given all, and of NaN the first', async () => {
  const line = source(toHost(fieldOf({ x: 7 }, [1, 1, 1, 0, Number.NaN, 2, Number.NaN])));
  const given = toHost(fieldOf({ x: 7 }, [1, 2, 4, 8, 16, 32, 64]));
  for (const taken of [
    median(line, { border: 'wrap' }),
    maximumFilter(line, { footprint: { box: 3 }, border: 'wrap' }),
  ]) {
    const [back] = gradientOf(taken, [line], { cotangent: given });
    // the windows: NaN 1 1 | 1 1 1 | 1 1 0 | 1 0 NaN | 0 NaN 2 | NaN 2 NaN | 2 NaN 1
    expect(await numbers(back)).toEqual([2, 4, 0, 0, 8 + 16 + 32, 0, 1 + 64]);
  }
});

test('what is given to whole numbers comes back, and a second gradient is refused by name', async () => {
  const bytes = source(toHost(fieldOf({ x: 4 }, [3, 9, 4, 1]), 'u8'));
  const [back] = gradientOf(sum(multiply(median(bytes), 2)), [bytes]);
  expect(await numbers(back)).toEqual([2, 0, 4, 2]);
  const image = source(toHost(fieldOf({ x: 4 }, [3, 9, 4, 1])));
  const [once] = gradientOf(sum(multiply(median(image), median(image))), [image]);
  expect(() => gradientOf(sum(multiply(once, once)), [image])).toThrow(
    /^gradientOf: every operation between must have a gradient, got gradientOf: the gradient of a gradient of a rank filter/,
  );
});
