/** Regions measured from their definitions, in float64. */
import { type Field, fieldOf, itemAt, type Position, positionOf } from './field.js';

type Triple = readonly [number, number, number];
const AXES = ['z', 'y', 'x'] as const;

/** Shares of the sphere of the directions to faces, edges and corners of a cube (Lehmann and Legland 2012, table 1), both ways together. */
const SHARES = [0.0915557824095, 0.0739612557522, 0.0703912795646];

interface Region {
  readonly label: number;
  readonly places: readonly number[];
}

function regionsOf(labels: Field): Region[] {
  const found = new Map<number, number[]>();
  labels.data.forEach((label, place) => {
    if (label > 0) found.set(label, [...(found.get(label) ?? []), place]);
  });
  return [...found].map(([label, places]) => ({ label, places })).sort((a, b) => a.label - b.label);
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Eigenvalues of a symmetric matrix by Jacobi's rotations, descending, and the vector of the first. */
function eigen(matrix: readonly (readonly number[])[]): { values: number[]; first: number[] } {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  const v = a.map((_, i) => a.map((__, j) => Number(i === j)));
  const at = (m: number[][], i: number, j: number): number => m[i]?.[j] ?? 0;
  for (let turn = 0; turn < 60; turn++)
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (at(a, p, q) === 0) continue;
        const theta = 0.5 * Math.atan2(2 * at(a, p, q), at(a, q, q) - at(a, p, p));
        const [c, s] = [Math.cos(theta), Math.sin(theta)];
        for (let k = 0; k < n; k++) {
          const [kp, kq] = [at(a, k, p), at(a, k, q)];
          (a[k] as number[])[p] = c * kp - s * kq;
          (a[k] as number[])[q] = s * kp + c * kq;
        }
        for (let k = 0; k < n; k++) {
          const [pk, qk] = [at(a, p, k), at(a, q, k)];
          (a[p] as number[])[k] = c * pk - s * qk;
          (a[q] as number[])[k] = s * pk + c * qk;
          const [vp, vq] = [at(v, k, p), at(v, k, q)];
          (v[k] as number[])[p] = c * vp - s * vq;
          (v[k] as number[])[q] = s * vp + c * vq;
        }
      }
  const order = a.map((_, i) => i).sort((i, j) => at(a, j, j) - at(a, i, i));
  return { values: order.map((i) => at(a, i, i)), first: v.map((row) => row[order[0] ?? 0] ?? 0) };
}

/** How often lines along a step leave a region, both ways. */
function crossings(labels: Field, { label, places }: Region, step: Triple): number {
  const { z, y, x } = labels.shape;
  return sum(
    places.map((place) => {
      const at = positionOf(labels.shape, place);
      const leaves = (sign: number): number => {
        const [tz, ty, tx] = [at.z + sign * step[0], at.y + sign * step[1], at.x + sign * step[2]];
        const inside = tz >= 0 && tz < z && ty >= 0 && ty < y && tx >= 0 && tx < x;
        return Number(!inside || itemAt(labels.data, (tz * y + ty) * x + tx) !== label);
      };
      return leaves(1) + leaves(-1);
    }),
  );
}

/** Crofton's formula with all directions to neighbours, of voxels that are as long along all axes. */
function surface(labels: Field, region: Region, side: number, flat: boolean): number {
  const steps = Array.from(
    { length: 13 },
    (_, code): Triple => [Math.floor(code / 9) - 1, (Math.floor(code / 3) % 3) - 1, (code % 3) - 1],
  ).filter(([z]) => !flat || z === 0);
  return sum(
    steps.map((step) => {
      const axes = sum(step.map(Math.abs));
      const share = flat ? 1 / 4 : (SHARES[axes - 1] ?? 0);
      const apart = side ** (flat ? 1 : 2) / Math.sqrt(axes);
      return (flat ? Math.PI : 4) * share * (crossings(labels, region, step) / 2) * apart;
    }),
  );
}

/** Benkrid's perimeter: of voxels that have a neighbour beside them in no region, by their neighbours of the same kind. */
function perimeter(labels: Field, { label, places }: Region): number {
  const { y, x } = labels.shape;
  const own = (at: Position, dy: number, dx: number): boolean =>
    at.y + dy >= 0 &&
    at.y + dy < y &&
    at.x + dx >= 0 &&
    at.x + dx < x &&
    itemAt(labels.data, (at.y + dy) * x + at.x + dx) === label;
  const rim = (at: Position): boolean =>
    own(at, 0, 0) && !(own(at, 1, 0) && own(at, -1, 0) && own(at, 0, 1) && own(at, 0, -1));
  const weights: Record<number, number> = {};
  for (const code of [5, 7, 15, 17, 25, 27]) weights[code] = 1;
  for (const code of [21, 33]) weights[code] = Math.SQRT2;
  for (const code of [13, 23]) weights[code] = (1 + Math.SQRT2) / 2;
  return sum(
    places.map((place) => {
      const at = positionOf(labels.shape, place);
      if (!rim(at)) return 0;
      let code = 1;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++)
          if ((dy !== 0 || dx !== 0) && rim({ ...at, y: at.y + dy, x: at.x + dx }))
            code += dy === 0 || dx === 0 ? 2 : 10;
      return weights[code] ?? 0;
    }),
  );
}

