/** Runs in blocks as a user starts, kills and starts them again: the file is byte for byte that of an undisturbed run at once. */
import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Host } from '../../../src/cli/host.js';
import { produceBlocks } from '../../../src/cli/produceBlocks.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { readVolume, writeVolume } from '../../../src/io/files.js';
import { randomField, toHost } from '../../oracle/index.js';
import { builtProgram, type Outcome, outcomeOf, type Program } from './program.js';

let program: Program;
let folder = '';

beforeAll(async () => {
  program = await builtProgram();
  ({ folder } = program);
  await writeVolume(join(folder, 'stack.npy'), toHost(randomField({ z: 240, y: 24, x: 128 }, 1)));
  const nodes = [
    { id: 'g', op: 'gaussian', in: ['image'], params: { sigma: 1 } },
    { id: 'e', op: 'gradientMagnitude', in: ['g'] },
    { id: 'm', op: 'mean', in: ['e'] },
    { id: 'mask', op: 'greater', in: ['e', 'm'] },
  ];
  await writeFile(join(folder, 'edges.json'), JSON.stringify({ nodes, outputs: { edges: 'e', mask: 'mask' } }));
  await writeFile(join(folder, 'mask.json'), JSON.stringify({ nodes, outputs: { mask: 'mask' } }));
  await writeFile(join(folder, 'number.json'), JSON.stringify({ nodes, outputs: { m: 'm', edges: 'e' } }));
  await writeFile(join(folder, 'one.json'), JSON.stringify({ nodes: nodes.slice(0, 2), outputs: { edges: 'e' } }));
}, 60_000);

afterAll(() => program?.remove());

/** Runs the program; `kill` is asked every few milliseconds whether it is to get a signal, with all that it started. */
async function cli(
  words: readonly string[],
  kill?: () => Promise<boolean>,
  signal: NodeJS.Signals = 'SIGKILL',
): Promise<Outcome> {
  const child = program.start(words, { detached: true });
  const watch = setInterval(async () => {
    if (child.pid === undefined || child.exitCode !== null || !(await kill?.())) return;
    clearInterval(watch);
    process.kill(-child.pid, signal);
  }, 3);
  const outcome = await outcomeOf(child);
  clearInterval(watch);
  return outcome;
}

const run = ['run', 'edges.json', '--input', 'image=stack.npy'];
const noted = async (path: string): Promise<number> => {
  const files = (await readdir(join(folder, `${path}.blocks`)).catch(() => [])).filter((name) =>
    name.startsWith('done.'),
  );
  const texts = await Promise.all(files.map((name) => readFile(join(folder, `${path}.blocks`, name), 'utf8')));
  return texts.join('').split(';').length - 1;
};
const bytes = (path: string): Promise<Buffer> => readFile(join(folder, path));

test('a run that is killed again and again goes on where it stood', async () => {
  const whole = await cli([...run, '--output', 'edges=whole.npy', '--output', 'mask=mask.tif']);
  expect(whole).toEqual({ code: 0, stdout: '', stderr: '' });
  const blocks = [...run, '--budget', '4MiB', '--output', 'edges=blocks.npy', '--output', 'mask=blocks.tif'];
  // each comes further than the one before
  const further = async (count: number): Promise<() => Promise<boolean>> => {
    const before = await noted('blocks.npy');
    return async () => (await noted('blocks.npy')) >= before + count;
  };
  for (const count of [2, 2]) {
    const { code, stderr } = await cli(blocks, await further(count));
    expect(`${code} ${stderr}`).toBe('null ');
  }
  // a supervisor signals the whole group, and the first of it passes that on: once is meant
  const stopped = await cli(blocks, await further(1), 'SIGTERM');
  expect(stopped).toEqual({ code: 143, stdout: '', stderr: 'brightfield: stopped\n' });
  expect((await readdir(join(folder, 'blocks.npy.blocks'))).filter((name) => name.endsWith('.lock'))).toEqual([]);
  const other = await cli([...blocks, '--dtype', 'f16']);
  expect(other.code).toBe(1);
  expect(other.stderr).toMatch(/blocks\.npy\.blocks: it was begun with another pipeline .*: go on with the pipeline/);
  const tuned = await cli([...blocks, '--profile', 'gpu']);
  expect(tuned.stderr).toMatch(
    /blocks\.npy\.blocks: it was begun with another profile \(cpu, now gpu\): go on with --profile cpu, or remove/,
  );
  expect(await cli(blocks)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await bytes('blocks.npy')).equals(await bytes('whole.npy'))).toBe(true);
  expect((await bytes('blocks.tif')).equals(await bytes('mask.tif'))).toBe(true);
  expect((await readdir(folder)).filter((name) => name.includes('.blocks'))).toEqual([]);
});

