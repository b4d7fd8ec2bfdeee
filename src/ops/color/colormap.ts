/** Grey values as colours. */
import { AXES, formatShape } from '../../core/axes.js';
import { COLORMAPS, coloursOf, NAN_COLOUR } from '../../core/colormaps.js';
import { isInteger } from '../../core/dtype.js';
import { array, choice, flag } from '../../core/params.js';
import { constant, type Expr, float, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { distance, halfDistance } from '../exposure/place.js';
import { withAxes } from '../geometry/layout.js';
import { finiteRange } from '../measure/bins.js';
import { max as maxOf } from '../measure/max.js';
import { min as minOf } from '../measure/min.js';
import { elementwise } from '../pointwise/elementwise.js';
import { colorOf, colorsOf, ownColors, shown, shownParams } from './shownColours.js';

/**
 * Grey values in the colours of a map: `min` and below becomes its first colour, `max` and above its last, and what lies between the colour
 * there, linear between its 256 colours (matplotlib takes the colour of one of 256 equal parts: within one step of the map of this).
 * One channel in, three along c out: bytes, or shares in f32. Without `min` and `max` they are the least and the greatest finite voxel of the
 * whole image; both are numbers or volumes that broadcast, `quantile(image, { q: 0.99 })` say, and where they are equal what is above is
 * the last colour. NaN is `nan`, and all is where an end is not finite. The maps are matplotlib's, `fire` is ImageJ's; `gray`, `red` and the like
 * run from black; `glasbey` has for each number from 0 to 255 (`min: 0, max: 255`) a colour far from the others, black for 0, as `labelToRgb`. Throws `ArgumentError` for an image of several channels, numbers of which `min` is above `max`, ends that do not broadcast, or colours
 * that are not rows of three.
 * @example
 * import { colormap, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0.5, 2) });
 * using engine = await openEngine();
 * using colours = await engine.run(colormap(image, { name: 'viridis', min: 0, max: 1 }));
 * (await colours.read()).data; // 68, 33, 253, 1, 145, 231, 84, 141, 37
 */
export const colormap = defineOp({
  name: 'colormap',
  summary: 'Show grey values in the colours of a map.',
  alsoKnownAs: ['applyColorMap', 'false_color'],
  inputs: [{ name: 'src', doc: 'The image, of one channel.' }],
  optional: {
    min: 'What has the first colour; the least finite voxel where left out.',
    max: 'What has the last colour; the greatest finite voxel where left out.',
  },
  params: {
    name: choice('The map.', COLORMAPS, { default: 'viridis' }),
    colors: ownColors('Colours at equal distances in the place of the map: rows of red, green and blue from 0 to 1.'),
    reversed: flag('Whether the last colour comes first.', { default: false }),
    nan: array('The colour of NaN.', { default: NAN_COLOUR, min: 0, max: 1 }),
    ...shownParams,
  },
  lower([src], { name, colors, reversed, nan, dtype }, refuse, { min, max }) {
    if (src.shape.c !== 1) refuse('src must have one channel', `c=${src.shape.c}`);
    checkEnds(src, min, max, refuse);
    const none = colorOf('nan', nan, refuse);
    const colours = colors
      ? colorsOf('colors', colors, 2, refuse)
      : coloursOf(name).map((colour) => colour.map((v) => v / 255));
    const last = colours.length - 1;
    const ends = isInteger(src.dtype) ? { low: minOf, high: maxOf } : undefined;
    const low = min ?? ends?.low(src) ?? finiteRange(src, undefined, AXES).low;
    const high = max ?? ends?.high(src) ?? finiteRange(src, undefined, AXES).high;
    const place = elementwise(
      [src, low, high],
      refuse,
      ([v, a, b], upload) => {
        const apart = v.type === a.type && v.type === b.type ? distance : halfDistance;
        const between = numeric('multiply', float('divide', apart(a, v), apart(a, b)), upload(last));
        const upper = select(test('greaterEqual', v, b), upload(last), numeric('minimum', between, upload(last)));
        const place = select(test('lessEqual', v, a), constant(0), upper);
        // the colour of NaN lies after the last, where nothing comes between
        const broken = [...numbers('isNaN', v), ...numbers('isFinite', a, b).map((finite) => test('not', finite))];
        return broken.reduce((at, none) => select(none, upload(last + 1), at), place);
      },
      'f32',
    );
    const shape = { ...src.shape, c: 3 };
    // the place of NaN has a neighbour, too
    const table = [...(reversed ? [...colours].reverse() : colours), none, none];
    const found = kernelOf({
      kernel: 'color/colormap',
      inputs: { src: { node: place, loads: 1 / 3 } },
      outputs: { dst: describedAs(src, { shape, layout: withAxes(src.layout, shape), dtype: 'f32' }) },
      params: { last: last + 1 },
      tables: { colors: Float32Array.from(table.flat()) },
      along: 'c',
      tile: { y: 3 },
    });
    return shown(found, dtype);
  },
});

/** A test of those that are floats; whole numbers always have a place. */
function numbers(name: 'isNaN' | 'isFinite', ...all: readonly Expr[]): Expr[] {
  return all.filter(({ type }) => type === 'f32').map((number) => test(name, number));
}

function checkEnds(src: Node, min: Node | undefined, max: Node | undefined, refuse: RefuseCall): void {
  for (const [name, end] of Object.entries({ min, max }))
    if (end && AXES.some((axis) => end.shape[axis] !== 1 && end.shape[axis] !== src.shape[axis]))
      refuse(`${name} must broadcast to ${formatShape(src.shape)}`, formatShape(end.shape));
  if (min?.call.kind === 'literal' && max?.call.kind === 'literal' && !(min.call.value <= max.call.value))
    refuse('min must not be above max', `${min.call.value} and ${max.call.value}`);
}
