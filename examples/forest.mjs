/**
 * Voxels classified by example: a few strokes in five slices of a CT teach a random forest on the processor, which then tells ground, blood, bone and metal
 * apart in the whole stack on the GPU. Kidneys it takes for the inside of bones, which look the same. `node dist/cli.js node examples/forest.mjs` writes forest-classes.tif and, to look at, forest-classes.png.
 */
import { fileURLToPath } from 'node:url';
import {
  argmax,
  cast,
  clamp,
  concatenate,
  crop,
  forestProba,
  forestVolumes,
  gaussian,
  gaussianGradientMagnitude,
  HostVolume,
  hessianMatrix,
  labelToRgb,
  markedVoxels,
  multiply,
  openEngine,
  randomForest,
  symmetricEigenvalues,
} from 'brightfield';
import { readVolume, writeVolume } from 'brightfield/files';

export const CLASSES = ['ground', 'blood', 'bone', 'metal'];
/** Of all but the ground, which is shown as it is. */
const COLOURS = [
  [1, 0.2, 0.2],
  [0.3, 0.6, 1],
  [1, 0.9, 0.2],
];

/** Strokes as somebody draws them: the slice, and from where to where, x and y. */
const STROKES = {
  ground: [
    [60, 20, 10, 60, 30],
    [60, 10, 85, 70, 97],
    [60, 90, 60, 120, 60],
    [140, 10, 30, 50, 60],
    [140, 85, 75, 120, 75],
    [140, 62, 50, 62, 53],
    [140, 74, 37, 78, 37],
    [220, 45, 20, 60, 40],
    [220, 105, 110, 120, 120],
    [220, 1, 108, 6, 120],
    [140, 63, 44, 63, 56],
    [180, 108, 85, 118, 92],
    [180, 104, 105, 120, 121],
    [220, 98, 106, 106, 122],
    [180, 106, 100, 125, 104],
    [100, 70, 56, 90, 62],
  ],
  blood: [
    [60, 73, 53, 73, 75],
    [60, 44, 48, 47, 48],
    [140, 67, 47, 80, 54],
    [220, 52, 84, 58, 90],
    [220, 70, 44, 68, 54],
    [140, 65, 50, 68, 44],
    [140, 68, 57, 80, 58],
    [220, 48, 81, 49, 92],
    [220, 69, 40, 70, 48],
    [100, 59, 44, 62, 48],
    [100, 76, 44, 78, 48],
    [180, 66, 54, 84, 56],
  ],
  bone: [
    [60, 27, 113, 80, 113],
    [60, 40, 120, 70, 120],
    [140, 40, 90, 68, 88],
    [140, 45, 95, 64, 100],
    [140, 34, 100, 40, 110],
    [220, 32, 112, 31, 120],
    [220, 45, 103, 57, 103],
    [220, 40, 110, 60, 120],
    [100, 27, 123, 35, 124],
    [100, 66, 124, 77, 124],
    [180, 35, 106, 68, 110],
  ],
  metal: [
    [60, 73, 48, 74, 49],
    [60, 52, 49, 51, 47],
    [60, 42, 54, 43, 53],
    [60, 63, 58, 63, 58],
    [140, 88, 46, 88, 47],
    [220, 64, 77, 65, 81],
    [220, 57, 74, 56, 76],
    [140, 75, 36, 76, 36],
    [140, 87, 54, 87, 54],
    [140, 60, 48, 60, 48],
    [140, 61, 55, 61, 55],
    [140, 68, 61, 68, 61],
    [140, 81, 60, 81, 60],
    [100, 81, 40, 81, 41],
    [180, 66, 60, 67, 61],
    [180, 89, 52, 90, 52],
  ],
};

const SLICES = [...new Set(Object.values(STROKES).flatMap((strokes) => strokes.map(([slice]) => slice)))];
const SIGMAS = [1, 2, 4, 8];

/** What a voxel looks like: itself, and at some scales its surroundings, how steep and how curved they are. Features along c. */
export function featureStack(image, sigmas) {
  const at = (sigma) => [
    gaussian(image, { sigma }),
    gaussianGradientMagnitude(image, { sigma }),
    symmetricEigenvalues(hessianMatrix(image, { sigma })),
  ];
  return concatenate([cast(image, { dtype: 'f32' }), ...sigmas.flatMap(at)], { axis: 'c' });
}

