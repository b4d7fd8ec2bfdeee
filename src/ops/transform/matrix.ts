/** Matrices of geometry: as callers write them, and as kernels read them. */
import { type Shape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { array, begun, choice, type NumberArray } from '../../core/params.js';
import type { RefuseCall } from '../../graph/operation.js';

/** Rows and columns x, y, z and 1: a place in the source is (X, Y, Z, W) = M (x, y, z, 1). */
export type Matrix = readonly (readonly number[])[];

const ORDERS = ['zyx', 'xyz'] as const;
type AxisOrder = (typeof ORDERS)[number];

/** The parameters, with the order of axes of the library whose name the operation has. */
export const matrixParams = (order: AxisOrder, sizes: string) => ({
  matrix: begun(
    array(
      `From voxels of the result to voxels of the image: rows and columns in the order of \`axisOrder\`, ${sizes}.`,
      {
        maxRank: 2,
      },
    ),
    // half as large, of an image and of a volume; a homogeneous matrix suits both
    ({ shape }) => {
      const scales = shape.z > 1 ? [2, 2, 2, 1] : [2, 2, 1];
      return scales.map((scale, row) => scales.map((_, at) => (at === row ? scale : 0)));
    },
  ),
  axisOrder: choice(
    'The order of the matrix’s rows and columns: zyx (yx of images) as scipy.ndimage has them, or xyz as scikit-image, OpenCV and ITK do.',
    ORDERS,
    { default: order },
  ),
});

export const identity = (): number[][] => [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((at) => (at === row ? 1 : 0)));

/** Where an axis stands in a `Matrix`. */
export const placeOf: Readonly<Record<SpatialAxis, number>> = { x: 0, y: 1, z: 2 };

export interface ReadMatrix {
  readonly matrix: Matrix;
  /** The axes it moves: y and x leave slices on their own. */
  readonly axes: readonly SpatialAxis[];
  /** Whether it says where the first voxel lies. */
  readonly placed: boolean;
}

/**
 * A matrix of two rows is one of y and x; a 3x3 one is that of a volume where the image has slices, else a homogeneous one of y
 * and x.
 */
export function readMatrix(given: NumberArray, order: AxisOrder, shape: Shape, refuse: RefuseCall): ReadMatrix {
  const [rows = 0, columns = 0] = given.shape;
  const size = `${rows}x${columns}`;
  const count =
    size === '2x2' || size === '2x3'
      ? 2
      : size === '3x4' || size === '4x4'
        ? 3
        : size === '3x3'
          ? shape.z > 1
            ? 3
            : 2
          : 0;
  if (given.shape.length !== 2 || count === 0)
    return refuse('matrix must be 2x2, 2x3 or 3x3 for y and x, 3x3, 3x4 or 4x4 for z, y and x', given.shape.join('x'));
  const axes = SPATIAL_AXES.slice(3 - count);
  const places = (order === 'zyx' ? axes : [...axes].reverse()).map((axis) => placeOf[axis]);
  const matrix = identity();
  const homogeneous = [...places, 3];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      (matrix[homogeneous[row] ?? 3] as number[])[homogeneous[column] ?? 3] = given.data[row * columns + column] ?? 0;
  return { matrix, axes, placed: columns > count };
}

export function product(a: Matrix, b: Matrix): number[][] {
  return a.map((row) => [0, 1, 2, 3].map((at) => row.reduce((sum, each, k) => sum + each * (b[k]?.[at] ?? 0), 0)));
}

/** What moves by so much along each axis, after the matrix. */
export function moved(matrix: Matrix, by: Readonly<Record<SpatialAxis, number>>): number[][] {
  const move = identity();
  for (const axis of SPATIAL_AXES) (move[placeOf[axis]] as number[])[3] = by[axis];
  return product(move, matrix);
}

/** (X, Y, Z, W) at the corners of a volume. */
export function cornersOf(matrix: Matrix, { x, y, z }: Shape): number[][] {
  const ends = [0, 1].flatMap((a) =>
    [0, 1].flatMap((b) => [0, 1].map((c) => [a * (x - 1), b * (y - 1), c * (z - 1), 1])),
  );
  return ends.map((end) => matrix.map((row) => row.reduce((sum, each, at) => sum + each * (end[at] ?? 0), 0)));
}
