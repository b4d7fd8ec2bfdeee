/** Sums along parallel beams, and what goes back along them: shaders/transform/radon.wgsl. */
import type { Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';

interface Beams {
  /** In degrees. */
  readonly angles: ArrayLike<number>;
  /** The sides of the image. */
  readonly length: number;
}

/** Cosines and sines in turn, exact for quarter turns. */
function turnsOf(angles: ArrayLike<number>): Float32Array {
  const turns = Array.from(angles, (degrees) => {
    const quarter = (((degrees % 360) + 360) % 360) / 90;
    if (Number.isInteger(quarter)) return [[1, 0, -1, 0][quarter] ?? 1, [0, 1, 0, -1][quarter] ?? 0];
    const angle = (degrees * Math.PI) / 180;
    return [Math.cos(angle), Math.sin(angle)];
  });
  return Float32Array.from(turns.flat());
}

/** Each and its adjoint. */
const BACK = { forward: 'back', back: 'forward', smeared: 'seen', seen: 'smeared' } as const;

function made(
  src: Node,
  { angles, length }: Beams,
  kind: keyof typeof BACK,
  rest: { readonly beams: number; readonly factor?: number; readonly isCircle?: boolean },
): Node {
  const isSinogram = kind === 'forward' || kind === 'seen';
  const sides = isSinogram ? { y: rest.beams, x: angles.length } : { y: length, x: length };
  const shape = { ...src.shape, ...sides };
  const back: Beams = { angles, length };
  return kernelOf({
    kernel: 'transform/radon',
    inputs: { src: { node: src, as: 'f32', loads: 4 * length, reach: { y: 'all', x: 'all' } } },
    outputs: { dst: describedAs(src, { shape, dtype: 'f32', spacing: {}, layout: withAxes(src.layout, shape) }) },
    constants: {
      IS_BACK: kind === 'back',
      IS_SMEARED: kind === 'smeared',
      IS_SEEN: kind === 'seen',
      IS_CIRCLE: rest.isCircle ?? false,
    },
    params: { angles: angles.length, length, beams: rest.beams, factor: rest.factor ?? 1 },
    tables: { turns: turnsOf(angles) },
    gradient: { kind: 'vjp', of: [src], vjp: ([given]) => [given && made(given, back, BACK[kind], rest)] },
  });
}

/** Of a square image: as many beams as it is long. */
export function alongBeams(image: Node, angles: ArrayLike<number>): Node {
  const length = image.shape.x;
  return made(image, { angles, length }, 'forward', { beams: length });
}

/** factor times what is seen at each voxel of a square image, summed over the angles. */
export function smearedBack(
  sinogram: Node,
  angles: ArrayLike<number>,
  image: { readonly length: number; readonly factor: number; readonly isCircle: boolean },
): Node {
  const { length, ...rest } = image;
  return made(sinogram, { angles, length }, 'smeared', { ...rest, beams: sinogram.shape.y });
}
