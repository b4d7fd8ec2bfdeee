import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { adjustGamma } from '../../../src/ops/exposure/adjustGamma.js';
import { adjustLog } from '../../../src/ops/exposure/adjustLog.js';
import { adjustSigmoid } from '../../../src/ops/exposure/adjustSigmoid.js';
import { adjustSine } from '../../../src/ops/exposure/adjustSine.js';
import * as exposure from '../../oracle/exposure.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, type Oracle, type Row } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const volume = randomField({ n: 2, c: 2, z: 3, y: 5, x: 7 }, 2);
const levels = randomIntegers({ y: 13, x: 17 }, 3, 0, 255);
const broken = fieldOf({ x: 6 }, [Number.NaN, Number.POSITIVE_INFINITY, 0, 1, 2, 1e-20]);
const odd = fieldOf({}, [0.3]);
const curveOf =
  (f: (x: Field, params: Record<string, never>) => Field, scale: number): Oracle =>
  ([x], params) =>
    f(x as Field, { ...params, scale } as unknown as Record<string, never>);
const without = { u8: 'levels are shares of their type: the table of levels' };
const rowsOf = (...params: Record<string, unknown>[]): Row[] => [
  ...params.map((given, at) => ({ name: `image ${at}`, inputs: [image], params: given })),
  { name: 'volume', inputs: [volume], params: params[0] ?? {} },
  { name: 'not finite', inputs: [broken], params: params[0] ?? {} },
  { name: 'one voxel', inputs: [odd], params: params.at(-1) ?? {} },
];
const cases = [
  [adjustGamma, exposure.adjustGamma, [{ gamma: 2.2, gain: 0.7 }, { gamma: 0.4 }]],
  [adjustLog, exposure.adjustLog, [{ gain: 1.5 }, { inverse: true }]],
  [adjustSine, exposure.adjustSine, [{}, { periods: 3, phase: 0.5 }]],
  [adjustSigmoid, exposure.adjustSigmoid, [{ cutoff: 0.4, gain: 7 }, { inverse: true }]],
] as const;
for (const [operation, oracle, params] of cases) {
  checkOp(operation, {
    oracle: curveOf(oracle as never, 1),
    tolerance: { abs: 1e-6, rel: 4e-6, why: 'the functions of shaders/lib/math' },
    without,
    rows: rowsOf(...params),
    refuses: operation === adjustGamma ? [[[image], { gamma: -1 }, /^adjustGamma: gamma must be/]] : [],
  });
  checkOp(operation, {
    oracle: curveOf(oracle as never, 255),
    tolerance: { abs: 3e-4, rel: 4e-6, why: '255 times as large as shares' },
    without: { unfused: 'the table of shares', batch: 'the table of shares' },
    rows: params.map((given, at) => ({ name: `levels ${at}`, inputs: [levels], params: given, dtype: 'u8' as const })),
  });
}

checkOp(adjustLog, {
  oracle: curveOf(exposure.adjustLog as never, 65535),
  tolerance: { abs: 0, rel: 2e-6, why: 'the least levels have all digits, too: log1p and expm1' },
  without: {
    unfused: 'the table of shares',
    batch: 'the table of shares',
    f16: 'levels beyond f16',
    u8: 'shares of another type',
  },
  rows: [{}, { inverse: true }].map((params, at) => ({
    name: `levels of 16 bits ${at}`,
    inputs: [fieldOf({ y: 3, x: 2 }, [0, 1, 2, 3, 500, 65535])],
    params,
    dtype: 'u16' as const,
  })),
});

it('levels become those of scikit-image 0.19 but for the fraction that it cuts off', async () => {
  const engine = new Engine(sharedContext());
  const given = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(0, 17, 101, 200, 255) });
  for (const [node, wanted] of GOLDEN(given)) {
    using result = await engine.run(node);
    expect([...(await result.read()).data].map((v) => Math.floor(v + 1e-3))).toEqual(wanted);
  }
});

const GOLDEN = (given: HostVolume) =>
  [
    [adjustGamma(given, { gamma: 2.2 }), [0, 0, 33, 149, 255]],
    [adjustLog(given), [0, 23, 122, 213, 255]],
    [adjustSigmoid(given), [1, 3, 66, 240, 253]],
  ] as const;
