/** Networks with norms, pools and two arms: they fit together, learn, and keep what they should. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { decodeSafetensors } from '../../../src/io/safetensors.js';
import { parametersFrom } from '../../../src/learn/checkpoint.js';
import * as layer from '../../../src/learn/layers/index.js';
import { network } from '../../../src/learn/network.js';
import { adam, sgd } from '../../../src/learn/optimizer.js';
import { train } from '../../../src/learn/train.js';
import { meanSquaredError } from '../../../src/ops/metrics/meanSquaredError.js';
import { randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

test('running statistics are kept, and used outside of training', async () => {
  const net = network(layer.sequential([layer.batchNorm({ momentum: 0.5 }), layer.dense({ units: 1 })]), {
    input: { c: 2 },
  });
  const images = toHost(randomField({ n: 64, c: 2 }, 1, 3, 5));
  const engine = new Engine(await sharedContext());
  const options = {
    images,
    target: new HostVolume({ shape: { n: 64 } }),
    loss: meanSquaredError,
    optimizer: adam(),
    batch: 64,
  };
  const { parameters } = await train(engine, net, { ...options, steps: 20 });
  for (const c of [0, 1]) {
    const own = Array.from({ length: 64 }, (_, n) => images.data[2 * n + c] as number);
    const mean = own.reduce((a, b) => a + b) / 64;
    const variance = own.reduce((a, b) => a + (b - mean) ** 2, 0) / 63;
    // 2^-20 of where they began is left
    expect(parameters['0.running_mean']?.data[c]).toBeCloseTo(mean, 4);
    expect(parameters['0.running_var']?.data[c]).toBeCloseTo(variance, 4);
  }
  const before = net.apply(images);
  using plain = await engine.run(before);
  expect((await plain.read()).data.every(Number.isFinite)).toBe(true);
});

test.each([
  ['an image', { c: 1, y: 16, x: 24 }, { y: 16, x: 24 }, 2],
  ['a volume', { c: 2, z: 4, y: 6, x: 10 }, { z: 4, y: 6, x: 10 }, 1],
] as const)('a U-Net of %s keeps its size, learns, and gives the same again', async (_name, input, size, depth) => {
  const net = network(layer.unet({ outputs: 3, filters: 2, depth, norm: () => layer.groupNorm({ groups: 2 }) }), {
    input,
    seed: 1,
  });
  expect(net.output).toMatchObject({ c: 3, ...size });
  const images = toHost(randomField({ n: 2, ...input }, 1));
  const target = toHost(randomField({ n: 2, c: 3, ...size }, 2));
  const engine = new Engine(await sharedContext());
  const options = {
    images,
    target,
    loss: meanSquaredError,
    optimizer: adam({ learningRate: 3e-3 }),
    batch: 2,
    steps: 20,
  };
  const first = await train(engine, net, options);
  const losses = [...first.losses];
  expect(losses.at(-1)).toBeLessThan(0.8 * (losses[0] as number));
  const again = await train(engine, net, options);
  expect([...again.losses]).toEqual(losses);
});

test('a U-Net refuses images that cannot be halved so often', () => {
  expect(() => network(layer.unet({ outputs: 1, depth: 3 }), { input: { y: 20, x: 16 } })).toThrow(
    /^unet: y must be a multiple of 8 voxels, got y=20 x=16$/,
  );
});

test('a residual layer adds what it was given', async () => {
  const inner = [layer.conv({ filters: 2, weights: () => 0 })];
  const net = network(layer.residual(inner), { input: { c: 2, y: 4, x: 4 } });
  const images = toHost(randomField({ n: 1, c: 2, y: 4, x: 4 }, 1));
  using made = await new Engine(await sharedContext()).run(net.apply(images));
  expect((await made.read()).data).toEqual(images.data);
});

test('dropout forgets other numbers in every step, and none outside of training', async () => {
  // one weight a unit and one sample: a unit that is always kept off would never learn
  const net = network(layer.sequential([layer.dropout({ rate: 0.5 }), layer.dense({ units: 1 })]), { input: { c: 6 } });
  const images = new HostVolume({ shape: { n: 1, c: 6 }, data: new Float32Array(6).fill(1) });
  const engine = new Engine(await sharedContext());
  const options = {
    images,
    target: new HostVolume({ shape: { n: 1 } }),
    loss: meanSquaredError,
    optimizer: adam(),
    batch: 1,
  };
  const { parameters } = await train(engine, net, { ...options, steps: 40 });
  const [before, after] = [net.parameters['1.weight']?.data, parameters['1.weight']?.data];
  for (let at = 0; at < 6; at++) expect(after?.[at]).not.toBe(before?.[at]);
  using made = await engine.run(net.apply(images, parameters));
  const sum = [...(after ?? [])].reduce((a, b) => a + b, parameters['1.bias']?.data[0] ?? 0);
  expect((await made.read()).data[0]).toBeCloseTo(sum, 5);
});

test('a block of tokens is PyTorch’s, from its state dict, also after three steps', async () => {
  const { tensors } = decodeSafetensors(readFileSync('test/golden/networks/tokens.safetensors'));
  const named = (start: string): Record<string, HostVolume> =>
    Object.fromEntries(
      Object.entries(tensors).flatMap(([name, volume]) =>
        name.startsWith(start) ? [[name.slice(start.length), volume]] : [],
      ),
    );
  const shaped = (name: string, y = 3, x = 5, c = 8) =>
    new HostVolume({ shape: { n: 2, c, y, x }, data: (tensors[name] as HostVolume).data });
  const net = network(
    layer.sequential({
      attend: layer.residual({ norm: layer.layerNorm(), look: layer.attention({ heads: 2 }) }),
      think: layer.residual({
        norm: layer.layerNorm(),
        wide: layer.linear({ units: 12 }),
        bend: layer.gelu(),
        narrow: layer.linear({ units: 8 }),
      }),
    }),
    { input: { c: 8, y: 3, x: 5 } },
  );
  const [images, target] = [shaped('images'), shaped('target')];
  const parameters = parametersFrom(net, named('first/'));
  const engine = new Engine(sharedContext());
  const blocks = network(layer.pixelShuffle(), { input: { c: 8, y: 3, x: 5 } });
  const { made, shuffled } = await engine.run({
    made: net.apply(images, parameters),
    shuffled: blocks.apply(images),
  });
  expect((await shuffled.read()).data).toEqual(shaped('shuffled', 6, 10, 2).data);
  expectNear((await made.read()).data, shaped('made').data, 2e-6);
  for (const volume of [made, shuffled]) volume.dispose();
  const optimizer = sgd({ learningRate: 0.3 });
  const options = { images, target, loss: meanSquaredError, optimizer, batch: 2, steps: 3, parameters };
  const after = (await train(engine, net, options)).parameters;
  // three steps, each of sums of 30 products in f32
  for (const [name, { data }] of Object.entries(named('after/'))) expectNear(after[name]?.data ?? [], data, 2e-6);
});

function expectNear(actual: ArrayLike<number>, wanted: ArrayLike<number>, most: number): void {
  expect(actual.length).toBe(wanted.length);
  for (let at = 0; at < wanted.length; at++)
    expect(Math.abs((actual[at] ?? Number.NaN) - (wanted[at] as number))).toBeLessThanOrEqual(most);
}

test('a U-Net of volumes whose z is halved down to one slice keeps weights of five dimensions', () => {
  const net = network(layer.unet({ outputs: 1, filters: 2, depth: 2 }), { input: { z: 4, y: 8, x: 8 } });
  for (const [name, { layout, shape }] of Object.entries(net.parameters))
    if (name.endsWith('weight')) {
      expect(layout, name).toBe('nczyx');
      expect(shape.z, name).toBe(name.startsWith('head') ? 1 : name.startsWith('up') ? 2 : 3);
    }
  const flat = network(layer.unet({ outputs: 1, filters: 2, depth: 2 }), { input: { y: 8, x: 8 } });
  expect(flat.parameters['bottom.conv1.weight']?.layout).toBe('ncyx');
});

test.each([
  ['resizeConv', layer.resizeConv({ filters: 2, factors: { x: 3 } }), { c: 2, y: 4, x: 12 }, ['weight', 'bias']],
  ['instanceNorm', layer.instanceNorm(), { c: 4, y: 4, x: 4 }, []],
  ['instanceNorm with affine', layer.instanceNorm({ affine: true }), { c: 4, y: 4, x: 4 }, ['weight', 'bias']],
  ['pixelUnshuffle', layer.pixelUnshuffle(), { c: 16, y: 2, x: 2 }, []],
  ['logSoftmax', layer.logSoftmax({ axis: 'x' }), { c: 4, y: 4, x: 4 }, []],
] as const)('%s', (_name, made, output, names) => {
  const net = network(made, { input: { c: 4, y: 4, x: 4 } });
  expect(net.output).toMatchObject(output);
  expect(Object.keys(net.parameters)).toEqual(names);
});

test('layers say what they do not know', () => {
  expect(() => network(layer.attention({ heads: 3 }), { input: { c: 8, x: 4 } })).toThrow(
    /^attention: heads must divide the 8 channels, got 3$/,
  );
  expect(() => layer.elu({ slope: 1 } as object)).toThrow(/^elu: options must be among alpha, got 'slope'$/);
  expect(() => layer.dropoutChannels({ rate: 1 })).toThrow(
    /^dropoutChannels: rate must be a finite number from 0 to 0.999, got 1$/,
  );
});
