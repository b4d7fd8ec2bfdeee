import { expect, test } from 'vitest';
import { findOperation } from '../../../src/catalogue.js';
import { AXES, type Axis } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { repeat } from '../../../src/graph/repeat.js';
import { argwhere } from '../../../src/ops/measure/argwhere.js';
import { add, multiply } from '../../../src/ops/pointwise/arithmetic.js';
import { greater } from '../../../src/ops/pointwise/compare.js';
import { documentInputs, fromDocument, toDocument } from '../../../src/pipeline.js';
import { type Field, fieldOf, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

// also of rows that are repeated until they are wide
const CAPACITY = 1024;

/** Rows in the order of memory, as columns of the capacity. */
function places(image: Field): Record<string, Field> {
  const columns: Partial<Record<Axis, number[]>> = {};
  let count = 0;
  const { n, c, z, y, x } = image.shape;
  for (let at = 0; at < n * c * z * y * x; at++) {
    if (image.data[at] === 0) continue;
    count++;
    let rest = at;
    for (const axis of [...AXES].reverse()) {
      columns[axis] = [...(columns[axis] ?? []), rest % image.shape[axis]];
      rest = Math.floor(rest / image.shape[axis]);
    }
  }
  const active = AXES.filter((axis) => image.shape[axis] > 1);
  const column = (axis: Axis): Field =>
    fieldOf(
      { x: CAPACITY },
      Array.from({ length: CAPACITY }, (_, row) => columns[axis]?.[row] ?? 0),
    );
  const named = (active.length ? active : (['x'] as const)).map((axis) => [axis, column(axis)]);
  return { ...Object.fromEntries(named), count: fieldOf({}, [count]) };
}

/** Few of many. */
function sparse(shape: Partial<Record<Axis, number>>, seed: number): Field {
  const field = randomIntegers(shape, seed, 0, 40);
  return { ...field, data: field.data.map((value) => Number(value < 2)) };
}

checkOp(argwhere, {
  oracle: ([x]) => places(x as Field),
  tolerance: { abs: 0, rel: 0, why: 'whole numbers' },
  without: { apart: 'there is no border', u8: 'places are no multiples of 255' },
  rows: [
    { name: 'image', inputs: [sparse({ y: 7, x: 99 }, 1)], params: { capacity: CAPACITY } },
    {
      name: 'n, c and z',
      inputs: [sparse({ n: 2, c: 3, z: 2, y: 5, x: 9 }, 2)],
      params: { capacity: CAPACITY },
    },
    { name: 'nothing', inputs: [fieldOf({ y: 3, x: 5 })], params: { capacity: CAPACITY } },
    { name: 'one voxel', inputs: [fieldOf({}, [-0.5])], params: { capacity: CAPACITY } },
  ],
});

const image = new HostVolume({ shape: { y: 10, x: 30 }, data: Float32Array.from({ length: 300 }, (_, i) => i % 7) });
const expected = Array.from(image.data).filter((value) => value > 2).length;

test('more rows than there is room for: told, and run again with all that was made of them', async () => {
  const engine = new Engine(sharedContext());
  const told: string[] = [];
  engine.warn = (message) => told.push(message);
  const { x, y, count } = argwhere(greater(image, 2), { capacity: 10 });
  const flat = add(multiply(y, 30), x);
  const table = await engine.table({ flat, x, count });
  expect(told).toEqual([
    `argwhere: a capacity of at least ${expected} is needed, got 10; it runs again with 256 (give that to spare it the first run)`,
  ]);
  expect(table.names).toEqual(['flat', 'x']);
  const wanted = [...image.data.keys()].filter((at) => (image.data[at] ?? 0) > 2);
  expect([...table.column('flat')]).toEqual(wanted);
  // columns by themselves are as long as the capacity became
  using column = await engine.run(x);
  expect(column.shape.x).toBe(256);
});

test('an empty table has its columns', async () => {
  const engine = new Engine(sharedContext());
  const table = await engine.table(argwhere(greater(image, 100)).x);
  expect([table.rows, table.names]).toEqual([0, ['y', 'x']]);
});

test('what there is no room for at all is refused', async () => {
  const engine = new Engine(sharedContext());
  const loop = repeat({
    state: { places: argwhere(greater(image, 2), { capacity: 10 }).x },
    body: ({ places }) => ({ places: add(places, 1) }),
    max: 10,
  });
  await expect(engine.run(loop.state.places)).rejects.toThrow(
    /^argwhere: there must be room for what is found: a table that it reads, which cannot grow there, must have room from the start/,
  );
});

test('a table is of one table, and of what was made of its columns', async () => {
  const engine = new Engine(sharedContext());
  const one = argwhere(greater(image, 2));
  const other = argwhere(greater(image, 3));
  await expect(engine.table(source(image))).rejects.toThrow(
    /^table: there must be columns of one table, .*got y=10 x=30$/,
  );
  await expect(engine.table({ a: one.x, b: other.x })).rejects.toThrow(/got b, of another table$/);
  await expect(engine.table({ a: one.x, b: source(image) })).rejects.toThrow(/got b, y=10 x=30$/);
  expect(() => one.z).toThrow(/^argwhere: outputs of these inputs must be among x, y, count, got z$/);
});

test('a document holds a table', async () => {
  const document = toDocument({ places: argwhere(greater(image, 2)).y });
  expect(document.outputs).toEqual({ places: 'argwhere.y' });
  expect(findOperation('argwhere')?.tables).toHaveLength(1);
  const engine = new Engine(sharedContext());
  const { places } = fromDocument(document, { [documentInputs(document)[0] ?? '']: image });
  expect((await engine.table(places as Node)).rows).toBeGreaterThan(100);
});
