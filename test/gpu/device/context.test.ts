/** What the platform does to those who do not know it: each test fails without the care that the code takes. */
import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import {
  DeviceLostError,
  DisposedError,
  GpuValidationError,
  OutOfMemoryError,
  ShaderError,
} from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { Context, type ContextOptions } from '../../../src/gpu/context.js';
import type { LinkedKernel } from '../../../src/gpu/pipelines.js';
import { numeric } from '../../../src/graph/expr.js';
import type { Node } from '../../../src/graph/node.js';
import { type Input, toNode } from '../../../src/graph/operation.js';
import { describedAs, pointwise } from '../../../src/graph/primitive.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { full } from '../../../src/ops/generate/full.js';
import { argwhere } from '../../../src/ops/measure/argwhere.js';
import { divide } from '../../../src/ops/pointwise/arithmetic.js';
import { randomField, toHost } from '../../oracle/index.js';
import { expectSameBits } from '../checkOp.js';

const opened: Context[] = [];
async function open(options: ContextOptions = {}): Promise<Context> {
  const context = await Context.open(options);
  opened.push(context);
  return context;
}
afterEach(() => {
  for (const context of opened.splice(0)) context.destroy();
});

const image = toHost(randomField({ z: 6, y: 20, x: 30 }, 1));
const blurred = () => gaussian(image, { sigma: 1 });

/** The sum of two volumes. */
const pair = (a: Input, b: Input): Node =>
  pointwise([toNode(a, 'pair', 'a'), toNode(b, 'pair', 'b')], ([x, y]) =>
    x && y ? numeric('add', x, y) : (x as never),
  );

async function result(engine: Engine, node = blurred()): Promise<HostVolume> {
  using volume = await engine.run(node);
  return volume.read();
}

test('Dawn outlives a garbage collection', () => {
  // without the reference that src/gpu/adapter.ts keeps, this dies of a signal
  const program = `
    import { create, globals } from 'webgpu';
    Object.assign(globalThis, globals);
    const kept = process.argv[1] === 'kept' ? (globalThis.kept = create([])) : undefined;
    const device = await (await (kept ?? create([])).requestAdapter()).requestDevice();
    for (let k = 0; k < 20; k++) { globalThis.gc(); await new Promise((done) => setTimeout(done, 5)); }
    const buffer = device.createBuffer({ size: 16, usage: 9 });
    await buffer.mapAsync(GPUMapMode.READ);
    process.exit(buffer.getMappedRange().byteLength === 16 ? 0 : 3);`;
  const run = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', program, 'kept'], {
    timeout: 30_000,
  });
  expect(run.status, run.stderr.toString()).toBe(0);
});

test('a validation error that no scope caught poisons the context with its own words', async () => {
  const context = await open();
  const engine = new Engine(context);
  using before = await engine.run(blurred());
  context.device.createBuffer({ size: 16, usage: 0x1 | 0x80 });
  await context.device.queue.onSubmittedWorkDone();
  await expect(engine.run(blurred())).rejects.toThrow(GpuValidationError);
  await expect(engine.run(blurred())).rejects.toThrow(/usage/i);
  await expect(before.read()).rejects.toThrow(GpuValidationError);
});

test('a call that WebGPU refuses rejects the run that made it, and nothing else', async () => {
  const context = await open();
  const refused = context.guarded(() => context.device.createBuffer({ size: 16, usage: 0x1 | 0x80 }));
  await expect(refused).rejects.toThrow(GpuValidationError);
  await expect(result(new Engine(context))).resolves.toBeInstanceOf(HostVolume);
});

describe('kernels that do not compile', () => {
  const kernel = (code: string): LinkedKernel => ({
    label: 'broken',
    code,
    bindings: ['uniform'],
    origin: (offset) => ({ file: 'shaders/broken.wgsl', line: code.slice(0, offset).split('\n').length }),
  });

  test('the error names file and line', async () => {
    const context = await open();
    const broken = context.pipelines.get(kernel('@compute @workgroup_size(1)\nfn main() {\n  let x: u32 = 1.5;\n}'));
    const error = await broken.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    expect(error).toBeInstanceOf(ShaderError);
    expect(error).toMatchObject({ file: 'shaders/broken.wgsl', line: 3 });
    expect(`${error}`).toMatch(/cannot convert|u32/);
    context.check();
  });

  test('so does one without an entry point', async () => {
    const context = await open();
    await expect(context.pipelines.get(kernel('fn other() {}'))).rejects.toThrow(ShaderError);
    context.check();
  });
});

