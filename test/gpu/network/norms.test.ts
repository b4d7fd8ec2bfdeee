/** Normalisations, and their gradients through the statistics. */
import { describe, expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import type { Axis } from '../../../src/core/axes.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { batchNorm } from '../../../src/ops/network/batchNorm.js';
import { groupNorm } from '../../../src/ops/network/groupNorm.js';
import { instanceNorm } from '../../../src/ops/network/instanceNorm.js';
import { layerNorm } from '../../../src/ops/network/layerNorm.js';
import { type Field, fieldOf, normalising, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { expectGradients } from './gradients.js';

const { channels } = normalising;
const image = randomField({ n: 2, c: 4, z: 2, y: 5, x: 9 }, 1, -2, 3);
/** A mean of 1e4 beside a deviation of 1. */
const high = randomField({ n: 3, c: 4, y: 17, x: 23 }, 2, 1e4 - 1.7, 1e4 + 1.7);
const scale = channels(1.5, -0.5, 2, 0.7);
const shift = channels(0.1, 0.2, -0.3, 4);
const tolerance = { abs: 1e-5, rel: 1e-5, why: 'sums of up to 400 numbers near 1, and a root' };

const fieldsOf = (optional: Record<string, Field | number>) => optional as normalising.Running;

checkOp(groupNorm, {
  oracle: ([x], { groups = 1 }, optional) =>
    normalising.groupNorm(x as Field, groups as number, 1e-5, fieldsOf(optional)),
  tolerance,
  rows: [
    { name: 'two groups', inputs: [image], params: { groups: 2 }, optional: { scale, shift } },
    { name: 'far from zero, one group', inputs: [high] },
  ],
  refuses: [[[image], { groups: 3 }, /^groupNorm: groups must divide the 4 channels, got 3$/]],
});
checkOp(instanceNorm, {
  oracle: ([x], _params, optional) => normalising.groupNorm(x as Field, (x as Field).shape.c, 1e-5, fieldsOf(optional)),
  tolerance,
  rows: [{ name: 'each channel', inputs: [high], optional: { scale } }],
});
checkOp(layerNorm, {
  oracle: ([x], { axes = 'c' }, optional) =>
    normalising.layerNorm(x as Field, [...(axes as string)] as Axis[], 1e-5, fieldsOf(optional)),
  tolerance,
  rows: [
    { name: 'over channels', inputs: [image], optional: { scale, shift } },
    {
      name: 'tokens far from zero',
      inputs: [randomField({ n: 2, y: 7, x: 20 }, 3, 9998, 10002)],
      params: { axes: 'x' },
      optional: { scale: randomField({ x: 20 }, 4, 0.5, 1.5) },
      without: ['windows', 'u8', 'f16'],
    },
    { name: 'over channels and space', inputs: [high], params: { axes: 'czyx' } },
  ],
});
checkOp(batchNorm, {
  oracle([x], { training = true, momentum = 0.1 }, optional) {
    const src = x as Field;
    if (!training) return normalising.inference(src, 1e-5, fieldsOf(optional));
    return normalising.batchNorm(src, momentum as number, 1e-5, fieldsOf(optional));
  },
  tolerance,
  rows: [
    { name: 'far from zero', inputs: [high] },
    {
      name: 'with what is kept',
      inputs: [image],
      params: { momentum: 0.3 },
      optional: { scale, shift, runningMean: channels(1, 2, 3, 4), runningVariance: channels(2, 1, 0.5, 3) },
    },
  ],
  refuses: [
    [[image], { training: false }, /^batchNorm: runningMean and runningVariance must be given outside of training/],
    [
      [randomField({ c: 3, x: 1 }, 1)],
      {},
      /^batchNorm: a batch must have more than one voxel for each channel, got 1$/,
    ],
  ],
});
checkOp({ ...batchNorm, operation: 'batchNorm with known statistics', outputs: { result: 'the result' } } as never, {
  oracle: ([x], _params, optional) => normalising.inference(x as Field, 1e-5, fieldsOf(optional)),
  tolerance,
  rows: [
    {
      name: 'known statistics',
      inputs: [image],
      params: { training: false },
      optional: { scale, shift, runningMean: channels(1, 2, 3, 4), runningVariance: channels(2, 1, 0.5, 3) },
    },
  ],
});

describe('gradients', () => {
  const small = randomField({ n: 2, c: 4, y: 3, x: 5 }, 5, -1, 2);
  type Case = readonly [
    string,
    (given: { scale?: Node; shift?: Node } & { x: Node }) => Node,
    (x: Field, given: normalising.Affine) => Field,
  ];
  const running = { runningMean: channels(1, 2, 3, 4), runningVariance: channels(2, 1, 0.5, 3) };
  const hosts = { runningMean: toHost(running.runningMean), runningVariance: toHost(running.runningVariance) };
  const cases: readonly Case[] = [
    [
      'batchNorm',
      ({ x, ...given }) => batchNorm(x, given).result,
      (x, given) => normalising.batchNorm(x, 0.1, 1e-5, given).result,
    ],
    [
      'batchNorm with known statistics',
      ({ x, ...given }) => batchNorm(x, { ...given, ...hosts, training: false }).result,
      (x, given) => normalising.inference(x, 1e-5, { ...given, ...running }),
    ],
    [
      'groupNorm',
      ({ x, ...given }) => groupNorm(x, { ...given, groups: 2 }),
      (x, given) => normalising.groupNorm(x, 2, 1e-5, given),
    ],
    [
      'instanceNorm',
      ({ x, ...given }) => instanceNorm(x, given),
      (x, given) => normalising.groupNorm(x, 4, 1e-5, given),
    ],
    ['layerNorm', ({ x, ...given }) => layerNorm(x, given), (x, given) => normalising.layerNorm(x, ['c'], 1e-5, given)],
    [
      'layerNorm over channels and space',
      ({ x, ...given }) => layerNorm(x, { ...given, axes: 'czyx' }),
      (x, given) => normalising.layerNorm(x, ['c', 'z', 'y', 'x'], 1e-5, given),
    ],
  ];
  test.each(cases)('%s', (_name, gpu, oracle) =>
    expectGradients({
      inputs: [small, scale, shift],
      gpu: ([x, a, b]) => gpu({ x: x as Node, scale: a as Node, shift: b as Node }),
      oracle: ([x, a, b]) => oracle(x as Field, { scale: a, shift: b }),
    }));
  test('of what is neither scaled nor shifted', () =>
    expectGradients({
      inputs: [small],
      gpu: ([x]) => groupNorm(x as Node),
      oracle: ([x]) => normalising.groupNorm(x as Field, 1),
    }));
  test('of what is kept there is none', () => {
    const x = source(toHost(fieldOf({ c: 1, x: 4 }, [1, 2, 3, 4])));
    expect(() => gradientOf(batchNorm(x).mean, [x])).toThrow(/got batchNorm: what is kept of the statistics has none$/);
  });
});
