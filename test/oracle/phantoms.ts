/** Test images from their definitions: every voxel's centre against every object. Lengths are physical, x y z; an image lies in the plane z = 0. */
import { type Axis, shapeOf } from '../../src/core/axes.js';
import { build, type Field, type Position } from './field.js';

type Lengths = Partial<Record<Axis, number>>;
type Point = readonly [number, number, number];

/** Contrast (modified), half axes a b c, centre x y z, turn in degrees: Kak and Slaney 1988, table 3.1, and Toft 1996. */
const HEAD = [
  [1, 0.69, 0.92, 0.81, 0, 0, 0, 0],
  [-0.8, 0.6624, 0.874, 0.78, 0, -0.0184, 0, 0],
  [-0.2, 0.11, 0.31, 0.22, 0.22, 0, 0, -18],
  [-0.2, 0.16, 0.41, 0.28, -0.22, 0, 0, 18],
  [0.1, 0.21, 0.25, 0.41, 0, 0.35, -0.15, 0],
  [0.1, 0.046, 0.046, 0.05, 0, 0.1, 0.25, 0],
  [0.1, 0.046, 0.046, 0.05, 0, -0.1, 0.25, 0],
  [0.1, 0.046, 0.023, 0.05, -0.08, -0.605, 0, 0],
  [0.1, 0.023, 0.023, 0.02, 0, -0.606, 0, 0],
  [0.1, 0.023, 0.046, 0.02, 0.06, -0.605, 0, 0],
] as const;
const ORIGINAL = [2, -0.98, -0.02, -0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01];

export function sheppLogan(lengths: Lengths, contrast = 'modified'): Field {
  const shape = shapeOf(lengths);
  const centre = (i: number, length: number): number => (2 * i + 1) / length - 1;
  return build(shape, (at) => {
    let sum = 0;
    for (const [i, [modified, a, b, c, x0, y0, z0, degrees]] of HEAD.entries()) {
      const turn = (degrees * Math.PI) / 180;
      const x = centre(at.x, shape.x) - x0;
      const y = -centre(at.y, shape.y) - y0;
      const z = shape.z === 1 ? 0 : centre(at.z, shape.z) - z0;
      const u = (x * Math.cos(turn) + y * Math.sin(turn)) / a;
      const v = (y * Math.cos(turn) - x * Math.sin(turn)) / b;
      if (u * u + v * v + (z / c) ** 2 <= 1) sum += contrast === 'modified' ? modified : (ORIGINAL[i] ?? 0);
    }
    return sum;
  });
}

export interface Grid {
  readonly shape: Lengths;
  readonly spacing?: number | Lengths;
}

function centreOf({ shape, spacing = 1 }: Grid, at: Readonly<Position>): Point {
  const size = (axis: 'x' | 'y' | 'z'): number => (typeof spacing === 'number' ? spacing : (spacing[axis] ?? 1));
  return [(at.x + 0.5) * size('x'), (at.y + 0.5) * size('y'), (shape.z ?? 1) === 1 ? 0 : (at.z + 0.5) * size('z')];
}

interface Ellipsoid {
  readonly centre: Point;
  readonly form: readonly number[];
  readonly value: number;
}

/** Of each voxel the ellipsoid that it lies deepest in. */
export function cells(grid: Grid, found: readonly Ellipsoid[], shading: number): { image: Field; labels: Field } {
  const at = (position: Readonly<Position>): [label: number, number: number] => {
    let [label, least, number] = [0, 1, 0];
    for (const [i, { centre, form, value }] of found.entries()) {
      const [x, y, z] = centreOf(grid, position).map((p, axis) => p - (centre[axis] ?? 0)) as unknown as Point;
      const [xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0] = form;
      const q = xx * x * x + yy * y * y + zz * z * z + 2 * (xy * x * y + xz * x * z + yz * y * z);
      if (q < least) [label, least, number] = [i + 1, q, value * (1 - shading * q)];
    }
    return [label, number];
  };
  return { image: build(grid.shape, (p) => at(p)[1]), labels: build(grid.shape, (p) => at(p)[0]) };
}

interface Tube {
  readonly from: Point;
  readonly to: Point;
  readonly radius: number;
  readonly value: number;
}

/** The greatest of all tubes, each by how much of the voxel lies within its radius. */
export function tubes(grid: Grid, found: readonly Tube[], edge: number): Field {
  const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, v, i) => s + v * (b[i] ?? 0), 0);
  return build(grid.shape, (position) => {
    const p = centreOf(grid, position);
    return found.reduce((most, { from, to, radius, value }) => {
      const along = to.map((v, i) => v - (from[i] ?? 0));
      const away = p.map((v, i) => v - (from[i] ?? 0));
      const square = dot(along, along);
      const t = square > 0 ? Math.min(1, Math.max(0, dot(away, along) / square)) : 0;
      const distance = Math.hypot(...away.map((v, i) => v - t * (along[i] ?? 0)));
      return Math.max(most, value * Math.min(1, Math.max(0, 0.5 + (radius - distance) / edge)));
    }, 0);
  });
}
