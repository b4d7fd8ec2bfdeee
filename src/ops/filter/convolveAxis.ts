/** Correlation of one axis with a list of weights: the core of every separable filter. */
import { LONG_ROW } from '../../core/axes.js';
import { array, axis, begun, integer } from '../../core/params.js';
import { formsOf } from '../../graph/forms.js';
import type { Cotangents } from '../../graph/gradient.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { borderConstants, borderParams, borderReach, INSIDE } from '../border.js';
import { windowAdjoint } from '../geometry/gather.js';

/** Up to here the number of taps is structure, one pipeline each; above it is a number. */
const MOST_STRUCTURAL_TAPS = 33;
/** Taps that the kernels of any length sum at a time. */
const PIECE = 16;

/**
 * Rows an invocation makes along the other axes, and along short ones. 2048², CPU time by 8 and by 16: 9 taps 5.9 and 5.4 ms, 17 taps 7.2 and 6.6, 25 taps 8.7 and 7.2, 65
 * taps 40 and 35.
 */
const ROWS = 16;
const SHORT_ROWS = 8;
const SHORT = 64;
/** So many groups of one row an invocation, inside and at the edges. */
const byGroups = (groups: number) => ({
  constants: { TILE: 1, GROUPS: groups },
  tile: { x4: groups, y: 1 },
  interior: { constants: { GROUPS: groups }, tile: { x4: groups } },
});

/** Up to here taps that have the same weight, or one the negative of the other, are summed before they are weighed. */
const MOST_PAIRED_TAPS = 33;
/** 33 taps along y in 16 pairs take 16.9 ms, in 15 pairs 11.4 (2048², CPU time). */
const MOST_PAIRS = 15;

const FEW_TAPS = 17;
/**
 * Of rows so long that an interior pays: shorter ones, and the other axes, lose more at their edges than they gain. 4096², wall
 * time: 9 taps by two groups 16.6 ms, by four 18.9; 17 taps 19.7 and 21.8; 25 taps 27.3 and 24.8.
 */
const longInterior = (taps: number) => {
  const groups = taps > FEW_TAPS ? 4 : 2;
  return { constants: { ...INSIDE, GROUPS: groups }, tile: { x4: groups } };
};

/** How many taps have such a partner at the other end, and its sign. */
function pairsOf(weights: Float32Array): { readonly PAIRS: number; readonly SIGN: 1 | -1 } {
  const mirrored = (sign: 1 | -1): boolean =>
    weights.every((weight, at) => weight === sign * (weights.at(-1 - at) ?? 0));
  const PAIRS = Math.min(MOST_PAIRS, weights.length >> 1);
  if (weights.length > MOST_PAIRED_TAPS) return { PAIRS: 0, SIGN: 1 };
  return mirrored(1) ? { PAIRS, SIGN: 1 } : mirrored(-1) ? { PAIRS, SIGN: -1 } : { PAIRS: 0, SIGN: 1 };
}

/**
 * Convolves one axis with a list of weights: `out[i] = Σ_k weights[k] · x[i + floor(length/2) + origin - k]`.
 * Any shape in, f32 of the same shape out; works along n and c too. Even lengths are centred as in scipy.ndimage, whose
 * `convolve1d` this is, except that a weight of exactly 0 reads nothing: a NaN under it does not spread. Up to 33 symmetric or antisymmetric weights are
 * applied to sums of two voxels, which are infinite beyond 3.4e38.
 * Throws `ArgumentError` where `origin` moves the window off the voxel, and for weights that are not finite.
 * @example
 * import { convolveAxis, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 1, 0, 0) });
 * using blurred = await engine.run(convolveAxis(line, { axis: 'x', weights: [1, 2, 3] }));
 * (await blurred.read()).data; // 1 2 3 0
 */
