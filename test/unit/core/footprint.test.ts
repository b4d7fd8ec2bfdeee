/** Footprints: scikit-image 0.19's shapes, the forms in which one may be given, and what is refused. */
import { describe, expect, test } from 'vitest';
import {
  box,
  countOf,
  cross,
  disk,
  type Footprint,
  fitted,
  line,
  offsetsOf,
  runsOf,
} from '../../../src/core/footprint.js';
import { footprint, type GivenFootprint } from '../../../src/core/footprintParam.js';
import { parseParams } from '../../../src/core/paramSpec.js';

const read = (given: unknown): Footprint =>
  parseParams('op', { footprint: footprint('doc') }, { footprint: given as GivenFootprint }).footprint;

/** Rows of 0 and 1 of the y x plane. */
function rows({ size, data }: Footprint): string {
  const row = (y: number): string =>
    Array.from({ length: size.x }, (_, x) => (data ? data[y * size.x + x] : 1)).join('');
  return Array.from({ length: size.y }, (_, y) => row(y)).join('|');
}

// printed by skimage.morphology.footprints
test.each([
  ['disk=3', '0001000|0111110|0111110|1111111|0111110|0111110|0001000'],
  ['disk=0', '1'],
  ['diamond=2', '00100|01110|11111|01110|00100'],
  ['octagon=3,2', '0011100|0111110|1111111|1111111|1111111|0111110|0011100'],
  ['octagon=2,3', '00011000|00111100|01111110|11111111|11111111|01111110|00111100|00011000'],
  ['octagon=1,1', '010|111|010'],
  ['ellipse=x=5,y=3', '00111111100|11111111111|11111111111|11111111111|11111111111|11111111111|00111111100'],
  ['ellipse=4', '001111100|011111110|111111111|111111111|111111111|111111111|111111111|011111110|001111100'],
  ['box=x=3,y=1', '111'],
  ['cross=1', '010|111|010'],
  ['line=3,45', '001|010|100'],
  ['line=4,0', '111'],
  ['line=5,90', '1|1|1|1|1'],
])('%s', (word, wanted) => {
  const full = read(word);
  expect(rows(fitted(full, { z: 1, y: 9, x: 9 }))).toBe(wanted);
});

test.each([
  ['ball=2', 33],
  ['ball=7', 1419],
  ['octahedron=2', 25],
  ['octahedron=5', 231],
  ['ellipsoid=2', 33],
  ['ellipsoid=x=2,y=2', 13],
  ['box=3', 27],
  ['cross=2', 13],
] as const)('%s holds %i voxels', (word, count) => {
  expect(offsetsOf(read(word)).length).toBe(count);
});

test('a shape is the same in every form', () => {
  expect(read(disk(2))).toEqual(read('disk=2'));
  expect(read(line(7, 30))).toEqual(read('line=length=7,angle=30'));
  expect(read(box({ x: 5, y: 3 }))).toEqual(read('box=5,3'));
  expect(read(JSON.parse(JSON.stringify(cross({ x: 2 }))))).toEqual(read('cross=x=2'));
  expect(
    rows(
      read([
        [0, 1],
        [1, 1],
      ]),
    ),
  ).toBe('01|11');
  expect(read(read('disk=2'))).toEqual(read(disk(2)));
});

test('a named shape has only its middle along axes of one voxel, an array all of it', () => {
  const flat = { z: 1, y: 8, x: 8 };
  expect(fitted(read('ball=2'), flat)).toEqual(fitted(read('disk=2'), flat));
  expect(fitted(read([[[1]], [[1]], [[1]]]), flat).size).toEqual({ z: 3, y: 1, x: 1 });
});

test('what is too large for a volume may be taken of an image', () => {
  const image = { z: 1, y: 9, x: 9 };
  expect(fitted(read('cross=1000'), image).size).toEqual({ z: 1, y: 2001, x: 2001 });
  expect(countOf(fitted(read('cross=1000'), image))).toBe(4001);
  expect(fitted(read('ball=90'), image)).toEqual(fitted(read('disk=90'), image));
  expect(() => fitted(read('ball=90'), { z: 2, y: 9, x: 9 })).toThrow(
    /^op: footprint must lie in a box of at most 4194304 voxels, got 181 x 181 x 181$/,
  );
  expect(() => fitted(read('disk=1100'), image)).toThrow(/got 2201 x 2201 x 1$/);
});

test('runs are what is left of the rows', () => {
  expect(
    runsOf(
      read([
        [1, 1, 0, 1, 1],
        [0, 0, 0, 0, 0],
        [0, 1, 1, 1, 0],
      ]),
    ),
  ).toEqual([0, -1, -2, 2, 0, -1, 1, 2, 0, 1, -1, 3]);
  expect(runsOf(read('box=x=3,y=2'))).toEqual([0, -1, -1, 3, 0, 0, -1, 3]);
});

describe('refused', () => {
  test.each([
    ['wheel=3', /^op: footprint must be a shape \(box, cross, disk.*got 'wheel=3'$/],
    ['disk', /must be a shape/],
    ['disk=', /footprint disk radius must be a whole number from 0 to 10000, got NaN$/],
    [{ disk: -1 }, /disk radius must be a whole number from 0 to 10000, got -1$/],
    [{ disk: 1.5 }, /whole number/],
    [{ disk: 3, ball: 2 }, /must be a shape/],
    [{ box: { w: 3 } }, /box must be a number or numbers named x, y, z, got/],
    [{ line: 3 }, /line must be numbers named length, angle, got 3$/],
    [{ octagon: { side: 3 } }, /octagon corner must be a whole number/],
    [{ octagon: { side: 0, corner: 0 } }, /must hold at least one 1, got none$/],
    [{ constructor: 3 }, /must be a shape/],
    [{ size: { z: 1, y: 1, x: 1 }, named: true }, /must be a shape/],
    [[[0, 0]], /must hold at least one 1, got none$/],
    [[[0, 2]], /must hold 0 and 1 only, got 2$/],
    [[[1], [1, 1]], /must be a shape/],
    [3, /must be a shape/],
  ] as const)('%j', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });
});
