import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { downscaleLocalMean } from '../../../src/ops/transform/downscaleLocalMean.js';
import { pyramidExpand } from '../../../src/ops/transform/pyramidExpand.js';
import { pyramidReduce } from '../../../src/ops/transform/pyramidReduce.js';
import { pyramidGaussian, pyramidLaplacian } from '../../../src/ops/transform/pyramids.js';
import { compare, type Field, filter, pointwise, randomField, resizing, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 21, x: 37 }, 1);
const volume = randomField({ z: 5, y: 7, x: 13 }, 2);
const tolerance = { abs: 4e-6, rel: 1e-6, why: '1e-6 of the range, which is 4 in a batch' };
const without = { apart: 'what has a border is resize and gaussian' };

checkOp(downscaleLocalMean, {
  oracle: ([x], params) => resizing.downscaleLocalMean(x as Field, params as never),
  tolerance,
  without: { apart: 'the kernels have no border' },
  rows: [
    { name: 'image', inputs: [image], params: { factors: { y: 4, x: 5 }, value: 0.5 } },
    { name: 'volume', inputs: [volume], params: { factors: 2 } },
  ],
  refuses: [[[image], { factors: 1.5 }, /^downscaleLocalMean: factors must be a whole number, got 1.5$/]],
});

checkOp(pyramidReduce, {
  oracle: ([x], { downscale, ...how }) => resizing.pyramidReduce(x as Field, { factor: downscale as number, ...how }),
  tolerance,
  without,
  rows: [
    { name: 'image', inputs: [image] },
    {
      name: 'volume, constant',
      inputs: [volume],
      params: { downscale: 1.5, sigma: 1.2, border: 'constant', value: 2 },
    },
    { name: 'splines', inputs: [image], params: { order: 3, border: 'nearest' } },
  ],
  refuses: [[[image], { downscale: 1 }, /^pyramidReduce: downscale must be above 1, got 1$/]],
});

checkOp(pyramidExpand, {
  oracle: ([x], { upscale, ...how }) => resizing.pyramidExpand(x as Field, { factor: upscale as number, ...how }),
  tolerance,
  without: { apart: 'convolveAxis has met it' },
  rows: [
    { name: 'image', inputs: [image], params: { upscale: 1.5 } },
    { name: 'comes round', inputs: [image], params: { border: 'wrap' } },
  ],
  refuses: [[[image], { upscale: 1 }, /^pyramidExpand: upscale must be above 1, got 1$/]],
});

test('pyramids are as deep as they can be, and the layers of a Laplacian one are what blurs take', async () => {
  const engine = new Engine(sharedContext());
  expect(pyramidGaussian(toHost(image)).map(({ shape }) => [shape.y, shape.x])).toEqual([
    [21, 37],
    [11, 19],
    [6, 10],
    [3, 5],
    [2, 3],
    [1, 2],
    [1, 1],
  ]);
  const layers = pyramidLaplacian(toHost(image), { maxLayer: 1 });
  expect(pyramidLaplacian(toHost(image))).toHaveLength(7);
  const soft = filter.gaussian(image, { sigma: 2 / 3 });
  const small = resizing.resize(soft, { outputShape: { y: 11, x: 19 }, antiAliasing: false });
  const wanted = [pointwise.subtract(image, soft), pointwise.subtract(small, filter.gaussian(small, { sigma: 2 / 3 }))];
  for (const [at, layer] of layers.entries()) {
    const volume = await engine.run(layer);
    expect(compare(await volume.read(), wanted[at] as Field, tolerance)).toBeUndefined();
    volume.dispose();
  }
});
