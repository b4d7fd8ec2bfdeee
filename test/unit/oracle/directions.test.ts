import { expect, test } from 'vitest';
import { crossingWeights } from '../../../src/ops/measure/directions.js';

/** The shares of a sphere of evenly spread directions that are nearest to each step, weighted as Crofton's formula does. */
function sampled(spacing: { x: number; y: number; z: number }): number[] {
  const steps = Array.from({ length: 13 }, (_, code) => [
    ((code % 3) - 1) * spacing.x,
    ((Math.floor(code / 3) % 3) - 1) * spacing.y,
    (Math.floor(code / 9) - 1) * spacing.z,
  ]);
  const lengths = steps.map((step) => Math.hypot(...step));
  const units = steps.map((step, k) => step.map((s) => s / (lengths[k] as number)) as [number, number, number]);
  const counts = steps.map(() => 0);
  const total = 200_000;
  for (let i = 0; i < total; i++) {
    // Fibonacci's spiral
    const z = 1 - (2 * i + 1) / total;
    const turn = i * Math.PI * (3 - Math.sqrt(5));
    const x = Math.sqrt(1 - z * z) * Math.cos(turn);
    const y = Math.sqrt(1 - z * z) * Math.sin(turn);
    let [nearest, most] = [0, 0];
    for (const [k, [ux, uy, uz]] of units.entries()) {
      const near = Math.abs(ux * x + uy * y + uz * z);
      if (near > most) [nearest, most] = [k, near];
    }
    counts[nearest] = (counts[nearest] ?? 0) + 1;
  }
  const voxel = spacing.x * spacing.y * spacing.z;
  return lengths.map((length, k) => ((2 * (counts[k] ?? 0)) / total) * (voxel / length));
}

test.each([
  { x: 1, y: 1, z: 1 },
  { x: 0.7, y: 1, z: 2.5 },
  { x: 0.2, y: 0.2, z: 1 },
])('directions count by the share of the sphere that is nearest to them: %j', (spacing) => {
  const expected = sampled(spacing);
  const greatest = Math.max(...expected);
  crossingWeights(spacing, 3).forEach((weight, k) => {
    expect(Math.abs(weight - (expected[k] ?? 0)) / greatest).toBeLessThan(1e-3);
  });
});

test('in a plane the four directions count by the angles between them', () => {
  expect(crossingWeights({ x: 1, y: 1, z: 9 }, 2).slice(9)).toEqual([
    expect.closeTo(Math.PI / 8 / Math.SQRT2, 9),
    expect.closeTo(Math.PI / 8, 9),
    expect.closeTo(Math.PI / 8 / Math.SQRT2, 9),
    expect.closeTo(Math.PI / 8, 9),
  ]);
});
