/** What is made again on the way back is the same, bit for bit, and less is kept. */
import { expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { Engine, openEngine } from '../../../src/engine/engine.js';
import { source } from '../../../src/graph/primitive.js';
import type { Layer } from '../../../src/learn/layer.js';
import * as layer from '../../../src/learn/layers/index.js';
import { network, settingOf } from '../../../src/learn/network.js';
import { adam } from '../../../src/learn/optimizer.js';
import { train } from '../../../src/learn/train.js';
import { meanSquaredError } from '../../../src/ops/metrics/meanSquaredError.js';
import { randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

test('a deep network is taught the same steps in less memory', async () => {
  const images = toHost(randomField({ n: 4, y: 64, x: 64 }, 1));
  const target = toHost(randomField({ n: 4, c: 8, y: 64, x: 64 }, 2));
  /** Twelve layers in four parts, with what depends on training: statistics of the batch and numbers left out. */
  const taught = async (part: (layers: layer.Layers) => ReturnType<typeof layer.sequential>) => {
    const parts = Array.from({ length: 4 }, () =>
      part({
        filter: layer.conv({ filters: 8, bias: false }),
        norm: layer.batchNorm(),
        bend: layer.silu(),
        drop: layer.dropout({ rate: 0.1 }),
        last: layer.conv({ filters: 8, window: 1 }),
        again: layer.tanh(),
      }),
    );
    const net = network(layer.sequential(parts), { input: { c: 1, y: 64, x: 64 }, seed: 2 });
    // its own device: what was the most that was ever in use
    using engine = await openEngine();
    const how = { loss: meanSquaredError, optimizer: adam({ learningRate: 1e-2 }), batch: 4, steps: 2 };
    const { parameters } = await train(engine, net, { images, target, ...how });
    return { parameters, highest: engine.report().highest };
  };
  const kept = await taught(layer.sequential);
  const again = await taught(layer.recomputed);
  for (const [name, { data }] of Object.entries(kept.parameters))
    expect(again.parameters[name]?.data, name).toEqual(data);
  // 10.9 MB of 15.5, images, parameters and what comes back among them
  expect(again.highest).toBeLessThan(0.75 * kept.highest);
});

test('a U-Net takes it as an option, under the same names', () => {
  const input = { y: 8, x: 8 };
  const names = (recompute: boolean) =>
    Object.keys(network(layer.unet({ outputs: 1, filters: 2, depth: 1, recompute }), { input }).parameters);
  expect(names(true)).toEqual(names(false));
});

test('the second pass is one of its own, on the way back', async () => {
  const forwards = async (made: Layer): Promise<number> => {
    const net = network(layer.sequential([made, layer.conv({ filters: 1 })]), { input: { y: 8, x: 8 } });
    const parameters = Object.fromEntries(Object.entries(net.parameters).map(([name, each]) => [name, source(each)]));
    const image = source(toHost(randomField({ y: 8, x: 8 }, 1)));
    const loss = meanSquaredError(net.layer.apply(image, settingOf(parameters, { training: true })), image);
    const slopes = gradientOf(loss, Object.values(parameters));
    const plan = await new Engine(sharedContext()).explain(Object.fromEntries(slopes.map((slope, at) => [at, slope])));
    return plan.match(/\[network\/conv\]/g)?.length ?? 0;
  };
  const part = [layer.conv({ filters: 2 }), layer.tanh(), layer.conv({ filters: 2 }), layer.tanh()];
  // both filters of the part once more
  expect(await forwards(layer.recomputed(part))).toBe((await forwards(layer.sequential(part))) + 2);
});
