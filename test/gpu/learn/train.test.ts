/** Networks are taught: steps as PyTorch's, bit for bit again, and what goes wrong is said. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DivergedError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { decodeSafetensors, encodeSafetensors } from '../../../src/io/safetensors.js';
import { checkpointArrays, checkpointFrom, parametersFrom } from '../../../src/learn/checkpoint.js';
import type { Validation } from '../../../src/learn/evaluate.js';
import type { Layer } from '../../../src/learn/layer.js';
import * as layer from '../../../src/learn/layers/index.js';
import { network, type Parameters } from '../../../src/learn/network.js';
import { adam, adamW, type Optimizer, sgd } from '../../../src/learn/optimizer.js';
import { train } from '../../../src/learn/train.js';
import type { Checkpoint, TrainOptions } from '../../../src/learn/trainOptions.js';
import { convolve } from '../../../src/ops/filter/convolve.js';
import { mean } from '../../../src/ops/measure/mean.js';
import { meanSquaredError } from '../../../src/ops/metrics/meanSquaredError.js';
import { divide, multiply } from '../../../src/ops/pointwise/arithmetic.js';
import { randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

const engineOf = async () => new Engine(await sharedContext());

const { tensors } = decodeSafetensors(readFileSync('test/golden/networks/torch.safetensors'));
const stateOf = (name: string): Record<string, HostVolume> =>
  Object.fromEntries(
    Object.entries(tensors).flatMap(([key, volume]) =>
      key.startsWith(`${name}/`) ? [[key.slice(name.length + 1), volume]] : [],
    ),
  );
const torchNet = () =>
  network(
    layer.sequential({
      conv1: layer.conv({ filters: 4 }),
      relu1: layer.relu(),
      conv2: layer.conv({ filters: 6, stride: 2, padding: 1 }),
      relu2: layer.relu(),
      fc: layer.dense({ units: 3 }),
    }),
    { input: { c: 1, y: 8, x: 8 } },
  );
const shaped = (name: string, shape: Partial<HostVolume['shape']>): HostVolume =>
  new HostVolume({ shape, data: (tensors[name] as HostVolume).data });
const images = shaped('images', { n: 5, y: 8, x: 8 });
const target = shaped('target', { n: 5, c: 3 });

function expectClose(actual: Parameters | HostVolume, wanted: Parameters | HostVolume, most: number): void {
  if (actual instanceof HostVolume)
    actual.data.forEach((item, at) => {
      expect(Math.abs(item - ((wanted as HostVolume).data[at] ?? Number.NaN))).toBeLessThanOrEqual(most);
    });
  else
    for (const [name, volume] of Object.entries(actual))
      expectClose(volume, (wanted as Parameters)[name] as HostVolume, most);
}

describe('a network of PyTorch', () => {
  test('makes the same of the same state dict', async () => {
    const net = torchNet();
    using made = await (await engineOf()).run(net.apply(images, parametersFrom(net, stateOf('first'))));
    expectClose(await made.read(), tensors.made as HostVolume, 1e-6);
  });

  test.each<[string, Optimizer]>([
    ['adam', adam({ learningRate: 1e-2 })],
    ['adamDecay', adam({ learningRate: 1e-2, weightDecay: 0.1 })],
    ['adamW', adamW({ learningRate: 1e-2, weightDecay: 0.1 })],
    ['momentum', sgd({ learningRate: 1e-2, momentum: 0.9, weightDecay: 0.01 })],
    ['nesterov', sgd({ learningRate: 1e-2, momentum: 0.9, nesterov: true })],
  ])('goes the same steps by %s', async (name, optimizer) => {
    const net = torchNet();
    const parameters = parametersFrom(net, stateOf('first'));
    const options = { images, target, loss: meanSquaredError, optimizer, batch: 5, steps: 5 };
    const { parameters: after } = await train(await engineOf(), net, { ...options, parameters });
    // Adam divides by roots of squares that are small at first: 5 steps of 0.01 within 1e-6
    expectClose(after, parametersFrom(net, stateOf(name)), 1e-6);
  });
});

const line = () => ({
  images: toHost(randomField({ n: 40, c: 2 }, 1)),
  target: toHost(randomField({ n: 40 }, 2)),
  loss: meanSquaredError,
});
const small = () =>
  network(
    layer.sequential({ first: layer.dense({ units: 7 }), bend: layer.tanh(), second: layer.dense({ units: 1 }) }),
    { input: { c: 2 }, seed: 3 },
  );

test('the same seed gives the same bits, also from a checkpoint in a file', async () => {
  const options = { ...line(), optimizer: adam({ learningRate: 1e-2 }), batch: 16, seed: 5, every: 20 };
  const engine = await engineOf();
  const whole = await train(engine, small(), { ...options, steps: 100 });
  // rounds of an odd number end with a step by itself
  const again = await train(engine, small(), { ...options, steps: 100, every: 33 });
  const half = await train(engine, small(), { ...options, steps: 45 });
  const { tensors, metadata } = checkpointArrays(half.checkpoint);
  const resume = checkpointFrom(small(), decodeSafetensors(encodeSafetensors(tensors, metadata)));
  const rest = await train(engine, small(), { ...options, steps: 100, resume });
  for (const [name, { data }] of Object.entries(whole.parameters)) {
    expect(again.parameters[name]?.data, name).toEqual(data);
    expect(rest.parameters[name]?.data, name).toEqual(data);
  }
  expect([...half.losses, ...rest.losses]).toEqual([...whole.losses]);
  const other = await train(engine, small(), { ...options, steps: 100, seed: 6 });
  expect(other.parameters['first.weight']?.data).not.toEqual(whole.parameters['first.weight']?.data);
});

test('parameters may be called as the loop calls its own, and rounds go through all samples', async () => {
  const own = (...names: string[]): Layer => ({
    title: 'own',
    parameters: () =>
      Object.fromEntries(
        names.map((name, at) => [
          name,
          { shape: { c: 2 }, layout: 'c', fan: { inputs: 2, outputs: 1 }, value: () => 0.5 + at, isTrained: true },
        ]),
      ),
    apply: (x, { parameters }) =>
      mean(
        names.map((name) => parameters[name] as Node).reduce((made, each) => multiply(made, each), x),
        { axes: 'c' },
      ),
  });
  const engine = await engineOf();
  const options = { ...line(), optimizer: sgd(), batch: 16, epochs: 2 };
  const taught = async (...names: string[]) =>
    train(engine, network(own(...names), { input: { c: 2 } }), options).then(({ losses, parameters }) => ({
      losses: [...losses],
      numbers: names.map((name) => [...(parameters[name]?.data ?? [])]),
    }));
  const known = await taught('at', 'loss', 'losses', 'ok');
  // twice 40 samples by 16, an odd number of steps
  expect(known.losses).toHaveLength(5);
  expect(known).toEqual(await taught('a', 'b', 'c', 'd'));
});

test('between two rounds somebody looks at the parameters, is waited for, and may stop', async () => {
  const engine = await engineOf();
  const net = small();
  const stop = new AbortController();
  const seen: number[] = [];
  let last: HostVolume | undefined;
  const given = { ...line(), optimizer: adam({ learningRate: 1e-2 }), batch: 16, every: 10 };
  const { checkpoint, losses, reason } = await train(engine, net, {
    ...given,
    steps: 40,
    stop: stop.signal,
    async progress({ step }, parameters) {
      const { bend, second } = net.activations(given.images, parameters);
      const made = await engine.run({
        bend: bend as Node,
        second: second as Node,
        whole: net.apply(given.images, parameters),
      });
      expect((await made.bend.read()).data).toHaveLength(40 * 7);
      expect((await made.second.read()).data).toEqual((await made.whole.read()).data);
      for (const volume of Object.values(made)) volume.dispose();
      last = await parameters['first.weight']?.read();
      seen.push(step);
      if (step === 20) stop.abort();
    },
  });
  expect(seen).toEqual([10, 20]);
  expect(reason).toBe('stopped');
  expect(checkpoint.step).toBe(20);
  expect(losses).toHaveLength(20);
  expect(checkpoint.parameters['first.weight']?.data).toEqual(last?.data);
  const early = await train(engine, net, { ...given, steps: 40, stop: stop.signal });
  expect([early.checkpoint.step, early.history.length, early.reason]).toEqual([0, 0, 'stopped']);
});

test('the running mean of the parameters is handed back, and goes on from a checkpoint', async () => {
  const net = small();
  // a step, then a step of nothing
  const optimizer = sgd({ learningRate: (step) => (step % 2 === 0 ? 0.5 : 0) });
  const options = { ...line(), optimizer, batch: 40, average: 0.5 };
  const engine = await engineOf();
  const { parameters, checkpoint } = await train(engine, net, { ...options, steps: 2 });
  for (const [name, { data }] of Object.entries(checkpoint.parameters)) {
    const before = net.parameters[name]?.data as Float32Array;
    expect(data, name).not.toEqual(before);
    data.forEach((item, at) => {
      expect(parameters[name]?.data[at]).toBeCloseTo(0.25 * (before[at] as number) + 0.75 * item, 6);
    });
  }
  const whole = await train(engine, net, { ...options, steps: 4 });
  const rest = await train(engine, net, { ...options, steps: 4, resume: checkpoint });
  for (const [name, { data }] of Object.entries(whole.parameters)) expect(rest.parameters[name]?.data).toEqual(data);
});

test('a network with running statistics goes on from a file; another optimizer or seed does not', async () => {
  const net = network(layer.sequential([layer.conv({ filters: 3 }), layer.batchNorm(), layer.dense({ units: 1 })]), {
    input: { c: 1, y: 4, x: 4 },
  });
  const images = toHost(randomField({ n: 8, y: 4, x: 4 }, 1));
  const options = {
    images,
    target: new HostVolume({ shape: { n: 8 } }),
    loss: meanSquaredError,
    optimizer: adam(),
    batch: 4,
  };
  const engine = await engineOf();
  const { checkpoint, parameters } = await train(engine, net, { ...options, steps: 3 });
  const { tensors, metadata } = checkpointArrays(checkpoint);
  const file = decodeSafetensors(encodeSafetensors(tensors, metadata));
  expect(file.tensors['1.running_mean']?.layout).toBe('x');
  const resume = checkpointFrom(net, file);
  const rest = await train(engine, net, { ...options, steps: 6, resume });
  const whole = await train(engine, net, { ...options, steps: 6 });
  for (const [name, { data }] of Object.entries(whole.parameters))
    expect(rest.parameters[name]?.data, name).toEqual(data);
  expect(Object.keys(parametersFrom(net, parameters))).toEqual(Object.keys(parameters));
  const go = (change: object) => train(engine, net, { ...options, steps: 6, resume, ...change });
  await expect(go({ optimizer: sgd() })).rejects.toThrow(
    /^train: optimizer must be that of the checkpoint, adam, got sgd/,
  );
  await expect(go({ seed: 1 })).rejects.toThrow(/^train: seed must be that of the checkpoint, 0, got 1/);
  await expect(
    go({ resume: { ...resume, slots: { ...resume.slots, '0.bias/mean': resume.parameters['0.bias'] } } }),
  ).rejects.toThrow(
    /^train: resume must hold what the optimizer and average keep now, and nothing else, got 0.bias\/mean/,
  );
  await expect(go({ resume: { ...resume, slots: { ...resume.slots, '0.bias/m': images } } })).rejects.toThrow(
    /^train: 0.bias\/m of resume must have the shape of its parameter, c=3 y=1 x=1, got n=/,
  );
  await expect(go({ steps: 3 })).rejects.toThrow(/^train: steps must be more than the 3 that are done/);
});

test('a score that is no number is never the best', async () => {
  const told: string[] = [];
  const engine = await engineOf();
  engine.warn = (message) => told.push(message);
  let times = 0;
  const metric: Validation['metric'] = (made, target) => {
    times++;
    return times === 1 ? divide(0, 0) : meanSquaredError(made, target);
  };
  const { images, target } = line();
  const { history, parameters, checkpoint } = await train(engine, small(), {
    ...line(),
    optimizer: adam({ learningRate: 1e-2 }),
    batch: 20,
    steps: 6,
    every: 2,
    validation: { images, target, metric },
  });
  expect(history.map(({ score }) => Number.isFinite(score))).toEqual([false, true, true]);
  expect(told).toEqual(['train: the metric of validation is NaN after 2 steps']);
  expect(parameters['second.weight']?.data).toEqual(checkpoint.parameters['second.weight']?.data);
});

test('the best validation ends a training early, is handed back, and goes on from a file', async () => {
  const engine = await engineOf();
  const { images, target } = line();
  const seen: Parameters[] = [];
  const read = async (now: Readonly<Record<string, { read(): Promise<HostVolume> }>>) =>
    seen.push(Object.fromEntries(await Promise.all(Object.entries(now).map(async ([k, v]) => [k, await v.read()]))));
  /** Scores as they are told. */
  const go = (scores: readonly number[], change: Partial<TrainOptions> = {}) => {
    let at = 0;
    return train(engine, small(), {
      ...line(),
      optimizer: adam({ learningRate: 1e-2 }),
      batch: 20,
      steps: 40,
      every: 2,
      patience: 3,
      validation: { images, target, metric: () => divide(scores[at++] ?? 9, 1) },
      progress: (_progress, now) => read(now).then(() => {}),
      ...change,
    });
  };
  const { parameters, checkpoint, history, reason } = await go([3, 1, 2, 1, 4]);
  expect([history.length, reason, checkpoint.step]).toEqual([5, 'patience', 10]);
  expect(checkpoint.best).toMatchObject({ score: 1, goal: 'min', step: 4, since: 3 });
  expect(parameters['first.weight']?.data).toEqual(seen[1]?.['first.weight']?.data);
  expect(checkpoint.parameters['first.weight']?.data).toEqual(seen[4]?.['first.weight']?.data);
  const last = await go([3, 1, 2, 1, 4], { restoreBest: false });
  expect(last.parameters['first.weight']?.data).toEqual(checkpoint.parameters['first.weight']?.data);
  // two worse ones, a break, and the third
  const half = await go([3, 1, 2, 2], { steps: 8 });
  const { tensors, metadata } = checkpointArrays(half.checkpoint);
  const resume = checkpointFrom(small(), decodeSafetensors(encodeSafetensors(tensors, metadata)));
  const rest = await go([4], { resume });
  expect([rest.history.length, rest.reason]).toEqual([1, 'patience']);
  expect(rest.parameters['first.weight']?.data).toEqual(parameters['first.weight']?.data);
  expect(rest.checkpoint.best).toMatchObject({ score: 1, step: 4, since: 3 });
  const other = { images, target, metric: meanSquaredError, goal: 'max' } as const;
  await expect(go([1], { resume, validation: other })).rejects.toThrow(
    /^train: goal of validation must be that of the best in the checkpoint, min, got max$/,
  );
});

