/** Folders and addresses as volumes: an OME-Zarr, a DICOM series, slices; and an OME-Zarr written as a folder. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkDestinations, readInput } from '../../../src/cli/files.js';
import { identityOf } from '../../../src/cli/identity.js';
import { FormatError, UserError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { openStack, readVolume, writeVolume } from '../../../src/io/files.js';
import { naturalOrder } from '../../../src/io/slices.js';
import { httpStore } from '../../../src/io/zarr/httpStore.js';
import { openOmeZarr } from '../../../src/io/zarr/read.js';
import { goldenFiles, goldenSeries } from './golden.js';
import { noise } from './noise.js';

const folder = mkdtempSync(join(tmpdir(), 'brightfield-'));
const at = (...names: string[]): string => join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true }));

const cells = noise('u16', { z: 5, y: 30, x: 40 }, { spacing: { z: 2, y: 0.5, x: 0.5 }, unit: 'µm' });

it('an OME-Zarr is a folder, whole or in slabs', async () => {
  for (const version of ['0.4', '0.5'] as const) {
    const path = at(`cells-${version}.ome.zarr`);
    await writeVolume(path, cells, { version, chunk: { z: 2, y: 16, x: 16 } });
    expect(await readVolume(path)).toEqual(cells);
    await using stack = await openStack(path);
    expect((await stack.readPlanes(3, 4)).data).toEqual(cells.data.slice(3 * 1200, 4 * 1200));
    await expect(readVolume(path, { level: 1 })).rejects.toThrow(/level must be a whole number from 0 to 0, got 1$/);
  }
});

it('an OME-Zarr takes the place of another, and of nothing else', async () => {
  const path = at('again.ome.zarr');
  await writeVolume(path, cells);
  const other = noise('u8', { y: 3, x: 3 }, { spacing: { y: 1, x: 1 } });
  await writeVolume(path, other);
  expect(await readVolume(path)).toEqual(other);
  mkdirSync(at('mine.zarr'));
  writeFileSync(at('mine.zarr', 'notes.txt'), 'x');
  await expect(writeVolume(at('mine.zarr'), cells)).rejects.toThrow(/is there already, and is no Zarr/);
  await expect(writeVolume(at('nowhere', 'a.zarr'), cells)).rejects.toThrow(/its folder does not exist/);
  await expect(checkDestinations([at('mine.zarr')])).rejects.toThrow(/is a folder$/);
  await checkDestinations([path]);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(readdirSync(at('mine.zarr'))).toEqual(['notes.txt']);
});

it('slices come in the order that people number them in', async () => {
  mkdirSync(at('slices'));
  writeFileSync(at('slices', 'notes.txt'), 'not an image');
  const slices = [1, 2, 10, 9].map((number) => ({
    number,
    slice: noise('u8', { y: 3, x: 4, c: 3 }, { layout: 'yxc' }),
  }));
  for (const { number, slice } of slices) await writeVolume(at('slices', `slice_${number}.png`), slice);
  const volume = await readInput('gaussian: src', at('slices'));
  expect(volume).toMatchObject({ shape: { z: 4, c: 3, y: 3, x: 4 }, layout: 'zyxc', dtype: 'u8' });
  const ordered = slices.sort((a, b) => a.number - b.number);
  for (const [z, { slice }] of ordered.entries())
    for (const c of [0, 2]) expect((volume as typeof slice).at({ z, c, y: 2, x: 1 })).toBe(slice.at({ c, y: 2, x: 1 }));
  await using stack = await openStack(at('slices'));
  expect((await stack.readPlanes(2, 3)).at({ x: 2 })).toBe(ordered[2]?.slice.at({ x: 2 }));
  expect(['b10', 'a2', 'a10', 'a02b', 'b9'].sort(naturalOrder)).toEqual(['a2', 'a02b', 'a10', 'b9', 'b10']);
});

it('stacks that are moments lie along n', async () => {
  mkdirSync(at('times'));
  for (const time of [0, 1, 2]) await writeVolume(at('times', `t${time}.tif`), cells);
  const volume = await readVolume(at('times'));
  expect(volume).toMatchObject({ shape: { n: 3, z: 5 }, layout: 'nzyx', spacing: { z: 2 }, unit: 'µm' });
  expect(volume.data.subarray(12000)).toEqual(cells.data);
});

it('slices that differ, or of several formats, are refused by name', async () => {
  await writeVolume(at('slices', 'slice_11.png'), noise('u8', { y: 3, x: 5, c: 3 }, { layout: 'yxc' }));
  await expect(readVolume(at('slices'))).rejects.toThrow(/slice_11\.png: has x=5, .*slice_1\.png has 4/);
  await writeVolume(at('slices', 'a.tif'), cells);
  await expect(readVolume(at('slices'))).rejects.toThrow(/slices of one format, got tiff and png|png and tiff/);
  mkdirSync(at('empty'));
  await expect(readVolume(at('empty'))).rejects.toThrow(/a folder without anything that is read/);
});

it('the files of a DICOM series are told by what is in them', async () => {
  mkdirSync(at('series'));
  const files = goldenFiles();
  for (const [at_, name] of ['IM1', 'IM2', 'IM3', 'x.dcm', 'IM5'].entries())
    writeFileSync(at('series', name), files[`series_${at_}.dcm`]?.bytes ?? '');
  writeFileSync(at('series', 'README'), 'a text');
  const volume = await readVolume(at('series'));
  expect(volume.data).toEqual(new Float32Array(goldenSeries().values.buffer));
  await expect(openStack(at('series'))).rejects.toThrow(UserError);
});

let server: Server;
let address: string;
let ranges: 'yes' | 'ignored' | 'wrong' = 'yes';
/** What happens to the next answers. */
const mishaps: ('busy' | 'cut' | 'nothing')[] = [];
const asked: string[] = [];
beforeAll(async () => {
  server = createServer(({ url = '', method, headers }, response) => {
    asked.push(`${method} ${url} ${headers.range ?? ''}`);
    let bytes: Buffer;
    try {
      bytes = readFileSync(at(decodeURIComponent(url)));
    } catch {
      // as servers of pages do
      if (url.includes('pages')) return response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
      return response.writeHead(url.includes('broken') ? 500 : 404).end();
    }
    const mishap = mishaps.shift();
    if (mishap === 'busy') return response.writeHead(503).end('busy');
    if (mishap === 'nothing') return response.destroy();
    if (mishap === 'cut') {
      response.writeHead(200, { 'content-length': bytes.length + 1 }).write(bytes);
      return setTimeout(() => response.destroy(), 10);
    }
    const [, from = 0, to = 0] = /bytes=(\d+)-(\d+)/.exec(headers.range ?? '') ?? [];
    if (!headers.range || ranges === 'ignored')
      return response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    const start = ranges === 'wrong' ? 0 : Number(from);
    const part = bytes.subarray(start, start + Number(to) - Number(from) + 1);
    return response
      .writeHead(206, { 'content-range': `bytes ${start}-${start + part.length - 1}/${bytes.length}` })
      .end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it('an OME-Zarr behind an address is read, only what is needed of it', async () => {
  await writeVolume(at('web cells.ome.zarr'), cells, { chunk: { z: 1, y: 30, x: 40 } });
  expect(await readInput('info', `${address}/web cells.ome.zarr`)).toEqual(cells);
  asked.length = 0;
  await using stack = await openStack(`${address}/web%20cells.ome.zarr/`);
  await stack.readPlanes(3, 4);
  expect(asked.filter((line) => /\/0\/\d/.test(line))).toEqual(['GET /web%20cells.ome.zarr/0/3/0/0 ']);
  await expect(readVolume(`${address}/none.zarr`)).rejects.toThrow(FormatError);
  await expect(readVolume(`${address}/pages.zarr`)).rejects.toThrow(FormatError);
  await expect(readVolume(`${address}/broken.zarr`)).rejects.toThrow(/the server answers 500/);
  await expect(readVolume('http://127.0.0.1:9/a.zarr')).rejects.toThrow(/nobody answers/);
});

it('parts are asked for as ranges, whatever a server makes of them', async () => {
  const { hierarchies } = JSON.parse(readFileSync(new URL('../../golden/io/zarr.json', import.meta.url), 'utf8'));
  for (const [key, text] of Object.entries(hierarchies.v3_shards.keys as Record<string, string>)) {
    mkdirSync(at('shards.zarr', key, '..'), { recursive: true });
    writeFileSync(at('shards.zarr', key), Buffer.from(text, 'base64'));
  }
  const wanted = new Uint8Array(Buffer.from(hierarchies.v3_shards.values, 'base64'));
  const read = async () => {
    const stack = await openOmeZarr(httpStore(`${address}/shards.zarr`));
    return new Uint8Array((await stack.readPlanes(0, 5)).data.buffer);
  };
  expect(new Uint8Array((await readVolume(at('shards.zarr'))).data.buffer)).toEqual(wanted);
  for (ranges of ['yes', 'ignored'] as const) expect(await read()).toEqual(wanted);
  ranges = 'wrong';
  await expect(read()).rejects.toThrow(/were asked for, others came/);
});

it('a server that has answered is asked again where it is busy, breaks off or does not answer', async () => {
  await writeVolume(at('web.ome.zarr'), cells);
  const store = httpStore(`${address}/web.ome.zarr`, [1, 1, 1]);
  mishaps.push('busy');
  await expect(store.get('.zattrs')).rejects.toThrow(
    'web.ome.zarr/.zattrs: the server answers 503 Service Unavailable',
  );
  const wanted = await store.get('.zattrs');
  expect(wanted?.length).toBeGreaterThan(100);
  mishaps.push('busy', 'cut', 'nothing');
  expect(await store.get('.zattrs')).toEqual(wanted);
  mishaps.push('cut', 'cut', 'cut', 'cut');
  await expect(store.get('.zattrs')).rejects.toThrow('web.ome.zarr/.zattrs: the connection broke off');
});

it('what is behind an address is told apart by what it says of itself', async () => {
  await writeVolume(at('source.ome.zarr'), cells);
  const before = await identityOf(`${address}/source.ome.zarr`);
  expect(await identityOf(`${address}/source.ome.zarr`)).toBe(before);
  await writeVolume(at('source.ome.zarr'), new HostVolume({ ...cells, spacing: { z: 7 } }));
  expect(await identityOf(`${address}/source.ome.zarr`)).not.toBe(before);
  await expect(identityOf(`${address}/broken.zarr`)).rejects.toThrow(/the server answers 500/);
});
