/** Measures of a joint histogram. */
import { mutualInformation } from '../../../src/ops/metrics/mutualInformation.js';
import { normalizedMutualInformation } from '../../../src/ops/metrics/normalizedMutualInformation.js';
import { type Field, fieldOf, metrics, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { pairwise, withNumbers } from './cases.js';

// whole numbers over whole ranges: no bin's edge is a matter of rounding
const image = randomIntegers({ y: 31, x: 67 }, 1, 0, 100);
const like: Field = {
  ...image,
  data: randomIntegers(image.shape, 2, 0, 20).data.map((v, i) => v - (image.data[i] ?? 0)),
};
const volume = randomIntegers({ n: 2, z: 3, y: 7, x: 11 }, 3, 0, 8);
const shuffled = randomIntegers(volume.shape, 4, 0, 8);
const broken = withNumbers(image, { 20: Number.NaN, 900: Number.POSITIVE_INFINITY });
// a step is the last digit of f32, and the ends of seven bins lie between steps
const far = { ...image, data: image.data.map((v) => 65536 + v / 128) };
const none = fieldOf({ x: 2 }, [Number.NaN, 1]);

const tolerance = { abs: 2e-6, rel: 1e-6, why: 'a sum of logarithms' };
const without = { apart: 'there is no border' };

checkOp(mutualInformation, {
  oracle: pairwise(metrics.mutualInformation),
  tolerance,
  without,
  rows: [
    { name: 'image', inputs: [image, like] },
    { name: 'volume, few bins', inputs: [volume, shuffled], params: { bins: 8 } },
    { name: 'not finite', inputs: [broken, like], params: { bins: 5 } },
    { name: 'far from 0', inputs: [far, like], params: { bins: 7 }, without: ['f16', 'u8', 'batch'] },
    { name: 'nothing left', inputs: [none, fieldOf({ x: 2 }, [1, Number.NaN])], without: ['windows'] },
  ],
  refuses: [[[image, volume], {}, /^mutualInformation: both images must have the same shape/]],
});

checkOp(normalizedMutualInformation, {
  oracle: pairwise(metrics.normalizedMutualInformation),
  tolerance,
  without,
  rows: [
    { name: 'image', inputs: [image, like] },
    { name: 'equal, more bins than levels', inputs: [volume, volume], params: { bins: 64 } },
  ],
});
