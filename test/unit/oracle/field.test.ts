/** The index maps of the borders, the way to and from host volumes, and the seeded inputs. */
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import * as o from '../../oracle/index.js';

describe('borderIndex', () => {
  // outside to the left, inside, outside to the right: three periods on either side
  const pictures: Record<Exclude<o.Border, 'constant'>, string> = {
    reflect: 'dcbaabcddcba|abcd|dcbaabcddcba',
    mirror: 'abcdcbabcdcb|abcd|cbabcdcbabcd',
    nearest: 'aaaaaaaaaaaa|abcd|dddddddddddd',
    wrap: 'abcdabcdabcd|abcd|abcdabcdabcd',
  };
  for (const [border, picture] of Object.entries(pictures))
    it(`${border} reads ${picture}`, () => {
      const letters = Array.from({ length: 28 }, (_, i) => 'abcd'[o.borderIndex(i - 12, 4, border as o.Border) ?? -1]);
      expect(letters.join('')).toBe(picture.replaceAll('|', ''));
    });

  it('constant is undefined outside', () => {
    expect([-9, -1, 0, 3, 4, 99].map((i) => o.borderIndex(i, 4, 'constant'))).toEqual([
      undefined,
      undefined,
      0,
      3,
      undefined,
      undefined,
    ]);
  });

  it('a single voxel is everywhere, but for constant', () => {
    for (const border of o.BORDERS)
      for (const i of [-7, -1, 0, 1, 2, 8])
        expect(o.borderIndex(i, 1, border), border).toBe(border === 'constant' && i !== 0 ? undefined : 0);
  });
});

describe('field', () => {
  it('is in C order n c z y x', () => {
    const x = o.build({ n: 2, c: 3, z: 4, y: 5, x: 6 }, (_, index) => index);
    expect(o.at(x, { n: 1, c: 2, z: 3, y: 4, x: 5 })).toBe(719);
    expect(o.at(x, { n: 0, c: 1, z: 0, y: 2, x: 3 })).toBe(120 + 12 + 3);
    expect(o.positionOf(x.shape, 135)).toEqual({ n: 0, c: 1, z: 0, y: 2, x: 3 });
    expect(o.strideOf(x.shape, 'z')).toBe(30);
    expect(() => o.at(x, { n: 0, c: 3, z: 0, y: 0, x: 0 })).toThrow(RangeError);
  });

  it('goes to a host volume and back', () => {
    const x = o.fieldOf({ y: 2, x: 2 }, [0, 1, 2, 3]);
    for (const dtype of ['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'f16', 'f32'] as const)
      expect(o.fromHost(o.toHost(x, dtype)), dtype).toEqual(x);
    expect(o.fromHost(o.toHost(o.fieldOf({}, [0.1]))).data[0]).toBe(Math.fround(0.1));
    expect(o.fromHost(o.toHost(o.fieldOf({}, [Number.NaN]), 'f16')).data[0]).toBeNaN();
  });

  it('refuses numbers that an integer type cannot hold, and complex data', () => {
    for (const wrong of [-1, 256, 0.5, Number.NaN])
      expect(() => o.toHost(o.fieldOf({}, [wrong]), 'u8')).toThrow(ArgumentError);
    expect(() => o.fromHost(new HostVolume({ shape: {}, dtype: 'complex64' }))).toThrow(ArgumentError);
    expect(() => o.toHost(o.fieldOf({}), 'complex64')).toThrow(ArgumentError);
    expect(() => o.fieldOf({ x: 2 }, [1])).toThrow(ArgumentError);
  });
});

describe('seeded inputs', () => {
  it('mulberry32 gives its known sequence', () => {
    const random = o.mulberry32(1);
    expect([random(), random()]).toEqual([0.6270739405881613, 0.002735721180215478]);
  });

  it('noise is exact in f32, in range, and the same for the same seed', () => {
    const x = o.randomField({ y: 20, x: 20 }, 7, -2, 3);
    expect(o.randomField({ y: 20, x: 20 }, 7, -2, 3)).toEqual(x);
    expect(o.randomField({ y: 20, x: 20 }, 8, -2, 3)).not.toEqual(x);
    for (const number of x.data) expect(number === Math.fround(number) && number >= -2 && number <= 3).toBe(true);
    const whole = new Set(o.randomIntegers({ x: 200 }, 7, 3, 5).data);
    expect([...whole].sort()).toEqual([3, 4, 5]);
  });
});
