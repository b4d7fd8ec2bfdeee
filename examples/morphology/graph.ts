/** What the page computes: four pictures, and what is measured of them. */
import {
  abs,
  cast,
  concatenate,
  crop,
  HostVolume,
  type Input,
  mapRange,
  max,
  type Node,
  peakSignalNoiseRatio,
  saltAndPepper,
  source,
  subtract,
} from 'brightfield';
import type { SampleName } from '../lab/samples.js';
import { type CurveName, curved } from './curves.js';
import { type Cells, preset, type Shape, trimmed } from './element.js';
import { averaged, type OperatorName, operated } from './operators.js';

export interface Params {
  readonly name: SampleName;
  readonly host: HostVolume;
  readonly show: 'effect' | 'curve';
  readonly operator: OperatorName;
  /** The share of pixels that become black or white. */
  readonly noise: number;
  readonly shape: Shape | 'painted';
  readonly radius: number;
  /** Of a line, in degrees. */
  readonly angle: number;
  readonly painted: Cells;
  readonly curve: CurveName;
  /** How far the curve's number is turned, 0 to 1. */
  readonly amount: number;
}

/** All grey levels, for the picture of the curve. */
const LEVELS = new HostVolume({ shape: { x: 256 }, data: Uint8Array.from({ length: 256 }, (_, level) => level) });

export type Graph = Readonly<Record<'first' | 'second' | 'third' | 'fourth' | 'measured' | 'levels', Node>>;

/** The grid as the controls have it. */
export function cellsOf({ shape, radius, angle, painted }: Params): Cells {
  return shape === 'painted' ? painted : preset(shape, Math.round(radius), angle);
}

/** An image of bytes: of a CT stack the middle slice, soft tissue to metal. */
function imageOf({ name, host }: Params): Node {
  if (name !== 'stent') return source(host);
  const slice = crop(host, { start: { z: host.shape.z >> 1 }, size: { z: 1 } });
  return cast(mapRange(slice, { from: [0, 1200], to: [0, 255] }), { dtype: 'u8' });
}

/**
 * `effect`: the image with its noise, what the operator makes of it, the average, and what the operator changed; measured is how near
 * the first three are to the image without noise. `curve`: the curve after the operator and before it, and the same of the average;
 * measured is how far the two of each are apart. `levels` are what the curve makes of 0 to 255.
 */
export function build(params: Params): Graph {
  const { show, operator, noise, curve, amount } = params;
  const image = imageOf(params);
  const element = trimmed(cellsOf(params));
  const seen = saltAndPepper(image, { amount: noise, salt: 255, seed: 1 });
  const m = (u: Input): Node => operated(u, operator, element);
  const average = (u: Input): Node => averaged(u, element);
  const g = (u: Input): Node => curved(u, curve, amount);
  const levels = g(LEVELS);
  if (show === 'curve') {
    const [first, second, third, fourth] = [g(m(seen)), m(g(seen)), g(average(seen)), average(g(seen))];
    const apart = (a: Input, b: Input): Node => max(abs(subtract(a, b)));
    return {
      first,
      second,
      third,
      fourth,
      levels,
      measured: concatenate([apart(first, second), apart(third, fourth)]),
    };
  }
  const [second, third] = [m(seen), average(seen)];
  const near = (u: Input): Node => peakSignalNoiseRatio(image, u, { dataRange: 255 });
  const measured = concatenate([near(seen), near(second), near(third)]);
  return { first: seen, second, third, fourth: subtract(second, seen), levels, measured };
}
