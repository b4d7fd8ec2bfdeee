/** The pieces of a block as one volume of whole numbers, as passes are recorded. */
import { HostVolume } from '../../core/hostVolume.js';
import { PER_RUN, type Pieces } from './pieces.js';

export function toRecord({ rows, runs, values, firsts }: Pieces): HostVolume {
  const data = new Uint32Array(3 + rows.length + runs.length + values.length + firsts.length);
  data.set([rows.length, runs.length / PER_RUN, values.length]);
  let at = 3;
  for (const part of [rows, runs, values, firsts]) {
    data.set(part, at);
    at += part.length;
  }
  return new HostVolume({ shape: { x: data.length }, dtype: 'u32', data });
}

export function fromRecord({ data }: HostVolume): Pieces {
  const words = data as Uint32Array;
  const [rows = 0, runs = 0, values = 0] = words;
  let at = 3;
  const next = (length: number): Uint32Array => {
    at += length;
    return words.subarray(at - length, at);
  };
  return { rows: next(rows), runs: next(runs * PER_RUN), values: next(values), firsts: next(values) };
}