test('an unknown filter is found by descent', async () => {
  const net = network(layer.conv({ filters: 1, window: 3, border: 'reflect', bias: false }), {
    input: { y: 32, x: 32 },
  });
  const seen = toHost(randomField({ n: 8, y: 32, x: 32 }, 1));
  const kernel = [
    [1, -2, 0.5],
    [0, 3, 0.25],
    [-1, 0, 2],
  ];
  const engine = await engineOf();
  // a layer correlates: the weights of a convolution come out turned round
  using made = await engine.run(convolve(seen, { weights: kernel.map((row) => [...row].reverse()).reverse() }));
  const { parameters } = await train(engine, net, {
    images: seen,
    target: await made.read(),
    loss: meanSquaredError,
    optimizer: adam({ learningRate: 0.1 }),
    batch: 8,
    steps: 300,
  });
  expectClose(
    parameters.weight as HostVolume,
    new HostVolume({ shape: { x: 9 }, data: Float32Array.from(kernel.flat()) }),
    2e-3,
  );
});

describe('what goes wrong is said', () => {
  test('a rate that is too large: the step, the layer, and the last good checkpoint', async () => {
    const options = { ...line(), optimizer: sgd({ learningRate: 1e30 }), batch: 16, steps: 20 };
    const failure = await train(await engineOf(), small(), options).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(DivergedError);
    const { step, culprit, checkpoint } = failure as DivergedError<Checkpoint>;
    expect(culprit).toMatch(/layer|loss|gradient/);
    // the state before that step is what it can go on from
    expect(checkpoint.step).toBe(step);
    for (const { data } of Object.values(checkpoint.parameters)) expect(data.every(Number.isFinite)).toBe(true);
  });

  test('a NaN among the samples: the images, not the layer that saw them', async () => {
    const { images, ...rest } = line();
    images.data[0] = Number.NaN;
    const failure = await train(await engineOf(), small(), {
      ...rest,
      images,
      optimizer: sgd(),
      batch: 40,
      steps: 4,
    }).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ culprit: 'images', layer: '', step: 0 });
    expect((failure as Error).message).toMatch(
      /^train: all numbers must be finite, got a NaN or an infinity in step 0: images \(go on/,
    );
  });

  test('layers that do not fit, both named', () => {
    const wrong = layer.sequential({
      narrow: layer.conv({ filters: 2, window: 5, padding: 0 }),
      wide: layer.conv({ filters: 2, window: 9, padding: 0 }),
    });
    expect(() => network(wrong, { input: { c: 1, y: 8, x: 8 } })).toThrow(
      /^network: what narrow \(conv of 2 filters, window 5\) makes must suit wide \(conv of 2 filters, window 9\): conv: the image must have along/,
    );
  });

  test('arrays that do not fit, by name', () => {
    const net = torchNet();
    const state = stateOf('first');
    const { 'fc.bias': bias, ...others } = state;
    expect(() => parametersFrom(net, others)).toThrow(/^parameters: there must be an array fc.bias/);
    expect(() => parametersFrom(net, { ...others, 'fc.bias': tensors.target as HostVolume })).toThrow(
      /^parameters: fc.bias must be of 3 numbers, got 5 x 3$/,
    );
    expect(() => parametersFrom(net, { ...state, 'head.bias': bias as HostVolume })).toThrow(/head.bias/);
  });

  test('a parameter that the loss does not depend on, by name', async () => {
    const idle = {
      title: 'idle',
      parameters: () => layer.dense({ units: 1 }).parameters({ n: 1, c: 2, z: 1, y: 1, x: 1 }),
    };
    const net = network(layer.sequential({ idle: { ...idle, apply: (x) => x }, out: layer.dense({ units: 1 }) }), {
      input: { c: 2 },
    });
    await expect(train(await engineOf(), net, { ...line(), optimizer: sgd(), steps: 2 })).rejects.toThrow(
      /^train: the loss must depend on every parameter that is trained, got a loss without idle.weight, idle.bias$/,
    );
  });

  test.each<[Partial<TrainOptions>, RegExp]>([
    [{ batch: 41 }, /^train: batch must be at most the 40 samples, got 41/],
    [{ target: new HostVolume({ shape: { n: 3 } }) }, /along n the 40 samples of images, got 3/],
    [{ images: new HostVolume({ shape: { n: 40, c: 3 } }) }, /images must be what the network takes, c=2 y=1 x=1/],
    [{ epochs: 2 }, /^train: there must be steps or epochs/],
    [{ stop: 5 } as object, /^train: stop must be an AbortSignal, got 5/],
    [{ resume: {}, parameters: {} } as object, /^train: parameters must be left out where there is a checkpoint/],
    [{ average: 1 }, /^train: average must be a finite number from 0 to below 1, got 1/],
    [{ goal: 'max' } as object, /^train: options must be among images, .*, got 'goal'/],
    [{ seed: -1 }, /^train: seed must be a whole number from 0 to 4294967295, got -1/],
    [{ clipNorm: Number.NaN }, /^train: clipNorm must be a finite number above 0, got NaN/],
    [{ optimizer: sgd({ learningRate: () => -1 }) }, /learning rate of step 0 must be a number from 0 on, got -1/],
    [{ loss: undefined } as object, /^train: loss must be a function/],
    [{ patience: 3 }, /^train: patience must come with a validation/],
    [{ restoreBest: 1 } as object, /^train: restoreBest must be true or false, got 1/],
    [
      { loss: (_made, target) => meanSquaredError(target, target) },
      /^train: the loss must depend on every parameter that is trained, got a loss of what no parameter has made$/,
    ],
  ])('%o is refused', async (change, message) => {
    const options = { ...line(), optimizer: sgd(), batch: 8, steps: 2, ...change };
    await expect(train(await engineOf(), small(), options as TrainOptions)).rejects.toThrow(message);
  });
});
