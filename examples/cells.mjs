/**
 * Cells segmented by a U-Net that has seen none: it is taught by generated ones, whose grain is that of real pictures of other things (gravel, a CT), bent, lit, blurred and noisy by chance, and then finds the objects
 * of real images: a living cell in a phase microscope, and 24 coins. `node dist/cli.js node examples/cells.mjs` says how many it found, and writes cells.png to look at.
 */
import { fileURLToPath } from 'node:url';
import {
  adamW,
  add,
  and,
  cast,
  cells,
  channel,
  concatenate,
  cosineSchedule,
  crop,
  diceCoefficient,
  diceLoss,
  dilation,
  expandLabels,
  findBoundaries,
  gaussian,
  greater,
  HostVolume,
  instanceNorm,
  label,
  layer,
  mapCoordinates,
  markBoundaries,
  mean,
  multiply,
  network,
  not,
  openEngine,
  randomNormal,
  randomUniform,
  reconstruction,
  removeSmallObjects,
  resize,
  samplePatches,
  sigmoid,
  softplus,
  subtract,
  train,
  transpose,
  where,
} from 'brightfield';
import { readVolume, writeVolume } from 'brightfield/files';

/** A network for images of a size; it gives two scores a voxel: is it in a cell, and is it in the core of one, which touches no other. */
export function segmenter({ y = 64, x = 64, filters = 8, depth = 3, seed = 0 } = {}) {
  const unet = layer.unet({ outputs: 2, filters, depth, norm: () => layer.groupNorm({ groups: 4 }) });
  return network(unet, { input: { y, x }, seed });
}

/** Where each voxel of so many images is looked for: at its place, and up to some voxels aside, the same way as its neighbours. */
function bent({ n, y, x, seed, by = 2, sigma = 8 }) {
  const places = new HostVolume({
    shape: { c: 2, y, x },
    data: Float32Array.from({ length: 2 * y * x }, (_, at) => (at < y * x ? Math.floor(at / x) : at % x)),
  });
  const white = randomNormal({ shape: { n, c: 2, y, x }, seed });
  // what a blur leaves of white noise has the deviation 1 / (2 sigma √π)
  return add(multiply(gaussian(white, { sigma }), by * 2 * sigma * Math.sqrt(Math.PI)), places);
}

/** Generated cells as images along n: their brightness, and the labels of their voxels. */
export function fields({ count = 8, size = 256, radius = [7, 17], seed = 1 } = {}) {
  const made = Array.from({ length: count }, (_, at) => {
    const typical = radius[0] + ((radius[1] - radius[0]) * at) / Math.max(1, count - 1);
    const room = (size / typical) ** 2;
    return cells({
      shape: { y: size, x: size },
      // from a few to crowds
      count: Math.ceil(room * (at % 2 ? 0.16 : 0.08)),
      radius: typical,
      variation: 0.2,
      elongation: 0.2,
      seed: seed + at,
    });
  });
  const places = bent({ n: count, y: size, x: size, seed });
  const joined = (name) =>
    concatenate(
      made.map((each) => each[name]),
      { axis: 'n' },
    );
  return {
    image: mapCoordinates(joined('image'), places, { order: 1 }),
    labels: mapCoordinates(joined('labels'), places, { order: 0 }),
  };
}

/** What the network should say: 1 in cells, and 1 in their cores. */
function truthOf(labels) {
  const inside = greater(labels, 0);
  const core = and(inside, not(dilation(findBoundaries(labels), { footprint: { disk: 2 } })));
  return concatenate([inside, core], { axis: 'c' });
}

/** What images are made of beside cells, as volumes that stay on the GPU. */
export async function materials(engine) {
  const [gravel, ct] = await Promise.all(
    ['gravel.png', 'stent.tif'].map((name) => readVolume(fileURLToPath(new URL(`data/${name}`, import.meta.url)))),
  );
  const slices = transpose(crop(ct, { start: { z: 80 }, size: { z: 128 } }), { from: { n: 'z', z: 'n' } });
  const plane = (seed, length) => randomNormal({ shape: { y: length, x: length }, seed });
  return engine.run({
    relief: instanceNorm(gravel),
    ground: instanceNorm(slices),
    light: instanceNorm(gaussian(plane(1, 512), { sigma: 30 })),
    noise: plane(2, 256),
    chances: randomUniform({ shape: { x: 4096 }, seed: 3 }),
  });
}

/** What a microscope might have made of cells: of their brightness, and where they are. `at` chooses random numbers by the number of a stream. */
export function seen({ brightness, inside }, { relief, ground, light, noise, chances }, at) {
  const { n, y, x } = brightness.shape;
  const patches = (of, stream) =>
    samplePatches(of, { size: { y, x }, count: n, flips: true, turns: true, ...at(stream) });
  /** A number for each image. */
  const chance = (stream, from, to) =>
    add(multiply(samplePatches(chances, { count: n, ...at(stream) }), to - from), from);
  const cell = multiply(brightness, add(multiply(patches(relief, 1), chance(2, 0, 0.45)), 1));
  const halo = multiply(multiply(gaussian(inside, { sigma: 4 }), subtract(1, inside)), chance(3, -0.5, 0.1));
  const floor = multiply(patches(ground, 4), chance(5, 0, 0.15));
  const lit = multiply(patches(light, 6), chance(7, 0, 0.5));
  const blurred = gaussian(add(add(cell, halo), add(floor, lit)), { sigma: 0.7 });
  const noisy = add(blurred, multiply(patches(noise, 8), chance(9, 0, 0.15)));
  return add(multiply(instanceNorm(noisy), chance(10, 0.6, 1.8)), chance(11, -0.5, 0.5));
}

