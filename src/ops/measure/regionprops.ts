/** Regions of a label image, measured: a table. */
import { integer, perAxis } from '../../core/params.js';
import { constant, type Expr, float, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { HU, huOf, normalizedOf, columnOf as of, SECOND, THIRD } from './regionMoments.js';
import {
  centresOf,
  centroidsOf,
  column,
  countsOf,
  deviationsOf,
  eulerNumbersOf,
  intensitiesOf,
  type Light,
  lightOf,
  momentsOf,
  perimetersOf,
  regionsOf,
  shapesOf,
  skewsOf,
  surfacesOf,
} from './regions.js';

const BOX = ['bboxMinZ', 'bboxMinY', 'bboxMinX', 'bboxMaxZ', 'bboxMaxY', 'bboxMaxX'] as const;
const COLUMNS = {
  label: 'the label',
  numPixels: 'voxels',
  area: 'area, in 3-D volume',
  bboxMinZ: 'where the box begins along z',
  bboxMinY: 'where the box begins along y',
  bboxMinX: 'where the box begins along x',
  bboxMaxZ: 'where the box ends along z',
  bboxMaxY: 'where the box ends along y',
  bboxMaxX: 'where the box ends along x',
  centroidZ: 'the centroid along z',
  centroidY: 'the centroid along y',
  centroidX: 'the centroid along x',
  equivalentDiameterArea: 'the diameter of the circle or ball of the same area',
  extent: 'the share of the box',
  momentsCentralXX: 'the sum of squared distances from the centroid along x',
  momentsCentralYY: 'the same along y',
  momentsCentralZZ: 'the same along z',
  momentsCentralXY: 'the sum of products of distances along x and y',
  momentsCentralXZ: 'the same of x and z',
  momentsCentralYZ: 'the same of y and z',
  ...momentColumns('momentsCentral', THIRD, 'the sum of products of three distances'),
  ...momentColumns('momentsNormalized', [...SECOND, ...THIRD], 'that central moment, whatever the size'),
  ...huColumns(),
  inertiaEigenvalue0: 'the greatest eigenvalue of the inertia tensor',
  inertiaEigenvalue1: 'the next',
  inertiaEigenvalue2: 'the least, in 3-D',
  axisMajorLength: 'the length of the major axis',
  axisMinorLength: 'the length of the minor axis',
  eccentricity: 'the eccentricity of the ellipse, in 2-D',
  orientation: 'the angle from the rows to the major axis, in 2-D',
  axisMajorZ: 'the direction of the major axis along z, in 3-D',
  axisMajorY: 'the same along y',
  axisMajorX: 'the same along x',
  eulerNumber: 'objects less holes, in 3-D less tunnels plus cavities',
  perimeter: 'the perimeter, in 2-D',
  perimeterCrofton: "the perimeter by Crofton's formula, in 2-D",
  surfaceArea: "the surface by Crofton's formula, in 3-D",
  intensityMean: 'the mean intensity',
  intensityMin: 'the least intensity',
  intensityMax: 'the greatest intensity',
  intensityStd: 'the standard deviation of the intensity',
  intensitySum: 'the sum of the intensity',
  centroidWeightedZ: 'the centroid weighted by intensity along z',
  centroidWeightedY: 'the same along y',
  centroidWeightedX: 'the same along x',
} as const;

function momentColumns<P extends string, K extends string>(prefix: P, names: readonly K[], doc: string) {
  return Object.fromEntries(names.map((axes) => [`${prefix}${axes}`, doc])) as Record<`${P}${K}`, string>;
}

function huColumns() {
  return Object.fromEntries(HU.map((name, at) => [name, `Hu's invariant ${at + 1}, in 2-D`])) as Record<HuName, string>;
}

/** Names with `Z` in them belong to volumes. */
const flat = (name: string): boolean => !name.includes('Z');

/**
 * Measures the regions of a label image, as `skimage.measure.regionprops_table`: a table with a row for each label above 0 that is there, ascending.
 *
 * Only the columns that are asked for are computed:
 *
 * - `label`, `numPixels` (u32), `area` (of the voxels, in 3-D their volume), `equivalentDiameterArea`, `extent` (the share of the box);
 * - the box from `bboxMinZ`, `Y`, `X` to `bboxMaxZ`, `Y`, `X` (u32, in voxels, one past the last), `centroidZ`, `Y`, `X`;
 * - `momentsCentralXX`, `XY`, `XXY` and so on: sums of products of two or three distances from the centroid; `momentsNormalizedXX` and so on do not change with the size of a region (of moments in
 *   the unit of `spacing` times the voxel, over the area to the power 1 + order / dimensions), and in 2-D `momentsHu0` to `6` not with its direction either: scikit-image's, whose seventh is
 *   OpenCV's with the other sign;
 * - `axisMajorLength` and `axisMinorLength` of the ellipse or ellipsoid that has the same moments, `inertiaEigenvalue0` and on, descending;
 * - in 2-D `eccentricity` and `orientation`: from the rows to the major axis, -π/2 to π/2 (π/4 where no axis is longer; of a region that is exactly as wide as high scikit-image 0.19 takes the other diagonal);
 * - in 2-D `perimeter`, of 4-connected rims, for voxels that are as high as wide, and `perimeterCrofton`, with 4 directions;
 * - in 3-D the direction of the major axis, `axisMajorZ`, `Y`, `X`, and `surfaceArea` by Crofton's formula with 13 directions, within 2 % for a ball of radius 10;
 * - `eulerNumber` (i32), how many parts there are less their holes, in 3-D less tunnels plus cavities; voxels that touch at a corner are connected, as there;
 * - with an image of `intensity`: `intensityMean`, `Min`, `Max`, `Sum`, `Std` and `centroidWeightedZ`, `Y`, `X`. All are NaN for a region that holds a number that is not finite.
 *
 * Lengths, areas and moments are in voxels, or in the unit of `spacing` where it is given (that of the volume is not used by itself). Counts and sums are whole numbers, exact
 * in any order; what comes of them is f32 within 1e-5 (an axis that is 0: within 1e-4 of the major one; a moment of third order: of those of the distances' sizes).
 *
 * The columns are `capacity` voxels long, 0 behind the `count` rows; `engine.table` gives the rows alone, and they may be none. Where there is a label above the capacity the engine
 * says so and runs again with more, up to 2^22. Cost and memory go with the greatest label: `relabelSequential` makes labels small.
 *
 * Cannot stand in the body of `repeat`. Throws `ArgumentError` for labels that are floats or have n or c, and for an intensity of another
 * shape. Benkrid et al. 2000 (perimeter); Lehmann and Legland 2012 (Crofton's formula).
 * @example
 * import { HostVolume, openEngine, regionprops } from 'brightfield';
 * using engine = await openEngine();
 * const labels = new HostVolume({ shape: { y: 2, x: 4 }, data: Uint8Array.of(1, 1, 0, 3, 1, 1, 0, 3) });
 * const { label, area, centroidX } = regionprops(labels);
 * const table = await engine.table({ label, area, centroidX });
 * [...table.column('label')]; // 1, 3
 * [...table.column('centroidX')]; // 0.5, 3
 */
export const regionprops = defineOp({
  name: 'regionprops',
  summary: 'Measure the regions of a label image: size, place, shape and intensity, as a table.',
  alsoKnownAs: ['regionprops_table', 'find_objects', 'connectedComponentsWithStats', 'center_of_mass'],
  inputs: [{ name: 'labels', doc: 'The regions: whole numbers, 0 and below are background.' }],
  optional: { intensity: 'An image of the same shape whose values are averaged.' },
  params: {
    spacing: perAxis('Size of a voxel.', { default: 1, min: 1e-6, max: 1e6 }),
    capacity: integer(
      'The greatest label that there is room for; where there is a greater one, it runs again with as much.',
      {
        default: 4096,
        min: 1,
        max: 2 ** 22,
      },
    ),
  },
  outputs: {
    ...COLUMNS,
    count: 'how many rows there are',
    needs: 'the greatest label above the capacity, or 0',
  },
  tables: [
    {
      rows: 'count',
      needs: 'needs',
      remedy: 'relabelSequential makes labels small',
      capacity: 'capacity',
      columns: Object.keys(COLUMNS) as (keyof typeof COLUMNS)[],
    },
  ],
  vjp: 'labels are whole numbers',
  lower([labels], { spacing, capacity }, refuse, { intensity }) {
    const dimensions = labels.shape.z > 1 ? 3 : 2;
    const regions = regionsOf(labels, capacity, spacing, refuse, intensity);
    const counts = countsOf(regions);
    const light = lightOf(regions);
    const centres = centresOf(regions);
    const centroids = centroidsOf(regions, centres);
    const moments = momentsOf(regions, centres);
    const shapes = shapesOf(regions, moments, dimensions);
    const skews = skewsOf(regions, centres, moments, dimensions);
    const numPixels = column(counts, 1);
    const box = BOX.map((_, at) => column(counts, 2 + at));
    const voxel = spacing.x * spacing.y * (dimensions === 3 ? spacing.z : 1);
    const area = of([numPixels], ([n], upload) => numeric('multiply', n, upload(voxel)));
    const third = dimensions === 2 ? THIRD.filter(flat) : THIRD;
    const central = {
      ...named(SECOND, (at) => column(shapes, at)),
      ...named(third, (at) => column(skews, at)),
    } as Record<MomentName, Node>;
    const normalized = Object.fromEntries(
      Object.entries(central).map(([axes, moment]) => [
        axes,
        normalizedOf(moment, numPixels, axes.length as 2 | 3, voxel, dimensions),
      ]),
    ) as Record<MomentName, Node>;
    const all = {
      label: column(counts, 0),
      numPixels,
      area,
      ...named(BOX, (at) => box[at] as Node),
      ...named(['centroidZ', 'centroidY', 'centroidX'], (at) => column(centroids, at)),
      equivalentDiameterArea: of([area], ([a], upload) =>
        dimensions === 2
          ? float('sqrt', numeric('multiply', a, upload(4 / Math.PI)))
          : float('power', numeric('multiply', a, upload(6 / Math.PI)), upload(1 / 3)),
      ),
      eulerNumber: eulerNumbersOf(regions, dimensions),
      extent: of(
        [numPixels, ...(dimensions === 2 ? [1, 2, 4, 5] : [0, 1, 2, 3, 4, 5]).map((at) => box[at] as Node)],
        (args) => {
          const [n, ...places] = args as [Expr, ...Expr[]];
          const ends = places.slice(places.length / 2);
          const sides = ends.map((end, at) => numeric('subtract', end, places[at] as Expr));
          // behind the rows there are none
          return float(
            'divide',
            n,
            numeric(
              'maximum',
              sides.reduce((a, b) => numeric('multiply', a, b)),
              constant(1),
            ),
          );
        },
      ),
      ...renamed('momentsCentral', central),
      ...renamed('momentsNormalized', normalized),
      axisMajorLength: column(shapes, 6),
      axisMinorLength: column(shapes, 7),
      ...named(['inertiaEigenvalue0', 'inertiaEigenvalue1'], (at) => column(shapes, 8 + at)),
      ...(light && withIntensities(light)),
    };
    const inPlane = {
      ...Object.fromEntries(Object.entries(all).filter(([name]) => flat(name))),
      ...huOf(normalized),
      eccentricity: column(shapes, 11),
      orientation: column(shapes, 12),
      perimeterCrofton: surfacesOf(regions, 2),
      ...(spacing.x === spacing.y && { perimeter: perimetersOf(regions) }),
    };
    const inSpace = {
      ...all,
      inertiaEigenvalue2: column(shapes, 10),
      ...named(['axisMajorZ', 'axisMajorY', 'axisMajorX'], (at) => column(shapes, 11 + at)),
      surfaceArea: surfacesOf(regions, 3),
    };
    return { ...(dimensions === 2 ? inPlane : inSpace), count: regions.rows.count, needs: regions.beyond };

    function withIntensities(seen: Light) {
      const means = intensitiesOf(regions, seen);
      const deviations = deviationsOf(regions, seen);
      return {
        intensityMean: column(means, 0),
        intensitySum: column(means, 1),
        intensityMin: column(means, 2),
        intensityMax: column(means, 3),
        intensityStd: column(deviations, 0),
        ...named(['centroidWeightedZ', 'centroidWeightedY', 'centroidWeightedX'], (at) => column(deviations, 1 + at)),
      };
    }
  },
});

type MomentName = (typeof SECOND)[number] | (typeof THIRD)[number];
type HuName = (typeof HU)[number];

function renamed<P extends string>(prefix: P, columns: Readonly<Record<MomentName, Node>>) {
  const entries = Object.entries(columns).map(([axes, node]) => [`${prefix}${axes}`, node]);
  return Object.fromEntries(entries) as Record<`${P}${MomentName}`, Node>;
}

function named<const K extends string>(names: readonly K[], make: (at: number) => Node): Record<K, Node> {
  return Object.fromEntries(names.map((name, at) => [name, make(at)])) as Record<K, Node>;
}
