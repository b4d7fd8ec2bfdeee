import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { equalizeAdapthist } from '../../../src/ops/exposure/equalizeAdapthist.js';
import * as exposure from '../../oracle/exposure.js';
import { type Field, fieldOf, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

// whole numbers, whose grey levels are far from any half
const image = randomIntegers({ y: 37, x: 53 }, 1, 3, 203);
const volume = randomIntegers({ n: 2, c: 2, z: 5, y: 7, x: 11 }, 2, 0, 100);
const broken = randomIntegers({ y: 9, x: 13 }, 3, 0, 100);
broken.data[4] = Number.NaN;
broken.data[20] = Number.POSITIVE_INFINITY;
broken.data[21] = Number.NEGATIVE_INFINITY;

checkOp(equalizeAdapthist, {
  oracle: ([x], params) => exposure.equalizeAdapthist(x as Field, params),
  tolerance: { abs: 1e-4, rel: 0, why: 'one of 16384 grey levels' },
  rows: [
    { name: 'image', inputs: [image], params: { kernelSize: { y: 10, x: 9 }, bins: 16 } },
    { name: 'volume', inputs: [volume], params: { kernelSize: 3, bins: 16, clipLimit: 0.2 } },
    { name: 'tiles larger than the image', inputs: [image], params: { kernelSize: { y: 90, x: 200 }, bins: 60 } },
    { name: 'not finite, not limited', inputs: [broken], params: { kernelSize: 4, bins: 16, clipLimit: 0 } },
    { name: 'limited to one', inputs: [broken], params: { kernelSize: 5, bins: 16, clipLimit: 1e-6 } },
    { name: 'a row', inputs: [randomIntegers({ x: 40 }, 4, 0, 100)], params: { bins: 16 } },
    { name: 'constant', inputs: [fieldOf({ y: 8, x: 8 }, new Float64Array(64).fill(7))], params: { bins: 16 } },
  ],
  refuses: [
    [[image], { kernelSize: 0 }, /^equalizeAdapthist: kernelSize must be/],
    [[image], { bins: 257 }, /^equalizeAdapthist: bins must be/],
  ],
});

it('grey levels become those of scikit-image 0.19', async () => {
  const data = Uint8Array.from({ length: 80 }, (_, i) => (i * i * 7 + 13 * i) % 251);
  const given = new HostVolume({ shape: { y: 8, x: 10 }, data });
  using result = await new Engine(sharedContext()).run(
    equalizeAdapthist(given, { kernelSize: { y: 4, x: 5 }, clipLimit: 0.1 }),
  );
  const seen = (await result.read()).data;
  for (const [i, wanted] of GOLDEN) expect(Math.abs((seen[i] ?? Number.NaN) - wanted)).toBeLessThan(1e-4);
});

const GOLDEN = [
  [0, 0.052621],
  [7, 0.726291],
  [23, 1.0],
  [38, 0.302621],
  [44, 0.331534],
  [61, 0.947314],
  [79, 0.157864],
] as const;
