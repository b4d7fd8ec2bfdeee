/**
 * Planes of what can only be read from its beginning on, for readers whose slabs overlap and go forward, as blocks with halos do: the last slab is kept, and of the
 * next only what lies behind it is read. Going further back than that begins anew.
 */
import { AXES, type Axis } from '../core/axes.js';
import { descriptionOf, HostVolume } from '../core/hostVolume.js';
import { checkPlanes, type PlaneReader } from './stack.js';

interface Kept {
  readonly from: number;
  readonly to: number;
  readonly volume: HostVolume;
}

/** The same planes. Memory: the last slab beside the next. Those who ask at the same time are answered in turn. */
export function keepingLast({ description, axis, readPlanes }: PlaneReader): PlaneReader {
  let last: Kept | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const read = async (from: number, to: number): Promise<HostVolume> => {
    checkPlanes('planes', description, axis, from, to);
    const overlaps = last !== undefined && last.from <= from && from < last.to;
    const begin = overlaps && last ? Math.min(to, last.to) : from;
    const shape = { ...description.shape, [axis]: to - from };
    const made = new HostVolume({ ...descriptionOf(description), shape });
    if (overlaps && last) copyPlanes(last.volume, from - last.from, made, 0, begin - from, axis);
    if (begin < to) copyPlanes(await readPlanes(begin, to), 0, made, begin - from, to - begin, axis);
    // what was read ahead is not read again
    if (!overlaps || !last || to > last.to) last = { from, to, volume: made };
    return made;
  };
  return {
    description,
    axis,
    readPlanes(from, to) {
      const answer = turn.then(() => read(from, to));
      turn = answer.catch(() => undefined);
      return answer;
    },
  };
}

/** Copies planes of a volume into another; a plane is one run for every position of the slower axes. */
function copyPlanes(from: HostVolume, first: number, to: HostVolume, at: number, count: number, axis: Axis): void {
  const slower = AXES.slice(0, AXES.indexOf(axis));
  const runs = slower.reduce((product, each) => product * from.shape[each], 1);
  const plane = from.data.length / runs / from.shape[axis];
  for (let run = 0; run < runs; run++) {
    const begin = (run * from.shape[axis] + first) * plane;
    to.data.set(from.data.subarray(begin, begin + count * plane), (run * to.shape[axis] + at) * plane);
  }
}
