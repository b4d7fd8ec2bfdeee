/** Loops on the GPU: Jacobi diffusion until the update is small, against the same loop in float64. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { Context } from '../../../src/gpu/context.js';
import { type Expr, numeric } from '../../../src/graph/expr.js';
import type { Node } from '../../../src/graph/node.js';
import { pointwise, source } from '../../../src/graph/primitive.js';
import { REPEAT_REASONS, repeat } from '../../../src/graph/repeat.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { flip } from '../../../src/ops/geometry/flip.js';
import { max } from '../../../src/ops/measure/max.js';
import { add, subtract } from '../../../src/ops/pointwise/arithmetic.js';
import { compare, type Field, fieldOf, randomField, toHost } from '../../oracle/index.js';

let context: Context;
beforeAll(async () => {
  context = await Context.open();
});
afterAll(() => context?.destroy());

const image = randomField({ y: 24, x: 31 }, 5);
const host = toHost(image);

/** One Jacobi step of u + 0.2·Δu, with the image of the outside held fixed by adding a little of it. */
function step(u: Node, fixed: Node): Node {
  const lines = (['x', 'y'] as const).map((axis) => convolveAxis(u, { axis, weights: [1, -2, 1], border: 'nearest' }));
  return pointwise([u, ...lines, fixed], ([a, x, y, f], upload) => {
    if (!a || !x || !y || !f) throw new Error('four inputs');
    const diffused = numeric('add', a, numeric('multiply', numeric('add', x, y), upload(0.2)));
    return numeric('add', diffused, numeric('multiply', numeric('subtract', f, a), upload(0.05)));
  });
}

function change(next: Node, before: Node): Node {
  return max(
    pointwise([next, before], ([a, b]) => (a && b ? numeric('abs', numeric('subtract', a, b)) : (a as never))),
  );
}

function loop(below: number, check: number, most: number) {
  return repeat({
    state: { u: host },
    body: ({ u }) => ({ u: step(u, convolveAxis(host, { weights: [0.5, 0.5] })) }),
    measure: (next, before) => change(next.u, before.u),
    below,
    check,
    max: most,
  });
}

/** The same loop in float64; also the change at each iteration. */
function oracle(iterations: number): { u: Field; changes: number[] } {
  const { y: rows, x: columns } = { y: 24, x: 31 };
  const at = (f: Field, y: number, x: number): number =>
    f.data[Math.min(rows - 1, Math.max(0, y)) * columns + Math.min(columns - 1, Math.max(0, x))] ?? 0;
  const reflected = (y: number, x: number): number => at(image, y, x < 0 ? 0 : x);
  const fixed = (y: number, x: number): number =>
    0.5 * (reflected(y, x) + reflected(y, x + 1 > columns - 1 ? columns - 1 : x + 1));
  let u: Field = image;
  const changes: number[] = [];
  for (let k = 0; k < iterations; k++) {
    const next = fieldOf({ y: rows, x: columns });
    let most = 0;
    for (let y = 0; y < rows; y++)
      for (let x = 0; x < columns; x++) {
        const here = at(u, y, x);
        const laplacian = at(u, y, x - 1) + at(u, y, x + 1) + at(u, y - 1, x) + at(u, y + 1, x) - 4 * here;
        const value = here + 0.2 * laplacian + 0.05 * (fixed(y, x) - here);
        next.data[y * columns + x] = value;
        most = Math.max(most, Math.abs(value - here));
      }
    u = next;
    changes.push(most);
  }
  return { u, changes };
}

async function outcome(engine: Engine, result: ReturnType<typeof loop>) {
  const volumes = await engine.run({
    u: result.state.u,
    iterations: result.iterations,
    last: result.last,
    reason: result.reason,
  });
  const [u, iterations, last, reason] = await Promise.all(Object.values(volumes).map((volume) => volume.read()));
  for (const volume of Object.values(volumes)) volume.dispose();
  if (!u || !iterations || !last || !reason) throw new Error('four outputs');
  return { u, iterations: iterations.at({}), last: last.at({}), reason: REPEAT_REASONS[reason.at({})] };
}

test('it stops on the GPU once the update is below the tolerance', async () => {
  const engine = new Engine(context);
  const result = await outcome(engine, loop(1e-3, 4, 400));
  expect(result.reason).toBe('converged');
  const wanted = oracle(result.iterations);
  expect(result.iterations % 4).toBe(0);
  expect(wanted.changes[result.iterations - 1]).toBeLessThan(1.01e-3);
  expect(wanted.changes[result.iterations - 5]).toBeGreaterThan(0.99e-3);
  expect(result.last).toBeCloseTo(wanted.changes[result.iterations - 1] ?? 0, 5);
  expect(compare(result.u, wanted.u, { abs: 2e-6, rel: 1e-5 })).toBeUndefined();
});

