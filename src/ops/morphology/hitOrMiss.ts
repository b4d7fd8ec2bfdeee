/** Where a pattern fits. */
import { Footprint, fitted } from '../../core/footprint.js';
import { footprint } from '../../core/footprintParam.js';
import { optional } from '../../core/optionalParam.js';
import { defineOp } from '../../graph/operation.js';
import { and, not } from '../pointwise/logic.js';
import { extreme } from './extreme.js';

/** The voxels of the box around a footprint that are not of it; nothing where all are. */
function complementOf({ size, data, named }: Footprint): Footprint | undefined {
  return (
    data &&
    new Footprint(
      size,
      data.map((one) => 1 - one),
      named,
    )
  );
}

/**
 * Hit-or-miss: where every voxel under `hit` is true and none under `miss` is. Anything but 0 counts as true, NaN included;
 * what lies outside is false. Without `miss` its footprint is the rest of the box of `hit`.
 * Any shape and type in, a mask (u8) of the same shape out; scipy.ndimage's `binary_hit_or_miss`. Source: J. Serra 1982.
 * Throws `ArgumentError` for a footprint without a voxel.
 * @example
 * import { hitOrMiss, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const dots = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(0, 1, 0, 1, 1, 0, 1) });
 * using alone = await engine.run(hitOrMiss(dots, { hit: [0, 1, 0] }));
 * (await alone.read()).data; // 0 1 0 0 0 0 1
 */
export const hitOrMiss = defineOp({
  name: 'hitOrMiss',
  summary: 'Tell where a pattern of true and false voxels fits.',
  alsoKnownAs: ['binary_hit_or_miss'],
  inputs: [{ name: 'src', doc: 'A mask, or any volume.' }],
  params: {
    hit: footprint('Where voxels must be true.', { default: { cross: 1 } }),
    miss: optional(footprint('Where none may be; the rest of the box of `hit` unless said.')),
  },
  lower([src], { hit, miss }) {
    const outside = { border: 'constant', value: 0 } as const;
    const mask = not(not(src));
    const pattern = fitted(hit, src.shape);
    const hits = extreme(mask, { footprint: pattern, ...outside }, true);
    const absent = miss ?? complementOf(pattern);
    return absent ? and(hits, not(extreme(mask, { footprint: absent, ...outside }, false))) : hits;
  },
});
