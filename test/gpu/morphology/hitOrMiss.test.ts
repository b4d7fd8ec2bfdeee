/** `hitOrMiss`: patterns of true and false voxels. */
import { type Footprint, fitted, offsetsOf } from '../../../src/core/footprint.js';
import { footprint, type GivenFootprint } from '../../../src/core/footprintParam.js';
import { parseParams } from '../../../src/core/paramSpec.js';
import { hitOrMiss } from '../../../src/ops/morphology/hitOrMiss.js';
import { build, type Field, fieldOf, itemAt, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

function offsets(given: GivenFootprint, x: Field, complement: boolean) {
  const { footprint: read } = parseParams('op', { footprint: footprint('doc') }, { footprint: given });
  const kept: Footprint = fitted(read, x.shape);
  if (!complement) return offsetsOf(kept);
  const box = { size: kept.size, data: undefined, named: kept.named };
  const held = new Set(offsetsOf(kept).map((o) => JSON.stringify(o)));
  return offsetsOf(box).filter((o) => !held.has(JSON.stringify(o)));
}

function pattern(x: Field, { hit = { cross: 1 }, miss }: { hit?: GivenFootprint; miss?: GivenFootprint }): Field {
  const { shape } = x;
  const isTrue = (z: number, y: number, at: number, n: number, c: number): boolean => {
    if (z < 0 || y < 0 || at < 0 || z >= shape.z || y >= shape.y || at >= shape.x) return false;
    return itemAt(x.data, (((n * shape.c + c) * shape.z + z) * shape.y + y) * shape.x + at) !== 0;
  };
  const inside = offsets(hit, x, false);
  const outside = offsets(miss ?? hit, x, miss === undefined);
  return build(shape, (p) => {
    const at = (o: { z: number; y: number; x: number }): boolean => isTrue(p.z + o.z, p.y + o.y, p.x + o.x, p.n, p.c);
    return inside.every(at) && !outside.some(at) ? 1 : 0;
  });
}

const corner = [
  [0, 1, 0],
  [0, 1, 1],
  [0, 0, 0],
];
const above = [
  [1, 0, 0],
  [1, 0, 0],
  [1, 1, 1],
];
const mask = randomIntegers({ y: 40, x: 61 }, 1, 0, 1);
const broken = randomField({ y: 5, x: 9 }, 3);
broken.data.fill(0, 10, 30);
broken.data[4] = Number.NaN;

checkOp(hitOrMiss, {
  oracle: ([x], params) => pattern(x as Field, params),
  tolerance: { abs: 0, rel: 0, why: 'a mask' },
  rows: [
    { name: 'corners', dtype: 'u8', inputs: [mask], params: { hit: corner, miss: above } },
    { name: 'the rest of the box', dtype: 'u8', inputs: [mask], params: { hit: corner } },
    { name: 'crosses in a volume', dtype: 'u8', inputs: [randomIntegers({ n: 2, z: 4, y: 7, x: 12 }, 2, 0, 1)] },
    { name: 'a whole box', dtype: 'u8', inputs: [mask], params: { hit: 'box=2' } },
    { name: 'floats, not finite', inputs: [broken], params: { hit: 'box=2,1', miss: [[1], [0], [0]] } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])] },
  ],
  refuses: [[[mask], { hit: [[0]] }, /: hit must hold at least one 1, got none$/]],
});
