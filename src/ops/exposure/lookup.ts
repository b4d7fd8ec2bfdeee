/** A function given by its values at equal distances. */
import { AXES, formatShape } from '../../core/axes.js';
import { optionalArray } from '../../core/params.js';
import { numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, kernelOf } from '../../graph/primitive.js';
import { elementwise } from '../pointwise/elementwise.js';

/**
 * The table at each voxel, as `np.interp(image, np.linspace(low, high, n), table)`: its n values along x belong to the numbers
 * from low to high of `range` in equal steps, between them the result is linear and outside the nearest end. Without a range they
 * belong to 0, 1, 2 and so on, the levels of an integer image. Any shape in, f32 of the same shape out. The table may have other
 * axes where it has the lengths of the image, a table for each channel, say. NaN stays NaN; whole numbers beyond 2^24 are taken
 * as the nearest f32. Throws `ArgumentError` where the table does not fit the image, or the range is not two ascending numbers
 * that f32 can part.
 * @example
 * import { HostVolume, lookup, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Uint8Array.of(0, 2, 1) });
 * const table = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(5, 7, 30) });
 * using result = await engine.run(lookup(image, table));
 * (await result.read()).data; // 5, 30, 7
 */
export const lookup = defineOp({
  name: 'lookup',
  summary: 'Replace every number by its place in a table, interpolated linearly.',
  alsoKnownAs: ['lut', 'interp'],
  inputs: [
    { name: 'src', doc: 'The image.' },
    { name: 'table', doc: 'The values, along x.' },
  ],
  params: {
    range: optionalArray('The numbers that the ends of the table belong to; 0 and its length - 1 when left out.'),
  },
  vjp: 'voxels are places in a table',
  lower([src, table], { range }, refuse) {
    if (AXES.some((axis) => axis !== 'x' && table.shape[axis] !== 1 && table.shape[axis] !== src.shape[axis]))
      refuse(`table must lie along x and broadcast to ${formatShape(src.shape)}`, formatShape(table.shape));
    const last = table.shape.x - 1;
    const [low = 0, high = 0] = range ? range.data.map(Math.fround) : [0, last];
    const scale = last / (high - low);
    if (range && !(range.data.length === 2 && high - low <= GREATEST && scale <= GREATEST && low < high))
      refuse('range must be two ascending numbers that f32 can part', `[${range.data.join(', ')}]`);
    const place = elementwise([src], refuse, ([voxel], upload) => {
      const limited = numeric('minimum', numeric('maximum', voxel, upload(low)), upload(high));
      return numeric('multiply', numeric('subtract', limited, upload(low)), upload(last && scale));
    });
    return tableAt(place, table);
  },
});

/** The greatest finite f32. */
const GREATEST = (2 - 2 ** -23) * 2 ** 127;

/** The table at the places 0 to its length - 1, linear between them; beyond them its ends. */
export function tableAt(place: Node, table: Node): Node {
  return kernelOf({
    kernel: 'exposure/lookup',
    inputs: {
      src: { node: place, as: 'f32' },
      table: { node: table.call.kind === 'literal' ? filled(table.call.value) : table, as: 'f32', reach: { x: 'all' } },
    },
    outputs: { dst: describedAs(place, { dtype: 'f32' }) },
  });
}
