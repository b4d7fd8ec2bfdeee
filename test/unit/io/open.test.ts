/** Files of a page, opened in place: what belongs together, what is refused, progress, and the end of it. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { CancelledError, FormatError } from '../../../src/core/errors.js';
import { fileOf } from '../../../src/io/fileOf.js';
import { decode, encode } from '../../../src/io/formats.js';
import { openFiles } from '../../../src/io/open.js';
import type { PickedFile } from '../../../src/io/picked.js';
import { goldenFiles, goldenSeries } from './golden.js';
import { noise } from './noise.js';

const fileAt = (path: string, bytes: Uint8Array): PickedFile => ({
  file: new File([bytes as BlobPart], path.replace(/.*\//, '')),
  path,
});
const slice = noise('u8', { y: 3, x: 4 });
const stack = noise('u16', { n: 2, c: 3, z: 4, y: 5, x: 6 }, { spacing: { z: 2, y: 1, x: 1 }, unit: 'µm' });

it('a folder of everything becomes what it is', async () => {
  const { hierarchies } = JSON.parse(readFileSync(new URL('../../golden/io/zarr.json', import.meta.url), 'utf8'));
  const zarr = Object.entries(hierarchies['ome_0.5_shards'].keys as Record<string, string>);
  const files = [
    ...[0, 1, 2, 3, 4].map((at) =>
      fileAt(`all/scan/IM${9 - at}`, goldenFiles()[`series_${at}.dcm`]?.bytes as Uint8Array),
    ),
    fileAt('all/scan/DICOMDIR', new Uint8Array(200)),
    ...[1, 10, 2].map((number) => fileAt(`all/cells/z${number}.png`, new Uint8Array())),
    ...zarr.map(([key, text]) => fileAt(`all/deep.zarr/${key}`, new Uint8Array(Buffer.from(text, 'base64')))),
    fileAt('all/stack.tif', await encode(stack, 'stack.tif')),
    fileAt('all/stack.npy', await encode(stack, 'stack.npy')),
    fileAt('all/zooms.nii.gz', goldenFiles()['zooms.nii.gz']?.bytes as Uint8Array),
    fileAt('all/notes.txt', new Uint8Array(9)),
    fileAt('all/broken.tif', new Uint8Array(9)),
    fileAt('all/.DS_Store', new Uint8Array(9)),
  ];
  const png = await encode(slice, 'a.png');
  for (const [at, each] of files.entries()) if (each.path.endsWith('.png')) files[at] = fileAt(each.path, png);
  const said: [number, string][] = [];
  const { opened, refused } = await openFiles(files, { progress: (share, name) => said.push([share, name]) });
  const summary = opened.map(({ name, kind, files: count }) => `${name}: ${kind} of ${count}`).sort();
  expect(summary).toEqual([
    'all/cells: slices of 3',
    `all/deep.zarr: ome-zarr of ${zarr.length}`,
    'all/scan: dicom series of 5',
    'all/stack.npy: npy of 1',
    'all/stack.tif: tiff of 1',
    'all/zooms.nii.gz: gzipped nifti of 1',
  ]);
  expect(refused.map(({ name }) => name).sort()).toEqual(['all/broken.tif', 'all/notes.txt']);
  expect(refused.find(({ name }) => name.endsWith('.tif'))?.error).toBeInstanceOf(FormatError);
  const volumeOf = (kind: string) => opened.find((each) => each.kind === kind)?.volume;
  expect(volumeOf('dicom series')?.data).toEqual(new Float32Array(goldenSeries().values.buffer));
  expect(volumeOf('slices')).toMatchObject({ shape: { z: 3, y: 3, x: 4 }, dtype: 'u8' });
  expect(volumeOf('tiff')).toEqual(stack);
  expect(volumeOf('npy')?.data).toEqual(stack.data);
  expect(volumeOf('ome-zarr')?.spacing).toMatchObject({ z: 3 });
  const shares = said.map(([share]) => share);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
});

it('numbered images that differ are images of their own', async () => {
  const sizes = [4, 4, 5];
  const files = await Promise.all(
    sizes.map(
      async (x, at) => new File([(await encode(noise('u8', { y: 3, x }), 'a.png')) as BlobPart], `photo${at}.png`),
    ),
  );
  const { opened, refused } = await openFiles(files);
  expect(opened.map(({ name, kind, volume }) => `${name} ${kind} ${volume.shape.x}`)).toEqual([
    'photo0.png png 4',
    'photo1.png png 4',
    'photo2.png png 5',
  ]);
  expect(refused).toEqual([]);
});

it('a damaged slice is named, and no stack is made without it', async () => {
  const png = await encode(slice, 'a.png');
  const files = [0, 1, 2].map((at) => fileAt(`z/s${at}.png`, at === 1 ? png.subarray(0, 40) : png));
  const { opened, refused } = await openFiles(files);
  expect(opened).toEqual([]);
  expect(refused[0]?.error.message).toMatch(/^z\/s1\.png: /);
});

it('reading stops where it is told to', async () => {
  const control = new AbortController();
  const large = noise('u8', { z: 40, y: 1024, x: 1024 });
  const file = new File([(await encode(large, 'large.npy')) as BlobPart], 'large.npy');
  const said: number[] = [];
  const progress = (share: number) => {
    said.push(share);
    if (share > 0.3) control.abort();
  };
  await expect(openFiles([file], { signal: control.signal, progress })).rejects.toThrow(CancelledError);
  expect(said.length).toBe(2);
  await expect(openFiles([file], { signal: control.signal })).rejects.toThrow(CancelledError);
});

it('an address that nobody answers at is among the refused', async () => {
  const { opened, refused } = await openFiles([
    'http://127.0.0.1:9/cells.ome.zarr',
    new File([(await encode(slice, 'a.png')) as BlobPart], 'a.png'),
  ]);
  expect(opened.map(({ name }) => name)).toEqual(['a.png']);
  expect(refused.map(({ name }) => name)).toEqual(['http://127.0.0.1:9/cells.ome.zarr']);
});

it('what is too large comes in slabs where that is asked for, and is refused where not', async () => {
  const deep = noise('u16', { c: 2, z: 9, y: 5, x: 6 }, { spacing: { z: 2, y: 1, x: 1 }, unit: 'µm' });
  const png = await encode(slice, 'a.png');
  const files = [
    fileAt('deep.tif', await encode(deep, 'deep.tif')),
    ...[1, 2, 3].map((number) => fileAt(`cells/z${number}.png`, png)),
  ];
  const maxBytes = 35;
  const { opened, large, refused } = await openFiles(files, { maxBytes: 2 * 5 * 6 * 2 * 3, slabs: true });
  expect(opened.map(({ name }) => name)).toEqual(['cells']);
  expect(refused).toEqual([]);
  expect(large.map(({ name, kind, given }) => [name, kind, given])).toEqual([['deep.tif', 'tiff', [files[0]]]]);
  const source = large[0]?.source;
  expect(source).toMatchObject({ axis: 'z', description: { shape: deep.shape, spacing: deep.spacing, unit: 'µm' } });
  // as often as it is asked for
  for (let time = 0; time < 2; time++) {
    let planes = 0;
    for await (const { from, volume } of source?.slabs() ?? []) {
      expect(from).toBe(planes);
      expect(volume.at({ c: 1, z: 0, y: 4, x: 5 })).toBe(deep.at({ c: 1, z: from, y: 4, x: 5 }));
      planes += volume.shape.z;
    }
    expect(planes).toBe(9);
  }
  const slices = await openFiles(files.slice(1), { maxBytes, slabs: true });
  expect(slices.large.map(({ name, kind }) => [name, kind])).toEqual([['cells', 'slices']]);
  // a plane must fit
  const none = await openFiles(files.slice(0, 1), { maxBytes: 100, slabs: true });
  expect(none.refused[0]?.error.message).toMatch(/^deep\.tif: .* more than the limit of 100/);
  const plain = await openFiles(files.slice(0, 1), { maxBytes: 2 * 5 * 6 * 2 * 3 });
  expect(plain.refused[0]?.error).toBeInstanceOf(FormatError);
});

it('a gzipped NIfTI and a DICOM series that are too large come in slabs, too, as often as they are asked for', async () => {
  const golden = goldenFiles();
  const nifti = golden['time.nii']?.bytes as Uint8Array;
  // two members, as bgzip writes them
  const zipped = Buffer.concat([gzipSync(nifti.subarray(0, 400)), gzipSync(nifti.subarray(400))]);
  const series = [0, 1, 2, 3, 4].map((at) => fileAt(`scan/IM${at}`, golden[`series_${at}.dcm`]?.bytes as Uint8Array));
  const wanted = await decode(nifti, { name: 'time.nii' });
  const scan = new Float32Array(goldenSeries().values.buffer);
  // room for one moment, and for two slices
  const moment = wanted.data.byteLength / wanted.shape.n;
  const given = [
    { files: [fileAt('time.nii.gz', zipped)], maxBytes: moment, axis: 'n', planes: 1, data: wanted.data },
    { files: series, maxBytes: (scan.byteLength / 5) * 2, axis: 'z', planes: 2, data: scan },
  ] as const;
  for (const { files, maxBytes, axis, planes, data } of given) {
    const { large, refused } = await openFiles(files, { slabs: true, maxBytes });
    expect(refused).toEqual([]);
    expect(large[0]?.source.axis).toBe(axis);
    for (let time = 0; time < 2; time++) {
      const numbers: number[] = [];
      const lengths: number[] = [];
      for await (const { volume } of large[0]?.source.slabs() ?? []) {
        numbers.push(...Array.from(volume.data, Number));
        lengths.push(volume.shape[axis]);
      }
      expect(lengths[0]).toBe(planes);
      expect(numbers).toEqual(Array.from(data, Number));
    }
  }
  zipped[zipped.length - 6] = (zipped[zipped.length - 6] as number) ^ 1;
  const damaged = await openFiles([fileAt('time.nii.gz', zipped)], { slabs: true, maxBytes: moment });
  const all = async () => {
    for await (const { volume } of damaged.large[0]?.source.slabs() ?? []) expect(volume.dtype).toBe(wanted.dtype);
  };
  await expect(all()).rejects.toThrow('time.nii.gz: compressed data is damaged: its checksum does not agree');
});

it('a volume is a file again, of the bytes that encode gives', async () => {
  const volume = noise('u16', { z: 2, y: 5, x: 6 });
  const file = await fileOf(volume, 'stack.tif', { compression: 'deflate' });
  expect(file.name).toBe('stack.tif');
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(
    await encode(volume, 'stack.tif', { compression: 'deflate' }),
  );
  await expect(fileOf(volume, 'stack.nii')).rejects.toThrow('nifti is read, not written');
  await expect(fileOf(volume, 'stack.tif', { signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
});
