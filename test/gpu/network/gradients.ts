/**
 * Gradients of layers against the float64 oracle's, number by number: what is differentiated is ⟨w, f(x)⟩ for a fixed w, or f itself where that is one
 * voxel. The oracle's slopes are central differences in float64, good to 1e-9.
 */
import { expect } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { type Field, itemAt, randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

export interface Differentiable {
  readonly inputs: readonly Field[];
  readonly gpu: (nodes: readonly Node[]) => Node;
  readonly oracle: (fields: readonly Field[]) => Field;
  /** The length of the error by that of the gradient. */
  readonly within?: number;
}

const STEP = 1e-5;

export async function expectGradients({ inputs, gpu, oracle, within = 1e-5 }: Differentiable): Promise<void> {
  const nodes = inputs.map((field) => source(toHost(field)));
  const result = gpu(nodes);
  const weights = randomField(result.shape, 71, -1, 1);
  const isLoss = weights.data.length === 1;
  if (isLoss) weights.data[0] = 1;
  const gradients = gradientOf(result, nodes, isLoss ? {} : { cotangent: toHost(weights) });
  const engine = new Engine(sharedContext());
  const volumes = await engine.run(Object.fromEntries(gradients.map((node, at) => [`${at}`, node])));
  const weighed = (fields: readonly Field[]): number =>
    oracle(fields).data.reduce((sum, item, at) => sum + item * itemAt(weights.data, at), 0);
  for (const [which, field] of inputs.entries()) {
    const volume = volumes[`${which}`];
    if (!volume) throw new Error('no gradient');
    const { data, shape } = await volume.read();
    volume.dispose();
    expect(shape).toEqual(field.shape);
    let [error, size] = [0, 0];
    for (const at of field.data.keys()) {
      const moved = (by: number): number => {
        const changed = { shape: field.shape, data: Float64Array.from(field.data) };
        changed.data[at] = itemAt(field.data, at) + by;
        return weighed(inputs.map((each, other) => (other === which ? changed : each)));
      };
      const slope = (moved(STEP) - moved(-STEP)) / (2 * STEP);
      error += (itemAt(data as ArrayLike<number>, at) - slope) ** 2;
      size += slope ** 2;
    }
    expect(size, `the gradient of input ${which} is something`).toBeGreaterThan(1e-12);
    expect(Math.sqrt(error / size), `input ${which}`).toBeLessThan(within);
  }
}
