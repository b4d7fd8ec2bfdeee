/**
 * Kills a run in blocks again and again, at moments drawn by a seed, and begins it again each time: the result must be byte for byte that of a
 * run that nobody disturbed, and no block may have been noted twice. After `npm run build`: `node bench/stream/kills.mjs [kills] [seed]`.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeVolume } from '../../dist/files.js';
import { HostVolume } from '../../dist/index.js';

const [wanted = 50, seed = 1] = process.argv.slice(2).map(Number);
const program = resolve(import.meta.dirname ?? '.', '../../dist/cli.js');
const folder = await mkdtemp(join(tmpdir(), 'brightfield-kills-'));

let state = seed;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

const shape = { z: 192, y: 256, x: 256 };
await writeVolume(
  join(folder, 'stack.zarr'),
  new HostVolume({ shape, data: Float32Array.from({ length: 192 * 256 * 256 }, random) }),
);
const nodes = [
  { id: 'smooth', op: 'gaussian', in: ['image'], params: { sigma: 2 } },
  { id: 'edges', op: 'gradientMagnitude', in: ['smooth'] },
  { id: 'level', op: 'thresholdOtsu', in: ['edges'] },
  { id: 'mask', op: 'greater', in: ['edges', 'level'] },
];
await writeFile(join(folder, 'mask.json'), JSON.stringify({ nodes, outputs: { edges: 'edges', mask: 'mask' } }));
const words = (edges, mask) => [
  ...['run', 'mask.json', '--input', 'image=stack.zarr', '--budget', '24MiB', '--chunks', 'z=8,y=64,x=256'],
  ...['--output', `edges=${edges}`, '--output', `mask=${mask}`],
];

/** Runs the program; kills all of it after so many milliseconds. */
const run = (given, after) =>
  new Promise((done) => {
    const child = spawn(process.execPath, [program, ...given], { cwd: folder, detached: true });
    let text = '';
    child.stderr.on('data', (bytes) => {
      text += bytes;
    });
    const timer = after && setTimeout(() => process.kill(-child.pid, 'SIGKILL'), after);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ code, text });
    });
  });

const hashOf = async (path) => {
  const names = (await readdir(join(folder, path), { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  );
  const hash = createHash('sha256');
  for (const file of names.map((each) => join(each.parentPath, each.name)).sort())
    hash.update(file.slice(join(folder, path).length)).update(await readFile(file));
  return `${names.length} files ${hash.digest('hex')}`;
};

/** The blocks noted in the folder of a job, and those among them that were noted more than once. */
const notesOf = async (path) => {
  const names = await readdir(join(folder, `${path}.blocks`)).catch(() => []);
  const texts = await Promise.all(
    names
      .filter((name) => name.startsWith('done.'))
      .map((name) => readFile(join(folder, `${path}.blocks`, name), 'utf8')),
  );
  const notes = [...texts.join('').matchAll(/^(\d+);$/gm)].map(([, block]) => block);
  return { notes: notes.length, twice: notes.length - new Set(notes).size };
};

const started = performance.now();
const whole = await run(words('whole-edges.zarr', 'whole-mask.zarr'));
const alone = performance.now() - started;
if (whole.code !== 0) throw new Error(whole.text);
const expected = [await hashOf('whole-edges.zarr'), await hashOf('whole-mask.zarr')];
console.log(`undisturbed: ${(alone / 1000).toFixed(1)} s`);

let [kills, completions, twice, fruitless, seen, differing] = [0, 0, 0, 0, 0, 0];
while (kills < wanted || seen > 0) {
  // the last run is left to its end
  const after = kills < wanted ? 300 + random() * random() * 2 * Math.min(8000, 0.6 * alone) : undefined;
  const { code, text } = await run(words('edges.zarr', 'mask.zarr'), after);
  if (code === null) {
    kills++;
    const all = [await notesOf('edges.zarr'), await notesOf('mask.zarr')];
    twice += all[0].twice + all[1].twice;
    const total = all[0].notes + all[1].notes;
    if (total === seen) fruitless++;
    seen = Math.max(1, total);
    console.log(`kill ${kills} after ${Math.round(after)} ms: ${all[0].notes} + ${all[1].notes} blocks are safe`);
    continue;
  }
  if (code !== 0) throw new Error(`it ended with ${code}: ${text}`);
  completions++;
  seen = 0;
  const made = [await hashOf('edges.zarr'), await hashOf('mask.zarr')];
  if (made.join() !== expected.join()) differing++;
  console.log(`complete: ${made.join() === expected.join() ? 'the same bytes' : 'OTHER BYTES'}`);
  const left = (await readdir(folder)).filter((name) => /blocks|tmp|removed/.test(name));
  if (left.length) throw new Error(`left behind: ${left.join(', ')}`);
  for (const path of ['edges.zarr', 'mask.zarr']) await rm(join(folder, path), { recursive: true, force: true });
}
console.log(
  `${kills} kills, ${completions} completed results, ${differing} of them with other bytes; ${twice} blocks noted twice; ${fruitless} of the kills came before a further block was safe`,
);
await rm(folder, { recursive: true, force: true });
if (differing || twice) process.exitCode = 1;
