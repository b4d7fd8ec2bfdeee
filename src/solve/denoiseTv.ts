/** Denoising by total variation. */
import { activeAxes, type SpatialAxis } from '../core/axes.js';
import { flag, integer, number } from '../core/params.js';
import { constant, type Expr, float, numeric, test } from '../graph/expr.js';
import type { AxisReach, KernelInput, Node } from '../graph/node.js';
import { defineOp } from '../graph/operation.js';
import { asFloat, describedAs, filled, kernel, pointwise } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { relativeGap } from './certificate.js';

const CHECK = 10;

export const denoiseTv = defineOp({
  name: 'denoiseTv',
  summary: 'Remove noise and keep edges, by total variation.',
  alsoKnownAs: ['denoise_tv_chambolle', 'rof'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    weight: number('How much of the variation is removed: more smooths more.', { default: 0.1, min: 0, max: 1e9 }),
    isotropic: flag('Whether all directions count alike; else differences along axes are added.', { default: true }),
    tolerance: number('The relative duality gap at which it ends.', { default: 1e-4, min: 1e-7, max: 1 }),
    maxIterations: integer('Iterations at most; rounded up to tens.', { default: 1000, min: 1, max: 1_000_000 }),
  },
  outputs: {
    result: 'The image without noise, f32.',
    gap: 'The relative duality gap that was reached: how far from the optimum it is at most.',
    iterations: 'How many iterations were done.',
    converged: '1 where the gap is below the tolerance, else 0.',
  },
  vjp: 'it is the end of a loop',
  lower([src], { weight, isotropic, tolerance, maxIterations }) {
    const f = asFloat(src);
    const axes = activeAxes(src.shape);
    const one = (number: number): Node => filled(number);
    if (axes.length === 0 || weight === 0) return { result: f, gap: one(0), iterations: one(0), converged: one(1) };
    const names = axes.map((axis) => `p${axis}` as const);
    const zero = filled(0, describedAs(f, {}));
    const { state, iterations, last } = repeat({
      state: {
        u: f,
        bar: f,
        tau: one(1 / Math.sqrt(4 * axes.length)),
        ...Object.fromEntries(names.map((name) => [name, zero])),
      } as Record<string, Node>,
      body(at) {
        const p = names.map((name) => at[name] as Node);
        const q = dualStep(at.bar as Node, p, at.tau as Node, axes, weight, isotropic);
        const [u, bar] = primalStep(at.u as Node, f, q, at.tau as Node, axes);
        return {
          u,
          bar,
          tau: shortened(at.tau as Node),
          ...Object.fromEntries(names.map((name, k) => [name, q[k] as Node])),
        } as Record<string, Node>;
      },
      measure: (next) =>
        gapOf(
          next.u as Node,
          f,
          names.map((name) => next[name] as Node),
          axes,
          weight,
          isotropic,
        ),
      below: tolerance,
      check: CHECK,
      max: CHECK * Math.ceil(maxIterations / CHECK),
    });
    return {
      result: state.u as Node,
      gap: last,
      iterations,
      converged: pointwise([last], ([gap], upload) => test('less', gap as Expr, upload(tolerance)), 'u8'),
    };
  },
});

/** tau / √(1 + 2 tau). */
function shortened(tau: Node): Node {
  return pointwise([tau], ([t]) => {
    const grown = numeric('add', constant(1), numeric('multiply', constant(2), t as Expr));
    return float('divide', t as Expr, float('sqrt', grown));
  });
}

function dualStep(
  bar: Node,
  p: readonly Node[],
  step: Node,
  axes: readonly SpatialAxis[],
  weight: number,
  isotropic: boolean,
): Node[] {
  const inputs = Object.fromEntries(axes.map((axis, k) => [`p${axis}`, { node: p[k] as Node }]));
  const ahead = Object.fromEntries(
    axes.map((axis) => [
      axis,
      { from: axis, scale: 1, offset: 0, before: 0, after: 1, wraps: false, clamps: true as const },
    ]),
  );
  return kernel({
    kernel: 'solve/tvDual',
    inputs: { bar: { node: bar, loads: 1.5, reach: ahead }, step: { node: step }, ...inputs },
    outputs: Object.fromEntries(axes.map((axis) => [`q${axis}`, describedAs(bar, {})])),
    constants: { ...hasAxes(axes), IS_ISOTROPIC: isotropic },
    params: { weight, share: 1 / (4 * axes.length) },
    tile: { y: 4 },
    loadsFirst: true,
  });
}

function primalStep(u: Node, f: Node, p: readonly Node[], step: Node, axes: readonly SpatialAxis[]): Node[] {
  const inputs = axes.map((axis, k) => {
    const reach = {
      [axis]: { from: axis, scale: 1, offset: 0, before: 1, after: 0, wraps: false, clamps: true as const },
    };
    return [`p${axis}`, { node: p[k] as Node, loads: 1.25, reach }] as const;
  });
  return kernel({
    kernel: 'solve/tvPrimal',
    inputs: { u: { node: u }, f: { node: f }, step: { node: step }, ...Object.fromEntries(inputs) },
    outputs: { next: describedAs(f, {}), bar: describedAs(f, {}) },
    constants: hasAxes(axes),
    tile: { y: 4 },
    loadsFirst: true,
  });
}

function hasAxes(axes: readonly SpatialAxis[]): Readonly<Record<string, boolean>> {
  return { HAS_X: axes.includes('x'), HAS_Y: axes.includes('y'), HAS_Z: axes.includes('z') };
}

/** The relative duality gap of u and p: see shaders/solve/tvGap. */
function gapOf(
  u: Node,
  f: Node,
  p: readonly Node[],
  axes: readonly SpatialAxis[],
  weight: number,
  isotropic: boolean,
): Node {
  const shape = { ...u.shape, x: Math.ceil(u.shape.x / 4), y: Math.ceil(u.shape.y / 8) };
  const tiled = (axis: SpatialAxis, before: number, after: number): AxisReach => ({
    from: axis,
    scale: { z: 1, y: 8, x: 4 }[axis],
    offset: 0,
    before,
    after: after + { z: 0, y: 7, x: 3 }[axis],
    wraps: false,
    clamps: true,
  });
  const reach = (before: number, after: number): KernelInput['reach'] => ({
    x: tiled('x', before, after),
    y: tiled('y', before, after),
    z: tiled('z', before, after),
  });
  const inputs = axes.map((axis, k) => [`p${axis}`, { node: p[k] as Node, reach: reach(1, 0) }] as const);
  const [gap, objective] = kernel({
    kernel: 'solve/tvGap',
    inputs: { u: { node: u, reach: reach(0, 1) }, f: { node: f, reach: reach(0, 0) }, ...Object.fromEntries(inputs) },
    outputs: { gap: describedAs(f, { shape }), objective: describedAs(f, { shape }) },
    constants: { ...hasAxes(axes), IS_ISOTROPIC: isotropic },
    params: { weight },
  });
  return relativeGap(gap as Node, objective as Node);
}
