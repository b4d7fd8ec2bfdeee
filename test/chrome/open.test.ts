/**
 * People's own files in a real Chromium: each kind is decoded in a worker to what node decodes, from the development server and from a
 * built page; the page goes on meanwhile; and an OME-Zarr is written to and read from a folder of the page, and read from its server.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { build, preview } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HostVolume } from '../../src/core/hostVolume.js';
import { decode, encode } from '../../src/io/formats.js';
import type * as Io from '../../src/io/index.js';
import { memoryStore } from '../../src/io/zarr/store.js';
import { writeOmeZarr } from '../../src/io/zarr/write.js';
import { strictPolicy } from '../../src/setup/pages/policy.js';
import { goldenFiles } from '../unit/io/golden.js';
import { noise } from '../unit/io/noise.js';
import { launch, type Served, servedSources } from './browser.js';

const golden = goldenFiles();
const image = noise('u16', { z: 3, y: 30, x: 40 }, { spacing: { z: 2, y: 0.5, x: 0.5 }, unit: 'µm' });
const large = noise('u8', { z: 48, y: 1024, x: 1024 });
const files: Record<string, Uint8Array> = {};
let browser: Browser;
let sources: Served;
let built: Served;

beforeAll(async () => {
  for (const name of ['rgb8.png', 'gray.jpg', 'zstd.tif', 'lzw_rgb.tif', 'time.nii', 'slope_u1.nii.gz', 'rescaled.dcm'])
    files[name] = golden[name]?.bytes as Uint8Array;
  for (const name of ['MR_small_jp2klossless.dcm', 'MR_small_jpeg_ls_lossless.dcm', 'MR_lossless.dcm'])
    files[name] = golden[name]?.bytes as Uint8Array;
  for (const name of ['image.npy', 'image.tif']) files[name] = await encode(image, name);
  files['zstd.ome.zarr.zip'] = await encode(image, 'a.zarr.zip', { version: '0.5' });
  files['blosc.ome.zarr.zip'] = await encode(image, 'a.zarr.zip', { compression: 'blosc' });
  [browser, sources, built] = await Promise.all([launch(), servedSources(), servedLibrary()]);
});

afterAll(async () => {
  await browser?.close();
  await sources?.close();
  await built?.close();
});

/** Bytes as gzipped NIfTI, which is inflated in one go: another program's header, with other lengths. */
function niftiOf({ shape, data }: HostVolume): Uint8Array {
  const header = Buffer.from((golden['nifti_u1_le.nii']?.bytes as Uint8Array).slice(0, 352));
  for (const [at, axis] of (['x', 'y', 'z'] as const).entries()) header.writeInt16LE(shape[axis], 42 + 2 * at);
  return gzipSync(Buffer.concat([header, data as Uint8Array]), { level: 1 });
}

/** A page of its own, built as a user builds one. */
async function servedLibrary(): Promise<Served> {
  const root = mkdtempSync(join(tmpdir(), 'brightfield-open-'));
  writeFileSync(join(root, 'index.html'), '<script type="module" src="./main.ts"></script>');
  writeFileSync(join(root, 'main.ts'), "import * as io from 'brightfield/io'; Object.assign(window, { io });");
  const options = {
    root,
    configFile: 'vite.config.ts',
    base: './',
    logLevel: 'error',
  } as const;
  await build({
    ...options,
    plugins: [strictPolicy()],
    build: { outDir: join(root, 'out'), target: 'es2022', chunkSizeWarningLimit: 2000 },
  });
  const server = await preview({
    ...options,
    build: { outDir: join(root, 'out') },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.httpServer.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    async close() {
      await server.close();
      rmSync(root, { recursive: true });
    },
  };
}

/** What a page of these tests has. */
interface InPage {
  readonly io: typeof Io;
  readonly summary: typeof summary;
}

/** A page with the library as `window.io`, and the files behind addresses below `given/`. */
async function pageOf(url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**/given/**', async (route) => {
    const bytes = files[decodeURIComponent(route.request().url().split('/given/')[1] ?? '')];
    await (bytes ? route.fulfill({ body: Buffer.from(bytes) }) : route.fulfill({ status: 404 }));
  });
  // not by a script of its own: the policy of the built page has none but files
  await page.addInitScript(`window.summary = ${summary}`);
  if (url === sources.url) {
    await page.route('**/empty.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto(`${url}empty.html`);
    const path = `/@fs${process.cwd()}/src/io/index.ts`;
    await page.addScriptTag({
      type: 'module',
      content: `import * as io from '${path}'; Object.assign(window, { io });`,
    });
  } else await page.goto(url);
  await page.waitForFunction(() => 'io' in window);
  return { page, complaints };
}

