/** The background that a ball leaves as it rolls below the image. */
import { type Shape, SPATIAL_AXES } from '../../core/axes.js';
import { Footprint } from '../../core/footprint.js';
import { optional } from '../../core/optionalParam.js';
import { number, perAxis } from '../../core/params.js';
import { type Expr, input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise, type Upload } from '../../graph/primitive.js';
import { borderReach } from '../border.js';
import { extreme } from '../morphology/extreme.js';
import { type Ball, ballTables, farOf } from './ballTables.js';

export const ballParams = {
  radius: perAxis('How far the ball goes along each axis.', { default: 100, min: 0, max: 1000, unit: 'voxel' }),
  intensity: optional(
    number('How high it is, in grey levels; as high as its greatest radius when left out.', { min: 0, max: 1e9 }),
  ),
};

/** Voxels that a ball may hold: each looks at as many. */
const MOST_OFFSETS = 2 ** 20;
/** Finite numbers in the place of NaN and of the infinities; no drop changes them. */
const [UNKNOWN, LOW, HIGH] = [-3.4028234663852886e38, -3.4028232635611926e38, 3.4028234663852886e38];

/**
 * The background as `skimage.restoration.rolling_ball`: at each voxel the top of a ball that is raised below the image until it touches it,
 * so the least of image(p + o) + intensity · (1 - √(1 - Σ (o / radius)²)) over the offsets o of the ball. Any shape in, f32 of the same shape
 * out in the unit of the image, never above it; n and c are a batch. A radius an axis makes an ellipsoid; `intensity` scales its
 * height, which for floats from 0 to 1 should be about the height of the background. Outside is nothing. A NaN within the ball gives NaN. The
 * time grows with the voxels of the ball that could win. Throws `ArgumentError` where the ball holds more than 2^20 voxels. Sternberg 1983,
 * Biomedical image processing.
 * @example
 * import { HostVolume, openEngine, rollingBall } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(1, 1, 9, 1, 1) });
 * using background = await engine.run(rollingBall(line, { radius: 2 }));
 * (await background.read()).data; // 1, 1, 1.268, 1, 1
 */
export const rollingBall = defineOp({
  name: 'rollingBall',
  summary: 'Estimate the background by a ball that rolls below the image.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: ballParams,
  vjp: 'where the ball touches is not kept',
  lower: ([src], { radius, intensity }, refuse) =>
    rolled(src, { radius, intensity: intensity ?? Math.max(...SPATIAL_AXES.map((axis) => radius[axis])) }, refuse),
});

function rolled(src: Node, ball: Ball, refuse: RefuseCall): Node {
  checkSize(ball, src.shape, refuse);
  const { far, ...tables } = ballTables(ball, src.shape);
  const known = pointwise([src], ([v = input(0)], upload) => finite(v, upload), 'f32');
  const box = new Footprint({ z: 2 * far.z + 1, y: 2 * far.y + 1, x: 2 * far.x + 1 }, undefined, false);
  const least = extreme(known, { footprint: box, border: 'ignore', value: 0 }, true);
  const touched = kernelOf({
    kernel: 'background/rollingBall',
    inputs: {
      src: {
        node: known,
        loads: Math.max(1, (3 * (tables.drops.length / 4 + tables.lone.length)) / 2),
        reach: Object.fromEntries(
          SPATIAL_AXES.filter((axis) => far[axis] > 0).map((axis) => [
            axis,
            borderReach(axis, far[axis], far[axis], 'constant'),
          ]),
        ),
      },
      least: { node: least },
    },
    outputs: { dst: describedAs(src, { dtype: 'f32' }) },
    params: { outside: HIGH, groups: tables.drops.length / 4, singles: tables.lone.length },
    tables: nonEmpty(tables),
    tile: { x4: 2 },
  });
  return pointwise([touched], ([v = input(0)], upload) => {
    const high = select(test('greaterEqual', v, upload(HIGH)), upload(Number.POSITIVE_INFINITY), v);
    const low = select(test('lessEqual', v, upload(LOW)), upload(Number.NEGATIVE_INFINITY), high);
    return select(test('lessEqual', v, upload(UNKNOWN)), upload(Number.NaN), low);
  });
}

function finite(v: Expr, upload: Upload): Expr {
  const low = select(test('lessEqual', v, upload(LOW)), upload(LOW), v);
  const high = select(test('greaterEqual', v, upload(HIGH)), upload(HIGH), low);
  return select(test('isNaN', v), upload(UNKNOWN), high);
}

function checkSize(ball: Ball, shape: Shape, refuse: RefuseCall): void {
  const far = farOf(ball, shape);
  const acting = SPATIAL_AXES.filter((axis) => far[axis] > 0);
  const box = acting.reduce((product, axis) => product * (2 * far[axis] + 1), 1);
  const most = box * ([1, 1, Math.PI / 4, Math.PI / 6][acting.length] ?? 1);
  if (most > MOST_OFFSETS) refuse(`the ball must hold at most ${MOST_OFFSETS} voxels`, `about ${Math.round(most)}`);
}

/** A binding holds something. */
function nonEmpty<T extends Record<string, Int32Array | Float32Array>>(tables: T): T {
  const filled = Object.entries(tables).map(([name, table]) => [
    name,
    table.length > 0 ? table : table instanceof Int32Array ? new Int32Array(3) : new Float32Array(4),
  ]);
  return Object.fromEntries(filled) as T;
}
