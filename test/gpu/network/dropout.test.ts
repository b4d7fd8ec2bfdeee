/** Numbers left out at random: which ones follows from the oracle's own random numbers. */
import { expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { source } from '../../../src/graph/primitive.js';
import { dropout, dropoutChannels } from '../../../src/ops/network/dropout.js';
import { at, build, type Field, noise, pointwise, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

interface Params {
  readonly rate?: number;
  readonly seed?: number;
  readonly stream?: number;
}
const kept = (src: Field, chance: Field, rate = 0.5): Field =>
  pointwise.elementwise([src, chance], (x, u) => (u < rate ? 0 : x / (1 - rate)));
const ofVoxels = (src: Field, { rate, ...seed }: Params): Field =>
  kept(src, noise.randomUniform(src.shape, seed), rate);
const tolerance = { abs: 0, rel: 2e-7, why: 'a product' };
const image = randomField({ n: 2, c: 3, y: 9, x: 21 }, 1, -1, 1);

checkOp(dropout, {
  oracle: ([x], params) => ofVoxels(x as Field, params),
  tolerance,
  rows: [{ name: 'one in five', inputs: [image], params: { rate: 0.2, seed: 7, stream: 3 } }],
});
checkOp(dropoutChannels, {
  oracle([x], { rate, ...seed }: Params) {
    const src = x as Field;
    const each = noise.randomUniform({ n: src.shape.n, c: src.shape.c }, seed);
    return kept(
      src,
      build(src.shape, ({ n, c }) => at(each, { n, c, z: 0, y: 0, x: 0 })),
      rate,
    );
  },
  tolerance,
  rows: [{ name: 'half of them', inputs: [image], params: { seed: 5 } }],
});

test('the gradient leaves out the same', async () => {
  const x = source(toHost(image));
  const turn = new HostVolume({ shape: {}, data: Uint32Array.of(4) });
  const [slope] = gradientOf(dropout(x, { rate: 0.2, seed: 7, stream: 5, turn }), [x], { cotangent: 1 });
  using result = await new Engine(sharedContext()).run(slope);
  const ones = ofVoxels({ shape: image.shape, data: image.data.map(() => 1) }, { rate: 0.2, seed: 7, stream: 9 });
  const { data } = await result.read();
  expect([...(data as Float32Array)]).toEqual([...ones.data].map(Math.fround));
  const share = ones.data.filter((each) => each === 0).length / ones.data.length;
  expect(Math.abs(share - 0.2)).toBeLessThan(0.03);
});
