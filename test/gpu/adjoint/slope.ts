/** The gradient that the GPU computes, along a direction, against the central difference of the float64 oracle. What is differentiated is ⟨w, f(x)⟩ for a fixed w. */
import { expect } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { type Field, fieldOf, randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

export interface Slope {
  readonly name: string;
  readonly gpu: (x: Node) => Node;
  readonly oracle: (x: Field) => Field;
  /** Relative error of the slope. */
  readonly within?: number;
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? Number.NaN) * (b[i] ?? Number.NaN);
  return sum;
};

export async function checkSlope(
  { gpu, oracle, within = 1e-4 }: Slope,
  size: Parameters<typeof fieldOf>[0],
): Promise<void> {
  // away from 0, where roots and logarithms are steep
  const at = fieldOf(
    size,
    randomField(size, 5).data.map((v) => 0.2 + 0.7 * v),
  );
  const direction = randomField(size, 6).data.map((v) => v - 0.5);
  const moved = (by: number): Field =>
    fieldOf(
      size,
      at.data.map((v, i) => v + by * (direction[i] ?? 0)),
    );
  const node = source(toHost(at));
  const result = gpu(node);
  const weights = toHost(randomField(result.shape, 7));
  const [gradient] = gradientOf(result, [node], { cotangent: weights });
  using volume = await new Engine(sharedContext()).run(gradient);
  const slope = dot((await volume.read()).data, direction);
  const step = 1e-5;
  const [ahead, behind] = [oracle(moved(step)), oracle(moved(-step))];
  const wanted = (dot(ahead.data, weights.data) - dot(behind.data, weights.data)) / (2 * step);
  expect(Math.abs(slope - wanted)).toBeLessThan(within * Math.max(1, Math.abs(wanted)));
  expect(Math.abs(wanted)).toBeGreaterThan(1e-6);
}
