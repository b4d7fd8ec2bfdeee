/** What the page computes: a graph for each thing that it shows, from the parameters that its panels hold. */
import {
  type Engine,
  gaussian,
  gradientMagnitude,
  greater,
  type Node,
  type Operation,
  type Tunable,
  thresholdOtsu,
  tunable,
  type Volume,
} from 'brightfield';
import type { Chosen } from './chooser.js';

export type Mode = 'original' | 'blurred' | 'gradient' | 'mask' | 'operation';

/** The operations that have a panel of their own, the parameters shown first, and the modes in which they matter. */
export const STAGES: readonly { operation: Operation; first: readonly string[]; modes: readonly Mode[] }[] = [
  { operation: gaussian, first: ['sigma'], modes: ['blurred', 'gradient', 'mask', 'operation'] },
  { operation: gradientMagnitude, first: ['method'], modes: ['gradient'] },
  { operation: thresholdOtsu, first: ['bins'], modes: ['mask'] },
];

/** From where to where sigma goes, in voxels. Its slider has these ends, and the range is compiled beforehand. */
export const SIGMA = [0.3, 4] as const;

/** What a run needs: parameters by operation, and sigma apart, since it is what is dragged. */
export interface Turned {
  readonly sigma: number;
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What the mode of all operations shows. */
  readonly chosen: Chosen;
}

/** Image and, in one mode, the mask over it. */
export type Stages = Readonly<Record<Mode, Tunable<Turned, Readonly<Record<string, Node>>> | undefined>>;

/** The graph of each mode; the original needs none. */
export function stagesOf(engine: Engine, stack: Volume): Stages {
  const blurred = ({ sigma, settings }: Turned): Node => applied(gaussian, stack, { ...settings.gaussian, sigma });
  return {
    original: undefined,
    blurred: tunable(engine, (turned: Turned) => ({ image: blurred(turned) })),
    gradient: tunable(engine, (turned: Turned) => ({
      image: applied(gradientMagnitude, blurred(turned), turned.settings.gradientMagnitude),
    })),
    mask: tunable(engine, (turned: Turned) => {
      const image = blurred(turned);
      // one voxel that never leaves the GPU
      const threshold = applied(thresholdOtsu, image, turned.settings.thresholdOtsu);
      return { image, mask: greater(image, threshold) };
    }),
    operation: tunable(engine, (turned: Turned) => {
      const { operation, params, blurFirst } = turned.chosen;
      return { image: applied(operation, blurFirst ? blurred(turned) : stack, params) };
    }),
  };
}

function applied(operation: Operation, input: Node | Volume, params: Readonly<Record<string, unknown>> = {}): Node {
  const [node] = Object.values(operation.apply([input], params));
  if (!node) throw new Error(`${operation.operation} gave nothing`);
  return node;
}