/** What of a volume is compared: all but its numbers, and a sum of these in which every place counts. */
const summary = ({ shape, dtype, spacing, unit, layout, data }: HostVolume) => {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const sum = bytes.reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 7);
  return { shape, dtype, spacing, unit, layout, sum };
};

test.each(['sources', 'built'] as const)('files of each kind are what node reads of them: %s', async (from) => {
  const { page, complaints } = await pageOf((from === 'sources' ? sources : built).url);
  const names = Object.keys(files).filter((name) => !name.includes('/'));
  const found = await page.evaluate(async (names) => {
    const { io, summary } = window as unknown as InPage;
    const picked = await Promise.all(
      names.map(async (name) => new File([await (await fetch(`given/${name}`)).blob()], name)),
    );
    // these three are the same slice of one series
    const same = picked.filter(({ name }) => name.startsWith('MR_'));
    const several = picked.filter((file) => !same.includes(file));
    const { opened, refused } = await io.openFiles([...several, new File(['nothing'], 'notes.txt')]);
    const apart = await Promise.all(same.map((file) => io.openFiles([file])));
    const all = [...opened, ...apart.flatMap((each) => each.opened)];
    return {
      opened: all.map(({ name, kind, volume }) => ({ name, kind, ...summary(volume) })),
      refused: refused.map(({ name, error }) => `${name} ${error.name}: ${error.message}`),
    };
  }, names);
  expect(found.refused).toEqual(['notes.txt UserError: notes.txt: nothing that is read here']);
  expect(found.opened.map(({ name }) => name).sort()).toEqual([...names].sort());
  for (const each of found.opened) {
    const wanted = await decode(files[each.name] as Uint8Array, { name: each.name });
    expect(each).toEqual({ name: each.name, kind: each.kind, ...summary(wanted) });
  }
  expect(complaints).toEqual([]);
  await page.close();
});

test.each([
  'sources',
  'built',
] as const)('what is too large comes in slabs, as often as it is asked for: %s', async (from) => {
  const { page, complaints } = await pageOf((from === 'sources' ? sources : built).url);
  const found = await page.evaluate(async () => {
    const { io } = window as unknown as InPage;
    const file = new File([await (await fetch('given/image.npy')).blob()], 'image.npy');
    const { large, refused } = await io.openFiles([file], { maxBytes: 4000, slabs: true });
    const source = large[0]?.source;
    const slabs: [number, number][] = [];
    const shares: number[] = [];
    for await (const { from, volume } of source?.slabs({ progress: (share) => shares.push(share) }) ?? [])
      slabs.push([from, Array.from(volume.data, Number).reduce((sum, value) => sum + value, 0)]);
    const stop = new AbortController();
    stop.abort();
    const error = await source
      ?.slabs({ signal: stop.signal })
      [Symbol.asyncIterator]()
      .next()
      .catch((thrown: Error) => thrown.name);
    return { slabs, shares, error, refused: refused.length, shape: source?.description.shape };
  });
  const sums = [0, 1, 2].map((z) =>
    Array.from(image.data.subarray(1200 * z, 1200 * (z + 1)), Number).reduce((sum, value) => sum + value, 0),
  );
  const slabs = sums.map((sum, z) => [z, sum]);
  expect(found).toEqual({ slabs, shares: [1 / 3, 2 / 3, 1], error: 'CancelledError', refused: 0, shape: image.shape });
  expect(complaints).toEqual([]);
  await page.close();
});