/** All columns, of so many rows. */
export function regionprops(
  labels: Field,
  { spacing, capacity, intensity }: { spacing: Triple; capacity: number; intensity?: Field | undefined },
): Record<string, Field> {
  const flat = labels.shape.z === 1;
  const regions = regionsOf(labels);
  const rows = regions.map((region) => rowOf(labels, region, flat, spacing, intensity));
  const names = Object.keys(rows[0] ?? rowOf(labels, { label: 1, places: [0] }, flat, spacing, intensity));
  const columns = names.map((name) => [
    name,
    fieldOf(
      { x: capacity },
      Array.from({ length: capacity }, (_, at) => rows[at]?.[name] ?? 0),
    ),
  ]);
  const beyond = Math.max(0, ...regions.map(({ label }) => label).filter((label) => label > capacity));
  return { ...Object.fromEntries(columns), count: fieldOf({}, [rows.length]), needs: fieldOf({}, [beyond]) };
}

/** Corners less edges plus squares less cubes, all of them closed: a place between voxels is even, and a cell is as long along each axis where it is odd. */
function eulerNumber(at: readonly Position[], used: readonly number[]): number {
  const cells = new Map<string, number>();
  for (const position of at)
    for (let code = 0; code < 3 ** used.length; code++) {
      const cell = used.map((i, digit) => 2 * position[AXES[i] as 'x'] + (Math.floor(code / 3 ** digit) % 3));
      cells.set(cell.join(), cell.filter((place) => place % 2 === 1).length);
    }
  return sum([...cells.values()].map((dimensions) => (-1) ** dimensions));
}

/** Names of products of axes, x before y before z. */
const axesName = (axes: readonly number[]): string =>
  [...axes]
    .sort((a, b) => b - a)
    .map((i) => 'ZYX'[i])
    .join('');

/** All products of one to three axes that are used, each once. */
function productsOf(used: readonly number[]): number[][] {
  const found = new Map<string, number[]>();
  for (const i of used) {
    found.set(axesName([i]), [i]);
    for (const j of used) {
      found.set(axesName([i, j]), [i, j]);
      for (const k of used) found.set(axesName([i, j, k]), [i, j, k]);
    }
  }
  return [...found.values()];
}

/**
 * Moments of weights up to third order: from where the box begins, from their centroid, normalized, and Hu's seven, y first (Hu 1962). `along` are places along z, y and x.
 */
function momentsOf(
  prefix: string,
  along: readonly (readonly number[])[],
  weights: readonly number[],
  used: readonly number[],
  voxel: number,
): Record<string, number> {
  const mass = sum(weights);
  const centre = along.map((places) => sum(places.map((place, k) => place * (weights[k] ?? 0))) / mass);
  const about = (points: readonly number[], axes: readonly number[]): number =>
    sum(weights.map((weight, k) => axes.reduce((all, i) => all * ((along[i]?.[k] ?? 0) - (points[i] ?? 0)), weight)));
  const normalized = (axes: readonly number[]): number =>
    (about(centre, axes) * voxel) / (mass * voxel) ** (1 + axes.length / used.length);
  const begin = along.map((places) => Math.min(...places));
  const row: Record<string, number> = {};
  for (const axes of productsOf(used)) {
    row[`${prefix}${axesName(axes)}`] = about(begin, axes);
    if (axes.length === 1) continue;
    row[`${prefix}Central${axesName(axes)}`] = about(centre, axes);
    row[`${prefix}Normalized${axesName(axes)}`] = normalized(axes);
  }
  if (used.length === 3) return row;
  const n = (p: number, q: number): number => normalized([...Array<number>(p).fill(1), ...Array<number>(q).fill(2)]);
  const [a, b, c, d] = [n(3, 0) + n(1, 2), n(2, 1) + n(0, 3), n(3, 0) - 3 * n(1, 2), 3 * n(2, 1) - n(0, 3)];
  const [difference, slant] = [n(2, 0) - n(0, 2), n(1, 1)];
  const hu = [
    n(2, 0) + n(0, 2),
    difference ** 2 + 4 * slant ** 2,
    c ** 2 + d ** 2,
    a ** 2 + b ** 2,
    c * a * (a ** 2 - 3 * b ** 2) + d * b * (3 * a ** 2 - b ** 2),
    difference * (a ** 2 - b ** 2) + 4 * slant * a * b,
    d * a * (a ** 2 - 3 * b ** 2) - c * b * (3 * a ** 2 - b ** 2),
  ];
  hu.forEach((value, at) => {
    row[`${prefix}Hu${at}`] = value;
  });
  return row;
}