/** All files below a folder, by path. */
async function tree(path: string): Promise<Map<string, string>> {
  const names = await readdir(join(folder, path), { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'base64')));
  return new Map(files.map((file, at) => [relative(join(folder, path), file), texts[at] ?? '']));
}

test('an OME-Zarr is made of another one, chunk by chunk, also where it is killed', async () => {
  const form = { chunk: { z: 16, y: 8, x: 64 } };
  await writeVolume(join(folder, 'stack.zarr'), await readVolume(join(folder, 'stack.npy')), form);
  const shards = ['--ngff', '0.5', '--compression', 'gzip', '--chunks', 'z=8,y=8,x=64', '--shards', 'z=16,x=128'];
  const mask = (to: string) => ['run', 'mask.json', '--input', 'image=stack.zarr', ...shards, '--output', `mask=${to}`];
  expect(await cli(mask('whole.zarr'))).toEqual({ code: 0, stdout: '', stderr: '' });
  const blocks = [...mask('blocks.zarr'), '--budget', '4MiB'];
  const killed = await cli(blocks, async () => (await noted('blocks.zarr')) >= 3);
  expect(`${killed.code} ${killed.stderr}`).toBe('null ');
  // the mean is known already
  expect(await readdir(join(folder, 'blocks.zarr.blocks'))).toContain('pass.1');
  // as where it is killed between the first byte of a chunk and its name
  const chunks = join(folder, 'blocks.zarr.blocks', 'zarr', '0', 'c', '0');
  await mkdir(chunks, { recursive: true });
  await writeFile(join(chunks, '0.9b2f0c1e-5d3a-4f6b-8c7d-0123456789ab.tmp'), 'half');
  expect(await cli(blocks)).toEqual({ code: 0, stdout: '', stderr: '' });
  const made = await tree('blocks.zarr');
  expect([...made.keys()]).toContain('0/c/14/2/0');
  expect(made).toEqual(await tree('whole.zarr'));
});

test('shards make a file together, and a plan is told', async () => {
  const shard = (which: string) =>
    cli(['run', 'one.json', ...run.slice(2), '--budget', '4MiB', '--shard', which, '--output', 'edges=shards.npy']);
  const [first, second] = [await shard('1/2'), await shard('2/2')];
  expect(first.stderr).toMatch(/shards\.npy: \d+ of \d+ blocks are left to other shards/);
  expect(second).toMatchObject({ code: 0, stderr: expect.stringMatching(/shards\.npy: all blocks are there/) });
  const finishing = ['run', 'one.json', ...run.slice(2), '--budget', '4MiB', '--output', 'edges=shards.npy'];
  const [left, kept] = [join(folder, 'shards.npy.blocks'), join(folder, 'kept')];
  await cp(left, kept, { recursive: true });
  expect(await cli(finishing)).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await bytes('shards.npy')).equals(await bytes('whole.npy'))).toBe(true);
  // as where it was killed when only the folder was left to be removed: a shard removes it, and the file stays
  await rm(join(kept, 'voxels'));
  for (const name of ['ready', 'over']) await writeFile(join(kept, name), '');
  await cp(kept, left, { recursive: true });
  expect(await shard('2/2')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await readdir(folder)).filter((name) => name.includes('.blocks'))).toEqual([]);
  expect((await bytes('shards.npy')).equals(await bytes('whole.npy'))).toBe(true);
  const { stdout } = await cli([...run, '--budget', '4MiB', '--explain']);
  expect(stdout).toMatch(
    /^edges, mask\nreads stack\.npy: z 5\+5, y 5\+5\nreads stack\.npy: z all, y all\npass 1: what mean is made of, .*\npass 2: gradientMagnitude, greater, \d+ blocks of z=\d+ y=\d+ x=128, .* of memory, every voxel read .* times\n$/,
  );
  await writeVolume(
    join(folder, 'flat.png'),
    new HostVolume({ shape: { y: 512, x: 512 }, dtype: 'u8', data: new Uint8Array(randomBytes(512 * 512)) }),
  );
  const flat = await cli(['run', 'one.json', '--input', 'image=flat.png', '--budget', '1MiB', '--explain']);
  expect(flat.stderr).toBe('brightfield: flat.png: files of its kind are read whole: 256 KiB beside the budget\n');
  expect(flat.stdout).toMatch(/^edges\nreads flat\.png: y 5\+5\ngradientMagnitude, \d+ blocks of y=\d+ x=512, /);
  expect(
    (await cli(['run', 'one.json', ...run.slice(2), '--shard', '3/2', '--output', 'edges=no.npy'])).stderr,
  ).toMatch(/--shard must be i\/n/);
});

