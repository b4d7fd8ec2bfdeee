/** The head phantom of tomography. */
import { SPATIAL_AXES, shapeOf } from '../../core/axes.js';
import { choice, perAxis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { kernelOf } from '../../graph/primitive.js';
import { generated } from '../noise/random.js';

/** Half axes a, b, c, centre x, y, z, and the turn about z in degrees, over a cube from -1 to 1 whose y points up (Kak and Slaney 1988, table 3.1, with the depths of Yu, Zhao and Wang). */
export const HEAD: readonly (readonly [number, number, number, number, number, number, number])[] = [
  [0.69, 0.92, 0.81, 0, 0, 0, 0],
  [0.6624, 0.874, 0.78, 0, -0.0184, 0, 0],
  [0.11, 0.31, 0.22, 0.22, 0, 0, -18],
  [0.16, 0.41, 0.28, -0.22, 0, 0, 18],
  [0.21, 0.25, 0.41, 0, 0.35, -0.15, 0],
  [0.046, 0.046, 0.05, 0, 0.1, 0.25, 0],
  [0.046, 0.046, 0.05, 0, -0.1, 0.25, 0],
  [0.046, 0.023, 0.05, -0.08, -0.605, 0, 0],
  [0.023, 0.023, 0.02, 0, -0.606, 0, 0],
  [0.023, 0.046, 0.02, 0.06, -0.605, 0, 0],
];

/** What each ellipsoid adds. */
export const CONTRASTS = {
  modified: [1, -0.8, -0.2, -0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
  original: [2, -0.98, -0.02, -0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01],
} as const;

/**
 * Ten ellipsoids that make a head: f32, of the given lengths along z, y and x; an image where z is 1. `modified` has the contrasts of Toft 1996, from 0 to 1, that show all of them, `original`
 * those of Shepp and Logan 1974, skull 2 and brain 1.02. Voxels are sampled at their centres, the volume is the cube from -1 to 1, y points up in it, and x to the right. An image is made of the ten
 * ellipses of the first two axes, not the middle slice of the volume. scikit-image's `shepp_logan_phantom` reads 400 x 400 voxels from a file; here they are computed, of any size. Half axes a b c, centre x
 * y z and turn about z are those of Kak and Slaney, Principles of computerized tomographic imaging, 1988, table 3.1. Throws `ArgumentError` for a length that is no whole number from 1 on.
 * @example
 * import { openEngine, sheppLogan } from 'brightfield';
 * using engine = await openEngine();
 * using head = await engine.run(sheppLogan({ shape: { y: 65, x: 65 } }));
 * (await head.read()).at({ y: 32, x: 32 }); // 0.2
 */
export const sheppLogan = defineOp({
  name: 'sheppLogan',
  summary: 'Make the head phantom of tomography.',
  alsoKnownAs: ['shepp_logan_phantom', 'phantom'],
  inputs: [],
  params: {
    shape: perAxis('Voxels along each axis; one where left out.', { default: 1, min: 1, max: 1e9, whole: true }),
    contrast: choice('What the ellipsoids add.', ['modified', 'original'], { default: 'modified' }),
  },
  lower(_none, { shape: lengths, contrast }) {
    const shape = shapeOf(lengths);
    const sides = [...SPATIAL_AXES].reverse().map((axis) => shape[axis]);
    const flat = shape.z === 1;
    return kernelOf({
      kernel: 'generate/ellipsoids',
      inputs: {},
      outputs: { dst: generated(shape) },
      params: {
        step: sides.map((side) => 2 / side),
        start: sides.map((side) => 1 / side - 1),
        count: HEAD.length,
      },
      tables: { objects: Float32Array.from(HEAD.flatMap((_, i) => numbersOf(i, flat, CONTRASTS[contrast][i] ?? 0))) },
    });
  },
});

/** An ellipsoid as the kernel takes it; y turns over, since rows of an image run down. */
function numbersOf(at: number, flat: boolean, value: number): number[] {
  const [a = 1, b = 1, c = 1, x = 0, y = 0, z = 0, turn = 0] = HEAD[at] ?? [];
  const [cos, sin] = [Math.cos((-turn * Math.PI) / 180), Math.sin((-turn * Math.PI) / 180)];
  const [p, q] = [1 / a ** 2, 1 / b ** 2];
  const form = [
    p * cos ** 2 + q * sin ** 2,
    p * sin ** 2 + q * cos ** 2,
    flat ? 0 : 1 / c ** 2,
    (p - q) * sin * cos,
    0,
    0,
  ];
  return [x, -y, flat ? 0 : z, ...form, value];
}
