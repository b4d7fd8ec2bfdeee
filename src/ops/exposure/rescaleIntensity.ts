/** Intensities stretched from one range to another. */
import { AXES } from '../../core/axes.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import { array, optionalArray } from '../../core/params.js';
import { float, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { filled } from '../../graph/primitive.js';
import { finiteRange } from '../measure/bins.js';
import { max } from '../measure/max.js';
import { min } from '../measure/min.js';
import { finiteMask } from '../measure/over.js';
import { quantile } from '../measure/quantile.js';
import { elementwise } from '../pointwise/elementwise.js';
import { distance } from './place.js';

/**
 * The image limited to `inRange` and stretched linearly to `outRange`, 0 to 1 unless said, as
 * `skimage.exposure.rescale_intensity` with numbers for ranges. Without `inRange` it is the least and greatest finite voxel of
 * the whole image, or with `percentiles` those of its finite voxels, [2, 98] for instance. Any shape in, f32 of the same shape
 * out, not rounded (`cast` does that). Where the ends of `inRange` are equal, the image limited to them and to `outRange`. NaN
 * stays NaN; infinities become the ends. Throws `ArgumentError` where a range is not two finite numbers, the range of the input
 * or the percentiles descend, or both are given.
 * @example
 * import { HostVolume, openEngine, rescaleIntensity } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Uint8Array.of(50, 75, 100) });
 * using stretched = await engine.run(rescaleIntensity(image));
 * (await stretched.read()).data; // 0, 0.5, 1
 */
export const rescaleIntensity = defineOp({
  name: 'rescaleIntensity',
  summary: 'Stretch intensities linearly from one range to another.',
  alsoKnownAs: ['contrast_stretch', 'stretch_contrast'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    inRange: optionalArray('The numbers that become the ends of outRange; the range of the image when left out.'),
    percentiles: optionalArray('Two percentiles of the image, from 0 to 100, in the place of inRange.'),
    outRange: array('The two ends of the result.', { default: [0, 1] }),
  },
  lower([src], { inRange, percentiles, outRange }, refuse) {
    if (inRange && percentiles) refuse('inRange or percentiles must be left out', 'both');
    const [first, last] = twoNumbers('outRange', outRange.data, refuse).map(Math.fround) as [number, number];
    if (!Number.isFinite(Math.fround(last - first))) refuse('outRange must be as wide as f32 holds', `${last - first}`);
    const { low, high } = inRange
      ? given(src, ascending('inRange', inRange.data, refuse))
      : percentiles
        ? ranks(src, ascending('percentiles', percentiles.data, refuse), refuse)
        : isInteger(src.dtype)
          ? { low: min(src), high: max(src) }
          : finiteRange(src, undefined, AXES);
    return elementwise(
      [src, low, high],
      refuse,
      ([voxel, a, b], upload) => {
        const limited = numeric('minimum', numeric('maximum', voxel, a), b);
        const share = float('divide', distance(a, limited), distance(a, b));
        const stretched = numeric('add', numeric('multiply', share, upload(last - first)), upload(first));
        const kept = numeric('minimum', numeric('maximum', limited, upload(first)), upload(last));
        return select(test('equal', a, b), kept, stretched);
      },
      'f32',
    );
  },
});

/** Numbers as the image computes, where it holds them. */
function given(src: Node, ends: readonly [number, number]): { low: Node; high: Node } {
  const { compute, min, max } = DTYPES[src.dtype];
  const held = ends.every((number) => Number.isInteger(number) && number >= min && number <= max);
  const end = (number: number): Node => filled(number, { ...filled(0), dtype: held ? compute : 'f32' });
  return { low: end(ends[0]), high: end(ends[1]) };
}

function ranks(src: Node, [low, high]: readonly [number, number], refuse: RefuseCall): { low: Node; high: Node } {
  if (low < 0 || high > 100) refuse('percentiles must be from 0 to 100', `[${low}, ${high}]`);
  const mask = finiteMask(src);
  const at = (percent: number): Node => quantile(src, { q: percent / 100, ...(mask && { mask }) });
  return { low: at(low), high: at(high) };
}

function ascending(name: string, data: readonly number[], refuse: RefuseCall): readonly [number, number] {
  const [low, high] = twoNumbers(name, data, refuse);
  if (low > high) refuse(`${name} must not descend`, `[${low}, ${high}]`);
  return [low, high];
}

function twoNumbers(name: string, data: readonly number[], refuse: RefuseCall): readonly [number, number] {
  const [low = 0, high = 0] = data;
  if (data.length !== 2 || !data.every((number) => Number.isFinite(Math.fround(number))))
    refuse(`${name} must be two numbers that f32 holds`, `[${data.join(', ')}]`);
  return [low, high];
}