test('numbers of a stack are printed, and where the time goes', async () => {
  const words = ['run', 'number.json', ...run.slice(2), '--output', 'm=-', '--output'];
  const whole = await cli([...words, 'edges=at-once.npy']);
  const blocks = await cli([...words, 'edges=timed.npy', '--budget', '4MiB', '--time']);
  expect(blocks).toMatchObject({ code: 0, stderr: '' });
  const [number, head, ...rows] = blocks.stdout.trimEnd().split('\n');
  expect(Number(number)).toBeGreaterThan(0);
  // sums are joined in another order than at once
  expect(Number(number)).toBeCloseTo(Number(whole.stdout), 5);
  expect(head).toMatch(/^ +output +blocks +read +upload +compute and read back +write +all +files hidden$/);
  expect(rows.map((row) => row.trim().split(/ {2,}/)[0])).toEqual(['edges', 'm, pass 1 beforehand', 'm', 'total']);
  for (const row of rows) expect(row).toMatch(/ [\d.]+ [mµ]?s +\d+ %$/);
  const refused = await cli(['run', 'one.json', ...run.slice(2), '--budget', '4MiB', '--output', 'edges=-']);
  expect(refused.stderr).toMatch(/^brightfield: edges: only a number can be printed, and this has z=240 y=24 x=128/);
});

test('numbers are printed once, also where the device is lost between them', async () => {
  const nodes = ['mean', 'max'].map((op) => ({ id: op, op, in: ['image'] }));
  const document = { nodes, outputs: { mean: 'mean', max: 'max' } };
  const [printed, warned]: [string[], string[]] = [[], []];
  const run = vi.spyOn(Engine.prototype, 'runRegion');
  const host: Host = {
    print: (line) => void printed.push(line),
    warn: (line) => void warned.push(line),
    tell: () => undefined,
    signal: new AbortController().signal,
    whole: (work) => work(),
    // the first number is known, the second is not
    progress: (done) => {
      if (done > 0.5 && warned.length === 0) (run.mock.contexts[0] as Engine | undefined)?.context.device.destroy();
    },
    enter: async () => undefined,
  };
  const outputs = new Map(Object.keys(document.outputs).map((name) => [name, '-']));
  const inputs = new Map([['image', join(folder, 'stack.npy')]]);
  const rest = { reading: {}, writing: {}, dtype: undefined, explain: false, time: false, shard: undefined };
  await produceBlocks({ document, inputs, outputs, ...rest, budget: 4 << 20, profile: undefined }, host);
  run.mockRestore();
  expect(warned).toEqual([expect.stringMatching(/^the device was lost.*; going on with the blocks that are left$/)]);
  expect(printed).toEqual([expect.stringMatching(/^mean .*\d$/), expect.stringMatching(/^max .*\d$/)]);
});

test('names and colours of channels and the time between images stay, in blocks and at once', async () => {
  const timeStep = { value: 0.5, unit: 's' };
  const channels = [{ name: 'DAPI', color: '#0000FF' }, { name: 'GFP' }, { color: '#FF0000' }];
  const field = toHost(randomField({ n: 2, c: 3, z: 12, y: 24, x: 32 }, 3));
  await writeVolume(join(folder, 'series.tif'), new HostVolume({ ...field, acquired: { timeStep, channels } }));
  const nodes = [
    { id: 'g', op: 'gaussian', in: ['image'], params: { sigma: 1 } },
    { id: 'otsu', op: 'thresholdOtsu', in: ['g'] },
    { id: 'mask', op: 'greater', in: ['g', 'otsu'] },
    { id: 'grey', op: 'rgbToGray', in: ['g'] },
  ];
  const outputs = { g: 'g', mask: 'mask', grey: 'grey' };
  await writeFile(join(folder, 'series.json'), JSON.stringify({ nodes, outputs }));
  const words = ['run', 'series.json', '--input', 'image=series.tif'];
  const files = (prefix: string): string[] =>
    ['g=g.zarr', 'mask=mask.tif', 'grey=grey.tif'].flatMap((each) => ['--output', each.replace('=', `=${prefix}.`)]);
  const quiet = { code: 0, stdout: '', stderr: '' };
  expect(await cli([...words, ...files('whole')])).toEqual(quiet);
  expect(await cli([...words, '--budget', '2MiB', ...files('blocks')])).toEqual(quiet);
  const acquired = async (path: string) => (await readVolume(join(folder, path))).acquired;
  for (const prefix of ['whole', 'blocks']) {
    expect(await acquired(`${prefix}.g.zarr`)).toEqual({ timeStep, channels });
    expect(await acquired(`${prefix}.mask.tif`)).toEqual({ timeStep, channels });
    expect(await acquired(`${prefix}.grey.tif`)).toEqual({ timeStep });
  }
  expect(await bytes('blocks.g.zarr/.zattrs')).toEqual(await bytes('whole.g.zarr/.zattrs'));
  const { stdout } = await cli(['info', 'blocks.mask.tif']);
  expect(stdout).toContain('time step   0.5 s\nchannels    DAPI #0000FF, GFP, 2 #FF0000\n');
});