test('the page goes on while a large file is decoded, hears how far it is, and can stop it', async () => {
  files['large.nii.gz'] = niftiOf(large);
  const { page } = await pageOf(built.url);
  let workers = 0;
  page.on('worker', () => workers++);
  const seen = await page.evaluate(async () => {
    const { io } = window as unknown as InPage;
    const file = new File([await (await fetch('given/large.nii.gz')).blob()], 'large.nii.gz');
    const shares: number[] = [];
    // what else the page did meanwhile: a channel's turns, each one a task of its own
    const { port1, port2 } = new MessageChannel();
    let turns = 0;
    port1.onmessage = () => {
      turns++;
      port2.postMessage(null);
    };
    port2.postMessage(null);
    const { opened } = await io.openFiles([file], { progress: (share) => shares.push(share) });
    port1.close();
    const control = new AbortController();
    const error = await io
      .openFiles([file], { signal: control.signal, progress: () => control.abort() })
      .catch((thrown: Error) => thrown);
    return {
      turns,
      shares,
      error: (error as Error).name,
      voxel: opened[0]?.volume.at({ z: 47, y: 1023, x: 1000 }),
    };
  });
  expect(seen.voxel).toBe(large.at({ z: 47, y: 1023, x: 1000 }));
  // one for each time it was opened: nothing is decoded in the page itself
  expect(workers).toBe(2);
  expect(seen.turns).toBeGreaterThan(100);
  expect(seen.shares.length).toBeGreaterThan(1);
  expect(seen.shares.at(-1)).toBe(1);
  expect(seen.error).toBe('CancelledError');
  await page.close();
});

test.each([
  'sources',
  'built',
] as const)('an OME-Zarr of a folder of the page, of its server, and in a zip: %s', async (from) => {
  const store = memoryStore('web.zarr');
  await writeOmeZarr(store, image, { chunk: { z: 1 } });
  for (const [key, bytes] of store.entries) files[`web.zarr/${key}`] = bytes;
  const { page } = await pageOf((from === 'sources' ? sources : built).url);
  const found = await page.evaluate(async () => {
    const { io, summary } = window as unknown as InPage;
    const whole = async (reader: Awaited<ReturnType<typeof io.openOmeZarr>>) =>
      reader.readPlanes(0, reader.description.shape[reader.axis]);
    const web = await io.openFiles([new URL('given/web.zarr', location.href).href]);
    const server = web.opened[0]?.volume as HostVolume;
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('cells.ome.zarr', {
      create: true,
    });
    await io.writeOmeZarr(io.handleStore(folder), server, { version: '0.5', compression: 'gzip' });
    const written = await whole(await io.openOmeZarr(io.handleStore(folder)));
    const { opened } = await io.openFiles(await io.filesOfFolder(folder));
    const first = summary(server);
    // the worker takes the voxels with it
    const zip = await io.fileOf(server, 'cells.ome.zarr.zip');
    const zipped = await io.openFiles([zip]);
    const others = [written, opened[0]?.volume, zipped.opened[0]?.volume].map((volume) => volume && summary(volume));
    const kept = zipped.opened[0]?.volume as HostVolume;
    const stop = new AbortController();
    const thrown = (work: Promise<unknown>) => work.catch(({ name, message }: Error) => `${name}: ${message}`);
    // before its voxels are given away, and in the worker
    const refused = [await thrown(io.fileOf(kept, 'cells.nii')), await thrown(io.fileOf(kept, 'cells.png'))];
    const stopped = thrown(io.fileOf(opened[0]?.volume as HostVolume, 'cells.tif', { signal: stop.signal }));
    stop.abort();
    return { volumes: [first, ...others], left: server.data.length, refused, stopped: await stopped };
  });
  const wanted = summary(image);
  expect(found.volumes).toEqual([wanted, wanted, wanted, wanted]);
  expect(found.left).toBe(0);
  expect(found.refused).toEqual([
    expect.stringMatching(/^UserError: cells\.nii: nifti is read, not written/),
    expect.stringMatching(/^UserError: png: the volume must be one image/),
  ]);
  expect(found.stopped).toBe('CancelledError: files: writing was stopped');
  await page.close();
});
