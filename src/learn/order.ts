/** In which order samples come: shuffled anew every time that all have been seen, the same for the same seed wherever training begins. */
import { HostVolume } from '../core/hostVolume.js';
import { mulberry32 } from '../core/seededRandom.js';

/** Fisher and Yates 1938, in Durstenfeld's form of 1964. */
function shuffled(count: number, seed: number): Int32Array<ArrayBuffer> {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  const uniform = mulberry32(seed);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    const kept = order[last] as number;
    order[last] = order[other] as number;
    order[other] = kept;
  }
  return order;
}

/** The samples of steps from `first` on: a step a row along y, its batch along x. Batches go on across the ends of rounds. */
export function orderOf(samples: number, batch: number, seed: number, first: number, steps: number): HostVolume {
  const data = new Int32Array(steps * batch);
  let round = -1;
  let order = new Int32Array(0);
  for (let at = 0; at < data.length; at++) {
    const place = first * batch + at;
    if (Math.floor(place / samples) !== round) {
      round = Math.floor(place / samples);
      order = shuffled(samples, (Math.imul(round + 1, 0x9e3779b1) ^ seed) >>> 0);
    }
    data[at] = order[place % samples] as number;
  }
  return new HostVolume({ shape: { y: steps, x: batch }, data });
}
