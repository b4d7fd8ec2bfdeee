/**
 * Ten kinds of clothes told apart in images of 28 x 28: Fashion-MNIST (Xiao, Rasul, Vollgraf 2017, https://github.com/zalandoresearch/fashion-mnist), or any set in the same files, such as MNIST, from which it has the form. A small
 * convolutional network learns from 60,000 of them, and 10,000 others ask. `node dist/cli.js node examples/fashion.mjs FOLDER`; Debian's package dataset-fashion-mnist has the files in
 * /usr/share/datasets/fashion-mnist. A second argument is how many rounds through all images, 3 when left out.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import {
  adamW,
  argmax,
  cast,
  cosineSchedule,
  crossEntropy,
  equal,
  evaluate,
  flip,
  HostVolume,
  layer,
  mean,
  multiply,
  network,
  openEngine,
  samplePatches,
  subtract,
  train,
  where,
} from 'brightfield';

/** Axes by how many dimensions a file has: images are along n. */
const AXES = { 1: ['n'], 3: ['n', 'y', 'x'] };

/** A file of unsigned bytes in the form IDX (LeCun, Cortes, Burges 1998): two zeros, type 8, how many dimensions, their lengths as big-endian words, and the numbers. */
export function decodeIdx(file, name = 'file') {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file) : file;
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const axes = bytes.length >= 4 && words.getUint16(0) === 0 && bytes[2] === 8 ? AXES[bytes[3]] : undefined;
  if (!axes) throw new Error(`${name} must be an IDX file of bytes with 1 or 3 dimensions, got another`);
  const start = 4 + 4 * axes.length;
  if (bytes.length < start) throw new Error(`${name} must say its lengths, got ${bytes.length} bytes`);
  const shape = Object.fromEntries(axes.map((axis, at) => [axis, words.getUint32(4 + 4 * at)]));
  const count = Object.values(shape).reduce((a, b) => a * b, 1);
  if (bytes.length !== start + count)
    throw new Error(`${name} must have ${count} numbers, got ${bytes.length - start}`);
  return new HostVolume({ shape, data: Uint8Array.from(bytes.subarray(start)) });
}

/** The images and labels of a folder that begin with `train` or `t10k`, packed or not. */
export function readSet(folder, kind) {
  const read = (what) => {
    const path = [`${what}-ubyte.gz`, `${what}-ubyte`].map((name) => join(folder, `${kind}-${name}`)).find(existsSync);
    if (!path) throw new Error(`${folder} must have a file ${kind}-${what}-ubyte.gz, got none`);
    return decodeIdx(readFileSync(path), path);
  };
  return { images: read('images-idx3'), target: read('labels-idx1') };
}

const block = (filters, { stride = 1 } = {}) =>
  layer.sequential({
    conv: layer.conv({ filters, stride, bias: false }),
    norm: layer.batchNorm(),
    bend: layer.relu(),
  });

/** The network; `width` is the filters of its first layer. */
export function classifier({ size = 28, classes = 10, width = 16, seed = 1 } = {}) {
  const layers = layer.sequential({
    one: block(width, { stride: 2 }),
    two: block(2 * width),
    pool: layer.maxPool({ window: 2 }),
    three: block(4 * width),
    out: layer.dense({ units: classes }),
  });
  return network(layers, { input: { y: size, x: size }, seed });
}

/** From bytes to numbers around 0. */
const levelled = (images) => multiply(subtract(images, 72), 1 / 90);

/** The share of images whose largest score is that of their label. */
export function accuracy(engine, net, parameters, { images, target }) {
  const metric = (scores, label) =>
    mean(cast(equal(argmax(scores, { axes: 'c' }), cast(label, { dtype: 'i32' })), { dtype: 'f32' }));
  return evaluate(engine, net, parameters, { images: levelled(images), target, metric, batch: 500 });
}

/** Teaches the network; every image is seen in a mirror half of the times. */
export async function learn(engine, net, { images, target }, { epochs = 3, batch = 64, seed = 1, progress } = {}) {
  const steps = epochs * Math.floor(images.shape.n / batch);
  const either = new HostVolume({ shape: { x: 2 }, data: Uint8Array.of(0, 1) });
  const { parameters } = await train(engine, net, {
    images,
    target,
    prepare: (given, { seed, turn }) => {
      const mirrored = samplePatches(either, { count: batch, seed, turn });
      return { ...given, images: levelled(where(mirrored, flip(given.images, { axes: 'x' }), given.images)) };
    },
    loss: (scores, label) => crossEntropy(scores, label),
    optimizer: adamW({ learningRate: cosineSchedule({ from: 4e-3, steps, warmup: 50 }), weightDecay: 0.02 }),
    batch,
    steps,
    every: 100,
    seed,
    ...(progress && { progress }),
  });
  return parameters;
}

async function main() {
  const [, , folder, epochs = '3'] = process.argv;
  if (!folder)
    throw new Error('there must be a folder with the files of the set, such as /usr/share/datasets/fashion-mnist');
  const [teaching, asking] = [readSet(folder, 'train'), readSet(folder, 't10k')];
  const engine = await openEngine();
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  const net = classifier();
  const parameters = await learn(engine, net, teaching, {
    epochs: Number(epochs),
    progress: ({ step, steps, loss }) => console.log(`step ${step} of ${steps}: loss ${loss.toFixed(3)}, ${seconds()}`),
  });
  const share = await accuracy(engine, net, parameters, asking);
  console.log(`${(100 * share).toFixed(2)} % of ${asking.images.shape.n} right, ${seconds()}`);
  engine.dispose();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
