/** Connected components. */
import { activeAxes } from '../../core/axes.js';
import { optional } from '../../core/optionalParam.js';
import { integer } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { checkWhole } from '../whole.js';
import { componentsOf, numbered, shown } from './components.js';

/**
 * The connected components of an image of whole numbers, numbered: voxels that touch and have the same value get the same number, from 1
 * on in the order in which their first voxels lie in memory; voxels of the value `background` get 0. Voxels touch that differ by one along up to
 * `connectivity` axes, all that the image has unless said, as `skimage.measure.label`; `scipy.ndimage.label` has 1 (of an image of more than one value
 * scipy joins all that is not 0: give it `notEqual(image, 0)`). i32 of the same shape, and `count`, how many there are; n and c each by
 * itself. Exact, and the same on every device. Cannot stand in the body of `repeat`. Throws `ArgumentError` for floats (compare or `cast` them first) and
 * for more than 2^31 - 1 voxels. Union-find: Tarjan 1975; on parallel machines Komura 2015, Playne and Hawick 2018.
 * @example
 * import { HostVolume, label, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 2, x: 5 }, data: Uint8Array.of(1, 0, 0, 1, 1, 0, 1, 0, 0, 2) });
 * using labels = await engine.run(label(image).labels);
 * (await labels.read()).data; // 1 0 0 2 2, 0 1 0 0 3
 */
export const label = defineOp({
  name: 'label',
  summary: 'Number the connected components of an image.',
  alsoKnownAs: ['connected_components', 'bwlabel'],
  inputs: [{ name: 'src', doc: 'The image: a mask, or whole numbers.' }],
  params: {
    connectivity: optional(
      integer('Along how many axes at once a neighbour may lie off; all of the image where left out.', {
        min: 1,
        max: 3,
      }),
    ),
    background: integer('The value that is no component.', { default: 0, min: -(2 ** 31), max: 2 ** 32 - 1 }),
  },
  outputs: { labels: 'The numbers of the components.', count: 'How many there are.' },
  vjp: 'labels are whole numbers',
  lower([src], { connectivity, background }, refuse) {
    checkWhole(src, refuse);
    const axes = Math.max(1, activeAxes(src.shape).length);
    const components = componentsOf(src, background, Math.min(connectivity ?? axes, axes), refuse);
    const { numbers, count } = numbered(components);
    return { labels: shown(components, numbers), count };
  },
});
