/** One colour or vector component. */
import { integer } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { select } from './select.js';

/**
 * Takes one channel: `select` along c. A view, without a copy; type and values stay.
 *
 * Throws `ArgumentError` for a channel that the image does not have.
 * @example
 * import { channel, HostVolume, openEngine } from 'brightfield';
 * const colour = new HostVolume({ shape: { c: 3, y: 1, x: 2 }, data: Uint8Array.of(1, 2, 3, 4, 5, 6) });
 * using engine = await openEngine();
 * using green = await engine.run(channel(colour, { index: 1 }));
 * const { data } = await green.read(); // 3, 4
 */
export const channel = defineOp({
  name: 'channel',
  summary: 'Take one channel.',
  alsoKnownAs: ['extract_channel'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { index: integer('Which channel, from 0.', { min: 0, default: 0 }) },
  linear: true,
  lower([src], { index }, refuse) {
    const { c } = src.shape;
    if (index >= c) refuse(`index must be below the ${c} channels`, `${index}`);
    return select(src, { axis: 'c', index });
  },
});
