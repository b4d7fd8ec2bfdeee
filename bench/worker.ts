/**
 * The process that computes: it opens engines of the package that it lies beside, and does what it is told, a message at a time. `--against` starts a
 * second one in the build of another revision; both run this same text. Every row gets a device of its own, so that what is compiled and how much memory is
 * held at most are the row's. stdout is left alone: Dawn prints there.
 */
import { writeFileSync } from 'node:fs';
import { type Engine, type HostVolume, type Node, openEngine, type Volume } from 'brightfield';
import { encodeNpy } from 'brightfield/io';
import { median, midmean } from '../src/core/statistics.js';
import { arithmetic, type Calibration, calibrate } from './calibrate.js';
import { countersOf } from './counters.js';
import type { Answers, Asked, Opened, Turn } from './messages.js';
import { noise } from './noise.js';
import { type BenchRow, type BenchSize, shapeAt } from './row.js';
import { ROWS } from './rows.js';

interface Open {
  readonly row: BenchRow;
  readonly engine: Engine;
  readonly image: HostVolume;
  readonly node: Node | undefined;
  readonly call: () => Promise<void>;
}

let open: Open | undefined;
let reference: { readonly engine: Engine; readonly node: Node } | undefined;

async function runOnce(engine: Engine, node: Node): Promise<void> {
  const volume = await engine.run(node);
  await engine.finished();
  volume.dispose();
}

/** Wall and processor time of a call, of some: milliseconds. */
async function timed(call: () => Promise<void>, calls: number): Promise<Turn> {
  const used = process.cpuUsage();
  const walls: number[] = [];
  for (let at = 0; at < calls; at++) {
    const began = performance.now();
    await call();
    walls.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(used);
  return { wall: midmean(walls), cpu: (user + system) / 1000 / calls };
}

/** What a row is given, computed where it is to be on a device that is gone when the row's begins. */
async function dataOf(row: BenchRow, size: BenchSize): Promise<HostVolume> {
  const data = noise(shapeAt(row, size), row.dtype);
  if (!row.given) return data;
  const engine = await openEngine();
  const volume = await engine.run(row.given(data));
  const made = await volume.read();
  engine.dispose();
  return made;
}

/** Opens a row: describes it on a fresh device and runs it for the first time. */
async function openRow(name: string, size: BenchSize): Promise<Opened> {
  const row = ROWS.find((each) => each.name === name);
  if (!row) throw new Error(`no row ${name}`);
  const image = await dataOf(row, size);
  const engine = await openEngine({ warn: () => undefined });
  if (row.act) {
    open = { row, engine, image, node: undefined, call: await row.act(engine, image) };
    return firstRun(open);
  }
  const node = row.build?.(image);
  if (!node) throw new Error(`${name} describes nothing`);
  open = { row, engine, image, node, call: () => runOnce(engine, node) };
  return firstRun(open);
}

async function firstRun({ engine, image, call }: Open): Promise<Opened> {
  const { wall } = await timed(call, 1);
  const { compiled, highest } = engine.report();
  return { first: wall, dtype: image.dtype, compiled, peak: highest };
}

function theRow(): Open {
  if (!open) throw new Error('no row is open');
  return open;
}

async function writeAnswer(file: string): Promise<null> {
  const { row, engine, image, node } = theRow();
  const asked = row.answer?.(image) ?? node;
  if (!asked) throw new Error(`${row.name} has no answer`);
  const volume: Volume = await engine.run(asked);
  const host = await volume.read();
  volume.dispose();
  writeFileSync(file, await encodeNpy(host));
  return null;
}

async function writeGiven(file: string): Promise<null> {
  writeFileSync(file, await encodeNpy(theRow().image));
  return null;
}

/** What the plan says, and the time on the GPU's clock: the sum of all dispatches, the median of three runs. */
async function counted(): Promise<Answers['count']> {
  const { engine, node } = theRow();
  if (!node) return {};
  const times: number[] = [];
  let counters: ReturnType<typeof countersOf> | undefined;
  for (let round = 0; round < 3; round++) {
    let iterations: number | undefined;
    const { volumes, timings, plan } = await engine.profile(node, { ended: (end) => (iterations = end.iterations) });
    await engine.finished();
    volumes.dispose();
    counters = countersOf(plan, iterations);
    if (timings.length) times.push(timings.reduce((sum, { nanoseconds }) => sum + nanoseconds, 0) / 1e6);
  }
  return { ...(counters && { counters }), ...(times.length && { gpu: median(times) }) };
}

function closeRow(): null {
  open?.engine.dispose();
  open = undefined;
  return null;
}

async function calibrated(): Promise<{ copy: Calibration; flops: number }> {
  const engine = await openEngine();
  const copy = await calibrate(engine);
  reference = { engine, node: copy.node };
  const { node: _node, ...facts } = copy;
  return { copy: facts, flops: await arithmetic(engine) };
}

function copied(): Promise<Turn> {
  if (!reference) throw new Error('nothing was calibrated');
  const { engine, node } = reference;
  return timed(() => runOnce(engine, node), 1);
}

async function facts(): Promise<Answers['facts']> {
  const engine = await openEngine();
  const { adapter, profileName, limits } = engine;
  engine.dispose();
  return { adapter, profile: profileName, maxBinding: limits.maxBinding, budget: limits.budget };
}

async function answer(asked: Asked): Promise<Answers[Asked['do']]> {
  switch (asked.do) {
    case 'facts':
      return facts();
    case 'calibrate':
      return calibrated();
    case 'copy':
      return copied();
    case 'open':
      return openRow(asked.row, asked.size);
    case 'turn':
      return timed(theRow().call, asked.calls);
    case 'answer':
      return writeAnswer(asked.file);
    case 'given':
      return writeGiven(asked.file);
    case 'count':
      return counted();
    case 'close':
      return closeRow();
  }
}

process.on('message', (asked: Asked) => {
  answer(asked).then(
    (value) => process.send?.({ value: value ?? null }),
    (error: unknown) => {
      // a row that failed leaves nothing open
      if (asked.do === 'open') closeRow();
      process.send?.({ failed: error instanceof Error ? error.message : String(error) });
    },
  );
});
process.on('disconnect', () => process.exit(0));