test('a loop that must be complete rejects at max', async () => {
  const engine = new Engine(context);
  const start = fieldOf({});
  const count = (max: number) =>
    repeat({
      state: { u: toHost(start) },
      body: ({ u }) => ({ u: add(u, 1) }),
      measure: ({ u }) => subtract(4.5, u),
      below: 1,
      check: 2,
      max,
      complete: true,
    }).state.u;
  await expect(engine.run(count(2))).rejects.toThrow(/did not end within 2 iterations/);
  using result = await engine.run(count(4));
  expect((await result.read()).at({})).toBe(4);
  expect(() => repeat({ state: { u: toHost(start) }, body: ({ u }) => ({ u }), max: 10, complete: true })).toThrow(
    /measure/,
  );
});

test('it ends at max, and says so; the same bits again, with nothing compiled and nothing kept', async () => {
  const engine = new Engine(context);
  const first = await outcome(engine, loop(1e-9, 2, 6));
  expect(first).toMatchObject({ reason: 'max', iterations: 6 });
  expect(compare(first.u, oracle(6).u, { abs: 2e-6, rel: 1e-5 })).toBeUndefined();
  const before = engine.report();
  const again = await outcome(engine, loop(1e-8, 2, 6));
  expect(again.u.data).toEqual(first.u.data);
  const after = engine.report();
  expect([after.compiled, after.inUse]).toEqual([before.compiled, before.inUse]);
});

test('a NaN ends it at once', async () => {
  const broken = randomField({ y: 24, x: 31 }, 5);
  broken.data[100] = Number.NaN;
  const engine = new Engine(context);
  const result = repeat({
    state: { u: toHost(broken) },
    body: ({ u }) => ({ u: step(u, u) }),
    measure: (next, before) => change(next.u, before.u),
    below: 1e-3,
    check: 2,
    max: 100,
  });
  expect(await outcome(engine, result as ReturnType<typeof loop>)).toMatchObject({ reason: 'nan', iterations: 2 });
});

test('loops started together keep their own numbers', async () => {
  const engine = new Engine(context);
  const alone = [await outcome(engine, loop(1e-3, 4, 400)), await outcome(engine, loop(3e-3, 4, 400))];
  const together = await Promise.all([outcome(engine, loop(1e-3, 4, 400)), outcome(engine, loop(3e-3, 4, 400))]);
  expect(together).toEqual(alone);
});

test('a body may read a view of an outside volume, and a measure of nothing but the outside', async () => {
  const engine = new Engine(context);
  const below = toHost(fieldOf({}, Float64Array.of(2)));
  const result = repeat({
    state: { u: host },
    body: ({ u }) => ({
      u: pointwise([u, flip(host, { axes: 'y' })], ([a, b]) => (a && b ? numeric('add', a, b) : (a as never))),
    }),
    measure: () => source(below),
    below: 3,
    check: 2,
    max: 10,
  });
  const found = await outcome(engine, result as ReturnType<typeof loop>);
  expect(found).toMatchObject({ reason: 'converged', iterations: 2, last: 2 });
  const wanted = fieldOf({ y: 24, x: 31 });
  for (let y = 0; y < 24; y++)
    for (let x = 0; x < 31; x++)
      wanted.data[y * 31 + x] = (image.data[y * 31 + x] ?? 0) + 2 * (image.data[(23 - y) * 31 + x] ?? 0);
  expect(compare(found.u, wanted, { abs: 1e-6, rel: 1e-6 })).toBeUndefined();
});

test('progress goes on, and a loop can be cancelled', async () => {
  const engine = new Engine(context);
  const shares: number[] = [];
  (await engine.run(loop(1e-9, 4, 80).state.u, { progress: (share) => shares.push(share) })).dispose();
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  const stop = new AbortController();
  const running = engine.run(loop(-1, 4, 4_000_000).state.u, { signal: stop.signal });
  setTimeout(() => stop.abort(), 30);
  await expect(running).rejects.toThrow(/cancelled/);
});

test('a loop that is stopped keeps what it has reached, and the run goes on behind it', async () => {
  const engine = new Engine(context);
  const endless = loop(-1, 2, 4_000_000);
  const behind = pointwise([endless.state.u], ([a], upload) => numeric('multiply', a as Expr, upload(2)));
  const stop = new AbortController();
  const seen = { last: 0 };
  const progress = (share: number): void => {
    // an odd number of iterations leaves the state in the second of its two buffers: one more is done
    seen.last = Math.round(share * 4_000_000);
    if (seen.last % 2 === 1 || seen.last > 20_000) stop.abort();
  };
  const inUse = engine.report().inUse;
  const volumes = await engine.run({ ...endless, state: endless.state.u, behind }, { stop: stop.signal, progress });
  const [u, doubled] = await Promise.all([volumes.state.read(), volumes.behind.read()]);
  const [iterations, reason] = await Promise.all([volumes.iterations.read(), volumes.reason.read()]);
  for (const volume of Object.values(volumes)) volume.dispose();
  const done = iterations.at({});
  expect(REPEAT_REASONS[reason.at({})]).toBe('cancelled');
  expect(done).toBeGreaterThan(0);
  expect(done % 2).toBe(0);
  expect(doubled.data).toEqual(Float32Array.from(u.data as Float32Array, (value) => 2 * value));
  const whole = await outcome(engine, loop(-1, 2, done));
  expect(whole.u.data).toEqual(u.data);
  expect(engine.report().inUse - inUse).toBeLessThanOrEqual(3 * 24 * 32 * 4);
});

