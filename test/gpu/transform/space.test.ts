/** What holds beside the numbers: the size of voxels, positions in physical units, and that other numbers compile nothing. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { affineTransform } from '../../../src/ops/transform/affineTransform.js';
import { downscaleLocalMean } from '../../../src/ops/transform/downscaleLocalMean.js';
import { resize } from '../../../src/ops/transform/resize.js';
import { rotate } from '../../../src/ops/transform/rotate.js';
import { shift } from '../../../src/ops/transform/shift.js';
import { warp } from '../../../src/ops/transform/warp.js';
import { zoom } from '../../../src/ops/transform/zoom.js';
import { compare, fromHost, randomField, toHost, transform } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

const { shape, data } = toHost(randomField({ z: 5, y: 11, x: 9 }, 1));
const volume = new HostVolume({ shape, data, spacing: { z: 2, y: 0.5, x: 0.25 }, unit: 'µm' });

test('voxels have the size of the result’s steps', () => {
  const of = (node: Node): unknown => node.spacing;
  expect(of(resize(volume, { outputShape: { y: 22, x: 3 } }))).toEqual({ z: 2, y: 0.25, x: 0.75 });
  expect(of(zoom(volume, { zoom: { y: 21 / 11 } }))).toEqual({ z: 2, y: 0.25, x: 0.25 });
  expect(of(downscaleLocalMean(volume, { factors: 2 }))).toEqual({ z: 4, y: 1, x: 0.5 });
  expect(of(shift(volume, { shift: 0.5 }))).toEqual(volume.spacing);
  expect(of(rotate(volume, { angle: 90 }))).toEqual({ z: 2, y: 0.25, x: 0.5 });
  expect(of(rotate(volume, { angle: 90, axes: 'zx' }))).toEqual({ z: 0.25, y: 0.5, x: 2 });
  const matrix = [
    [3, 0, 0],
    [0, 0, 1],
    [0, 2, 0],
  ];
  expect(of(affineTransform(volume, { matrix }))).toEqual({ z: 6, y: 0.5, x: 0.5 });
  const horizon = [
    [1, 0, 0],
    [0, 1, 0],
    [0.1, 0, 1],
  ];
  expect(of(warp(volume, { matrix: horizon }))).toEqual({ z: 2 });
});

test('positions in physical units lead to the same place as voxels', async () => {
  const engine = new Engine(sharedContext());
  const turned = [
    [1, 0, 0],
    [0, 0.8, 0.6],
    [0, -0.6, 0.8],
  ];
  const how = { order: 1, border: 'reflect', outputShape: { z: 4, x: 30 } } as const;
  const node = affineTransform(volume, {
    ...how,
    matrix: turned,
    offset: { y: 1.5, z: 1 },
    physical: true,
    spacing: { z: 2.5, x: 0.2 },
  });
  expect(node.spacing).toEqual({ z: 2.5, y: 0.5, x: 0.2 });
  const result = await engine.run(node);
  const matrix = [
    [2.5 / 2, 0, 0],
    [0, 0.8, (0.6 * 0.2) / 0.5],
    [0, (-0.6 * 0.5) / 0.25, (0.8 * 0.2) / 0.25],
  ];
  const wanted = transform.affineTransform(fromHost(volume), { ...how, matrix, offset: { y: 3, z: 0.5 } });
  expect(compare(await result.read(), wanted, { abs: 3e-6, rel: 1e-6 })).toBeUndefined();
  result.dispose();
});

test('other angles, matrices and distances compile nothing', async () => {
  const engine = new Engine(sharedContext());
  const drag = async (at: number): Promise<number> => {
    const nodes = [
      rotate(volume, { angle: 10 + at, order: 1 }),
      affineTransform(volume, {
        matrix: [
          [1, at / 7, 0],
          [at / 9, 1, 0],
          [0, 0.1, 1 + at],
        ],
        order: 1,
      }),
      shift(volume, { shift: 0.3 + at, order: 1 }),
    ];
    for (const node of nodes) (await engine.run(node)).dispose();
    return engine.report().compiled;
  };
  const first = await drag(1);
  expect(await drag(2.5)).toBe(first);
});
