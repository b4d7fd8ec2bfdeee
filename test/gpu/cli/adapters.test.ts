/** Several adapters in one machine, here SwiftShader beside that of the tests: which is taken, what is told, and what shards of one job may be made on. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adapterNames } from '../../../src/gpu/adapter.js';
import { writeVolume } from '../../../src/io/files.js';
import { randomField, toHost } from '../../oracle/index.js';
import { load } from '../../unit/setup/load.js';
import { builtProgram, type Outcome, outcomeOf, type Program } from './program.js';

const { userEnvironment } = await load('guard');
const { ways } = await load('ways');

let program: Program;
/** The adapter that these tests run on, by name. */
let own = '';
/** What its driver and SwiftShader are named by, so that one process sees both. */
let both: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  program = await builtProgram();
  const swiftShader = await firstOf(/SwiftShader/);
  const { VK_DRIVER_FILES } = process.env;
  both = VK_DRIVER_FILES
    ? { VK_DRIVER_FILES: `${VK_DRIVER_FILES}:${swiftShader}` }
    : { VK_ADD_DRIVER_FILES: swiftShader };
  [own = ''] = await adapterNames();
  await writeVolume(join(program.folder, 'stack.npy'), toHost(randomField({ z: 240, y: 24, x: 128 }, 1)));
  const nodes = [{ id: 'g', op: 'gaussian', in: ['image'], params: { sigma: 1 } }];
  await writeFile(join(program.folder, 'blur.json'), JSON.stringify({ nodes, outputs: { g: 'g' } }));
}, 300_000);

afterAll(() => program?.remove());

/** The manifest of the first way to a driver of that name; fetched where the machine has none. */
async function firstOf(name: RegExp): Promise<string> {
  for (const way of ways({})) {
    const launch = name.test(way.name) && (await way.launch({ download: true }));
    if (launch) return launch.env.VK_DRIVER_FILES;
  }
  throw new Error('a second driver is needed: install a Chromium, which brings SwiftShader (apt-get install chromium)');
}

/** Runs the program where both are seen, told to take an adapter. */
function cli(adapter: string | undefined, ...words: string[]): Promise<Outcome> {
  const env = { ...userEnvironment(), ...both, ...(adapter !== undefined && { BRIGHTFIELD_ADAPTER: adapter }) };
  return outcomeOf(program.start(words, { env }));
}

test('a part of its name takes one of several, and info lists all', async () => {
  const swiftShader = await cli('SwiftShader', 'info');
  expect(swiftShader.stdout).toMatch(/^adapter +SwiftShader/m);
  const all = /^all +(.*) \(BRIGHTFIELD_ADAPTER/m.exec(swiftShader.stdout)?.[1];
  expect(all).toContain('SwiftShader');
  expect(all).toContain(own);
  expect((await cli(own, 'info')).stdout).not.toMatch(/^adapter +SwiftShader/m);
});

test('a part of no name, or of several, is refused with those that there are', async () => {
  expect(await cli('pipe of clay', 'gaussian', 'stack.npy', 'no.npy')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/BRIGHTFIELD_ADAPTER must be part of an adapter's name, got 'pipe of clay'/),
  });
  expect(await cli('e', 'gaussian', 'stack.npy', 'no.npy')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/part of one adapter's name, got 'e', which '.*', '.*' have$/m),
  });
});

test('shards of a job go on side by side on one adapter, and on no other', async () => {
  const run = ['run', 'blur.json', '--input', 'image=stack.npy'];
  const shard = (which: string) => [...run, '--budget', '4MiB', '--shard', which, '--output', 'g=shards.npy'];
  const first = await cli(own, ...shard('1/3'));
  expect(first).toMatchObject({ code: 0, stderr: expect.stringMatching(/blocks are left to other shards/) });
  const other = await cli('SwiftShader', ...shard('2/3'));
  expect(other).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/adapter .*SwiftShader/),
  });
  expect(await Promise.all([cli(own, ...shard('2/3')), cli(own, ...shard('3/3'))])).toMatchObject([
    { code: 0 },
    { code: 0 },
  ]);
  await cli(own, ...run, '--budget', '4MiB', '--output', 'g=shards.npy');
  await cli(own, ...run, '--output', 'g=whole.npy');
  const bytes = (name: string) => readFile(join(program.folder, name));
  expect((await bytes('shards.npy')).equals(await bytes('whole.npy'))).toBe(true);
});
