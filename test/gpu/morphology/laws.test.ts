/** What holds between operations of morphology, to the bit, and their sums over a photograph beside scikit-image 0.19 and scipy 1.10. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import type { Input } from '../../../src/graph/operation.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { areaOpening } from '../../../src/ops/geodesic/areaOpening.js';
import { fillHoles } from '../../../src/ops/geodesic/fillHoles.js';
import { localMaxima } from '../../../src/ops/geodesic/localMaxima.js';
import { reconstruction } from '../../../src/ops/geodesic/reconstruction.js';
import { skeletonize } from '../../../src/ops/geodesic/skeletonize.js';
import { blackTophat } from '../../../src/ops/morphology/blackTophat.js';
import { closing } from '../../../src/ops/morphology/closing.js';
import { dilation } from '../../../src/ops/morphology/dilation.js';
import { erosion } from '../../../src/ops/morphology/erosion.js';
import { opening } from '../../../src/ops/morphology/opening.js';
import { whiteTophat } from '../../../src/ops/morphology/whiteTophat.js';
import { subtract } from '../../../src/ops/pointwise/arithmetic.js';
import { less } from '../../../src/ops/pointwise/compare.js';
import { median } from '../../../src/ops/rank/median.js';
import { percentileFilter } from '../../../src/ops/rank/percentileFilter.js';
import { randomField, randomIntegers, toHost } from '../../oracle/index.js';
import { expectSameBits } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const run = async (node: Node): Promise<HostVolume> => {
  using volume = await new Engine(sharedContext()).run(node);
  return await volume.read();
};
const negate = (x: Input): Node => subtract(0, x);
const changed = ({ shape, data }: HostVolume, g: (v: number) => number): HostVolume =>
  new HostVolume({ shape, data: Float32Array.from(data, g) });

const image = toHost(randomField({ y: 14, x: 22 }, 1, -2, 2));
const levels = toHost(randomIntegers({ y: 8, x: 13 }, 2, 0, 6));
const uneven = {
  footprint: [
    [0, 1, 1, 0],
    [1, 0, 0, 0],
    [0, 0, 1, 1],
  ],
};
const round = { footprint: { disk: 2 } } as const;

describe('what holds between operations', () => {
  test.each<[string, (x: Input) => Node, (x: Input) => Node]>([
    ['erosion and dilation', (x) => erosion(x, uneven), (x) => dilation(x, { ...uneven, mirror: false })],
    ['opening and closing', (x) => opening(x, round), (x) => closing(x, round)],
    ['white and black top-hat', (x) => whiteTophat(x, round), (x) => negate(blackTophat(x, round))],
  ])('%s are dual', async (_name, one, other) => {
    expectSameBits(await run(one(image)), await run(negate(other(negate(image)))), 'dual');
  });

  test('dilation is below v where u is below the erosion of v, and nowhere else', async () => {
    const below = (a: HostVolume, b: HostVolume): boolean => a.data.every((v, at) => v <= (b.data[at] ?? Number.NaN));
    const grown = await run(dilation(image, uneven));
    const shrunk = await run(erosion(image, uneven));
    expect(below(image, await run(erosion(grown, uneven)))).toBe(true);
    expect(below(await run(dilation(shrunk, uneven)), image)).toBe(true);
    // lowered at one voxel, the bound holds on neither side
    const bound = new HostVolume({ shape: grown.shape, data: Float32Array.from(grown.data) });
    bound.data[100] = -9;
    expect(below(grown, bound)).toBe(false);
    expect(below(image, await run(erosion(bound, uneven)))).toBe(false);
  });

  const g = (v: number): number => (v < 3 ? v / 2 : 8 * v);
  test.each<[string, (x: Input, y: Input) => Node]>([
    ['percentileFilter', (x) => percentileFilter(x, { percentile: 30 })],
    ['reconstruction', (x, y) => reconstruction(x, y)],
    ['fillHoles', (x) => fillHoles(x)],
    ['areaOpening', (x) => areaOpening(x, { areaThreshold: 6 })],
    ['localMaxima', (x) => localMaxima(x)],
  ])('%s of an increasing function', async (name, of) => {
    const [one, other] = [levels, changed(levels, (v) => 6 - v)];
    const plain = await run(of(one, other));
    const bent = await run(of(changed(one, g), changed(other, g)));
    expectSameBits(bent, name === 'localMaxima' ? plain : changed(plain, g), name);
  });
});

const disk = { footprint: { disk: 5 } } as const;
const small = { footprint: { disk: 3 } } as const;
const dark = (x: Input): Node => less(x, 80);
test.each<[string, (x: Input) => Node, number]>([
  ['erosion', (x) => erosion(x, disk), 27803540],
  ['dilation', (x) => dilation(x, disk), 40433013],
  ['opening', (x) => opening(x, disk), 30892563],
  ['closing', (x) => closing(x, disk), 36949031],
  ['median', (x) => median(x, small), 33793803],
  ['percentileFilter', (x) => percentileFilter(x, { ...small, percentile: 20 }), 31509746],
  ['fillHoles', (x) => fillHoles(x, { connectivity: 2 }), 34637076],
  ['localMaxima', (x) => localMaxima(x), 17616],
  ['skeletonize', (x) => skeletonize(dark(x)), 4072],
  ['skeletonize by lee', (x) => skeletonize(dark(x), { method: 'lee' }), 4075],
])('the photograph: %s', async (_name, of, wanted) => {
  const camera = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
  const { data } = await run(of(camera));
  expect(Float64Array.from(data).reduce((total, v) => total + v, 0)).toBe(wanted);
});
