/** Lengths with large prime factors: the transform as a convolution with a chirp (Bluestein 1970, A linear filtering approach). */
import type { Axis } from '../../core/axes.js';
import { shapeOf } from '../../core/axes.js';
import { HostVolume } from '../../core/hostVolume.js';
import { source } from '../../graph/primitive.js';
import { crop } from '../geometry/crop.js';
import { pad } from '../geometry/pad.js';
import { type Both, both, type Complex, exchanged, mapped, product } from './complex.js';
import { rootOf } from './roots.js';

/** exp(-πik²/N) of each k < N, and the transform of its conjugate, wrapped round in M numbers and divided by M. */
interface Chirp {
  readonly chirp: Both;
  readonly filter: Both;
  readonly padded: number;
}

/** Σ over m of x[m] exp(-2πikm/N) = c[k] Σ over m of x[m] c[m] / c[k - m], where c[k] = exp(-πik²/N). */
export function chirped(from: Complex, axis: Axis, transform: (z: Complex, axis: Axis) => Complex): Complex {
  const length = from.re.shape[axis];
  const { chirp, filter, padded } = chirpOf(length, axis);
  const wide = mapped(product(from, chirp), (part) =>
    pad(part, { after: { [axis]: padded - length }, border: 'constant' }),
  );
  const convolved = exchanged(both(transform(exchanged(both(product(transform(wide, axis), filter))), axis)));
  return product(
    mapped(convolved, (part) => crop(part, { size: { [axis]: length } })),
    chirp,
  );
}

const chirps = new Map<string, Chirp>();
const KEPT = 8;

function chirpOf(length: number, axis: Axis): Chirp {
  const key = `${axis}${length}`;
  let known = chirps.get(key);
  if (!known) {
    known = makeChirp(length, axis);
    if (chirps.size >= KEPT) chirps.clear();
    chirps.set(key, known);
  }
  return known;
}

function makeChirp(length: number, axis: Axis): Chirp {
  const padded = 2 ** Math.ceil(Math.log2(2 * length - 1));
  const re = new Float64Array(padded);
  const im = new Float64Array(padded);
  const line = (data: Float64Array, count: number) =>
    source(new HostVolume({ shape: shapeOf({ [axis]: count }), data: Float32Array.from(data.subarray(0, count)) }));
  for (let k = 0; k < length; k++) {
    // k² modulo 2N, exactly: k is below 2^26
    const [cos, sin] = rootOf((k * k) % (2 * length), 2 * length);
    re[k] = cos;
    im[k] = -sin;
  }
  const chirp = { re: line(re, length), im: line(im, length) };
  // the conjugate at k and -k
  for (let k = 0; k < length; k++) {
    const at = (padded - k) % padded;
    im[k] = -(im[k] as number);
    re[at] = re[k] as number;
    im[at] = im[k] as number;
  }
  transform64(re, im);
  for (let k = 0; k < padded; k++) {
    re[k] = (re[k] as number) / padded;
    im[k] = (im[k] as number) / padded;
  }
  return { chirp, filter: { re: line(re, padded), im: line(im, padded) }, padded };
}

/** The transform in float64, of a power of two, in place: once for a length. */
function transform64(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) for (const part of [re, im]) [part[i], part[j]] = [part[j] as number, part[i] as number];
  }
  for (let size = 2; size <= n; size *= 2)
    for (let k = 0; k < size / 2; k++) {
      const [cos, sin] = rootOf(k, size);
      for (let i = k; i < n; i += size) {
        const j = i + size / 2;
        const [a, b] = [re[j] as number, im[j] as number];
        const [p, q] = [a * cos + b * sin, b * cos - a * sin];
        re[j] = (re[i] as number) - p;
        im[j] = (im[i] as number) - q;
        re[i] = (re[i] as number) + p;
        im[i] = (im[i] as number) + q;
      }
    }
}