/** How little scores x say of a yes (1) or no (0) at each voxel: log(1 + e^-x) where yes, and x more where no. */
const crossEntropies = (scores, target) => add(softplus(multiply(scores, -1)), multiply(subtract(1, target), scores));

/** Teaches a network by generated cells. */
export async function learn(
  engine,
  net,
  materials,
  { steps = 600, batch = 8, seed = 1, made = fields(), progress } = {},
) {
  const { y, x } = net.input;
  const kept = await engine.run({ brightness: made.image, truth: truthOf(made.labels) });
  const { parameters } = await train(engine, net, {
    // the patches are cut while it learns: which sample is taken does not matter
    images: new HostVolume({ shape: { n: 1 } }),
    target: new HostVolume({ shape: { n: 1 } }),
    prepare: (_, { turn }) => {
      const at = (stream) => ({ seed, stream, turn });
      // of the same numbers, so from the same places
      const cut = (of) => samplePatches(of, { size: { y, x }, count: batch, flips: true, turns: true, ...at(0) });
      const target = cast(cut(kept.truth), { dtype: 'f32' });
      const patch = { brightness: cut(kept.brightness), inside: channel(target, { index: 0 }) };
      // what parts neighbours is little, and counts the more
      const seam = subtract(patch.inside, channel(target, { index: 1 }));
      const extra = add(multiply(seam, new HostVolume({ shape: { c: 2 }, data: Float32Array.of(0, 4) })), 1);
      return { images: seen(patch, materials, at), target, extra };
    },
    loss: (scores, target, weight) =>
      add(mean(multiply(crossEntropies(scores, target), weight)), diceLoss(sigmoid(scores), target, { smooth: 1 })),
    optimizer: adamW({ learningRate: cosineSchedule({ from: 5e-3, steps, warmup: 20 }) }),
    batch: 1,
    steps,
    every: 100,
    seed,
    ...(progress && { progress }),
  });
  for (const volume of Object.values(kept)) volume.dispose();
  return parameters;
}

/** Cells of images, numbered: cores are told apart, and grow as far as cells go. The network looks at an image of the size `at`, in which cells have radii as those that it knows. */
export function segmented(net, parameters, image, { at = image.shape } = {}) {
  const { y, x } = image.shape;
  const small = instanceNorm(resize(image, { outputShape: { y: at.y, x: at.x } }));
  const wide = network(net.layer, { input: { y: at.y, x: at.x } });
  const scores = resize(wide.apply(small, parameters), { outputShape: { y, x }, order: 1 });
  const inside = greater(channel(scores, { index: 0 }), 0);
  const cores = removeSmallObjects(greater(channel(scores, { index: 1 }), 0), {
    minSize: Math.ceil((8 * y * x) / (at.y * at.x)),
  });
  // every voxel that hangs together with a core belongs to the nearest
  const whole = reconstruction(and(cores, inside), inside);
  return where(whole, expandLabels(label(cores).labels, { distance: Math.max(y, x) }), 0);
}

/** How many labels there are, of at least so many voxels. */
export async function countOf(engine, labels, least = 30) {
  const volume = await engine.run(cast(labels, { dtype: 'i32' }));
  const { data } = await volume.read();
  volume.dispose();
  const sizes = new Map();
  for (const item of data) if (item > 0) sizes.set(item, (sizes.get(item) ?? 0) + 1);
  return [...sizes.values()].filter((size) => size >= least).length;
}

/** Generated cells that it was not taught with. */
export function heldOut(materials, { count = 8, seed = 1000 } = {}) {
  const { image, labels } = fields({ count, size: 128, seed });
  const at = (stream) => ({ seed, stream });
  const inside = cast(greater(labels, 0), { dtype: 'f32' });
  return { image: seen({ brightness: image, inside }, materials, at), labels };
}

async function main() {
  const engine = await openEngine();
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(0)} s`;
  const given = await materials(engine);
  const net = segmenter();
  const parameters = await learn(engine, net, given, {
    progress: ({ step, steps, loss }) => console.log(`step ${step} of ${steps}: loss ${loss.toFixed(3)}, ${seconds()}`),
  });
  const { image, labels } = await engine.run(heldOut(given));
  const found = await engine.run(segmented(net, parameters, image));
  const share = await engine.run(diceCoefficient(greater(labels, 0), greater(found, 0)));
  let [right, made] = [0, 0];
  for (let n = 0; n < image.shape.n; n++) {
    const one = { start: { n }, size: { n: 1 } };
    right += await countOf(engine, crop(labels, one), 60);
    made += await countOf(engine, crop(found, one), 60);
  }
  console.log(`generated cells: ${made} of ${right} found, Dice ${(await share.read()).at({}).toFixed(3)}`);
  const pictures = [];
  for (const [name, at, shown] of [
    ['coins', { y: 152, x: 192 }, { y: 303, x: 384 }],
    ['cell', { y: 168, x: 136 }, { y: 303, x: 252 }],
  ]) {
    const real = await readVolume(fileURLToPath(new URL(`data/${name}.png`, import.meta.url)));
    const objects = await engine.run(segmented(net, parameters, real, { at }));
    console.log(`${name}.png: ${await countOf(engine, objects)} found, ${seconds()}`);
    const small = cast(resize(real, { outputShape: shown }), { dtype: 'u8' });
    pictures.push(markBoundaries(small, resize(objects, { outputShape: shown, order: 0 }), { mode: 'inner' }));
  }
  const picture = await engine.run(concatenate(pictures, { axis: 'x' }));
  await writeVolume('cells.png', await picture.read());
  engine.dispose();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
