/**
 * Handwritten digits told apart by networks of depth 2 and 3 and by a small convolutional one, beside scikit-learn's split: the first half of 1797 digits of 8 x 8 teaches, the second
 * half asks. `node dist/cli.js node examples/digits.mjs` takes some ten seconds.
 */
import { fileURLToPath } from 'node:url';
import { adamW, cosineSchedule, crossEntropy, HostVolume, layer, network, openEngine, train } from 'brightfield';
import { readVolume } from 'brightfield/files';

/** Layers by the name of the network. */
export const NETWORKS = {
  'depth 2': () =>
    layer.sequential({ hidden: layer.dense({ units: 64 }), bend: layer.relu(), out: layer.dense({ units: 10 }) }),
  'depth 3': () =>
    layer.sequential({
      first: layer.dense({ units: 64 }),
      bend1: layer.relu(),
      second: layer.dense({ units: 32 }),
      bend2: layer.relu(),
      out: layer.dense({ units: 10 }),
    }),
  convolutional: () =>
    layer.sequential({
      conv1: layer.conv({ filters: 16, bias: false }),
      norm1: layer.batchNorm(),
      bend1: layer.relu(),
      conv2: layer.conv({ filters: 32, bias: false }),
      norm2: layer.batchNorm(),
      bend2: layer.relu(),
      pool: layer.maxPool({ window: 2 }),
      conv3: layer.conv({ filters: 64, bias: false }),
      norm3: layer.batchNorm(),
      bend3: layer.relu(),
      mean: layer.globalMean(),
      out: layer.dense({ units: 10 }),
    }),
};

/** Both halves: images from 0 to 1 along n, and the digits that they show. */
export async function digits() {
  const [pixels, labels] = await Promise.all(
    ['digits.npy', 'digit-labels.npy'].map((name) =>
      readVolume(fileURLToPath(new URL(`data/${name}`, import.meta.url))),
    ),
  );
  const all = labels.data.length;
  const half = Math.floor(all / 2);
  const part = (from, to) => ({
    images: new HostVolume({
      shape: { n: to - from, y: 8, x: 8 },
      data: Float32Array.from(pixels.data.subarray(64 * from, 64 * to), (item) => item / 16),
    }),
    target: new HostVolume({ shape: { n: to - from }, data: Int32Array.from(labels.data.subarray(from, to)) }),
  });
  return { teaching: part(0, half), asking: part(half, all) };
}

/** The share of images whose largest score is that of the digit that they show. */
export async function accuracy(engine, net, parameters, { images, target }) {
  const volume = await engine.run(net.apply(images, parameters));
  const { data } = await volume.read();
  volume.dispose();
  const right = target.data.filter((digit, n) => {
    const scores = data.subarray(10 * n, 10 * n + 10);
    return scores.indexOf(Math.max(...scores)) === digit;
  });
  return right.length / target.data.length;
}

/** A network taught in so many rounds through the teaching half. */
export async function taught(engine, layers, teaching, { epochs = 20, seed = 1, progress } = {}) {
  const net = network(layers, { input: { c: 1, y: 8, x: 8 }, seed });
  const steps = epochs * Math.floor(teaching.target.shape.n / 32);
  const { parameters } = await train(engine, net, {
    ...teaching,
    loss: (scores, digit) => crossEntropy(scores, digit),
    optimizer: adamW({ learningRate: cosineSchedule({ from: 4e-3, steps, warmup: 30 }), weightDecay: 0.05 }),
    batch: 32,
    steps,
    seed,
    ...(progress && { progress }),
  });
  return { net, parameters };
}

async function main() {
  const { teaching, asking } = await digits();
  const engine = await openEngine();
  for (const [name, layers] of Object.entries(NETWORKS)) {
    const began = performance.now();
    const { net, parameters } = await taught(engine, layers(), teaching, {
      epochs: name === 'convolutional' ? 20 : 60,
    });
    const share = await accuracy(engine, net, parameters, asking);
    console.log(
      `${name}: ${(100 * share).toFixed(1)} % of ${asking.target.data.length} right, ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
  }
  engine.dispose();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
