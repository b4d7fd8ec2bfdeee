import { flatField } from '../../../src/ops/background/flatField.js';
import { subtractBackground } from '../../../src/ops/background/subtractBackground.js';
import { background, type Field, fieldOf, filter, pointwise, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 17, x: 29 }, 1, 0, 4);

checkOp(subtractBackground, {
  oracle([given], { method = 'rollingBall', radius, lightBackground, ...more }) {
    const x = lightBackground ? pointwise.multiply(given as Field, -1) : (given as Field);
    const size = radius as number;
    if (method === 'gaussian') return pointwise.subtract(x, filter.gaussian(x, { sigma: size }));
    if (method === 'tophat') return pointwise.subtract(x, background.opening(x, size));
    return pointwise.subtract(x, background.rollingBall(x, { radius: size, ...more }));
  },
  tolerance: { abs: 4e-6, rel: 1e-5, why: 'differences of numbers to 5' },
  rows: [
    { name: 'ball', inputs: [image], params: { radius: 4 } },
    { name: 'light', inputs: [image], params: { radius: 3, lightBackground: true, intensity: 1 } },
    { name: 'tophat', inputs: [image], params: { radius: 3, method: 'tophat' } },
    { name: 'gaussian', inputs: [randomField({ z: 4, y: 7, x: 9 }, 2)], params: { radius: 1, method: 'gaussian' } },
  ],
  refuses: [
    [[image], { method: 'tophat', intensity: 2 }, /^subtractBackground: intensity must be left out unless .*, got 2$/],
  ],
});

const flat = randomField({ y: 17, x: 29 }, 3, 1, 2);
const dark = randomField({ y: 17, x: 29 }, 4, 0, 0.5);
const dead = fieldOf({ x: 4 }, [1, 0, 2, 0.5]);

checkOp(flatField, {
  oracle: ([x, light], _params, optional) => background.flatField(x as Field, light as Field, optional.dark as Field),
  tolerance: { abs: 1e-5, rel: 1e-5, why: 'differences of flat and dark' },
  rows: [
    { name: 'image', inputs: [image, flat], optional: { dark }, without: ['u8', 'f16'] },
    {
      name: 'stack',
      inputs: [randomField({ n: 2, c: 2, z: 3, y: 5, x: 9 }, 5), randomField({ c: 2, y: 5, x: 9 }, 6, 1, 2)],
    },
    { name: 'no light', inputs: [randomField({ y: 3, x: 4 }, 7), dead] },
    { name: 'no dark', inputs: [image, flat] },
  ],
  refuses: [[[image, randomField({ x: 3 }, 1)], {}, /^flatField: lengths must agree or be 1 on every axis/]],
});
