import { expect, it } from 'vitest';
import { type ColormapName, coloursOf } from '../../../src/core/colormaps.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { colormap } from '../../../src/ops/color/colormap.js';
import { max } from '../../../src/ops/measure/max.js';
import { color, type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, type OpTest } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const broken = fieldOf({ x: 6 }, [Number.NaN, Number.POSITIVE_INFINITY, 0, 1, 0.5, Number.NEGATIVE_INFINITY]);
const own = [
  [1, 0, 0],
  [0, 0.5, 1],
  [0.25, 1, 0],
];

const oracle: OpTest['oracle'] = ([x], params, ends) => {
  const { name = 'viridis', dtype = 'u8' } = params as { name?: ColormapName; dtype?: string };
  const shares = coloursOf(name).map((colour) => colour.map((v) => v / 255));
  const found = color.colormap(x as Field, { colors: shares, ...params, ...(ends as { min?: number }) });
  return dtype === 'f32' ? found : { ...found, data: found.data.map((v) => 255 * v) };
};

checkOp(colormap, {
  oracle,
  tolerance: { abs: 2e-5, rel: 1e-6, why: 'the place among 256 colours, of f32, times a step of up to 30 levels' },
  without: { batch: 'images have one channel: the volume is a batch' },
  rows: [
    { name: 'image', inputs: [image], params: { dtype: 'f32' } },
    {
      name: 'volume',
      inputs: [randomField({ n: 2, z: 3, y: 5, x: 7 }, 2)],
      params: { name: 'turbo', dtype: 'f32' },
    },
    { name: 'between numbers', inputs: [image], optional: { min: 0.25, max: 0.75 }, params: { dtype: 'f32' } },
    { name: 'own colours', inputs: [image], params: { colors: own, reversed: true, dtype: 'f32' } },
    { name: 'not finite', inputs: [broken], params: { name: 'fire', nan: [0.5, 1, 0.25], dtype: 'f32' } },
    { name: 'one voxel', inputs: [fieldOf({}, [0.3])], params: { dtype: 'f32' } },
    { name: 'no width', inputs: [image], optional: { min: 0.5, max: 0.5 }, params: { name: 'gray', dtype: 'f32' } },
  ],
  refuses: [
    [[randomField({ c: 3, x: 2 }, 1)], {}, /^colormap: src must have one channel, got c=3$/],
    [[image], { colors: [0, 1, 0] }, /^colormap: colors must have at least 2 rows of red, green and blue, got 3$/],
    [[image], { nan: [0, 1] }, /^colormap: nan must be red, green and blue, got 2 numbers$/],
  ],
});

checkOp(colormap, {
  oracle,
  tolerance: { abs: 0.501, rel: 0, why: 'rounded to bytes' },
  without: { batch: 'the table of shares' },
  rows: [
    { name: 'bytes', inputs: [randomIntegers({ y: 5, x: 7 }, 3, 20, 190)], dtype: 'u8', params: { name: 'magma' } },
    { name: 'u32', inputs: [fieldOf({ x: 3 }, [4e9, 4e9 + 2, 4e9 + 4])], dtype: 'u32', params: { name: 'gray' } },
    {
      name: 'i32 from end to end',
      inputs: [fieldOf({ x: 3 }, [-2147483648, 2147483647, 0])],
      dtype: 'i32',
      params: { name: 'gray' },
    },
    {
      name: 'whole numbers from a broken one on',
      inputs: [fieldOf({ x: 3 }, [0, 1, 3])],
      dtype: 'i32',
      optional: { min: 0.5 },
    },
  ],
});

it('refuses ends that cross or do not fit', () => {
  const host = new HostVolume({ shape: { y: 2, x: 2 } });
  expect(() => colormap(host, { min: 2, max: 1 })).toThrow('colormap: min must not be above max, got 2 and 1');
  expect(() => colormap(host, { max: new HostVolume({ shape: { y: 3 } }) })).toThrow(/^colormap: max must broadcast/);
});

it('ends may be volumes, one for each frame', async () => {
  const given = new HostVolume({ shape: { n: 2, x: 2 }, data: Float32Array.of(0, 2, 0, 4) });
  const colours = colormap(given, { name: 'green', min: 0, max: max(given, { axes: 'x' }) });
  using result = await new Engine(sharedContext()).run(colours);
  expect([...(await result.read()).data]).toEqual([0, 0, 0, 255, 0, 0, 0, 0, 0, 255, 0, 0]);
});

it('an image without a finite voxel has the colour of NaN', async () => {
  const given = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY) });
  using result = await new Engine(sharedContext()).run(colormap(given));
  expect([...(await result.read()).data]).toEqual([204, 204, 0, 0, 128, 128]);
});
