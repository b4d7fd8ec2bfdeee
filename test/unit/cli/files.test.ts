/** Outputs are tried before anything is computed; printed numbers lose nothing. */
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OPERATIONS } from '../../../src/catalogue.js';
import { asWritten, checkDestinations, checkFits, printedNumber, readInput } from '../../../src/cli/files.js';
import { COMMAND_HELP, mainHelp, operationHelp } from '../../../src/cli/help.js';
import { montage } from '../../../src/cli/montage.js';
import { HostVolume } from '../../../src/core/hostVolume.js';

const one = (value: number) => new HostVolume({ shape: {}, data: Float32Array.of(value) });

test.each([
  [0.5, '0.5'],
  [0.1, '0.10000000149011612'],
  [1 / 3, '0.3333333432674408'],
  [3, '3'],
  [-2e30, '-2.0000000300949324e+30'],
  [1e-40, '9.9999461011147596e-41'],
  [-0, '-0'],
  [Number.NaN, 'nan'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('%f is printed as %s', (value, text) => {
  expect(printedNumber(one(value))).toBe(text);
  if (Number.isFinite(value)) expect(Number(text)).toBe(Math.fround(value));
});

test('whole numbers are printed whole', () => {
  const volume = new HostVolume({ shape: {}, data: Uint32Array.of(4_294_967_295) });
  expect(printedNumber(volume)).toBe('4294967295');
});

test('counts become int32 where they fit', () => {
  const small = new HostVolume({ shape: { x: 2 }, data: Uint32Array.of(1, 0x7fffffff), layout: 'x' });
  expect(asWritten(small)).toMatchObject({ dtype: 'i32', layout: 'x', data: Int32Array.of(1, 0x7fffffff) });
  const large = new HostVolume({ shape: { x: 1 }, data: Uint32Array.of(0x80000000) });
  expect(asWritten(large)).toBe(large);
});

test('a place that cannot be written is told, and nothing is left of the trial', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brightfield-'));
  await checkDestinations([join(folder, 'a.npy'), '-', join(folder, 'b.tif'), '-']);
  expect(await readdir(folder)).toEqual([]);
  await expect(checkDestinations([join(folder, 'no', 'a.npy')])).rejects.toThrow(/its folder does not exist/);
  await expect(checkDestinations([join(folder, 'a.jpg')])).rejects.toThrow(/jpeg is read, not written/);
  await expect(checkDestinations([join(folder, 'a.doc')])).rejects.toThrow(
    /the extension must be one of .npy .png .tif .tiff .btf .zarr.zip .ozx .zarr, got 'doc'/,
  );
  await expect(checkDestinations([join(folder, 'a.npy'), join(folder, '.', 'a.npy')])).rejects.toThrow(/two outputs/);
});

test('what is neither a number nor a file is told by the name of its option', async () => {
  expect(await readInput('clamp: --min', '-1.5', undefined)).toBe(-1.5);
  await expect(readInput('clamp: --min', 'z', undefined)).rejects.toThrow(
    /^clamp: --min must be a number or a file, got 'z'$/,
  );
  await expect(readInput('clamp: --min', 'z.npy', undefined)).rejects.toThrow(/^z.npy: no such file$/);
});

test('a format that cannot hold the result is told', async () => {
  const image = new HostVolume({ shape: { y: 9, x: 9 } });
  await expect(checkFits('a.png', image)).rejects.toThrow(/^a.png: voxels must be u8 or u16, got f32 \(--dtype u8/);
  const stack = new HostVolume({ shape: { z: 7, y: 9, x: 9 }, dtype: 'u8' });
  await expect(checkFits('a.png', stack)).rejects.toThrow(/the volume must be one image/);
  await checkFits('a.tif', stack);
  await checkFits('a.npy', image);
});

test('every operation has help', () => {
  for (const operation of OPERATIONS) {
    const help = operationHelp(operation);
    expect(help).toContain(operation.summary);
    for (const [, doc] of Object.entries(operation.optional)) expect(help).toContain(doc);
  }
});

test('every command has help, and every public one is listed', () => {
  for (const [command, help] of Object.entries(COMMAND_HELP)) {
    expect(help()).toMatch(new RegExp(`^brightfield ${command}[^]*\n\n`));
    if (command !== 'start') expect(mainHelp()).toContain(`brightfield ${command} `);
  }
});

test('a montage of a stack, its mask and a projection', () => {
  const ramp = Float32Array.from({ length: 4 * 8 * 8 }, (_, at) => at);
  const stack = new HostVolume({ shape: { z: 4, y: 8, x: 8 }, data: ramp });
  const mask = new HostVolume({ shape: { z: 4, y: 8, x: 8 }, data: Uint8Array.from(ramp, (v) => Number(v > 128)) });
  const flat = new HostVolume({ shape: { z: 4, x: 8 }, layout: 'zx', data: ramp.slice(0, 32) });
  const results = [
    { name: 'mask', volume: mask },
    { name: 'flat', volume: flat },
    { name: 'other', volume: new HostVolume({ shape: { x: 3 } }) },
  ];
  const { width, height, data } = montage('a title', { name: 'stack', volume: stack }, results);
  expect(width).toBeGreaterThan(2 * 256);
  const at = (x: number, y: number): number[] => [0, 1, 2].map((c) => data[(c * height + y) * width + x] ?? -1);
  const below = height - 60;
  // the last slice lies wholly inside the mask: a tint of orange over grey
  const [red = 0, green = 0, blue = 0] = at(28 + 256 + 12 + 128, below - 100);
  expect(red).toBeGreaterThan(green);
  expect(green).toBeGreaterThan(blue);
  const [grey, same, again] = at(28 + 128, below - 100);
  expect([same, again]).toEqual([grey, grey]);
});

test('a montage shows colours as they are', () => {
  const image = new HostVolume({ shape: { y: 4, x: 4 } });
  const data = Uint8Array.from({ length: 48 }, (_, at) => [200, 100, 50][Math.floor(at / 16)] ?? 0);
  const colours = new HostVolume({ shape: { c: 3, y: 4, x: 4 }, data });
  const picture = montage('a title', { name: 'image', volume: image }, [{ name: 'colours', volume: colours }]);
  const { width, height } = picture;
  const at = (x: number, y: number): number[] => [0, 1, 2].map((c) => picture.data[(c * height + y) * width + x] ?? -1);
  expect(at(28 + 256 + 12 + 100, 200)).toEqual([200, 100, 50]);
});
