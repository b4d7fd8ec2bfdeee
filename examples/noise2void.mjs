/**
 * A denoiser taught by the noisy stack alone: voxels are hidden, a small U-Net learns to say from their neighbours what stood there, and what can be said is the image without its noise
 * (Krull, Buchholz, Jug 2019, Noise2Void). `node dist/cli.js node examples/noise2void.mjs` teaches it with the CT of a stent, and writes denoised.tif and, to look at, denoised.png: before, after, and
 * what was taken away.
 */
import { fileURLToPath } from 'node:url';
import {
  adam,
  add,
  blindSpots,
  cast,
  clamp,
  concatenate,
  cosineSchedule,
  crop,
  divide,
  HostVolume,
  layer,
  maskedMeanSquaredError,
  mean,
  multiply,
  network,
  openEngine,
  samplePatches,
  source,
  standardDeviation,
  subtract,
  train,
  transpose,
} from 'brightfield';
import { readVolume, writeVolume } from 'brightfield/files';

/** The slices of a stack as images of a batch. */
const asImages = (stack) => transpose(stack, { from: { n: 'z', z: 'n' } });

/** A network for slices. */
export function denoiser({ size = 64, filters = 8, seed = 0 } = {}) {
  const unet = layer.unet({ outputs: 1, filters, depth: 2, activation: () => layer.leakyRelu({ slope: 0.1 }) });
  return network(unet, { input: { y: size, x: size }, seed });
}

/** Teaches the network by a stack of noisy slices. */
export async function learn(engine, net, stack, { steps = 600, batch = 8, share = 0.02, seed = 1, progress } = {}) {
  const slices = asImages(source(stack));
  const [middle, spread] = await Promise.all(
    [mean(slices), standardDeviation(slices)].map(async (node) => {
      const volume = await engine.run(node);
      const [number] = (await volume.read()).data;
      volume.dispose();
      return number;
    }),
  );
  const { y, x } = net.input;
  const noisy = divide(subtract(slices, middle), spread);
  const { parameters } = await train(engine, net, {
    // the patches are cut while it learns: which sample is taken does not matter
    images: new HostVolume({ shape: { n: 1 } }),
    target: new HostVolume({ shape: { n: 1 } }),
    prepare: (_, { turn }) => {
      const target = samplePatches(noisy, { size: { y, x }, count: batch, flips: true, turns: true, seed, turn });
      const { result, mask } = blindSpots(target, { share, seed, turn });
      return { images: result, target, extra: mask };
    },
    loss: (made, target, mask) => maskedMeanSquaredError(made, target, mask),
    optimizer: adam({ learningRate: cosineSchedule({ from: 4e-3, steps, warmup: 20 }) }),
    batch: 1,
    steps,
    every: 100,
    ...(progress && { progress }),
  });
  return { parameters, middle, spread };
}

/** A stack without its noise, as a node: slices go through the network some at a time. */
export function denoised(net, stack, { parameters, middle, spread }) {
  const slices = divide(subtract(asImages(source(stack)), middle), spread);
  return asImages(add(multiply(net.apply(slices, parameters), spread), middle));
}

async function main() {
  const stack = await readVolume(fileURLToPath(new URL('data/stent.tif', import.meta.url)));
  const engine = await openEngine();
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  const net = denoiser();
  const taught = await learn(engine, net, stack, {
    progress: ({ step, steps, loss }) => console.log(`step ${step} of ${steps}: loss ${loss.toFixed(4)}, ${seconds()}`),
  });
  const whole = network(net.layer, { input: { y: stack.shape.y, x: stack.shape.x } });
  const after = await engine.run(denoised(whole, stack, taught));
  await writeVolume('denoised.tif', await after.read(), { compression: 'deflate' });
  const picture = await engine.run(pictureOf(stack, after, [100, 160, 200]));
  await writeVolume('denoised.png', await picture.read());
  console.log(`denoised ${stack.shape.z} slices, ${seconds()}`);
  engine.dispose();
}

/** Slices below each other: before, after, and what was taken away. */
function pictureOf(before, after, slices) {
  const rows = slices.map((z) => {
    const slice = { start: { z }, size: { z: 1 } };
    const [from, to] = [crop(before, slice), crop(after, slice)];
    const shown = [from, to].map((image) => multiply(image, 1 / 800));
    return concatenate([...shown, add(multiply(subtract(from, to), 1 / 400), 0.5)], { axis: 'x' });
  });
  return cast(multiply(clamp(concatenate(rows, { axis: 'y' }), { min: 0, max: 1 }), 255), { dtype: 'u8' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
