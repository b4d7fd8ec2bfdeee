/** Contrast limited adaptive histogram equalisation. */
import { type Axis, activeAxes, SPATIAL_AXES } from '../../core/axes.js';
import { alongAxis, wholePerAxis } from '../../core/axisParams.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import { integer, number } from '../../core/params.js';
import { constant, convert, type Expr, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise } from '../../graph/primitive.js';
import { finiteRange } from '../measure/bins.js';
import { elementwise } from '../pointwise/elementwise.js';
import { countTiles, type Tiles } from './tiles.js';

/** The greatest grey level that images are equalised in. */
const TOP = 2 ** 14 - 1;
/** In the place of a bin: no voxel that counts. */
const NONE = 255;

/**
 * Every voxel's grey level by the histogram of what surrounds it (CLAHE), as `skimage.exposure.equalize_adapthist`, in 2-D and 3-D: f32
 * of the same shape, stretched to 0 to 1. The image is parted into tiles of `kernelSize`, an eighth of each axis unless said, from
 * the first voxel on and mirrored at the end (an axis of one voxel is no axis: scikit-image mirrors that, too, which weighs its
 * counts otherwise); the histogram of each, cut off at the share `clipLimit` of its voxels (0: not at all),
 * is its curve, and curves are interpolated linearly between the centres of tiles. n and c are images of their own (of
 * colours scikit-image equalises the value alone). Numbers are taken as they are: scikit-image rounds floats to 16 bits, refuses those
 * beyond -1 to 1 and takes negative ones for 0. Before they are stretched, grey levels agree
 * within one of 16384. NaN stays NaN and is not counted,
 * infinities become the ends. Throws `ArgumentError` for a tile of more than 2^30 voxels.
 * Zuiderveld 1994, Contrast limited adaptive histogram equalization, Graphics Gems IV.
 * @example
 * import { equalizeAdapthist, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 64, x: 64 }, data: new Float32Array(4096).map((_, i) => i % 64) });
 * using result = await engine.run(equalizeAdapthist(image, { clipLimit: 0.03 }));
 * const { data } = await result.read(); // from 0 to 1
 */
export const equalizeAdapthist = defineOp({
  name: 'equalizeAdapthist',
  summary: 'Make the grey levels around every voxel equally frequent, within a limit of contrast.',
  alsoKnownAs: ['clahe', 'createCLAHE'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    kernelSize: wholePerAxis('Length of a tile; an eighth of the axis where left out.', { min: 1, unit: 'voxel' }),
    clipLimit: number('The greatest share of a tile’s voxels in one bin: more gives more contrast.', {
      default: 0.01,
      min: 0,
      max: 1,
    }),
    bins: integer('The number of bins.', { default: 256, min: 2, max: 256 }),
  },
  vjp: 'voxels are counted in bins, and jump from one to the next',
  lower([src], { kernelSize, clipLimit, bins }, refuse) {
    const active = activeAxes(src.shape);
    const lengthOf = (axis: Axis): number => {
      if (!active.some((each) => each === axis)) return 1;
      return alongAxis(kernelSize, src.layout, axis) ?? Math.max(1, Math.floor(src.shape[axis] / 8));
    };
    const size = { z: lengthOf('z'), y: lengthOf('y'), x: lengthOf('x') };
    const voxels = size.z * size.y * size.x;
    if (voxels > 2 ** 30) refuse('a tile must have at most 2^30 voxels', `${voxels}`);
    const tiles: Tiles = {
      size,
      count: {
        z: Math.ceil(src.shape.z / size.z),
        y: Math.ceil(src.shape.y / size.y),
        x: Math.ceil(src.shape.x / size.x),
      },
    };
    const places = binsOf(src, bins);
    const counts = countTiles(places, tiles, bins);
    const curves = kernelOf({
      kernel: 'exposure/tileCurves',
      inputs: { counts: { node: counts.node, reach: { x: 'all' } } },
      outputs: { curve: describedAs(counts.node, { dtype: 'u16' }) },
      constants: { WINDOW: counts.window },
      params: { bins, most: clipLimit > 0 ? Math.max(1, Math.floor(clipLimit * voxels)) : voxels },
      tile: { x4: counts.window / 4 },
    });
    const result = kernelOf({
      kernel: 'exposure/tileLookup',
      inputs: {
        src: { node: places, as: 'u32' },
        curves: { node: curves, as: 'f32', loads: active.length > 2 ? 8 : 4, reach: { x: 'all', y: 'all', z: 'all' } },
      },
      outputs: { dst: describedAs(src, { dtype: 'f32' }) },
      constants: { IS_FLAT: src.shape.z === 1 },
      params: {
        none: NONE,
        kx: size.x,
        ky: size.y,
        kz: size.z,
        nx: tiles.count.x,
        ny: tiles.count.y,
        nz: tiles.count.z,
      },
    });
    const { low, high } = finiteRange(result, undefined, SPATIAL_AXES);
    return elementwise([result, low, high], refuse, ([level, a, b]) => {
      const share = float('divide', numeric('subtract', level, a), numeric('subtract', b, a));
      return select(test('equal', a, b), numeric('minimum', level, constant(1)), share);
    });
  },
});

/** The bin of every voxel among equal ones of the range of its image, by way of grey levels. */
function binsOf(src: Node, bins: number): Node {
  const { low, high } = finiteRange(src, undefined, SPATIAL_AXES);
  const width = 1 + Math.floor((TOP + 1) / bins);
  const levels = isInteger(src.dtype) && DTYPES[src.dtype].bytes <= 2;
  return pointwise(
    [src, low, high],
    ([voxel = input(0), a = input(1), b = input(2)], upload) => {
      const limited = numeric('minimum', numeric('maximum', voxel, a), b);
      // halves, so that the range of any two numbers is finite
      const half = (number: Expr): Expr => numeric('multiply', number, constant(0.5));
      const above = numeric('subtract', half(limited), half(a));
      const share = float('divide', above, numeric('subtract', half(b), half(a)));
      const near = float('round', numeric('multiply', share, upload(TOP)));
      const level = levels ? exactLevel(near, numeric('subtract', limited, a), numeric('subtract', b, a)) : near;
      // half a level up, so that a rounded quotient is never below a whole one
      const bin = float('floor', numeric('multiply', numeric('add', level, constant(0.5)), upload(1 / width)));
      return select(test('isNaN', voxel), upload(NONE), select(test('equal', a, b), constant(0), bin));
    },
    'u8',
  );
}

/** The whole number nearest to distance · TOP / range, from one that is at most one off: f32 cannot tell halves of 16 bits apart. */
function exactLevel(near: Expr, distance: Expr, range: Expr): Expr {
  const whole = (number: number): Expr => constant(number, 'u32');
  const level = convert(near, 'u32');
  const wide = convert(range, 'u32');
  const twice = numeric('multiply', numeric('multiply', level, whole(2)), wide);
  const wanted = numeric('multiply', convert(distance, 'u32'), whole(2 * TOP));
  const more = test('greater', wanted, numeric('add', twice, wide));
  const less = test('greater', twice, numeric('add', wanted, wide));
  const exact = select(
    more,
    numeric('add', level, whole(1)),
    select(less, numeric('subtract', level, whole(1)), level),
  );
  return convert(exact, 'f32');
}
