/** Quarter turns. */
import { AXES, type Axis } from '../../core/axes.js';
import { orderedAxes } from '../../core/axisParams.js';
import { integer } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { flip, flipRows } from './flip.js';
import { permute } from './transpose.js';

/**
 * Turns the plane of two axes by quarters, as numpy.rot90: a turn takes the second axis towards the first, which is
 * anticlockwise where y points down. Spacing moves along; type and values stay. One pass, or none where x does not take part.
 *
 * Throws `ArgumentError` unless two different axes are named.
 * @example
 * import { HostVolume, openEngine, rot90 } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * using turned = await engine.run(rot90(image));
 * const { data, shape } = await turned.read(); // 3, 2, 1 from top to bottom
 */
export const rot90 = defineOp({
  name: 'rot90',
  summary: 'Turn by quarters in the plane of two axes.',
  alsoKnownAs: ['rotate90'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    turns: integer('How many quarter turns; negative ones turn back.', { default: 1 }),
    axes: orderedAxes('The plane; a turn takes the second axis towards the first.', { count: 2, default: 'yx' }),
  },
  linear: true,
  lower([src], { turns, axes: [first = 'y', second = 'x'] }) {
    const quarter = ((turns % 4) + 4) % 4;
    if (quarter === 0) return src;
    if (quarter === 2) return flip(src, { axes: [first, second] });
    const from = Object.fromEntries(AXES.map((axis) => [axis, axis])) as Record<Axis, Axis>;
    from[first] = second;
    from[second] = first;
    // one turn reads the second axis backwards, three turns the first
    const backwards = quarter === 1 ? second : first;
    return backwards === 'x' ? permute(src, from, true) : permute(flipRows(src, [backwards]), from);
  },
});
