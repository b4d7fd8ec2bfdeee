/** HDF5: what h5py wrote (test/golden/io/make_hdf5.py) is read, whole and in boxes; what the library cannot read is refused, not made up. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStack, readVolume } from '../../../src/io/files.js';
import { boxData } from '../../../src/stream/boxData.js';
import { stackBlocks } from '../../../src/stream/source.js';

const golden = JSON.parse(readFileSync(new URL('../../golden/io/hdf5.json', import.meta.url), 'utf8')) as {
  several: string;
  damaged: string;
  one: string;
  values: number[];
};
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brightfield-hdf5-'));
  await writeFile(join(folder, 'several.h5'), Buffer.from(golden.several, 'base64'));
  await writeFile(join(folder, 'damaged.h5'), Buffer.from(golden.damaged, 'base64'));
  await writeFile(join(folder, 'cut.h5'), Buffer.from(golden.several, 'base64').subarray(0, -100));
  await writeFile(join(folder, 'one.hdf5'), Buffer.from(golden.one, 'base64'));
  await writeFile(join(folder, 'none.h5'), 'text that is no HDF5');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const read = (path: string, options = {}) => readVolume(join(folder, path), options);

describe('hdf5', () => {
  test('the dataset of Data Exchange, the only one, and one by name', async () => {
    const data = await read('several.h5');
    expect(data).toMatchObject({ dtype: 'u16', layout: 'zyx', shape: { n: 1, c: 1, z: 4, y: 5, x: 6 } });
    expect(data).toMatchObject({ spacing: { z: 0.8, y: 0.5, x: 0.25 }, unit: 'µm' });
    expect(Array.from(data.data)).toEqual(golden.values);
    expect((await read('several.h5/exchange/data', { layout: 'yxc' })).shape).toEqual({ n: 1, c: 6, z: 1, y: 4, x: 5 });
    const one = await read('one.hdf5');
    expect(one).toMatchObject({ dtype: 'f32', layout: 'yx', shape: { z: 1, y: 5, x: 6 } });
    expect(Array.from(one.data)).toEqual(golden.values.slice(0, 30));
  });

  test.each([
    ['i1', 'i8'],
    ['u1', 'u8'],
    ['i2', 'i16'],
    ['i4', 'i32'],
    ['u4', 'u32'],
    ['f4', 'f32'],
    ['f8', 'f32'],
    ['i8', 'i32'],
    ['u8', 'u32'],
  ])('%s is read as %s', async (name, dtype) => {
    const volume = await read(`several.h5/types/${name}`);
    expect(volume.dtype).toBe(dtype);
    expect(Array.from(volume.data)).toEqual(golden.values.map((value) => (name.endsWith('1') ? value % 100 : value)));
  });

  test('what is cut or damaged is refused, not read as what lay in memory', async () => {
    await expect(read('cut.h5')).rejects.toThrow(/^\S+cut.h5: is damaged: truncated file/);
    await using stack = await openStack(join(folder, 'damaged.h5'));
    expect((await stack.readPlanes(0, 2)).data.length).toBe(60);
    await expect(stack.readPlanes(2, 4)).rejects.toThrow(/^\S+damaged.h5: is damaged: filter returned failure/);
  });

  test('in boxes', async () => {
    await using stack = await openStack(join(folder, 'several.h5'));
    const source = stackBlocks(stack, 'several.h5');
    expect(source.grain).toEqual({ n: 1, c: 1, z: 2, y: 5 });
    const whole = { n: [0, 1], c: [0, 1], z: [0, 4], y: [0, 5] } as const;
    const box = { ...whole, z: [1, 4], y: [2, 4] } as const;
    expect(await source.readBox(box)).toEqual(boxData(await read('several.h5'), whole, box));
  });

  test.each([
    ['several.h5/refused/half', 'element type "<e" is not read'],
    ['several.h5/refused/complex', 'element type [["r","<f"],["i","<f"]] is not read'],
    ['several.h5/refused/lzf', 'compression lzf is not read, only gzip'],
    ['several.h5/nothing', 'has no dataset /nothing; there are /exchange/data, '],
    ['none.h5', 'not an hdf5 file'],
    ['missing.h5', 'no such file'],
  ])('%s is refused', async (path, problem) => {
    await expect(read(path)).rejects.toThrow(problem);
  });
});
