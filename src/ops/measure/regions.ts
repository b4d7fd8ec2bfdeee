/** What is counted of the regions of a label image: fields with a row a label, in whole numbers, and from them rows of a table with a row a region. */
import { type Axis, formatShape, type Shape, sameShape, shapeOf } from '../../core/axes.js';
import { constant, input, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, describedAs, filled, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { comparedAs } from '../compared.js';
import { crop } from '../geometry/crop.js';
import { checkWhole } from '../whole.js';
import { crossingWeights } from './directions.js';
import { type Places, placesOf } from './places.js';

const MOST = 2 ** 24;
const ALL = { y: 'all', x: 'all' } as const;
/** Keys are those of f32. */
const KEYS = { KIND: 0 } as const;

export type Spacing = Readonly<Record<Axis, number>>;

/** A label image, and what was counted of its regions. */
export interface Regions {
  readonly labels: Node;
  readonly intensity: Node | undefined;
  readonly capacity: number;
  readonly spacing: Spacing;
  /** By label: how many voxels, where on average, and the box, and of intensities the least and the greatest; also the greatest label that there was no room for. */
  readonly sums: Node;
  /** The regions, in the order of their labels: along y of `sums`. */
  readonly rows: Places;
  /** The greatest label beyond the capacity, or 0. */
  readonly beyond: Node;
}

/** Words of a row that begins at whole groups of four. */
type Field = {
  readonly kernel: string;
  readonly stride: number;
  readonly constants?: Readonly<Record<string, number | boolean>>;
  readonly params?: Readonly<Record<string, number>>;
};

/** A field of whole numbers, a row a label, that a kernel adds up over the image. */
function counted(
  { labels, capacity }: Pick<Regions, 'labels' | 'capacity'>,
  { kernel, stride, constants = {}, params = {} }: Field,
  inputs: Parameters<typeof kernelOf>[0]['inputs'] = {},
): Node {
  const shape = shapeOf({ y: capacity + 1, x: stride });
  return kernelOf({
    kernel: `measure/${kernel}`,
    inputs: { labels: { node: labels, as: comparedAs(labels.dtype) }, ...inputs },
    outputs: { sums: { ...filled(0), dtype: 'u32', shape } },
    atomics: ['sums'],
    constants: { STRIDE: stride, ...constants },
    params: { capacity, ...params },
    domain: labels.shape,
    tile: { x4: 2, y: 8 },
  });
}

/** Refuses what is no label image, and what has more than places of 24 bits. */
export function checkLabels(labels: Node, refuse: RefuseCall): void {
  const { shape } = labels;
  checkWhole(labels, refuse, 'labels');
  if (shape.n > 1 || shape.c > 1) refuse('labels must be one image or volume (crop n and c)', formatShape(shape));
  if (Math.max(shape.x, shape.y, shape.z) > MOST)
    refuse(`labels must be at most ${MOST} voxels along an axis`, formatShape(shape));
}

/** What every column begins with; an image of `intensity` must be of the labels' shape. */
export function regionsOf(
  labels: Node,
  capacity: number,
  spacing: Spacing,
  refuse: RefuseCall,
  given?: Node | undefined,
): Regions {
  checkLabels(labels, refuse);
  if (given && !sameShape(given.shape, labels.shape))
    refuse(`intensity must be of the labels' shape, ${formatShape(labels.shape)}`, formatShape(given.shape));
  const intensity = given && asFloat(given);
  const sums = counted(
    { labels, capacity },
    { kernel: 'regionSums', stride: intensity ? 20 : 16, constants: { ...KEYS, HAS_LIGHT: intensity !== undefined } },
    { intensity: { node: intensity ?? labels, as: 'f32' } },
  );
  const sizes = crop(sums, { size: { x: 1 } });
  const beyond = crop(sums, { start: { x: 1 }, size: { y: 1, x: 1 } });
  const present = pointwise([sizes], ([size = input(0, 'u32')]) => test('greater', size, constant(0, 'u32')));
  return { labels, intensity, capacity, spacing, sums, rows: placesOf(present, capacity), beyond };
}

/** A column of rows of a table that a kernel makes, a row a column. */
export function column(table: Node, row: number): Node {
  return table.shape.y === 1 ? table : crop(table, { start: { y: row }, size: { y: 1 } });
}

function rowsOf(
  { rows, spacing }: Regions,
  kernel: string,
  given: {
    dtype?: 'u32' | 'i32' | 'f32';
    columns: number;
    inputs: Readonly<Record<string, Node>>;
    scaled?: boolean;
    constants?: Readonly<Record<string, number>>;
    params?: Readonly<Record<string, number>>;
    tables?: Readonly<Record<string, Float32Array>>;
  },
): Node {
  const { dtype = 'f32', columns, inputs, scaled = false, constants = {}, params = {}, tables = {} } = given;
  const shape: Shape = shapeOf({ y: columns, x: rows.capacity });
  return kernelOf({
    kernel: `measure/${kernel}`,
    inputs: {
      places: { node: rows.places, reach: { y: 'all' } },
      count: { node: rows.count },
      ...Object.fromEntries(Object.entries(inputs).map(([name, node]) => [name, { node, reach: ALL }])),
    },
    outputs: { dst: { ...filled(0), dtype, shape } },
    constants,
    tables,
    params: { ...(scaled && { x: spacing.x, y: spacing.y, z: spacing.z }), ...params },
    tile: { y: columns },
  });
}

/** u32, rows: label, voxels, and where the box begins and ends along z, y and x. */
export function countsOf(regions: Regions): Node {
  return rowsOf(regions, 'regionCounts', { dtype: 'u32', columns: 8, inputs: { sums: regions.sums } });
}

/** Intensities of regions: their sums, in units of each region's own. */
export interface Light {
  readonly intensity: Node;
  readonly mass: Node;
}

/** The intensities' sums; there are none without an image of intensity. */
export function lightOf(regions: Regions): Light | undefined {
  const { intensity, sums } = regions;
  if (!intensity) return undefined;
  const field = { kernel: 'regionMass', stride: 4, constants: KEYS };
  const mass = counted(regions, field, { intensity: { node: intensity }, light: { node: sums, reach: ALL } });
  return { intensity, mass };
}

/** By label: the whole voxel nearest to the centroid; with intensities their mean and the units that they are counted in. */
export function centresOf({ sums }: Regions, light?: Light): Node {
  const own = { x: 'all' } as const;
  return kernelOf({
    kernel: 'measure/regionCentres',
    inputs: {
      sums: { node: sums, reach: own },
      light: { node: sums, reach: own },
      mass: { node: light?.mass ?? sums, reach: own },
    },
    outputs: { dst: describedAs(sums, { dtype: 'f32', shape: { ...sums.shape, x: 8 } }) },
    constants: { ...KEYS, HAS_LIGHT: light !== undefined },
    tile: { x4: 2 },
  });
}

/** Rows: the centroid along z, y and x. */
export function centroidsOf(regions: Regions, centres: Node): Node {
  return rowsOf(regions, 'regionCentroids', { columns: 3, inputs: { sums: regions.sums, centres }, scaled: true });
}

/** By label: sums of places from the centre, and of their products. */
export function momentsOf(regions: Regions, centres: Node): Node {
  return counted(regions, { kernel: 'regionMoments', stride: 20 }, { centres: { node: centres, reach: ALL } });
}

/** By label: sums of products of three places from the centre. */
export function thirdsOf(regions: Regions, centres: Node, dimensions: 2 | 3): Node {
  const field = { kernel: 'regionThirds', stride: dimensions === 2 ? 12 : 32 };
  return counted(regions, field, { centres: { node: centres, reach: ALL } });
}

/** Rows as `regionSkew` makes them. */
export function skewsOf(regions: Regions, moments: Node, thirds: Node, dimensions: 2 | 3): Node {
  const inputs = { sums: regions.sums, moments, thirds };
  const columns = dimensions === 2 ? 4 : 10;
  return rowsOf(regions, 'regionSkew', { columns, inputs, scaled: true, constants: { DIMS: dimensions } });
}

/** Rows as `regionRaw` makes them. */
export function rawMomentsOf(regions: Regions, centres: Node, moments: Node, thirds: Node, dimensions: 2 | 3): Node {
  const inputs = { sums: regions.sums, centres, moments, thirds };
  return rowsOf(regions, 'regionRaw', { columns: 19, inputs, scaled: true, constants: { DIMS: dimensions } });
}

/** Rows as `regionShape` makes them. */
export function shapesOf(regions: Regions, moments: Node, dimensions: 2 | 3): Node {
  const inputs = { sums: regions.sums, moments };
  return rowsOf(regions, 'regionShape', { columns: 14, inputs, scaled: true, constants: { DIMS: dimensions } });
}

/** Rows: mean, sum, least and greatest intensity. */
export function intensitiesOf(regions: Regions, { mass }: Light): Node {
  const { sums } = regions;
  return rowsOf(regions, 'regionIntensity', { columns: 4, inputs: { sums, light: sums, mass }, constants: KEYS });
}

/** By label: sums of intensities and of their squares, and of them times places from a centre, which comes first. */
export function spreadOf(regions: Regions, light: Light): readonly [centres: Node, spread: Node] {
  const centres = centresOf(regions, light);
  const inputs = { intensity: { node: light.intensity }, centres: { node: centres, reach: ALL } };
  return [centres, counted(regions, { kernel: 'regionSpread', stride: 12 }, inputs)];
}

/** Rows: the standard deviation of the intensities, and the centroid weighted by them. */
export function deviationsOf(regions: Regions, [centres, spread]: ReturnType<typeof spreadOf>): Node {
  const { sums } = regions;
  const inputs = { sums, light: sums, centres, spread };
  return rowsOf(regions, 'regionDeviation', { columns: 4, inputs, scaled: true, constants: KEYS });
}

/** How many bits behind the point there is room for where intensities of 20 bits times three places are added up in 96; below 0 where there is not even room for those. */
function spareBits({ labels }: Regions): number {
  const { x, y, z } = labels.shape;
  return Math.min(20, 75 - Math.ceil(Math.log2(x * y * z) + 3 * Math.log2(Math.max(x, y, z))));
}

/** Rows as `regionWeighted` makes them; none of images that are too large. */
export function weightedMomentsOf(
  regions: Regions,
  { intensity }: Light,
  [centres, spread]: ReturnType<typeof spreadOf>,
  dimensions: 2 | 3,
): Node | undefined {
  const { sums } = regions;
  const bits = spareBits(regions);
  if (bits < 0) return undefined;
  const own = kernelOf({
    kernel: 'measure/regionWeightCentres',
    inputs: Object.fromEntries(
      Object.entries({ sums, light: sums, centres, spread }).map(([name, node]) => [
        name,
        { node, reach: { x: 'all' } },
      ]),
    ),
    outputs: { dst: describedAs(sums, { dtype: 'f32', shape: { ...sums.shape, x: 4 } }) },
    constants: KEYS,
  });
  const weights = counted(
    regions,
    { kernel: 'regionWeights', stride: dimensions === 2 ? 32 : 60, params: { bits } },
    { intensity: { node: intensity }, centres: { node: own, reach: ALL } },
  );
  return rowsOf(regions, 'regionWeighted', {
    columns: 35,
    inputs: { sums, light: sums, centres: own, weights },
    scaled: true,
    constants: { ...KEYS, DIMS: dimensions },
    params: { bits },
  });
}

/** How many rows and slices around a voxel a kernel reads, and along x where it will. */
function around(labels: Node, rows: number, slices: number) {
  const y = { ...reach('y', rows), clamps: true } as const;
  const z = { ...reach('z', slices), clamps: true } as const;
  return {
    labels: { node: labels, as: comparedAs(labels.dtype), reach: { x: 'all', y, ...(slices > 0 && { z }) } },
  } as const;
}

/** Surface, in a plane perimeter, by Crofton's formula. */
export function surfacesOf(regions: Regions, dimensions: 2 | 3): Node {
  const { labels, spacing } = regions;
  const field = { kernel: 'regionCrossings', stride: 16, constants: { DEPTH: dimensions - 2 } };
  const crossings = counted(regions, field, around(labels, 1, dimensions - 2));
  const weights = Float32Array.from(crossingWeights(spacing, dimensions));
  return rowsOf(regions, 'regionSurface', { columns: 1, inputs: { crossings }, tables: { weights } });
}

/** The Euler characteristic (i32) of regions whose voxels connect by corners. */
export function eulerNumbersOf(regions: Regions, dimensions: 2 | 3): Node {
  const field = { kernel: 'regionEuler', stride: 4, constants: { DEPTH: dimensions - 2 } };
  const counts = counted(regions, field, around(regions.labels, 1, dimensions - 2));
  return rowsOf(regions, 'regionWhole', { dtype: 'i32', columns: 1, inputs: { counted: counts } });
}

/** The perimeter of scikit-image, in units of a voxel that is as high as it is wide. */
export function perimetersOf(regions: Regions): Node {
  const { labels, spacing } = regions;
  const steps = counted(regions, { kernel: 'regionPerimeters', stride: 4 }, around(labels, 2, 0));
  const weights = Float32Array.of(1, Math.SQRT2, (1 + Math.SQRT2) / 2).map((weight) => weight * spacing.x);
  // the kernel sums thirteen kinds of crossings; of steps there are three
  const table = Float32Array.from({ length: 13 }, (_, at) => weights[at] ?? 0);
  return rowsOf(regions, 'regionSurface', {
    columns: 1,
    inputs: { crossings: steps },
    tables: { weights: table },
  });
}
