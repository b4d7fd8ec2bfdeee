/** What a slice looks like as a landscape: every triangle is met by every ray, in float64. */
import type { HostVolume } from '../../src/core/hostVolume.js';
import {
  blended,
  colourAt,
  type Eye,
  inLight,
  inner,
  lampsOf,
  product,
  quotient,
  share,
  sightAt,
  sum,
  type Triple,
  unit,
} from './eye.js';

export interface Landscape {
  readonly image: HostVolume;
  readonly axis: 'z' | 'y' | 'x';
  readonly position: number;
  readonly eye: Eye;
  readonly window: readonly [number, number];
  readonly shading: number;
  /** Of the window, in longer sides. */
  readonly exaggeration: number;
  /** Voxels from vertex to vertex. */
  readonly stride: number;
  readonly colours?: readonly (readonly number[])[];
}

/** The colours of the rays through places of a canvas. */
export function landscapeOf(scene: Landscape, width: number, height: number) {
  const { image, axis, eye, window, stride } = scene;
  const right = axis === 'x' ? 'y' : 'x';
  const down = axis === 'z' ? 'y' : 'z';
  const [columns, rows] = [image.shape[right], image.shape[down]];
  const lengths = [image.spacing[right] ?? 1, image.spacing[down] ?? 1] as const;
  const longest = Math.max(columns * lengths[0], rows * lengths[1]);
  const whole: Triple = [lengths[0], lengths[1], scene.exaggeration * longest];
  const voxel = sum([0, 0, 0], whole, 1 / Math.hypot(columns * whole[0], rows * whole[1], whole[2]));

  const voxelAt = (column: number, row: number): number => {
    const inside = (index: number, length: number): number => Math.max(0, Math.min(length - 1, index));
    return image.at({ [axis]: scene.position, [right]: inside(column, columns), [down]: inside(row, rows) });
  };
  /** Bilinear between the centres of voxels. */
  const valueAt = (x: number, y: number): number => {
    const [i, j] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
    const [t, u] = [x - 0.5 - i, y - 0.5 - j];
    const above = (1 - t) * voxelAt(i, j) + t * voxelAt(i + 1, j);
    return (1 - u) * above + u * ((1 - t) * voxelAt(i, j + 1) + t * voxelAt(i + 1, j + 1));
  };
  const heightAt = (x: number, y: number, other: number): number => {
    const value = valueAt(x, y);
    return share(Number.isNaN(value) ? other : value, window);
  };

  const along = (length: number): number[] =>
    Array.from({ length: Math.ceil((length - 1) / stride) + 1 }, (_, k) => Math.min(k * stride, length - 1));
  const [across, beneath] = [along(columns), along(rows)];
  const middle: Triple = [columns / 2, rows / 2, 0.5];
  const vertex = (i: number, j: number) => {
    const [column, row] = [across[i] ?? 0, beneath[j] ?? 0];
    const value = voxelAt(column, row);
    const place: Triple = [column + 0.5, row + 0.5, 1 - share(value, window)];
    return { place, value, inSpace: product(sum(place, middle, -1), voxel) };
  };
  const triangles = beneath.slice(1).flatMap((_, j) =>
    across.slice(1).flatMap((__, i) => {
      const [a, b, c, d] = [vertex(i, j), vertex(i + 1, j), vertex(i, j + 1), vertex(i + 1, j + 1)];
      return [[a, b, c] as const, [c, b, d] as const]
        .filter((corners) => !corners.some(({ value }) => Number.isNaN(value)))
        .map((corners) => {
          const [p, q, r] = corners;
          return { corners, e: sum(q.inSpace, p.inSpace, -1), f: sum(r.inSpace, p.inSpace, -1) };
        });
    }),
  );
  const lamps = lampsOf(eye);

  return (x: number, y: number): Triple | undefined => {
    const sight = sightAt(eye, x, y, width, height);
    let nearest = Number.POSITIVE_INFINITY;
    let met: { place: Triple; value: number } | undefined;
    for (const { corners, e, f } of triangles) {
      const [a, b, c] = corners;
      // t·direction + origin = a + u (b - a) + v (c - a), by Cramer's rule
      const g = sum(sight.origin, a.inSpace, -1);
      const back = sum([0, 0, 0], sight.direction, -1);
      const whole = determinant(back, e, f);
      const [t, u, v] = [
        determinant(g, e, f) / whole,
        determinant(back, g, f) / whole,
        determinant(back, e, g) / whole,
      ];
      if (!(t > 0 && u >= 0 && v >= 0 && u + v <= 1 && t < nearest)) continue;
      nearest = t;
      met = {
        place: sum(sum(sum([0, 0, 0], a.place, 1 - u - v), b.place, u), c.place, v),
        value: (1 - u - v) * a.value + u * b.value + v * c.value,
      };
    }
    if (!met) return undefined;
    const [column, row] = met.place;
    const smooth = valueAt(column, row);
    const value = Number.isNaN(smooth) ? met.value : smooth;
    const own = colourAt(share(value, window), scene.colours);
    const slope: Triple = [
      (heightAt(column + stride, row, value) - heightAt(column - stride, row, value)) / (2 * stride),
      (heightAt(column, row + stride, value) - heightAt(column, row - stride, value)) / (2 * stride),
      1,
    ];
    const lit = inLight(own, unit(quotient(slope, voxel)), sum([0, 0, 0], sight.direction, -1), lamps);
    return blended(own, lit, scene.shading);
  };
}

function determinant(a: Triple, b: Triple, c: Triple): number {
  const across: Triple = [b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]];
  return inner(a, across);
}
