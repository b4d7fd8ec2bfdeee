/** Files on a disk: whole and in slabs, told in one line when they cannot be read or written, and never half written. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ArgumentError, FormatError, UserError } from '../../../src/core/errors.js';
import { createStackWriter, openStack, readVolume, writeVolume } from '../../../src/io/files.js';
import { encode, FORMATS, formatOf } from '../../../src/io/formats.js';
import { bits, noise } from './noise.js';

const folder = mkdtempSync(join(tmpdir(), 'brightfield-io-'));
const at = (name: string) => join(folder, name);
const stack = noise('u16', { z: 5, y: 4, x: 3 }, { spacing: { x: 0.5, y: 0.5, z: 2 }, unit: 'µm' });

beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(at(name), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a promise was rejected with, which must be one line and of this class. */
async function failure(promise: Promise<unknown>, kind: new (...args: never[]) => Error = UserError): Promise<string> {
  const error: unknown = await promise.then(
    () => 'nothing',
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(kind);
  expect((error as Error).message).not.toContain('\n');
  return (error as Error).message.replaceAll(folder, '');
}

describe('whole files', () => {
  it('come back, and are what the codec makes', async () => {
    for (const name of ['a.npy', 'a.tif', 'a.png']) {
      const volume = name === 'a.png' ? noise('u16', { c: 3, y: 4, x: 3 }) : stack;
      await writeVolume(at(name), volume);
      expect(new Uint8Array(readFileSync(at(name)))).toEqual(new Uint8Array(await encode(volume, name)));
      const back = await readVolume(at(name));
      expect(bits(back), name).toEqual(bits(volume));
      if (name === 'a.tif') expect(back).toMatchObject({ spacing: stack.spacing, unit: 'µm', layout: 'zyx' });
    }
    expect(readdirSync(folder).sort()).toEqual(['a.npy', 'a.png', 'a.tif']);
  });

  it('replace the file that was there', async () => {
    writeFileSync(at('a.npy'), 'old');
    await writeVolume(at('a.npy'), stack);
    expect((await readVolume(at('a.npy'))).data).toEqual(stack.data);
  });

  it('fail in one line', async () => {
    writeFileSync(at('scan.raw'), 'x');
    writeFileSync(at('empty.tif'), '');
    writeFileSync(at('b.png'), await encode(stack, 'b.tif'));
    expect(await failure(readVolume(at('none.tif')))).toBe('/none.tif: no such file');
    expect(await failure(readVolume(at('none.png')))).toBe('/none.png: no such file');
    expect(await failure(readVolume(at('scan.raw')))).toMatch(/must be one of \.npy .*, got 'raw'$/);
    expect(await failure(readVolume(at('empty.tif')), FormatError)).toBe('/empty.tif: not a tiff file');
    expect(await failure(readVolume(at('b.png')), FormatError)).toBe('/b.png: not a png file: its bytes are tiff');
    expect(await failure(writeVolume(at('none/a.tif'), stack))).toBe('/none/a.tif: its folder does not exist');
    expect(await failure(writeVolume(at('none/a.png'), noise('u8', { y: 2, x: 2 })))).toContain(
      'its folder does not exist',
    );
    expect(await failure(writeVolume(at('a.jpg'), stack))).toContain(
      'jpeg is read, not written; write one of .npy .png .tif',
    );
    expect(await failure(writeVolume(at('a.png'), stack), ArgumentError)).toContain('must be one image');
    expect(await failure(openStack(at('b.png')))).toContain('png has no planes');
    expect(await failure(createStackWriter(at('c.png'), stack))).toContain('png has no planes');
    expect(readdirSync(folder).sort()).toEqual(['b.png', 'empty.tif', 'scan.raw']);
  });

  it('a folder without images is told', async () => {
    await writeVolume(at('x.npy'), stack);
    expect(await failure(readVolume(join(at('x.npy'), 'y.npy')))).toBe('/x.npy/y.npy: no such file');
    rmSync(at('x.npy'));
    mkdirSync(at('x.npy'));
    expect(await failure(readVolume(at('x.npy')))).toBe('/x.npy: a folder without anything that is read');
    expect(await failure(writeVolume(at('x.npy'), stack))).toBe('/x.npy: is a folder');
    expect(readdirSync(folder)).toEqual(['x.npy']);
  });
});

describe('files in slabs', () => {
  it.each(['a.npy', 'a.tif'])('%s is the file that is written whole', async (name) => {
    await writeVolume(at(name), stack);
    const whole = readFileSync(at(name));
    await using reader = await openStack(at(name));
    await using writer = await createStackWriter(at(`copy-${name}`), reader.description);
    await writer.writePlanes(await reader.readPlanes(0, 3));
    await writer.writePlanes(await reader.readPlanes(3, 5));
    expect(readdirSync(folder)).not.toContain(`copy-${name}`);
    await writer.close();
    expect(Buffer.compare(readFileSync(at(`copy-${name}`)), whole)).toBe(0);
  });

  it('leave nothing when given up, unfinished or refused', async () => {
    writeFileSync(at('a.npy'), 'old');
    for (const end of ['abort', 'close'] as const) {
      const writer = await createStackWriter(at('a.npy'), stack);
      await writer.writePlanes(noise('u16', { z: 2, y: 4, x: 3 }));
      expect(readdirSync(folder)).toHaveLength(2);
      if (end === 'abort') await writer.abort();
      else
        expect(await failure(writer.close(), ArgumentError)).toContain('all 5 planes along z must be written, got 2');
      expect(readdirSync(folder)).toEqual(['a.npy']);
    }
    await expect(
      (async () => {
        await using writer = await createStackWriter(at('b.tif'), stack);
        await writer.writePlanes(stack);
        throw new Error('the pipeline failed');
      })(),
    ).rejects.toThrow('the pipeline failed');
    expect(readdirSync(folder)).toEqual(['a.npy']);
    expect(readFileSync(at('a.npy'), 'utf8')).toBe('old');
  });
});

it('a process that ends in the middle of a write leaves nothing', async () => {
  const before = process.listeners('exit');
  const added = () => process.listeners('exit').filter((listener) => !before.includes(listener));
  await using writer = await createStackWriter(at('a.npy'), stack);
  await writer.writePlanes(stack);
  expect(readdirSync(folder)).toHaveLength(1);
  for (const listener of added()) listener(0);
  expect(readdirSync(folder)).toEqual([]);
  await writer.abort();
  expect(added()).toEqual([]);
});

describe('the table of formats', () => {
  it('knows files by their extension, in any case', () => {
    expect(formatOf('Stack.OME.TIF').name).toBe('tiff');
    expect(formatOf('C:\\a.b\\photo.JPEG').name).toBe('jpeg');
    expect(() => formatOf('folder.tif/file')).toThrow(UserError);
    expect(FORMATS.map(({ name }) => name)).toEqual([
      ...['npy', 'png', 'jpeg', 'tiff', 'nifti', 'gzipped nifti', 'dicom', 'zipped ome-zarr', 'ome-zarr'],
    ]);
  });
});

describe('the example volume', () => {
  it('is the CT that imageio ships', async () => {
    const stent = await readVolume('examples/data/stent.tif');
    expect(stent).toMatchObject({ dtype: 'i16', layout: 'zyx', spacing: {}, unit: '' });
    expect(stent.shape).toEqual({ n: 1, c: 1, z: 256, y: 128, x: 128 });
    const digest = createHash('sha256').update(bits(stent)).digest('hex');
    expect(digest).toBe('8431cfdc59600c1a6e2b68adeac61a8535d01cfdba236150b92101f984454da1');
  });
});
