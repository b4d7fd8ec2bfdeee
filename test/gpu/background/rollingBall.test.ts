import { rollingBall } from '../../../src/ops/background/rollingBall.js';
import { background, type Field, fieldOf, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const broken = randomField({ y: 9, x: 17 }, 5);
broken.data[40] = Number.NaN;
broken.data[70] = Number.NEGATIVE_INFINITY;
broken.data[90] = Number.POSITIVE_INFINITY;

checkOp(rollingBall, {
  oracle: ([x], params) => background.rollingBall(x as Field, params as never),
  tolerance: { abs: 2e-6, rel: 1e-6, why: 'one f32 sum of numbers to 20' },
  rows: [
    { name: 'image', inputs: [randomField({ y: 83, x: 37 }, 1, 0, 9)], params: { radius: 7 } },
    { name: 'volume', inputs: [randomField({ z: 5, y: 9, x: 11 }, 2, 0, 5)], params: { radius: 3.5 } },
    {
      name: 'ellipsoid',
      inputs: [randomField({ n: 2, c: 2, y: 9, x: 26 }, 3)],
      params: { radius: { y: 2, x: 9 }, intensity: 0.5 },
    },
    { name: 'wider than the image', inputs: [randomField({ y: 7, x: 13 }, 4, 0, 20)], params: { radius: 16 } },
    { name: 'not finite', inputs: [broken], params: { radius: 2 } },
    {
      name: 'all infinite',
      inputs: [
        fieldOf(
          { x: 3 },
          [1, 1, 1].map(() => Number.POSITIVE_INFINITY),
        ),
      ],
      params: { radius: 2 },
    },
    { name: 'one voxel', inputs: [fieldOf({}, [-3])], params: {} },
    { name: 'no reach', inputs: [randomField({ y: 3, x: 5 }, 6)], params: { radius: 0.5 } },
  ],
  laws: [
    {
      name: 'lies below the image',
      async check(run, { inputs: [image] }) {
        const host = (await import('../../oracle/index.js')).toHost(image as Field);
        const { data } = await run([host]);
        const above = data.findIndex((v, at) => Number(v) > Number(host.data[at]));
        if (above >= 0) throw new Error(`above the image at ${above}`);
      },
    },
  ],
  refuses: [
    [
      [randomField({ z: 99, y: 200, x: 200 }, 1)],
      {},
      /^rollingBall: the ball must hold at most 1048576 voxels, got about/,
    ],
    [[broken], { radius: -1 }, /^rollingBall: radius must be/],
  ],
});
