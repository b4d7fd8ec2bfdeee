/** The steps of total variation, as kernels: shaders/solve. Fields of vectors are a volume an axis. */
import type { SpatialAxis } from '../core/axes.js';
import type { AxisReach, KernelInput, Node } from '../graph/node.js';
import { describedAs, kernel } from '../graph/primitive.js';

/** What stays as it is over all iterations: `variationOf` makes it. */
export interface Variation {
  readonly axes: readonly SpatialAxis[];
  readonly weight: number;
  readonly isotropic: boolean;
  /** Vectors of slopes of less than this cost by their squares. */
  readonly huber: number;
  /** What differences along x, y and z are multiplied by; the squares of those of `axes` have the mean 1, so that |D|² is at most 4 an axis. */
  readonly slope: readonly [number, number, number];
}

/**
 * Total variation as iterations see it, from what the user says of it. Slopes are measured in the mean distance of voxels, m = √(d / Σ 1/h²), and so are the weight and the
 * huber: weight φ(|D u|) is that of weight / m and huber · m with slopes m times as large. Steps and balances then do not depend on the unit of the spacing.
 */
export function variationOf(
  axes: readonly SpatialAxis[],
  { weight, isotropic, huber, spacing }: VariationGiven,
): Variation {
  const unit = Math.sqrt(axes.length / axes.reduce((sum, axis) => sum + spacing[axis] ** -2, 0));
  const along = (axis: SpatialAxis): number => (axes.includes(axis) ? unit / spacing[axis] : 1);
  return { axes, weight: weight / unit, isotropic, huber: huber * unit, slope: [along('x'), along('y'), along('z')] };
}

interface VariationGiven {
  readonly weight: number;
  readonly isotropic: boolean;
  readonly huber: number;
  readonly spacing: Readonly<Record<SpatialAxis, number>>;
}

function hasAxes({ axes }: Variation): Readonly<Record<string, boolean>> {
  return { HAS_X: axes.includes('x'), HAS_Y: axes.includes('y'), HAS_Z: axes.includes('z') };
}

/** An axis of which so many voxels before and after are read. */
export function near(axis: SpatialAxis, before: number, after: number): AxisReach {
  return { from: axis, scale: 1, offset: 0, before, after, wraps: false, clamps: true };
}

/** P(p + sigma D bar), and rho times the way there; sigma is one voxel. */
export function dualStep(bar: Node, p: readonly Node[], sigma: Node, of: Variation, rho = 1): Node[] {
  const { axes, weight, isotropic } = of;
  const ahead = Object.fromEntries(axes.map((axis) => [axis, near(axis, 0, 1)]));
  const fields = Object.fromEntries(axes.map((axis, k) => [`p${axis}`, { node: p[k] as Node }]));
  return kernel({
    kernel: 'solve/tvDual',
    inputs: { bar: { node: bar, loads: 1.5, reach: ahead }, sigma: { node: sigma }, ...fields },
    outputs: Object.fromEntries(axes.map((axis) => [`q${axis}`, describedAs(bar, {})])),
    constants: { ...hasAxes(of), IS_ISOTROPIC: isotropic },
    params: { slope: of.slope, weight, huber: of.huber, rho },
    tile: { y: 4 },
    loadsFirst: true,
  });
}

/** Of the data, in the units of tau: what lets steps become shorter (algorithm 2). */
export const convexityOf = (kind: 'plain' | 'box' | 'poisson'): number => (kind === 'plain' ? 1 : 0);

/** The next u and its extrapolation: `f` is the image, or in a box the adjoint of what is dual to the data, and tau is then the row of `stepsIn`; rho times the way is gone. The extrapolation is that of algorithm 2 with `convexity` 1, of algorithm 1 with 0. */
export function primalStep(
  u: Node,
  f: Node,
  p: readonly Node[],
  tau: Node,
  of: Variation,
  kind: 'plain' | 'box' | 'poisson' = 'plain',
  rho = 1,
  convexity = convexityOf(kind),
): readonly [Node, Node] {
  const fields = of.axes.map(
    (axis, k) => [`p${axis}`, { node: p[k] as Node, loads: 1.25, reach: { [axis]: near(axis, 1, 0) } }] as const,
  );
  const [next, bar] = kernel({
    kernel: 'solve/tvPrimal',
    inputs: { u: { node: u }, f: { node: f }, tau: { node: tau, reach: { x: 'all' } }, ...Object.fromEntries(fields) },
    outputs: { next: describedAs(u, {}), bar: describedAs(u, {}) },
    constants: { ...hasAxes(of), IS_BOX: kind === 'box', IS_POISSON: kind === 'poisson' },
    params: { slope: of.slope, convexity, rho },
    tile: { y: 4 },
    loadsFirst: true,
  });
  return [next as Node, bar as Node];
}

/** What groups of voxels add to the duality gap and to the objective: in a box (of u and p put into it and the ball), or of counts up to the one voxel `high`. */
export function gapParts(
  u: Node,
  f: Node,
  p: readonly Node[],
  of: Variation,
  within?: { readonly steps: Node } | { readonly counts: Node },
): readonly [Node, Node] {
  const steps = within && 'steps' in within ? within.steps : undefined;
  const counts = within && 'counts' in within ? within.counts : undefined;
  const shape = { ...u.shape, x: Math.ceil(u.shape.x / 4), y: Math.ceil(u.shape.y / 8) };
  const tiled = (axis: SpatialAxis, before: number, after: number): AxisReach => ({
    ...near(axis, before, after + { z: 0, y: 7, x: 3 }[axis]),
    scale: { z: 1, y: 8, x: 4 }[axis],
  });
  const reach = (before: number, after: number): KernelInput['reach'] => ({
    x: tiled('x', before, after),
    y: tiled('y', before, after),
    z: tiled('z', before, after),
  });
  const fields = of.axes.map((axis, k) => [`p${axis}`, { node: p[k] as Node, reach: reach(1, 0) }] as const);
  const description = describedAs(u, { shape });
  const [gap, objective] = kernel({
    kernel: 'solve/tvGap',
    inputs: {
      u: { node: u, reach: reach(0, 1) },
      f: { node: f, reach: reach(0, 0) },
      ...(counts && { high: { node: counts } }),
      ...(steps && { steps: { node: steps, reach: { x: 'all' } } }),
      ...Object.fromEntries(fields),
    },
    outputs: { gap: description, objective: description },
    constants: {
      ...hasAxes(of),
      IS_ISOTROPIC: of.isotropic,
      IS_BOX: steps !== undefined,
      IS_POISSON: counts !== undefined,
    },
    params: {
      slope: of.slope,
      weight: of.weight,
      huber: of.huber,
    },
  });
  return [gap as Node, objective as Node];
}
