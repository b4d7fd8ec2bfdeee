/** Matrices as shaders/transform/affine.wgsl reads them: whole numbers and parts of 2^-32 (shaders/lib/fixed.wgsl). */
import type { Shape } from '../../core/axes.js';
import type { RefuseCall } from '../../graph/operation.js';
import { cornersOf, type Matrix } from './matrix.js';

/** How far from the first voxel a place may lie: whole numbers have 32 bits, and their sums must not pass them. */
const FURTHEST = 2 ** 30;

type FixedParams = Readonly<Record<'whole' | 'part' | 'lane_whole' | 'lane_part', readonly number[]>>;

/** The numbers, whole and in parts. */
export function fixed(numbers: readonly number[]): { readonly whole: number[]; readonly part: number[] } {
  const units = numbers.map((number) => {
    const below = Math.floor(number);
    const part = Math.round((number - below) * 2 ** 32);
    return part === 2 ** 32 ? [below + 1, 0] : [below, part];
  });
  return { whole: units.map(([whole = 0]) => whole), part: units.map(([, part = 0]) => part) };
}

/**
 * The kernel's parameters for a result of a shape. What is divided is made as large as fits first: only its ratio counts, and
 * so has more digits than it needs. Refuses places that lie further away than 2^30 voxels.
 */
export function fixedParams(matrix: Matrix, shape: Shape, projective: boolean, refuse: RefuseCall): FixedParams {
  const corners = cornersOf(matrix, shape).flat();
  const largest = Math.max(...corners.map(Math.abs), ...matrix.flat().map(Math.abs));
  if (!projective && !(largest <= FURTHEST))
    refuse('places must lie within 2^30 voxels of the first one of the image', `${largest}`);
  const scale = projective && largest > 0 ? 2 ** Math.floor(Math.log2(FURTHEST / largest)) : 1;
  const scaled = matrix.map((row) => row.map((each) => each * scale));
  const columns = fixed([0, 1, 2, 3].flatMap((at) => scaled.map((row) => row[at] ?? 0)));
  const lanes = fixed(scaled.flatMap(([step = 0]) => [0, 1, 2, 3].map((k) => k * step)));
  return { ...columns, lane_whole: lanes.whole, lane_part: lanes.part };
}
