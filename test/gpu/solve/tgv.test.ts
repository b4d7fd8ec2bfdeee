/** Total generalised variation of second order. */
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { denoiseTgv } from '../../../src/solve/denoiseTgv.js';
import { denoiseTv } from '../../../src/solve/denoiseTv.js';
import { build, type Field, fieldOf, randomField, tgv, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

checkOp(denoiseTgv, {
  oracle: ([f], params) => ({ ...tgv.denoiseTgv(f as Field, params as unknown as tgv.TgvOptions) }),
  tolerance: { abs: 2e-4, rel: 1e-3, why: 'tens of iterations of f32, and gaps that are small differences' },
  rows: [
    {
      name: 'image',
      inputs: [randomField({ y: 9, x: 14 }, 1)],
      params: { alpha1: 0.2, alpha0: 0.3, maxIterations: 30 },
    },
    {
      name: 'stack, not square',
      inputs: [randomField({ z: 3, y: 4, x: 6 }, 2)],
      params: { alpha1: 0.1, alpha0: 0.4, spacing: { z: 2.5, y: 0.8 }, maxIterations: 20, tolerance: 1e-6 },
      without: ['windows', 'apart', 'buffers', 'unfused', 'batch', 'u8', 'f16', 'profile'],
    },
  ],
  refuses: [[[fieldOf({ x: 3 })], { alpha0: -1 }, /^denoiseTgv: alpha0 must be a finite number from 0/]],
});

async function solved(result: ReturnType<typeof denoiseTgv>['result']): Promise<Float64Array> {
  using volume = await new Engine(sharedContext()).run(result);
  return Float64Array.from((await volume.read()).data as Float32Array);
}

test('a ramp is kept, of which total variation makes stairs with flat ends', async () => {
  const ramp = build({ y: 12, x: 20 }, ({ y, x }) => 0.3 * y - 0.1 * x);
  const off = (data: Float64Array): number =>
    data.reduce((most, v, i) => Math.max(most, Math.abs(v - (ramp.data[i] ?? Number.NaN))), 0);
  const weights = { tolerance: 1e-5, maxIterations: 1000 };
  expect(off(await solved(denoiseTgv(toHost(ramp), { ...weights, alpha1: 0.5, alpha0: 1 }).result))).toBeLessThan(2e-3);
  expect(off(await solved(denoiseTv(toHost(ramp), { ...weights, weight: 0.5 }).result))).toBeGreaterThan(0.2);
});
