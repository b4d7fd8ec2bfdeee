/** The gradient itself, as components along c. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { optionalAxis } from '../../core/params.js';
import { formsOf } from '../../graph/forms.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, kernelOf } from '../../graph/primitive.js';
import { borderConstants, borderParams, borderReach, INSIDE } from '../border.js';
import { join } from '../geometry/join.js';
import { type BorderValues, differences } from './differences.js';

/**
 * Central differences `(x[i+1] - x[i-1]) / 2` along the axes longer than one voxel, stacked along `c` in NumPy's order: z, y, x.
 * In units of the image a voxel (spacing is not taken into account). An image with c = 1 gives f32 with as many channels as
 * there are such axes (one of zeros where there is none); with `axis`, one component, for any c, which stays as it is.
 * Inside it is `numpy.gradient`; at the ends the border's rule takes the place of NumPy's one-sided differences.
 * Throws `ArgumentError` where the image has channels already and no `axis` is given.
 * @example
 * import { gradient, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const ramp = new HostVolume({ shape: { y: 2, x: 4 }, data: Float32Array.of(0, 3, 6, 9, 0, 3, 6, 9) });
 * using slopes = await engine.run(gradient(ramp));
 * (await slopes.read()).at({ c: 1, x: 1 }); // 3: c = 0 is along y, c = 1 along x
 */
export const gradient = defineOp({
  name: 'gradient',
  summary: 'Take central differences along each axis.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    axis: optionalAxis('One component instead of all.', { axes: ['z', 'y', 'x'] }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { axis, ...border }, refuse) {
    if (axis === undefined && src.shape.c > 1)
      refuse('the image must have one channel unless axis is given, since components lie along c', `c=${src.shape.c}`);
    return components(src, axis ? [axis as SpatialAxis] : activeAxes(src.shape), border);
  },
});

/** The axes by number, as the kernel knows them. */
const NUMBER = { x: 0, y: 1, z: 2 } as const;
/** Rows an invocation makes. */
const TILE = 8;

function components(src: Node, along: readonly SpatialAxis[], { border, value }: BorderValues): Node {
  const count = Math.max(1, along.length);
  const shape = { ...src.shape, c: src.shape.c * count };
  const layout = count > 1 && !src.layout.includes('c') ? withChannels(src.layout) : src.layout;
  const description = describedAs(src, { dtype: 'f32', shape, layout });
  const [first, second = first, third = second] = along;
  if (first === undefined || second === undefined || third === undefined) return filled(0, description);
  const shortest = Math.min(...along.map((axis) => src.shape[axis]));
  return kernelOf({
    kernel: 'gradient/components',
    inputs: {
      src: {
        node: src,
        as: 'f32',
        loads: 1.5 * count,
        reach: Object.fromEntries(along.map((axis) => [axis, borderReach(axis, 1, 1, border)])),
      },
    },
    outputs: { dst: description },
    constants: {
      ...borderConstants(border, 1, shortest),
      TILE,
      COMPONENTS: count,
      FIRST: NUMBER[first],
      SECOND: NUMBER[second],
      THIRD: NUMBER[third],
    },
    params: { outside: value, scale: 0.5 },
    tile: { y: TILE },
    rowsAlike: true,
    forms: formsOf('gradient/components'),
    interior: { constants: INSIDE },
    gradient: {
      kind: 'like',
      nodes: () => [
        join(
          along.map((axis) =>
            differences(src, { along: [axis], acting: [axis], make: 'component', scale: 0.5, border, value }),
          ),
          'c',
        ),
      ],
    },
  });
}

/** Components go between time and space, as in memory. */
function withChannels(layout: string): string {
  const at = layout.startsWith('n') ? 1 : 0;
  return `${layout.slice(0, at)}c${layout.slice(at)}`;
}
