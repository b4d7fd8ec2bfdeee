import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { source } from '../../../src/graph/primitive.js';
import { repeat } from '../../../src/graph/repeat.js';
import { max } from '../../../src/ops/measure/max.js';
import { cast } from '../../../src/ops/pointwise/cast.js';
import { greater, notEqual } from '../../../src/ops/pointwise/compare.js';
import { label } from '../../../src/ops/segment/label.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import * as oracle from '../../oracle/segment.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const row = (
  name: string,
  image: Field,
  params: Record<string, unknown> = {},
  dtype: 'u8' | 'i16' | 'i32' = 'i32',
) => ({
  name,
  inputs: [image],
  params,
  dtype,
});

/** A way that turns at every end: one component, the longest there is. */
function meander(height: number, width: number): Field {
  const image = fieldOf({ y: height, x: width });
  image.data.forEach((_, at) => {
    const [y, x] = [Math.floor(at / width), at % width];
    image.data[at] = y % 2 === 0 || x === (y % 4 === 1 ? width - 1 : 0) ? 1 : 0;
  });
  return image;
}

checkOp(label, {
  oracle: ([x], { connectivity, background }) =>
    oracle.label(x as Field, (connectivity as number | undefined) ?? 3, background as number | undefined),
  tolerance: { abs: 0, rel: 0, why: 'whole numbers' },
  without: { f16: 'floats are refused', u8: 'a label is no multiple of 255', apart: 'there is no border' },
  rows: [
    row('half of the voxels', randomIntegers({ y: 37, x: 301 }, 1, 0, 1)),
    row('by faces', randomIntegers({ y: 21, x: 300 }, 2, 0, 1), { connectivity: 1 }),
    row('a volume', randomIntegers({ z: 5, y: 9, x: 67 }, 3, 0, 2)),
    row('a volume, by edges', randomIntegers({ z: 6, y: 7, x: 65 }, 4, 0, 1), { connectivity: 2 }),
    row('a volume, by faces', randomIntegers({ z: 6, y: 7, x: 65 }, 5, 0, 1), { connectivity: 1 }),
    row('n and c', randomIntegers({ n: 2, c: 3, z: 2, y: 5, x: 40 }, 6, 0, 1)),
    {
      ...row(
        'negative values and another background',
        randomIntegers({ y: 9, x: 70 }, 7, -2, 1),
        { background: -2 },
        'i16',
      ),
      without: ['unfused'] as const,
    },
    row('values beyond f32', randomIntegers({ y: 9, x: 70 }, 8, 16777216, 16777218), { connectivity: 1 }, 'i32'),
    row('a meander', meander(33, 131), { connectivity: 1 }),
    row('a column', randomIntegers({ y: 97 }, 9, 0, 1)),
    {
      ...row('slices of one row', randomIntegers({ z: 31, x: 35 }, 10, 0, 1), {}, 'u8'),
      without: ['unfused'] as const,
    },
    row('nothing', fieldOf({ y: 3, x: 5 })),
    row('one voxel', fieldOf({}, [7])),
  ],
  refuses: [
    [
      [randomField({ x: 3 }, 1)],
      {},
      /^label: the image must be of whole numbers \(compare or cast it first\), got f32$/,
    ],
    [[fieldOf({ x: 3 })], { connectivity: 4 }, /connectivity must be/],
  ],
});

test('the comparison before it is fused, and floats of a mask need no cast', async () => {
  const engine = new Engine(sharedContext());
  const image = new HostVolume({
    shape: { y: 4, x: 9 },
    data: Float32Array.from({ length: 36 }, (_, i) => (i * 7) % 5),
  });
  const plan = await engine.explain(label(greater(image, 1.5)));
  expect(plan.split('\n')[0]).toMatch(/label \+ greater.*segment\/runs/);
});

test('a volume of many bindings is labelled as a whole', async () => {
  const image = new HostVolume({ shape: { z: 12, y: 16, x: 128 }, dtype: 'u8' });
  image.data.forEach((_, at) => {
    image.data[at] = (Math.imul(at, 2654435761) >>> 28) % 3 === 0 ? 0 : 1;
  });
  const whole = await new Engine(sharedContext()).run(label(image));
  const parts = await new Engine(sharedContext(), true, { maxBinding: 16384 }).run(label(image));
  expect((await parts.labels.read()).data).toEqual((await whole.labels.read()).data);
  for (const volume of [...Object.values(whole), ...Object.values(parts)]) volume.dispose();
});

test('it can stand in a loop, whose submitted iterations do nothing once it has ended', async () => {
  const rows = ['1100', '0101', '0100', '1001'];
  const mask = source(
    new HostVolume({ shape: { y: 4, x: 4 }, dtype: 'i32', data: Int32Array.from(rows.join(''), Number) }),
  );
  // labels of labels are the same from the first on
  const loop = repeat({
    state: { u: mask },
    body: ({ u }) => ({ u: cast(label(u).labels, { dtype: 'i32' }) }),
    measure: (next, before) => max(cast(notEqual(next.u, before.u), { dtype: 'f32' })),
    below: 0.5,
    check: 2,
    max: 1000,
  });
  using engine = new Engine(sharedContext());
  const volumes = await engine.run({ u: loop.state.u, iterations: loop.iterations });
  expect((await volumes.iterations.read()).data).toEqual(Uint32Array.of(2));
  expect([...(await volumes.u.read()).data]).toEqual([1, 1, 0, 0, 0, 1, 0, 2, 0, 1, 0, 0, 1, 0, 0, 3]);
  for (const volume of Object.values(volumes)) volume.dispose();
});