export const convolveAxis = defineOp({
  name: 'convolveAxis',
  summary: 'Convolve one axis with a list of weights.',
  alsoKnownAs: ['convolve1d', 'correlate1d'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    axis: axis('The axis to convolve along.', { default: 'x' }),
    weights: begun(array('The weights, as scipy.ndimage.convolve1d has them.'), () => [0.25, 0.5, 0.25]),
    origin: integer('Shift of the window: 0 centres it on the voxel.', { default: 0 }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  vjp([given], [src], { axis, weights, origin, border }): Cotangents {
    if (!given) return [];
    const taps = weights.data.length;
    const half = Math.floor(taps / 2);
    const after = half + origin;
    const before = taps - 1 - after;
    const reversed = [...weights.data].reverse();
    const mirrored = { axis, weights: reversed, origin: before - half };
    const symmetric = before === after && weights.data.every((weight, at) => weight === reversed[at]);
    return [
      windowAdjoint(given, src, [{ axis, before, size: taps }], { border, symmetric }, (node, outside) =>
        convolveAxis(node, { ...mirrored, border: outside }),
      ),
    ];
  },
  lower([src], { axis, weights, origin, border, value }, refuse) {
    const taps = weights.data.length;
    const centre = Math.floor(taps / 2) + origin;
    if (centre < 0 || centre >= taps)
      refuse(
        `origin must keep the window over the voxel (${-Math.floor(taps / 2)} to ${taps - 1 - Math.floor(taps / 2)})`,
        `${origin}`,
      );
    // a convolution reads x + centre - k: reversed, the taps ascend in memory
    const ascending = Float32Array.from([...weights.data].reverse());
    const before = taps - 1 - centre;
    const after = centre;
    const isX = axis === 'x';
    const reach = { [axis]: borderReach(axis, before, after, border) };
    const description = describedAs(src, { dtype: 'f32' });
    const far = Math.max(before, after) + ROWS + PIECE;
    const constants = borderConstants(border, far, src.shape[axis]);
    const along = isX ? 'y' : axis;
    // pairs of short rows took longer than one by one
    const rows = src.shape.x >= LONG_ROW ? 2 : 1;
    const made = src.shape[axis] < SHORT ? SHORT_ROWS : ROWS;
    if (taps <= MOST_STRUCTURAL_TAPS)
      return kernelOf({
        kernel: isX ? 'filter/convolveAxisX' : 'filter/convolveAxisY',
        inputs: { src: { node: src, as: 'f32', loads: 1 + (taps - 1) / 8, reach } },
        outputs: { dst: description },
        constants: {
          ...constants,
          TAPS: taps,
          BEFORE: before,
          ZEROS: ascending.includes(0),
          ...pairsOf(ascending),
          ...(isX ? { TILE: rows, GROUPS: 2 } : { TILE: made }),
        },
        params: { outside: value, weights: [...ascending] },
        along,
        tile: isX ? { x4: 2, y: rows } : { y: made },
        rowsAlike: true,
        forms: isX ? formsOf('filter/convolveAxisX', byGroups) : formsOf('filter/convolveAxisY'),
        interior: isX && src.shape.x >= 2 * LONG_ROW ? longInterior(taps) : undefined,
      });
    const left = Math.ceil(before / 4);
    const table = new Float32Array(Math.ceil(taps / PIECE) * PIECE);
    table.set(ascending);
    const zeros = ascending.includes(0);
    return kernelOf({
      kernel: isX ? 'filter/convolveAxisLongX' : 'filter/convolveAxisLongY',
      inputs: { src: { node: src, as: 'f32', loads: 1 + (taps - 1) / 8, reach } },
      outputs: { dst: description },
      constants: { ...constants, ZEROS: zeros, ...(isX ? { GROUPS: 2, SHIFT: 4 * left - before } : { TILE: made }) },
      params: { outside: value, taps, ...(isX ? { left } : { before }) },
      tables: { weights: table },
      along,
      tile: isX ? { x4: 2 } : { y: made },
      rowsAlike: true,
      ...(!isX && { forms: formsOf('filter/convolveAxisLongY') }),
      interior: isX && src.shape.x >= 2 * LONG_ROW ? longInterior(taps) : undefined,
    });
  },
});