describe('a lost device', () => {
  test('rejects what runs on it, by name', async () => {
    const context = await open();
    const engine = new Engine(context);
    using kept = await engine.run(blurred());
    context.device.destroy();
    await context.device.lost;
    await expect(engine.run(blurred())).rejects.toThrow(DeviceLostError);
    await expect(kept.read()).rejects.toThrow(DeviceLostError);
  });

  test('giving the device back while a run is on its way rejects that run by name', async () => {
    const context = await open();
    const engine = new Engine(context);
    const running = engine.run(blurred());
    const refused = expect(running).rejects.toThrow(DisposedError);
    engine.dispose();
    await refused;
    await expect(engine.run(blurred())).rejects.toThrow(/^the engine was disposed of/);
  });

  test('a new one computes the same graph again, from the sources', async () => {
    const first = new Engine(await open());
    const wanted = await result(first, gaussian(blurred(), { sigma: 2 }));
    const kept = await first.run(blurred());
    const uploaded = await first.upload(image);
    first.context.device.destroy();
    await first.context.device.lost;
    const second = new Engine(await open());
    expectSameBits(await result(second, gaussian(kept, { sigma: 2 })), wanted, 'from a lost result');
    expectSameBits(
      await result(second, gaussian(gaussian(uploaded, { sigma: 1 }), { sigma: 2 })),
      wanted,
      'from a lost upload',
    );
    kept.dispose();
  });
});

