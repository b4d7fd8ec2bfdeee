/** Axes read at other places, one after the other: shaders/transform/resampleX.wgsl and resampleRows.wgsl. */
import type { SpatialAxis } from '../../core/axes.js';
import type { AxisReach, Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';
import type { Interpolated } from './interpolation.js';
import { type Taps, voxelOf } from './taps.js';

/** How one axis is read: position o of the result near `scale · o + offset`. */
export interface AxisMap {
  readonly axis: SpatialAxis;
  /** Voxels of the result. */
  readonly length: number;
  readonly scale: number;
  readonly offset: number;
  /** How far from there the taps lie. */
  readonly before: number;
  readonly after: number;
  readonly taps: (position: number) => Taps;
}

/** Up to here the number of taps is structure. */
const MOST_STRUCTURAL_TAPS = 4;

/**
 * Axes that shrink come first, the most first: what follows has less to do. Of equal ones x is the first where they grow and the
 * last where they shrink, since its voxels are read one by one.
 */
export function resample(src: Node, maps: readonly AxisMap[], how: Interpolated, moved: boolean): Node {
  const growth = ({ axis, length }: AxisMap): number => length / src.shape[axis];
  const ordered = [...maps].sort((a, b) => {
    const sign = growth(a) > 1 ? -1 : 1;
    return growth(a) - growth(b) || sign * (Number(a.axis === 'x') - Number(b.axis === 'x'));
  });
  return ordered.reduce((node, map) => resampleAxis(node, map, how, moved), src);
}

function resampleAxis(src: Node, map: AxisMap, how: Interpolated, moved: boolean): Node {
  const { axis, length, scale, offset, before, after } = map;
  const { border, outside } = how;
  const clamps = outside > 0 || border === 'nearest';
  const size = src.spacing[axis];
  return readAt(
    src,
    axis,
    Array.from({ length }, (_, position) => map.taps(position)),
    {
      reach: { from: axis, scale, offset, before, after, wraps: border === 'wrap', ...(clamps && { clamps }) },
      ...how,
      moved,
      spacing: size === undefined ? src.spacing : { ...src.spacing, [axis]: size * scale },
    },
  );
}

interface Read extends Pick<Interpolated, 'bits' | 'as'> {
  readonly reach: AxisReach | 'all';
  /** Voxels pass in the type of the image: there is one for each place. */
  readonly moved: boolean;
  readonly spacing: Node['spacing'];
}

/** Every place along an axis a sum of the voxels that its taps name. */
function readAt(src: Node, axis: SpatialAxis, all: readonly Taps[], { reach, bits, as, moved, spacing }: Read): Node {
  const { length } = all;
  const isX = axis === 'x';
  const taps = Math.max(...all.map(({ weights }) => weights.length));
  const pitch = isX ? Math.ceil(length / 4) * 4 : length;
  const voxels = new Int32Array(pitch * taps);
  const weights = new Float32Array(pitch * taps);
  for (const [position, each] of all.entries()) {
    const count = each.weights.length;
    for (let t = 0; t < taps; t++) {
      // a tap too many is the first again, of weight 0
      voxels[t * pitch + position] = voxelOf(each, t < count ? t : 0);
      weights[t * pitch + position] = t < count ? (each.weights[t] ?? 0) : 0;
    }
  }
  const shape = { ...src.shape, [axis]: length };
  const structural = taps <= MOST_STRUCTURAL_TAPS;
  return kernelOf({
    kernel: isX ? 'transform/resampleX' : 'transform/resampleRows',
    inputs: {
      src: {
        node: src,
        as: moved ? as : 'f32',
        loads: (taps * length) / src.shape[axis],
        reach: { [axis]: reach },
      },
    },
    outputs: {
      dst: describedAs(src, { shape, dtype: moved ? src.dtype : 'f32', spacing, layout: withAxes(src.layout, shape) }),
    },
    constants: { TAPS: structural ? taps : 0, IS_MOVED: moved },
    params: { outside: bits, taps, ...(isX && { pitch }) },
    tables: { at: voxels, ...(!moved && { weight: weights }) },
    along: isX ? 'y' : axis,
    tile: { y: isX ? 8 : 4 },
    gradient: {
      kind: 'vjp',
      of: [src],
      vjp: ([given]) => [
        given &&
          readAt(given, axis, transposed(all, src.shape[axis]), {
            reach: 'all',
            bits: 0,
            as: 'f32',
            moved: false,
            spacing: src.spacing,
          }),
      ],
    },
  });
}

/** For every voxel, the places that read it; one that nobody reads has a tap of weight 0. */
function transposed(all: readonly Taps[], length: number): Taps[] {
  const readers = Array.from({ length }, () => ({ voxels: [] as number[], weights: [] as number[] }));
  for (const [place, taps] of all.entries())
    for (let t = 0; t < taps.weights.length; t++) {
      const reader = readers[voxelOf(taps, t)];
      reader?.voxels.push(place);
      reader?.weights.push(taps.weights[t] ?? 0);
    }
  return readers.map((reader) => (reader.voxels.length ? reader : { voxels: [0], weights: [0] }));
}
