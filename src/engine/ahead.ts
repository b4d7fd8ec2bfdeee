/**
 * Looking ahead. A processor fetches ahead along few rows at once: a tile of many rows waits for the lines of each in turn, and
 * beyond some twenty rows, read and written, nothing is fetched ahead at all. So the lanes that run side by side first look at
 * one line each of what their tiles will read and write: eight lines come at once. What was seen reaches no result.
 * lavapipe 26.1, 2048² f32, CPU time: a copy by tiles of 8 rows 5.3 -> 4.2 ms, by 16 rows 18 -> 5.3 ms; the greatest of 51
 * rows by tiles of 16 30 -> 15 ms.
 */
import { DTYPES } from '../core/dtype.js';
import type { KernelInput } from '../graph/node.js';
import type { Dispatch } from './dispatch.js';
import type { Apart, Part } from './interior.js';
import { namesOf, type RowAxis } from './leaf.js';

/** Voxels of a dispatch that is worth it: what smaller ones touch is in the cache. */
const LARGE = 1 << 19;
/** Invocations that run side by side, along x, where the adapter does not say it. */
const LANES = 8;
const LINE_BYTES = 64;
/** Rows of a tile that are looked at. Whole columns are walked one row after the other, and a shader that names 2048 rows in one expression is refused. */
const MOST_ROWS = 64;
/** Slices of a window that are looked at; of a thicker one only the last, which no tile has read before. */
const MOST_SLICES = 3;

/** A leaf that is looked at: by its rows in the order of a tile, `first` rows further on, at these slices. */
export interface Look {
  readonly leaf: number;
  readonly first: number;
  readonly slices: readonly number[];
  /** Invocations side by side: each looks at a line of its own. */
  readonly lanes: number;
}

/** What the tiles of a part look at; nothing where it does not pay. */
export function looksOf({ dispatch, box, x }: Part, wx: number, apart: Apart = 'large', lanes = LANES): Look[] {
  const { tile, leaves, reaches, outputs } = dispatch;
  const voxels = (x[1] - x[0]) * Object.values(box).reduce((product, [lo, hi]) => product * (hi - lo), 1);
  if (apart === 'never' || wx < lanes || tile.y < 2 || tile.y > MOST_ROWS || (apart === 'large' && voxels < LARGE))
    return [];
  const written = new Set(outputs.map(({ target }) => target));
  const names = namesOf(dispatch);
  return leaves.flatMap(({ shape, dtype }, leaf): Look[] => {
    if (shape.x === 1 || shape[names.y] === 1 || dtype === 'complex64') return [];
    if (written.has(leaf))
      return outputs.some(({ target, atomic }) => atomic && target === leaf)
        ? []
        : [{ leaf, first: 0, slices: [0], lanes }];
    const y = windowAlong(reaches[leaf] ?? [], names.y);
    const z = windowAlong(reaches[leaf] ?? [], names.z);
    if (!y || !z) return [];
    const count = z[1] - z[0] + 1;
    const slices = count > MOST_SLICES ? [z[1]] : Array.from({ length: count }, (_, at) => z[0] + at);
    return [{ leaf, first: y[1], slices, lanes }];
  });
}

/** The first and the last position that is read, from that of the result on; nothing where they are no such window. */
function windowAlong(reaches: readonly KernelInput['reach'][], axis: RowAxis): readonly [number, number] | undefined {
  let window: readonly [number, number] = [0, 0];
  for (const reach of reaches) {
    const along = reach[axis];
    if (!along) continue;
    if (along === 'all' || along.from !== axis || along.scale !== 1) return undefined;
    window = [Math.min(window[0], along.offset - along.before), Math.max(window[1], along.offset + along.after)];
  }
  return [Math.floor(window[0]), Math.ceil(window[1])];
}

/** The statements of `cell` that look: `looked` is 0 then, which no compiler knows. */
export function lookText(looks: readonly Look[], { leaves, tile }: Pick<Dispatch, 'leaves' | 'tile'>): string[] {
  const lanes = looks[0]?.lanes;
  if (lanes === undefined) return [];
  const seen: string[] = [];
  for (const { leaf, first, slices } of looks) {
    const dtype = leaves[leaf]?.dtype ?? 'f32';
    const groups = Math.max(1, LINE_BYTES / (4 * DTYPES[dtype].bytes));
    const lines = Math.max(1, (lanes * tile.x4) / groups);
    // a row a lane, as far as there are rows: lines of one row would come one after the other
    for (const slice of slices)
      for (let at = 0; at < tile.y * lines; at += lanes) {
        const row = `min(y + i32((lane + ${at}u) % ${tile.y}u), views.y_end - 1) + ${first}`;
        const line = `((lane + ${at}u) / ${tile.y}u) * ${groups}u`;
        seen.push(`word_leaf${leaf}(row_leaf${leaf}(${row}, z + ${slice}, b) + begin + ${line})`);
      }
  }
  return [
    `  let lane = id.x % ${lanes}u;`,
    `  let begin = u32(x4) - lane * ${tile.x4}u;`,
    `  looked = (${seen.join(' | ')}) & (u32(views.x_end) >> 31u);`,
  ];
}
