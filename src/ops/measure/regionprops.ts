/** Regions of a label image, measured: a table. */
import type { PerAxis } from '../../core/axes.js';
import { integer, perAxis } from '../../core/params.js';
import { regionShapes, SHAPES } from '../../core/regions/regionShapes.js';
import { constant, type Expr, float, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { BOX, COLUMNS } from './regionColumns.js';
import { columnOf, FIRST, HU, huOf, normalizedOf, SECOND, THIRD } from './regionMoments.js';
import { regionRuns } from './regionRuns.js';
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
  rawMomentsOf,
  regionsOf,
  shapesOf,
  skewsOf,
  spreadOf,
  surfacesOf,
  thirdsOf,
  weightedMomentsOf,
} from './regions.js';

/** Names with `Z` in them belong to volumes. */
const flat = (name: string): boolean => !name.includes('Z');

/**
 * Measures the regions of a label image, as `skimage.measure.regionprops_table`: a table with a row for each label above 0 that is there, ascending.
 *
 * Only the columns that are asked for are computed:
 *
 * - `label`, `numPixels` (u32), `area` (of the voxels, in 3-D their volume), `equivalentDiameterArea`, `extent` (the share of the box);
 * - the box from `bboxMinZ`, `Y`, `X` to `bboxMaxZ`, `Y`, `X` (u32, in voxels, one past the last), `centroidZ`, `Y`, `X`;
 * - `momentsX`, `XX`, `XXY` and so on: sums of products of up to three distances from where the region's box begins, as there (`moments` of order 0 is `numPixels`);
 * - `momentsCentralXX`, `XY`, `XXY` and so on: sums of products of two or three distances from the centroid; `momentsNormalizedXX` and so on do not change with the size of a region (of moments in
 *   the unit of `spacing` times the voxel, over the area to the power 1 + order / dimensions), and in 2-D `momentsHu0` to `6` not with its direction either: scikit-image's, whose seventh is
 *   OpenCV's with the other sign;
 * - `axisMajorLength` and `axisMinorLength` of the ellipse or ellipsoid that has the same moments, `inertiaEigenvalue0` and on, descending;
 * - in 2-D `eccentricity` and `orientation`: from the rows to the major axis, -π/2 to π/2 (π/4 where no axis is longer; of a region that is exactly as wide as high scikit-image 0.19 takes the other diagonal);
 * - in 2-D `perimeter`, of 4-connected rims, for voxels that are as high as wide, and `perimeterCrofton`, with 4 directions;
 * - in 3-D the direction of the major axis, `axisMajorZ`, `Y`, `X`, and `surfaceArea` by Crofton's formula with 13 directions, within 2 % for a ball of radius 10;
 * - `eulerNumber` (i32), how many parts there are less their holes, in 3-D less tunnels plus cavities; voxels that touch at a corner are connected, as there;
 * - with an image of `intensity`: `intensityMean`, `Min`, `Max`, `Sum`, `Std` and `centroidWeightedZ`, `Y`, `X`; `momentsWeightedX` and so on, `momentsWeightedCentralXX`,
 *   `momentsWeightedNormalizedXX` and in 2-D `momentsWeightedHu0` to `6`, the same sums with every voxel times its intensity (of order 0: `intensitySum`), in images whose voxels times the cube
 *   of the longest side are at most 2^75. All are NaN for a region that holds a number that is not finite, and those about the weighted centroid where intensities sum to 0.
 *
 * Lengths, areas and moments are in voxels, or in the unit of `spacing` where it is given (that of the volume is not used by itself). Counts and sums are whole numbers, exact
 * in any order; what comes of them is f32 within 1e-5 (an axis that is 0: within 1e-4 of the major one; a moment of third order: of those of the distances' sizes).
 *
 * The columns are `capacity` voxels long, 0 behind the `count` rows; `engine.table` gives the rows alone, and they may be none. Where there is a label above the capacity the engine
 * says so and runs again with more, up to 2^22. Cost and memory go with the greatest label: `relabelSequential` makes labels small.
 *
 * What goes by outlines (`areaFilled`, `areaConvex`, `solidity`, `feretDiameterMax`) the processor makes: `regionShapes`, and on the command line `--shapes`, which adds them to the table.
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
  completion: {
    option: 'shapes',
    doc: `Adds ${SHAPES.join(', ')} to the whole table; the processor makes them, of outlines.`,
    from: ([labels]) => regionRuns(labels as Node).label,
    columns: (runs, { spacing }) => regionShapes(runs, { spacing: spacing as PerAxis<number> }),
  },
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
    const thirds = thirdsOf(regions, centres, dimensions);
    const skews = skewsOf(regions, moments, thirds, dimensions);
    const raw = rawMomentsOf(regions, centres, moments, thirds, dimensions);
    const numPixels = column(counts, 1);
    const box = BOX.map((_, at) => column(counts, 2 + at));
    const voxel = spacing.x * spacing.y * (dimensions === 3 ? spacing.z : 1);
    const area = columnOf([numPixels], ([n], upload) => numeric('multiply', n, upload(voxel)));
    const central = momentNodes((at) => column(at < 6 ? shapes : skews, at < 6 ? at : at - 6), dimensions);
    const normalized = normalizedBy(numPixels, central);
    const all = {
      label: column(counts, 0),
      numPixels,
      area,
      ...named('', BOX, (at) => box[at] as Node),
      ...named('centroid', ['Z', 'Y', 'X'], (at) => column(centroids, at)),
      equivalentDiameterArea: columnOf([area], ([a], upload) =>
        dimensions === 2
          ? float('sqrt', numeric('multiply', a, upload(4 / Math.PI)))
          : float('power', numeric('multiply', a, upload(6 / Math.PI)), upload(1 / 3)),
      ),
      eulerNumber: eulerNumbersOf(regions, dimensions),
      extent: columnOf(
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
      ...named('moments', [...FIRST, ...SECOND, ...thirdsIn(dimensions)], (at) => column(raw, at)),
      ...renamed('momentsCentral', central),
      ...renamed('momentsNormalized', normalized),
      axisMajorLength: column(shapes, 6),
      axisMinorLength: column(shapes, 7),
      ...named('inertiaEigenvalue', ['0', '1'], (at) => column(shapes, 8 + at)),
      ...(light && withIntensities(light)),
    };
    const inPlane = {
      ...Object.fromEntries(Object.entries(all).filter(([name]) => flat(name))),
      ...huColumns('momentsHu', normalized),
      eccentricity: column(shapes, 11),
      orientation: column(shapes, 12),
      perimeterCrofton: surfacesOf(regions, 2),
      ...(spacing.x === spacing.y && { perimeter: perimetersOf(regions) }),
    };
    const inSpace = {
      ...all,
      inertiaEigenvalue2: column(shapes, 10),
      ...named('axisMajor', ['Z', 'Y', 'X'], (at) => column(shapes, 11 + at)),
      surfaceArea: surfacesOf(regions, 3),
    };
    return { ...(dimensions === 2 ? inPlane : inSpace), count: regions.rows.count, needs: regions.beyond };

    function withIntensities(seen: Light) {
      const means = intensitiesOf(regions, seen);
      const spread = spreadOf(regions, seen);
      const deviations = deviationsOf(regions, spread);
      const mass = column(means, 1);
      return {
        intensityMean: column(means, 0),
        intensitySum: mass,
        intensityMin: column(means, 2),
        intensityMax: column(means, 3),
        intensityStd: column(deviations, 0),
        ...named('centroidWeighted', ['Z', 'Y', 'X'], (at) => column(deviations, 1 + at)),
        ...weighted(mass, weightedMomentsOf(regions, seen, spread, dimensions)),
      };
    }

    function weighted(mass: Node, rows: Node | undefined) {
      if (!rows) return {};
      const own = momentNodes((at) => column(rows, at), dimensions);
      const plain = normalizedBy(mass, own);
      return {
        ...named('momentsWeighted', [...FIRST, ...SECOND, ...thirdsIn(dimensions)], (at) => column(rows, 16 + at)),
        ...renamed('momentsWeightedCentral', own),
        ...renamed('momentsWeightedNormalized', plain),
        ...(dimensions === 2 && huColumns('momentsWeightedHu', plain)),
      };
    }

    function normalizedBy(mass: Node, own: MomentNodes): MomentNodes {
      const entries = Object.entries(own).map(([axes, moment]) => [
        axes,
        normalizedOf(moment, mass, axes.length as 2 | 3, voxel, dimensions),
      ]);
      return Object.fromEntries(entries);
    }
  },
});

type MomentNodes = Readonly<Record<(typeof SECOND)[number] | (typeof THIRD)[number], Node>>;

/** The order of rows of kernels; a plane has the first four alone. */
function thirdsIn(dimensions: 2 | 3): readonly (typeof THIRD)[number][] {
  return dimensions === 2 ? THIRD.slice(0, 4) : THIRD;
}

/** Central moments by name, of second order and then of third. */
function momentNodes(make: (at: number) => Node, dimensions: 2 | 3): MomentNodes {
  return named('', [...SECOND, ...thirdsIn(dimensions)], make);
}

function huColumns<P extends string>(prefix: P, normalized: MomentNodes) {
  const invariants = huOf(normalized);
  return named(prefix, HU, (at) => invariants[at] as Node);
}

function renamed<P extends string>(prefix: P, columns: MomentNodes) {
  const entries = Object.entries(columns).map(([axes, node]) => [`${prefix}${axes}`, node]);
  return Object.fromEntries(entries) as Record<`${P}${keyof MomentNodes}`, Node>;
}

function named<P extends string, const K extends string>(prefix: P, names: readonly K[], make: (at: number) => Node) {
  return Object.fromEntries(names.map((name, at) => [`${prefix}${name}`, make(at)])) as Record<`${P}${K}`, Node>;
}