describe('memory', () => {
  test('beyond the budget a run is refused with the sizes, and what it had is given back', async () => {
    const context = await open({ budget: 64 * 1024 });
    const engine = new Engine(context);
    const large = toHost(randomField({ y: 100, x: 100 }, 1));
    await expect(engine.run(gaussian(large, { sigma: 1 }))).rejects.toThrow(OutOfMemoryError);
    await expect(engine.run(gaussian(large, { sigma: 1 }))).rejects.toThrow(/budget of 65536 bytes/);
    await expect(result(engine, gaussian(image, { sigma: { z: 0, y: 0, x: 1 } }))).resolves.toBeInstanceOf(HostVolume);
  });

  test('volumes span buffers where one is too small, with the same bits', async () => {
    const wanted = await result(new Engine(await open()));
    const context = await open({ maxBuffer: 4096, maxBinding: 4096 });
    expectSameBits(await result(new Engine(context)), wanted, 'in buffers of 4096 bytes');
    expect(context.pool.report().buffers).toBeGreaterThan(6);
  });

  test('a volume disposed of is refused by name', async () => {
    const engine = new Engine(await open());
    const volume = await engine.run(blurred());
    volume.dispose();
    volume.dispose();
    await expect(engine.run(gaussian(volume))).rejects.toThrow(DisposedError);
    await expect(volume.read()).rejects.toThrow(/disposed of/);
  });

  test('a thousand runs grow nothing and compile nothing', async () => {
    const engine = new Engine(await open());
    for (let k = 0; k < 5; k++) (await engine.run(blurred())).dispose();
    const before = engine.report();
    for (let k = 0; k < 1000; k++) (await engine.run(gaussian(image, { sigma: 0.9 + 0.0002 * k }))).dispose();
    // and each is one submit
    expect(engine.report()).toEqual({ ...before, submits: before.submits + 1000 });
  });

  // each takes a mapping of memory on a software driver, which ends the process at 65,530
  test('dispatches over the same buffers share their bind groups, and only so many are kept', async () => {
    const context = await open();
    const engine = new Engine(context, false);
    let chain: Node = toNode(image, 'chain', 'image');
    for (let at = 0; at < 60; at++) chain = gaussian(chain, { sigma: { x: 1 } });
    (await engine.run(chain)).dispose();
    expect(context.bindGroups.size).toBeLessThan(6);
    const kernel = { label: 'none', bindings: ['read'], origin: () => ({ file: '', line: 1 }) } as const;
    const code =
      '@group(0) @binding(0) var<storage, read> a: array<u32>; @compute @workgroup_size(1) fn main() { _ = a[0]; }';
    const { layout } = await context.pipelines.get({ ...kernel, code });
    const buffer = context.pool.acquire(256 * 5000);
    for (let at = 0; at < 5000; at++) context.bindGroups.get(layout, [{ buffer, offset: 256 * at, size: 256 }]);
    expect(context.bindGroups.size).toBeLessThanOrEqual(4096);
    context.pool.release(buffer);
  });
  test('runs started together keep their own numbers', async () => {
    const engine = new Engine(await open());
    const sigmas = [0.9, 0.95, 1, 1.05, 1.1];
    const alone: HostVolume[] = [];
    for (const sigma of sigmas) alone.push(await result(engine, gaussian(image, { sigma })));
    const together = await Promise.all(sigmas.map((sigma) => result(engine, gaussian(image, { sigma }))));
    for (const [at, volume] of together.entries())
      expectSameBits(volume, alone[at] as HostVolume, `sigma ${sigmas[at]}`);
  });

  test('one node under two names is two volumes, each of which can be given back', async () => {
    const engine = new Engine(await open());
    const { a, b } = await engine.run({ a: blurred(), b: blurred() });
    const wanted = await a.read();
    a.dispose();
    (await engine.run(gaussian(image, { sigma: 2 }))).dispose();
    expectSameBits(await b.read(), wanted, 'after the other was given back');
    b.dispose();
    await engine.warm({ a: gaussian(image, { sigma: 3 }), b: gaussian(image, { sigma: 3 }) });
  });

  test('a volume given back while it is read is read to its end', async () => {
    const engine = new Engine(await open());
    const large = new HostVolume({ shape: { y: 4096, x: 2048 }, data: new Float32Array(1 << 23).fill(1) });
    const node = gaussian(large, { sigma: 0 });
    const volume = await engine.run(node);
    const reading = volume.read();
    volume.dispose();
    const other = new HostVolume({ shape: large.shape, data: new Float32Array(1 << 23).fill(7) });
    (await engine.run(gaussian(other, { sigma: 0 }))).dispose();
    expect((await reading).data.every((item) => item === 1)).toBe(true);
  });

  test('a source that is let go while a run waits for another is still read', async () => {
    const engine = new Engine(await open());
    const wanted = await result(engine, pair(image, image));
    const volume = await engine.upload(image);
    const slow = {
      ...describedAs(image, {}),
      read: () => new Promise<HostVolume>((done) => setTimeout(() => done(image), 50)),
    };
    const running = result(engine, pair(volume, slow));
    await new Promise((done) => setTimeout(done, 20));
    volume.dispose();
    (
      await new Engine(engine.context).run(gaussian(toHost(randomField({ z: 6, y: 20, x: 30 }, 9)), { sigma: 0 }))
    ).dispose();
    expectSameBits(await running, wanted, 'a slow source');
  });

  test('a source that reads as something else is refused', async () => {
    const engine = new Engine(await open());
    const lying = { ...describedAs(image, {}), name: 'lie.tif', read: () => toHost(randomField({ y: 3, x: 3 }, 1)) };
    await expect(engine.run(gaussian(lying))).rejects.toThrow(
      /^lie.tif: it must read as described, z=6 y=20 x=30 f32, got y=3 x=3 f32$/,
    );
  });

  test('what lies idle stays within what was ever in use', async () => {
    const engine = new Engine(await open());
    for (let side = 20; side < 90; side++) {
      const host = new HostVolume({ shape: { y: side, x: side } });
      (await engine.run(gaussian(host, { sigma: 1 }))).dispose();
      engine.forget(host);
    }
    const { idle, highest } = engine.report();
    expect(idle).toBeLessThan(highest);
    expect(idle).toBeLessThan(6 * 90 * 92 * 4);
  });

  test('a run that fails leaves nothing behind', async () => {
    const engine = new Engine(await open());
    (await engine.run(blurred())).dispose();
    const before = engine.report().inUse;
    await expect(engine.run(blurred(), { signal: AbortSignal.abort() })).rejects.toThrow(/cancelled/);
    expect(engine.report().inUse).toBe(before);
  });
});

