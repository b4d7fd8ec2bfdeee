/** Element-wise work on large volumes of short rows, which are walked as fewer and longer ones. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { add, multiply } from '../../../src/ops/pointwise/arithmetic.js';
import { cast } from '../../../src/ops/pointwise/cast.js';
import { expectSameBits } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const shape = { n: 1, c: 3, z: 63, y: 45, x: 98 };
const count = 3 * 63 * 45 * 98;
const ramp = (dtype: 'f32' | 'u8'): HostVolume => {
  const volume = new HostVolume({ shape, dtype });
  for (let at = 0; at < count; at++) volume.data[at] = at % 101;
  return volume;
};
const perChannel = new HostVolume({ shape: { c: 3 }, data: Float32Array.of(1, 2, 3) });

test.each([
  ['f32', undefined],
  ['u8', undefined],
  ['f32 in windows', 200_000],
  ['u8 in windows', 100_000],
] as const)('%s', async (name, maxBinding) => {
  const dtype = name.startsWith('u8') ? 'u8' : 'f32';
  // rows are joined as far as a binding goes: its length is the subject, and not the environment's
  const engine = new Engine(sharedContext(), true, { maxBinding: maxBinding ?? 2 ** 27 });
  const image = ramp(dtype);
  const node = cast(add(multiply(image, 2), perChannel), { dtype });
  if (!maxBinding) expect(await engine.explain(node)).toContain('c=3 z=63 y=45 x=98');
  const { volumes: volume, plan } = await engine.profile(node);
  const [step] = plan.steps;
  expect(step?.kind === 'dispatch' && step.dispatch.domain.x >= 1024).toBe(true);
  const expected = new HostVolume({ shape, dtype });
  for (let at = 0; at < count; at++) expected.data[at] = 2 * (at % 101) + 1 + Math.floor((3 * at) / count);
  expectSameBits(await volume.read(), expected, 'computed here');
  volume.dispose();
});
