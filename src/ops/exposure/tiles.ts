/** Histograms of the tiles of an image. */
import type { Node } from '../../graph/node.js';
import { describedAs, kernelOf, reach } from '../../graph/primitive.js';
import { borderConstants, borderReach } from '../border.js';
import { passAlong, reducePass } from '../measure/reduce.js';

interface Lengths {
  readonly z: number;
  readonly y: number;
  readonly x: number;
}

export interface Tiles {
  /** Voxels of a tile. */
  readonly size: Lengths;
  readonly count: Lengths;
}

/** Bins in the memory of one invocation. Few sizes, so that few pipelines are compiled. */
const WINDOWS = [16, 64, 256];
/** Voxels that one invocation counts at least, so that writing out its bins costs little beside. */
const LEAST_STRIP = 4096;
const MOST_STRIPS = 64;

/**
 * How many voxels of each tile fall into each bin, along x; the tiles of y and x lie along y, those of z along z. `places` are bins.
 * Also the room for bins that kernels need.
 */
export function countTiles(places: Node, { size, count }: Tiles, bins: number): { node: Node; window: number } {
  const window = WINDOWS.find((each) => each >= bins) ?? bins;
  const wanted = Math.min(MOST_STRIPS, size.y, Math.ceil((size.z * size.y * size.x) / LEAST_STRIP));
  // the sum of strips goes by eights
  const strips = wanted === 1 ? 1 : 8 * Math.ceil(wanted / 8);
  const shape = { ...places.shape, z: count.z, y: count.y * count.x, x: bins };
  const like = describedAs(places, { shape, dtype: 'u32' });
  const parts = kernelOf({
    kernel: 'exposure/tileCounts',
    inputs: {
      src: {
        node: places,
        as: 'u32',
        reach: {
          x: 'all',
          y: { ...borderReach('y', size.y, size.y, 'mirror'), scale: size.y / (count.x * strips) },
          z: { ...borderReach('z', 0, size.z - 1, 'mirror'), scale: size.z },
        },
      },
    },
    outputs: { counts: describedAs(like, { shape: { ...shape, y: shape.y * strips } }) },
    constants: { ...borderConstants('mirror', 0, 1), WIDE: true, WINDOW: window },
    params: { bins, kx: size.x, ky: size.y, kz: size.z, across: count.x, strips },
    tile: { x4: window / 4 },
  });
  if (strips === 1) return { node: parts, window };
  const pass = { ...passAlong(parts.shape, 'y'), constants: { CHUNK: strips } };
  const sides = { y: { ...reach('y', 0, strips - 1), scale: strips } };
  return { node: reducePass(parts, { ...pass, reach: sides }, 'sum', like), window };
}