describe('limits', () => {
  test('a grid that is too large for its dimensions is folded, with the same bits', async () => {
    const context = await open();
    const wanted = await result(new Engine(context));
    const folded = new Engine(context, true, { maxWorkgroups: 2 });
    expectSameBits(await result(folded), wanted, 'folded');
  });

  test('a stack of 300 MiB runs on bindings of 128 MiB', async () => {
    const context = await open({ maxBinding: 128 << 20 });
    const engine = new Engine(context);
    const [depth, side] = [300, 512];
    const data = new Float32Array(depth * side * side);
    for (let at = 0; at < data.length; at += 1013) data[at] = at % 97;
    const host = new HostVolume({ shape: { z: depth, y: side, x: side }, data });
    const node = gaussian(host, { sigma: { z: 1, y: 0, x: 0 } });
    expect(await engine.explain(node)).toMatch(/windows/);
    const large = await result(engine, node);
    // the middle, across the cut of the first window, computed alone
    const part = new HostVolume({
      shape: { z: 40, y: side, x: side },
      data: data.slice(110 * side * side, 150 * side * side),
    });
    const small = await result(engine, gaussian(part, { sigma: { z: 1, y: 0, x: 0 } }));
    const [from, to] = [114, 146];
    for (let z = from; z < to; z += 4)
      for (let at = 0; at < side * side; at += 631)
        if (large.data[z * side * side + at] !== small.data[(z - 110) * side * side + at])
          throw new Error(`differs at z=${z}, ${at}`);
    engine.forget(host);
  }, 60_000);

  test('a flat image larger than a binding is cut in rows, with the same bits', async () => {
    const flat = toHost(randomField({ y: 700, x: 50 }, 3));
    const context = await open();
    const node = gaussian(flat, { sigma: 2, border: 'wrap' });
    const wanted = await result(new Engine(context), node);
    const cut = new Engine(context, true, { maxBinding: 16384 });
    expect(await cut.explain(node)).toMatch(/windows/);
    expectSameBits(await result(cut, node), wanted, 'in rows');
  });

  test('what cannot fit is refused with the sizes', async () => {
    const engine = new Engine(await open(), true, { maxBinding: 512 });
    const wide = toHost(randomField({ y: 3, x: 500 }, 3));
    await expect(engine.run(gaussian(wide, { sigma: 1 }))).rejects.toThrow(
      /must fit into \d+ bindings of 512 bytes, .* got y=3 x=500 f32/,
    );
    const table = argwhere(toHost(randomField({ y: 3, x: 5 }, 3)), { capacity: 9000 });
    await expect(engine.run(table.x)).rejects.toThrow(/^argwhere: .* \(give a table a smaller capacity, or /);
  });

  test('volumes that no machine holds are refused before anything is planned', async () => {
    const engine = new Engine(await open());
    await expect(engine.run(full({ shape: { z: 1e6, y: 1e6, x: 1e6 } }))).rejects.toThrow(
      /^full: a volume must have at most \d+ voxels/,
    );
    await expect(engine.run(full({ shape: { z: 100, y: 10000, x: 10000 } }))).rejects.toThrow(OutOfMemoryError);
    await expect(engine.run({})).rejects.toThrow(/^run: there must be a node/);
  });

  test.each(['maxBinding', 'maxBuffer', 'budget'])('%s must be a number of bytes', async (name) => {
    for (const given of [Number.NaN, 0, -1, '4096'])
      await expect(open({ [name]: given })).rejects.toThrow(
        new RegExp(`^${name}: it must be a number of bytes, at least 256, got `),
      );
  });

  test('BRIGHTFIELD_MAX_BINDING sets the limit', async () => {
    process.env.BRIGHTFIELD_MAX_BINDING = '8192';
    try {
      expect((await open()).limits.maxBinding).toBe(8192);
    } finally {
      delete process.env.BRIGHTFIELD_MAX_BINDING;
    }
  });
});

test('-0 is not 0', async () => {
  const engine = new Engine(await open());
  const one = new HostVolume({ shape: { x: 1 }, data: Float32Array.of(1) });
  const { up, down } = await engine.run({ up: divide(one, 0), down: divide(one, -0) });
  expect([(await up.read()).at({}), (await down.read()).at({})]).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
});

test('timestamps are finer than the 65.5 µs that Dawn rounds to', async () => {
  const engine = new Engine(await open());
  const { volumes, timings } = await engine.profile(blurred());
  volumes.dispose();
  expect(timings.map(({ label }) => label)).toEqual(['gaussian', 'gaussian', 'gaussian']);
  expect(timings.some(({ nanoseconds }) => nanoseconds > 0 && nanoseconds % 65536 !== 0)).toBe(true);
});
