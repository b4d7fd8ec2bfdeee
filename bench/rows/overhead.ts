/** What is paid beside the arithmetic: describing and planning, encoding, moving data, and what fusion saves. */
import {
  abs,
  add,
  clamp,
  crossEntropy,
  gaussian,
  HostVolume,
  invert,
  layer,
  median,
  multiply,
  type Node,
  network,
  sgd,
  source,
  subtract,
  train,
} from 'brightfield';
import { hostBlocks, hostSink, runBlocks } from 'brightfield/stream';
import type { BenchRow } from '../row.js';
import { rowsOf } from '../series.js';
import { image2048, volume128 } from '../shapes.js';

const STEPS: readonly ((node: Node) => Node)[] = [
  (node) => invert(node),
  (node) => multiply(node, 1.5),
  (node) => subtract(node, 0.25),
  (node) => abs(node),
  (node) => clamp(node, { min: 0, max: 1 }),
];
/** The same for NumPy, of what stands for `@`. */
const PEER = ['1 - @', '@ * np.float32(1.5)', '@ - np.float32(0.25)', 'np.abs(@)', 'np.clip(@, 0, 1)'];

/** So many operations, one after the other, of which a pass is made. */
const chained = (image: HostVolume, length: number): Node =>
  Array.from({ length }).reduce(
    (node: Node, _, at) => (STEPS[at % STEPS.length] as (typeof STEPS)[0])(node),
    source(image),
  );
const chainedPeer = (length: number): string =>
  Array.from({ length }).reduce((text: string, _, at) => (PEER[at % PEER.length] ?? '').replace('@', `(${text})`), 'a');

/** So many kernels, none of which another can take in. */
const medians = (image: HostVolume, length: number): Node =>
  Array.from({ length }).reduce((node: Node) => median(node), source(image));

const lengths = [1, 2, 5, 10, 20, 50, 100];
const tiny = { y: 64, x: 64 };

/** A small network, its samples, and a training of so many steps. */
function training(
  image: HostVolume,
  steps: number,
): { run: (engine: Parameters<NonNullable<BenchRow['act']>>[0]) => Promise<void> } {
  const samples = 64;
  const images = new HostVolume({ shape: { n: samples, y: 32, x: 32 }, data: image.data.slice(0, samples * 1024) });
  const target = new HostVolume({
    shape: { n: samples },
    data: Int32Array.from({ length: samples }, (_, at) => at % 10),
  });
  const look = layer.sequential({
    conv1: layer.conv({ filters: 16 }),
    bend1: layer.relu(),
    pool1: layer.maxPool({ window: 2 }),
    conv2: layer.conv({ filters: 32 }),
    bend2: layer.relu(),
    mean: layer.globalMean(),
    out: layer.dense({ units: 10 }),
  });
  const scored = (logits: Node, labels: Node): Node => crossEntropy(logits, labels);
  const net = network(look, { input: { y: 32, x: 32 } });
  return {
    run: async (engine) => {
      const options = { images, target, loss: scored, optimizer: sgd(), batch: 32, steps, every: steps };
      await train(engine, net, options);
    },
  };
}

export const overhead: readonly BenchRow[] = [
  ...rowsOf({
    name: 'fused chain',
    axis: 'operations',
    values: [1, 2, 3, 5, 8, 12, 20],
    at: (length) => ({
      shape: image2048,
      build: (image) => chained(image, length),
      bytesPerVoxel: 8,
      flopsPerVoxel: length,
      peers: { numpy: chainedPeer(length) },
    }),
  }),
  ...rowsOf({
    name: 'describe and plan Gaussians',
    axis: 'operations',
    values: lengths,
    at: (length) => ({
      shape: tiny,
      act: async (engine, image) => async () => {
        // a sigma of its own, so that no two are the same node
        const node = Array.from({ length }).reduce(
          (src: Node, _, at) => gaussian(src, { sigma: 1 + at / 1000 }),
          source(image),
        );
        await engine.explain(node);
      },
      bytesPerVoxel: 8,
      peers: {},
    }),
  }),
  ...rowsOf({
    name: 'dispatches of 64 x 64 voxels',
    axis: 'dispatches',
    values: lengths,
    at: (length) => ({
      shape: tiny,
      build: (image) => medians(image, length),
      bytesPerVoxel: 8,
      peers: {},
    }),
  }),
  ...rowsOf({
    name: 'upload',
    axis: 'voxels',
    values: [256, 512, 1024, 2048, 4096],
    at: (length) => ({
      shape: { y: length, x: length },
      act: async (engine, image) => async () => {
        const volume = await engine.upload(image);
        // what was written waits for the next submit
        engine.context.device.queue.submit([]);
        await engine.finished();
        volume.dispose();
      },
      bytesPerVoxel: 4,
      peers: {},
    }),
  }),
  ...rowsOf({
    name: 'read back',
    axis: 'voxels',
    values: [256, 512, 1024, 2048, 4096],
    at: (length) => ({
      shape: { y: length, x: length },
      act: async (engine, image) => {
        const volume = await engine.upload(image);
        const into = new Float32Array(length * length);
        return async () => {
          await volume.read(into);
        };
      },
      bytesPerVoxel: 4,
      peers: {},
    }),
  }),
  ...rowsOf({
    name: 'training of a small network',
    axis: 'steps',
    values: [5, 20, 80],
    at: (steps) => ({
      shape: { y: 256, x: 256 },
      act: async (engine, image) => {
        const { run } = training(image, steps);
        return () => run(engine);
      },
      bytesPerVoxel: 4,
      peers: {},
    }),
  }),
  {
    name: 'a stack in blocks, gaussian sigma 2',
    shape: volume128,
    act: async (engine, image) => async () => {
      const blocks = hostBlocks(image);
      const blurred = gaussian(blocks, { sigma: 2 });
      await runBlocks(engine, blurred, hostSink(blurred), { budget: 4 * image.data.byteLength });
      engine.forget(blocks);
    },
    bytesPerVoxel: 8,
    peers: {},
  },
  {
    name: 'the same stack whole, up and back',
    shape: volume128,
    act: async (engine, image) => async () => {
      const volume = await engine.run(gaussian(add(image, 0), { sigma: 2 }));
      await volume.read();
      volume.dispose();
      engine.forget(image);
    },
    bytesPerVoxel: 8,
    peers: {},
  },
];