/** The strokes of one slice as an image: 0 where there are none, else 1 more than the place of the class. */
export function marksOf(slice, shape) {
  const marks = new HostVolume({ shape: { y: shape.y, x: shape.x }, dtype: 'u8' });
  CLASSES.forEach((name, kind) => {
    for (const [z, x0, y0, x1, y1] of STROKES[name]) {
      if (z !== slice) continue;
      const steps = Math.max(1, Math.abs(x1 - x0), Math.abs(y1 - y0));
      for (let step = 0; step <= steps; step++) {
        const x = Math.round(x0 + ((x1 - x0) * step) / steps);
        const y = Math.round(y0 + ((y1 - y0) * step) / steps);
        marks.data[y * shape.x + x] = 1 + kind;
      }
    }
  });
  return marks;
}

/** A forest grown from the strokes in some slices, all of them when left out. Around each, as much is looked at as the widest feature sees. */
export async function learn(engine, image, { slices = SLICES, sigmas = SIGMAS, nEstimators = 100 } = {}) {
  const far = 4 * Math.max(...sigmas) + 2;
  const rows = [];
  const answers = [];
  for (const z of slices) {
    const start = Math.max(0, z - far);
    const around = crop(image, { start: { z: start }, size: { z: Math.min(image.shape.z, z + far + 1) - start } });
    const here = { start: { z: z - start }, size: { z: 1 } };
    const features = await engine.run(crop(featureStack(around, sigmas), here));
    const { table, target } = markedVoxels(await features.read(), marksOf(z, image.shape));
    features.dispose();
    rows.push(...table.data);
    answers.push(...target.data.map((mark) => mark - 1));
  }
  const shape = { y: answers.length, x: rows.length / answers.length };
  const table = new HostVolume({ shape, data: Float32Array.from(rows) });
  const target = new HostVolume({ shape: { y: shape.y }, data: Float32Array.from(answers) });
  return randomForest(table, target, { nEstimators, maxDepth: 10, seed: 1 });
}

/** The class of every voxel, in the order of `CLASSES`, from 0. */
export function classified(image, forest, sigmas = SIGMAS) {
  const { splits, leaves } = forestVolumes(forest);
  return cast(argmax(forestProba(featureStack(image, sigmas), splits, leaves), { axes: 'c' }), { dtype: 'u8' });
}

/** Slices side by side, below them the same with what they were taken for in colours. */
function pictureOf(image, classes, slices) {
  const row = (of) =>
    concatenate(
      slices.map((z) => crop(of, { start: { z }, size: { z: 1 } })),
      { axis: 'x' },
    );
  const grey = clamp(multiply(row(image), 1 / 800), { min: 0, max: 1 });
  const kinds = row(classes);
  const plain = cast(multiply(kinds, 0), { dtype: 'u8' });
  return labelToRgb(concatenate([plain, kinds], { axis: 'y' }), {
    image: concatenate([grey, grey], { axis: 'y' }),
    colors: COLOURS,
    alpha: 0.6,
  });
}

async function main() {
  const image = await readVolume(fileURLToPath(new URL('data/stent.tif', import.meta.url)));
  const engine = await openEngine();
  let began = performance.now();
  const lap = (what) => {
    console.log(`${what}: ${Math.round(performance.now() - began)} ms`);
    began = performance.now();
  };
  const forest = await learn(engine, image);
  lap(
    `learned from strokes (${(100 * forest.oobScore).toFixed(1)} % of them told rightly by trees that had not seen them)`,
  );
  const classes = await engine.run(classified(image, forest));
  await writeVolume('forest-classes.tif', await classes.read(), { compression: 'deflate' });
  lap(`classified ${classes.shape.z} x ${classes.shape.y} x ${classes.shape.x} voxels`);
  const picture = await engine.run(pictureOf(image, classes, [80, 120, 160, 180, 200]));
  await writeVolume('forest-classes.png', await picture.read());
  engine.dispose();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
