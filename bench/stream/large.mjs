/**
 * A stack larger than the memory through gaussian, gradientMagnitude, Otsu and a mask, from an OME-Zarr into an OME-Zarr: peak memory,
 * throughput, and a table of where the time goes. After `npm run build`:
 * `node dist/cli.js node bench/stream/large.mjs [GiB] [budget in MiB] [folder]`. The stack is generated and removed again.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { durableStore, folderStore } from '../../dist/files.js';
import { gaussian, gradientMagnitude, greater, HostVolume, openEngine, thresholdOtsu } from '../../dist/index.js';
import { memoryStore, openOmeZarr, writeOmeZarr } from '../../dist/io.js';
import { explainStream, planOf, runBlocks, stackBlocks, stageTimes, zarrSink } from '../../dist/stream.js';

const [gib = '4', mib = '1024', folder = join(tmpdir(), 'brightfield-large'), task] = process.argv.slice(2);
const shape = { n: 1, c: 1, z: Math.round(Number(gib) * 256), y: 1024, x: 1024 };
const bytes = shape.z * shape.y * shape.x * 4;
const form = { version: '0.5', compression: 'blosc', chunk: { z: 16, y: 256, x: 256 }, pyramid: 'none' };
const [from, to] = [join(folder, 'stack.zarr'), join(folder, 'mask.zarr')];

/** Bright balls in the grain of a camera of 12 bits, as floats. */
function planes(z0, count) {
  const volume = new HostVolume({ shape: { ...shape, z: count } });
  let state = (z0 + 1) * 2654435761;
  let at = 0;
  for (let z = z0; z < z0 + count; z++)
    for (let y = 0; y < shape.y; y++)
      for (let x = 0; x < shape.x; x++) {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        const [dz, dy, dx] = [(z % 64) - 32, (y % 80) - 40, (x % 96) - 48];
        const ball = dz * dz + dy * dy + dx * dx < 24 * 24 ? 1500 : 0;
        volume.data[at++] = 200 + ball + (state >>> 26);
      }
  return volume;
}

async function make() {
  await mkdir(from, { recursive: true });
  const sink = zarrSink(durableStore(from), { shape, dtype: 'f32', spacing: {}, unit: '', layout: 'zyx' }, form);
  for (let z = 0; z < shape.z; z += 32)
    await sink.write({ n: [0, 1], c: [0, 1], z: [z, z + 32], y: [0, shape.y] }, planes(z, 32));
  await sink.finish();
}

const sizeOf = async (path) => {
  const names = await readdir(path, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
};

/** A store that counts what passes and how long the disk takes; several reads at a time count once. */
function counting(store) {
  const count = { bytes: 0, ms: 0 };
  let [open, since] = [0, 0];
  const timed = async (work) => {
    if (open++ === 0) since = performance.now();
    try {
      return await work;
    } finally {
      if (--open === 0) count.ms += performance.now() - since;
    }
  };
  return {
    ...store,
    count,
    async get(...words) {
      const found = await timed(store.get(...words));
      count.bytes += found?.length ?? 0;
      return found;
    },
    set(key, data) {
      count.bytes += data.length;
      return timed(store.set(key, data));
    },
  };
}

/** Milliseconds that the codec takes for the stack, alone: a chunk read and written in memory. */
async function codec() {
  const chunk = planes(0, 32);
  const store = memoryStore('chunk.zarr');
  const started = performance.now();
  await writeOmeZarr(store, chunk, form);
  const middle = performance.now();
  const reader = await openOmeZarr(store);
  await reader.readPlanes(0, 32);
  const share = bytes / chunk.data.byteLength;
  return { encode: (middle - started) * share, decode: (performance.now() - middle) * share };
}

async function work() {
  const engine = await openEngine();
  console.log(`${engine.adapter.name}, ${gib} GiB of f32, a budget of ${mib} MiB`);
  const [source, target] = [counting(folderStore(from)), counting(durableStore(to))];
  const budget = Number(mib) * 2 ** 20;
  await mkdir(to, { recursive: true });
  const image = stackBlocks(await openOmeZarr(source, { cacheBytes: budget / 8 }), 'stack.zarr');
  const edges = gradientMagnitude(gaussian(image, { sigma: 2 }));
  const mask = greater(edges, thresholdOtsu(edges));
  const sink = zarrSink(target, mask, { ...form, compression: 'zstd' });
  const plan = planOf(engine, mask, sink, budget * (7 / 8));
  console.log(explainStream(plan));
  const alone = await codec();
  const read = source.count.bytes;
  const stages = [];
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await runBlocks(engine, mask, sink, { plan, stage: (stage) => stages.push(stage) });
  await sink.finish();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const times = stageTimes(stages);
  const passes = plan.first.length + 1;
  const row = (what, ms, note = '') =>
    console.log(
      `${what.padEnd(34)} ${(ms / 1000).toFixed(1).padStart(7)} s ${((100 * ms) / wall).toFixed(0).padStart(4)} %  ${note}`,
    );
  row(
    'all',
    wall,
    `${(bytes / wall / 1e6).toFixed(3)} GB/s of the stack, ${((bytes * passes) / wall / 1e6).toFixed(3)} GB/s in ${passes} passes`,
  );
  row('read: disk and codec', times.read, 'while another block is computed');
  row('  of it the disk', source.count.ms, `${((source.count.bytes - read) / 1e9).toFixed(2)} GB compressed`);
  row('  the codec, alone', alone.decode * passes, `${(bytes / alone.decode / 1e6).toFixed(2)} GB/s`);
  row('upload and commands', times.compute);
  row('GPU, rest of it, and read back', times.back);
  row('write: codec and disk', times.write, 'while another block is computed');
  row('  of it the disk', target.count.ms, `${(target.count.bytes / 1e9).toFixed(3)} GB compressed`);
  row('GPU at work', times.device);
  row('files at work', times.files);
  row('both at once', times.both);
  row('processors', (user + system) / 1000, `${((user + system) / 1000 / wall).toFixed(2)} of them busy`);
  console.log(`peak memory ${(process.resourceUsage().maxRSS / 2 ** 20).toFixed(2)} GiB`);
  engine.dispose();
}

if (task === 'make') await make();
else {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    // in a process of its own, whose memory does not count
    const made = spawnSync(process.execPath, [fileURLToPath(import.meta.url), gib, mib, folder, 'make'], {
      stdio: 'inherit',
    });
    if (made.status !== 0) throw new Error('the stack could not be generated');
    console.log(`generated: ${(bytes / 1e9).toFixed(2)} GB, ${((await sizeOf(from)) / 1e9).toFixed(2)} GB compressed`);
    await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
