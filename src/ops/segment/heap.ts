/** Floods one voxel after the other, by a binary heap: for who must have scikit-image's answer where markers are on equal ground. */
import { activeAxes, formatShape, type Shape, SPATIAL_AXES, voxels } from '../../core/axes.js';
import { constant, input, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, describedAs, kernelOf, pointwise } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { crop } from '../geometry/crop.js';
import { max } from '../measure/max.js';
import { stepsOfQueue } from './neighbourOrder.js';

/** Groups of four words in a row of the room: any number will do. */
const ROW = 256;
/** Voxels that an iteration pops, and whose neighbours it then pushes: 1 to 10 ms on lavapipe. A GPU's watchdog waits for seconds. */
const POPS = 1024;
/** So many voxels are looked at for markers while one is popped. */
const WAITING = 16;
const CHECK = 8;
/** Places are counted in 32 bits. */
const MOST_GROUPS = 2 ** 32;
/** Squares of distances are counted in 32 bits. */
const MOST_SQUARE = 2 ** 32;
/** What is smaller leaves the exponents of 64 bits; what f32 cannot hold is refused before. */
const LEAST_COMPACTNESS = 1e-250;

interface Floods {
  readonly compactness: number;
  readonly connectivity: number;
  readonly lines: boolean;
}

/**
 * Labels of floods from where `markers` are not 0, over `ground` (as `groundOf` has it), of the image `src`. The heap lies in a room on the GPU beside the voxels, and a loop of one invocation goes on with it
 * until it is empty.
 */
export function floodedByHeap(src: Node, ground: Node, markers: Node, floods: Floods, refuse: RefuseCall): Node {
  const { compactness, connectivity, lines } = floods;
  const { shape } = src;
  const axes = activeAxes(shape);
  const isCompact = compactness > 0;
  if (isCompact) {
    if (SPATIAL_AXES.reduce((sum, axis) => sum + (shape[axis] - 1) ** 2, 0) >= MOST_SQUARE)
      refuse('the diagonal of a compactly flooded image must be shorter than 65536 voxels', formatShape(shape));
    if (compactness < LEAST_COMPACTNESS)
      refuse(`compactness must be 0 or at least ${LEAST_COMPACTNESS} with ties by a heap`, `${compactness}`);
  }
  const steps = stepsOfQueue(axes, connectivity);
  const count = voxels({ ...shape, n: 1, c: 1 });
  // where a voxel has its number only once it is popped, each edge of the grid pushes once at most, and none that leads to a marker: for every marker that still waits at least one edge has not
  const edges = count * Math.max(1, steps.length / 2);
  const waiting = isCompact || lines ? edges : count;
  const groups = 1 + count + waiting * (isCompact ? 2 : 1);
  if (groups > MOST_GROUPS)
    refuse(`what a heap needs must be ${MOST_GROUPS} groups of four words at most`, `${groups}`);
  const room: Shape = { ...shape, z: 1, y: Math.ceil(groups / ROW), x: 4 * ROW };
  const all = Object.fromEntries(axes.map((axis) => [axis, 'all' as const]));
  const start = kernelOf({
    kernel: 'segment/heapStart',
    inputs: {
      ground: { node: ground, as: 'u32', reach: all },
      height: { node: asFloat(src), reach: all },
      markers: { node: markers, reach: all },
    },
    outputs: { dst: describedAs(markers, { dtype: 'u32', shape: room }) },
  });
  const work = POPS * WAITING;
  const iterations = Math.ceil((count + 2 * WAITING * (count + edges)) / work) + 1;
  const { state } = repeat({
    state: { room: start },
    body: ({ room: present }) => ({
      room: kernelOf({
        kernel: 'segment/heapPops',
        inputs: { src: { node: present, reach: { y: 'all', x: 'all' } } },
        outputs: { room: describedAs(start, {}) },
        changes: ['room'],
        domain: { ...shape, z: 1, y: 1, x: 1 },
        constants: { IS_COMPACT: isCompact, HAS_LINES: lines, WAITING },
        // a table is not empty: of one voxel, which has no neighbours, nothing is read of it
        tables: { steps: Int32Array.from(steps.length ? steps : [0]) },
        params: { size: [shape.x, shape.y, shape.z], work, neighbours: steps.length, ...wordsOf(compactness) },
      }),
    }),
    measure: ({ room: next }) => {
      const left = crop(next, { size: { y: 1, x: 1 } });
      return max(pointwise([left], ([v = input(0, 'u32')]) => test('notEqual', v, constant(0, 'u32')), 'f32'));
    },
    below: 0.5,
    check: CHECK,
    complete: true,
    max: CHECK * Math.ceil(iterations / CHECK),
  });
  return kernelOf({
    kernel: 'segment/heapLabel',
    inputs: { src: { node: state.room, reach: { y: 'all', x: 'all' } } },
    outputs: { dst: describedAs(markers, { dtype: 'i32' }) },
  });
}

/** A number above 0 as shaders/lib/double.wgsl has it. */
function wordsOf(number: number): { low: number; high: number; exponent: number } {
  const data = new DataView(new ArrayBuffer(8));
  data.setFloat64(0, number);
  const first = data.getUint32(0);
  return { low: data.getUint32(4), high: (first & 0xfffff) | 0x100000, exponent: (first >>> 20) - 1075 };
}
