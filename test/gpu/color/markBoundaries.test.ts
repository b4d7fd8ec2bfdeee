import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { defineOp } from '../../../src/graph/operation.js';
import { markBoundaries } from '../../../src/ops/color/markBoundaries.js';
import { cast } from '../../../src/ops/pointwise/cast.js';
import { color, type Field, fieldOf, randomField } from '../../oracle/index.js';
import * as segment from '../../oracle/segment.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

/** Labels that come as floats, as all inputs of a row do. */
const marks = defineOp({
  name: 'marks',
  summary: 'Boundaries of labels that are floats.',
  inputs: [
    { name: 'image', doc: '' },
    { name: 'labels', doc: '' },
  ],
  params: markBoundaries.params,
  lower: ([image, labels], params) => markBoundaries(image, cast(labels, { dtype: 'i32' }), params),
});

/** Squares of five, some of them of one label. */
function patches(shape: { z?: number; y: number; x: number }): Field {
  const field = fieldOf(shape);
  field.data.forEach((_, at) => {
    const [x, y] = [at % shape.x, Math.floor(at / shape.x)];
    field.data[at] = (Math.floor(x / 5) * 7 + Math.floor(y / 5) * 3) % 4;
  });
  return field;
}

checkOp(marks, {
  oracle: ([image, labels], { mode = 'outer', background, color: line = [1, 1, 0], outlineColor, dtype }) => {
    const lines = segment.findBoundaries(labels as Field, {
      mode: mode as string,
      ...(background !== undefined && { background: background as number }),
    });
    const found = color.marked(image as Field, lines, line as number[], outlineColor as number[] | undefined);
    return dtype === 'f32' ? found : { ...found, data: found.data.map((v) => 255 * v) };
  },
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'voxels are moved' },
  without: { u8: 'bytes have a range of their own', f16: 'shares are rounded', batch: 'labels have one channel' },
  rows: [
    { name: 'grey', inputs: [randomField({ y: 13, x: 22 }, 1), patches({ y: 13, x: 22 })], params: { dtype: 'f32' } },
    {
      name: 'colours, with an outline',
      inputs: [randomField({ c: 3, y: 13, x: 22 }, 2), patches({ y: 13, x: 22 })],
      params: { dtype: 'f32', mode: 'inner', background: 2, color: [1, 0, 0.5], outlineColor: [0, 0.25, 1] },
    },
    {
      name: 'a volume',
      inputs: [randomField({ z: 3, y: 6, x: 9 }, 3), patches({ z: 3, y: 6, x: 9 })],
      params: { dtype: 'f32', mode: 'thick' },
    },
  ],
});

it('boundaries between voxels lie in an image of splines', async () => {
  const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Uint8Array.of(0, 51, 102, 51, 102, 153) });
  const labels = new HostVolume({ shape: { y: 2, x: 3 }, data: Uint8Array.of(0, 0, 1, 0, 0, 1) });
  using marked = await new Engine(sharedContext()).run(markBoundaries(image, labels, { mode: 'subpixel' }));
  const { data, shape } = await marked.read();
  expect([shape.c, shape.y, shape.x]).toEqual([3, 3, 5]);
  expect([...data.slice(30, 35)]).toEqual([0, 16, 51, 0, 102]);
});

it('refuses what does not fit', () => {
  const image = new HostVolume({ shape: { y: 2, x: 2 } });
  const labels = new HostVolume({ shape: { y: 2, x: 2 }, dtype: 'u8' });
  expect(() => markBoundaries(image, new HostVolume({ shape: { x: 2 }, dtype: 'u8' }))).toThrow(/must be as large as/);
  expect(() => markBoundaries(image, image)).toThrow(/^markBoundaries: labels must be of whole numbers/);
  expect(() => markBoundaries(image, labels, { background: 300 })).toThrow(
    /^markBoundaries: background must be a number/,
  );
  expect(() => markBoundaries(image, labels, { color: [1, 0] })).toThrow(/color must be red, green and blue/);
});