test('loops that begin after the stop hand on where they began', async () => {
  const engine = new Engine(context);
  const first = loop(1e-3, 4, 400);
  const second = repeat({ state: { u: first.state.u }, body: ({ u }) => ({ u: step(u, u) }), max: 10 });
  const volumes = await engine.run(
    { u: second.state.u, one: first.reason, two: second.reason, none: second.iterations, last: first.last },
    { stop: AbortSignal.abort() },
  );
  const read = await Promise.all(Object.values(volumes).map((volume) => volume.read()));
  for (const volume of Object.values(volumes)) volume.dispose();
  expect(read[0]?.data).toEqual(host.data);
  expect(read.slice(1).map((volume) => volume.at({}))).toEqual([4, 4, 0, Number.NaN]);
});

test('a loop that ends by itself as it is stopped says so', async () => {
  const engine = new Engine(context);
  const stop = new AbortController();
  const { reason, iterations } = repeat({
    state: { u: host },
    body: ({ u }) => ({ u: step(u, u) }),
    measure: (next, before) => change(next.u, before.u),
    below: 1e9,
    check: 4,
    max: 400,
  });
  // the first word of progress comes once a block is on its way, and before it was looked at
  const volumes = await engine.run({ reason, iterations }, { stop: stop.signal, progress: () => stop.abort() });
  const read = await Promise.all(Object.values(volumes).map((volume) => volume.read()));
  for (const volume of Object.values(volumes)) volume.dispose();
  expect(read.map((volume) => volume.at({}))).toEqual([REPEAT_REASONS.indexOf('converged'), 4]);
});

test('loops of equal steps whose states stand in another order have plans of their own', async () => {
  const engine = new Engine(context);
  const of = (name: 'a' | 'b'): Field => randomField({ y: 5, x: 9 }, name === 'a' ? 1 : 2);
  const [a, b] = [toHost(of('a')), toHost(of('b'))];
  const plus = (node: Node): Node => pointwise([node], ([x], upload) => numeric('add', x as Expr, upload(1)));
  const half = (node: Node): Node => pointwise([node], ([x], upload) => numeric('multiply', x as Expr, upload(0.5)));
  const one = repeat({ state: { a, b }, body: (s) => ({ a: plus(s.a), b: half(s.b) }), check: 2, max: 4 }).state;
  const two = repeat({ state: { b, a }, body: (s) => ({ b: plus(s.a), a: half(s.b) }), check: 2, max: 4 }).state;
  expect(engine.structure({ ...two })).not.toBe(engine.structure({ ...one }));
  for (const states of [one, two]) {
    const again = new Engine(context);
    const [shared, alone] = await Promise.all(
      [engine, again].map(async (on) => {
        const volumes = await on.run({ a: states.a, b: states.b });
        const read = await Promise.all([volumes.a.read(), volumes.b.read()]);
        for (const volume of Object.values(volumes)) volume.dispose();
        return read.map(({ data }) => data);
      }),
    );
    expect(shared).toEqual(alone);
  }
});

test('what a stopped loop has reached is not computed again elsewhere', async () => {
  const engine = new Engine(context);
  const stopped = await engine.run(loop(-1, 2, 20).state.u, { stop: AbortSignal.abort() });
  const other = new Engine(await Context.open());
  await expect(other.run(flip(source(stopped), { axes: 'x' }))).rejects.toThrow(
    /nothing tells how to compute it again/,
  );
  other.dispose();
  stopped.dispose();
});

test('a body that does not fit is refused before the GPU is touched', () => {
  expect(() =>
    repeat({ state: { u: host }, body: ({ u }) => ({ u: pointwise([u], ([a]) => a as never, 'u8') }), max: 10 }),
  ).toThrow(
    /^repeat: u must keep its type f32 \(cast it to u8 before the loop, or the body's result to f32\), got u8$/,
  );
  expect(() => repeat({ state: { u: host }, body: ({ u }) => ({ u: max(u) }), max: 10 })).toThrow(
    /^repeat: u must keep its shape \(.*\), got y=1 x=1$/,
  );
  expect(() => repeat({ state: { u: host }, body: ({ u }) => ({ u }), max: 15 })).toThrow(
    /^repeat: max must be a multiple of check/,
  );
  expect(() => repeat({ state: { u: host }, body: ({ u }) => ({ u }), check: 3, max: 15 })).toThrow(
    /^repeat: check must be an even number/,
  );
});
