/** Test images: the head, and seeded objects, whose places are drawn on the host and rasterised. */
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { balls, beads } from '../../../src/ops/generate/beads.js';
import { cells, placed } from '../../../src/ops/generate/cells.js';
import { filaments, threads } from '../../../src/ops/generate/filaments.js';
import { roomOf } from '../../../src/ops/generate/placement.js';
import { sheppLogan } from '../../../src/ops/generate/sheppLogan.js';
import { type Field, phantoms } from '../../oracle/index.js';
import { checkOp, type OpTest, type Oracle } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const tolerance = { abs: 1e-5, rel: 1e-5, why: 'an f32 table of places' };
const without: OpTest['without'] = { apart: 'there is no border' };
const flat = { y: 37, x: 53 };
const volume = { z: 7, y: 23, x: 29 };

checkOp(sheppLogan, {
  oracle: (_none, { shape, contrast }) => phantoms.sheppLogan(shape as object, contrast as string | undefined),
  tolerance: { abs: 1e-6, rel: 0, why: 'a sum of a few numbers up to 1' },
  without,
  rows: [
    { name: 'image', inputs: [], params: { shape: { y: 97, x: 83 } } },
    { name: 'volume', inputs: [], params: { shape: { z: 21, y: 33, x: 37 }, contrast: 'original' } },
    { name: 'one voxel', inputs: [], params: { shape: {} } },
  ],
  refuses: [[[], { contrast: 'none' }, /^sheppLogan: contrast must be one of/]],
});

interface Given {
  readonly shape: Readonly<Record<string, number>>;
  readonly spacing?: number | Readonly<Record<string, number>>;
  readonly seed?: number;
}
const sizes = (given: number | Readonly<Record<string, number>> = 1) => {
  const of = (axis: string): number => (typeof given === 'number' ? given : (given[axis] ?? 1));
  return { x: of('x'), y: of('y'), z: of('z') };
};
const drawn =
  <P extends object>(
    byDefault: P,
    made: (room: ReturnType<typeof roomOf>, seed: number, how: P, grid: Given) => Field | Record<string, Field>,
  ): Oracle =>
  (_none, params) => {
    const { shape, spacing, seed = 0 } = params as unknown as Given;
    const room = roomOf(sizes(shape), sizes(spacing));
    return made(room, seed, { ...byDefault, ...params }, { shape, ...(spacing !== undefined && { spacing }) });
  };

checkOp(cells, {
  oracle: drawn({ count: 50, radius: 8, variation: 0.25, elongation: 0.25, shading: 0.3 }, (room, seed, how, grid) =>
    phantoms.cells(grid, placed(room, seed, how), how.shading),
  ),
  tolerance,
  without,
  rows: [
    { name: 'image', inputs: [], params: { shape: flat, radius: 6, seed: 2 } },
    {
      name: 'thick slices',
      inputs: [],
      params: { shape: volume, spacing: { z: 3 }, count: 9, radius: 7, shading: 1, elongation: 0.6 },
    },
  ],
  refuses: [[[], { count: 0 }, /^cells: count must be/]],
});

const thin = (room: ReturnType<typeof roomOf>): number => Math.min(room.walk.step[0], room.walk.step[1]);
checkOp(beads, {
  oracle: drawn({ count: 30, radius: 2, variation: 0.2 }, (room, seed, how, grid) =>
    phantoms.tubes(grid, balls(room, seed, how), thin(room)),
  ),
  tolerance,
  without,
  rows: [
    { name: 'image', inputs: [], params: { shape: flat, seed: 5 } },
    { name: 'thick slices', inputs: [], params: { shape: volume, spacing: { z: 2, y: 0.5, x: 0.25 }, count: 9 } },
  ],
});
checkOp(filaments, {
  oracle: drawn({ count: 12, radius: 1.2, length: 100, bending: 0.3, variation: 0.2 }, (room, seed, how, grid) =>
    phantoms.tubes(grid, threads(room, seed, how), thin(room)),
  ),
  tolerance,
  without,
  rows: [
    { name: 'image', inputs: [], params: { shape: flat, seed: 5, count: 3 } },
    { name: 'thick slices', inputs: [], params: { shape: volume, spacing: { z: 2 }, count: 2, length: 40, radius: 3 } },
  ],
});

test('cells keep their distance, lie in the room, and many touch', () => {
  const room = roomOf({ x: 200, y: 200, z: 40 }, { x: 1, y: 1, z: 3 });
  const found = placed(room, 7, { count: 100, radius: 10, variation: 0.25, elongation: 0 });
  expect(found.length).toBeGreaterThan(90);
  let touching = 0;
  for (const [i, a] of found.entries()) {
    const gaps = found
      .filter((_, j) => j !== i)
      .map((b) => Math.hypot(...a.centre.map((v, k) => v - (b.centre[k] ?? 0))) / (a.radius + b.radius));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0.85);
    if (Math.min(...gaps) < 1) touching++;
    expect(a.centre.every((v, k) => v >= 0 && v <= (room.size[k] ?? 0))).toBe(true);
  }
  expect(touching).toBeGreaterThan(50);
  expect(placed(room, 8, { count: 1, radius: 10, variation: 0, elongation: 0 })[0]?.centre).not.toEqual(
    found[0]?.centre,
  );
});

test('other seeds and counts compile nothing', async () => {
  const engine = new Engine(sharedContext());
  const run = async (seed: number, count: number) => {
    using found = await engine.run(cells({ shape: flat, radius: 4, seed, count }).labels);
    using spots = await engine.run(beads({ shape: flat, seed, count }));
    return [...(await found.read()).data, ...(await spots.read()).data];
  };
  const first = await run(1, 10);
  const { compiled } = engine.report();
  expect(await run(2, 17)).not.toEqual(first);
  expect(engine.report().compiled).toBe(compiled);
});