function rowOf(
  labels: Field,
  region: Region,
  flat: boolean,
  spacing: Triple,
  intensity: Field | undefined,
): Record<string, number> {
  const { label, places } = region;
  const at = places.map((place) => positionOf(labels.shape, place));
  const along = AXES.map((axis) => at.map((position) => position[axis]));
  const used = flat ? [1, 2] : [0, 1, 2];
  const row: Record<string, number> = { label, numPixels: places.length };
  const voxel = used.reduce((product, i) => product * (spacing[i] ?? 1), 1);
  row.area = places.length * voxel;
  const name = (i: number): string => (AXES[i] ?? 'x').toUpperCase();
  let box = 1;
  for (const i of used) {
    const [low, high] = [Math.min(...(along[i] ?? [])), Math.max(...(along[i] ?? [])) + 1];
    row[`bboxMin${name(i)}`] = low;
    row[`bboxMax${name(i)}`] = high;
    box *= high - low;
    row[`centroid${name(i)}`] = mean(along[i] ?? []) * (spacing[i] ?? 1);
  }
  row.extent = places.length / box;
  row.equivalentDiameterArea = flat ? Math.sqrt((4 * row.area) / Math.PI) : Math.cbrt((6 * row.area) / Math.PI);
  const from = along.map((values, i) => values.map((value) => (value - mean(values)) * (spacing[i] ?? 1)));
  const product = (i: number, j: number): number => sum((from[i] ?? []).map((d, k) => d * (from[j]?.[k] ?? 0)));
  row.eulerNumber = eulerNumber(at, used);
  const scaled = along.map((values, i) => values.map((value) => value * (spacing[i] ?? 1)));
  const ones = places.map(() => 1);
  Object.assign(row, momentsOf('moments', scaled, ones, used, voxel));
  const covariance = used.map((i) => used.map((j) => product(i, j) / places.length));
  const { values, first } = eigen(covariance);
  const [l = 0, m = 0, s = 0] = values.map((value) => Math.max(0, value));
  if (flat) {
    row.axisMajorLength = 4 * Math.sqrt(l);
    row.axisMinorLength = 4 * Math.sqrt(m);
    row.inertiaEigenvalue0 = l;
    row.inertiaEigenvalue1 = m;
    row.eccentricity = l === 0 ? 0 : Math.sqrt(1 - m / l);
    const [xx, yy, xy] = [product(2, 2), product(1, 1), product(1, 2)];
    const equal = Math.abs(xx - yy) <= 1e-9 * (xx + yy);
    row.orientation = equal ? (xy >= -1e-9 * xx ? Math.PI / 4 : -Math.PI / 4) : 0.5 * Math.atan2(2 * xy, yy - xx);
    row.perimeterCrofton = surface(labels, region, spacing[2], true);
    row.perimeter = perimeter(labels, region) * spacing[2];
  } else {
    row.axisMajorLength = Math.sqrt(20 * l);
    row.axisMinorLength = Math.sqrt(20 * s);
    row.inertiaEigenvalue0 = l + m;
    row.inertiaEigenvalue1 = l + s;
    row.inertiaEigenvalue2 = m + s;
    const ahead = first.find((item) => Math.abs(item) > 1e-9) ?? 1;
    for (const i of used) row[`axisMajor${name(i)}`] = (first[i] ?? 0) * Math.sign(ahead);
    row.surfaceArea = surface(labels, region, spacing[2], false);
  }
  if (intensity) {
    const light = places.map((place) => itemAt(intensity.data, place));
    const broken = light.some((value) => !Number.isFinite(value));
    const known = (value: number): number => (broken ? Number.NaN : value);
    row.intensityMean = known(mean(light));
    row.intensityMin = known(Math.min(...light));
    row.intensityMax = known(Math.max(...light));
    row.intensitySum = known(sum(light));
    row.intensityStd = known(Math.sqrt(mean(light.map((value) => (value - mean(light)) ** 2))));
    const dark = sum(light) === 0;
    for (const i of used) {
      const weighted = sum(light.map((value, k) => value * (along[i]?.[k] ?? 0))) / sum(light);
      row[`centroidWeighted${name(i)}`] = dark ? Number.NaN : known(weighted * (spacing[i] ?? 1));
    }
    const moments = Object.entries(momentsOf('momentsWeighted', scaled, light, used, voxel));
    Object.assign(row, Object.fromEntries(moments.map(([column, value]) => [column, known(value)])));
  }
  return row;
}
