/** Losses, and their gradients. */
import { describe, expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { meanAbsoluteError } from '../../../src/ops/metrics/meanAbsoluteError.js';
import { binaryCrossEntropyWithLogits } from '../../../src/ops/network/binaryCrossEntropyWithLogits.js';
import { crossEntropy } from '../../../src/ops/network/crossEntropy.js';
import { diceLoss } from '../../../src/ops/network/diceLoss.js';
import { huberLoss } from '../../../src/ops/network/huberLoss.js';
import { maskedMeanSquaredError } from '../../../src/ops/network/maskedMeanSquaredError.js';
import { exponentials, type Field, fieldOf, losses, randomField, randomIntegers, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { expectGradients } from './gradients.js';

const tolerance = { abs: 1e-6, rel: 2e-6, why: 'functions of a few units of the last place, and a mean' };
const [a, b] = [
  randomField({ n: 2, c: 2, y: 4, x: 19 }, 1, -3, 3),
  randomField({ n: 2, c: 2, y: 4, x: 19 }, 2, -3, 3),
] as const;
const extremes = [
  fieldOf({ x: 6 }, [-1000, 1000, -1000, 1000, 0, -1e-9]),
  fieldOf({ x: 6 }, [0, 1, 1, 0, 0.5, 0.25]),
] as const;
const logits = randomField({ n: 2, c: 5, y: 6, x: 9 }, 3, -4, 4);
const labels = randomIntegers({ n: 2, y: 6, x: 9 }, 4, 0, 4);
const ignoring = fieldOf(
  labels.shape,
  labels.data.map((label, k) => (k % 5 === 0 ? 255 : label)),
);
const shares = exponentials.softmax(randomField(logits.shape, 5, -2, 2));
const weight = fieldOf({ c: 5 }, [1, 2, 0.5, 3, 0.1]);
/** Labels that are spread over 0 to 255 name no class. */
const OF_CLASSES = { u8: 'labels would name no class' } as const;

checkOp(meanAbsoluteError, {
  oracle: ([x, y]) => losses.meanAbsoluteError(x as Field, y as Field),
  tolerance,
  rows: [{ name: 'two images', inputs: [a, b] }],
  refuses: [[[a, labels], {}, /^meanAbsoluteError: both images must have the same shape/]],
});
checkOp(huberLoss, {
  oracle: ([x, y], { reduction, delta }) =>
    losses.huberLoss(x as Field, y as Field, reduction as losses.Reduction, delta as number),
  tolerance,
  rows: [
    { name: 'two images', inputs: [a, b], params: { delta: 1.5 } },
    { name: 'added up', inputs: [a, b], params: { reduction: 'sum' } },
  ],
});
checkOp(maskedMeanSquaredError, {
  oracle: ([x, y, m], { reduction }) =>
    losses.maskedMeanSquaredError(x as Field, y as Field, m as Field, reduction as losses.Reduction),
  tolerance,
  rows: [
    { name: 'of two channels', inputs: [a, b, randomIntegers({ y: 4, x: 19 }, 6, 0, 1)], without: ['batch'] },
    { name: 'added up', inputs: [a, b, randomIntegers(a.shape, 7, 0, 1)], params: { reduction: 'sum' } },
  ],
  without: { batch: 'the mask broadcasts, and its copies are other ones' },
  refuses: [[[a, b, labels], {}, /^maskedMeanSquaredError: mask must broadcast to n=2 c=2 y=4 x=19/]],
});
checkOp(binaryCrossEntropyWithLogits, {
  oracle: ([x, t], { reduction }, { positiveWeight }) =>
    losses.binaryCrossEntropyWithLogits(
      x as Field,
      t as Field,
      reduction as losses.Reduction,
      positiveWeight as number,
    ),
  tolerance,
  rows: [
    { name: 'shares', inputs: [a, randomField(a.shape, 8)], optional: { positiveWeight: 3 } },
    { name: 'added up', inputs: [a, randomIntegers(a.shape, 9, 0, 1)], params: { reduction: 'sum' } },
  ],
  without: { u8: 'targets spread over 0 to 255 are no shares' },
});
checkOp(crossEntropy, {
  oracle: ([x, t], params, optional) => losses.crossEntropy(x as Field, t as Field, params, optional.weight as Field),
  tolerance,
  rows: [
    { name: 'labels', inputs: [logits, labels] },
    {
      name: 'weighed, smoothed, some ignored',
      inputs: [logits, ignoring],
      params: { labelSmoothing: 0.2, ignoreIndex: 255 },
      optional: { weight },
    },
    {
      name: 'shares',
      inputs: [logits, shares],
      params: { labelSmoothing: 0.1, reduction: 'sum' },
      optional: { weight },
    },
  ],
  without: OF_CLASSES,
  refuses: [
    [
      [a, labels],
      {},
      /^crossEntropy: target must be labels of shape n=2 y=4 x=19 or shares of shape n=2 c=2 y=4 x=19, got /,
    ],
    [[labels, labels], {}, /^crossEntropy: there must be at least two classes along c, got 1$/],
  ],
});
checkOp(diceLoss, {
  oracle: ([x, t], { reduction, smooth }) =>
    losses.diceLoss(x as Field, t as Field, reduction as losses.Reduction, smooth as number),
  tolerance,
  rows: [
    { name: 'labels', inputs: [shares, labels] },
    { name: 'shares', inputs: [shares, exponentials.softmax(logits)], params: { reduction: 'sum', smooth: 0.5 } },
    { name: 'one class', inputs: [randomField({ y: 9, x: 17 }, 10), randomIntegers({ y: 9, x: 17 }, 11, 0, 1)] },
  ],
  without: { ...OF_CLASSES, batch: 'copies are multiples, which are no shares' },
  refuses: [
    [
      [randomField({ n: 2, y: 2, x: 2 }, 1), randomField({ c: 2, y: 2, x: 2 }, 2)],
      {},
      /^diceLoss: the target of one class must have its shape, n=2 y=2 x=2, got c=2 y=2 x=2$/,
    ],
    [[a, labels], {}, /^diceLoss: target must be labels of shape n=2 y=4 x=19 or shares of/],
  ],
});

test.each([
  255,
  1.001,
  -1,
  Number.NaN,
])('a target with a share of %d makes losses and their slopes NaN', async (wrong) => {
  const engine = new Engine(sharedContext());
  const [one, target] = [source(toHost(fieldOf({ x: 2 }, [0.5, 0.25]))), toHost(fieldOf({ x: 2 }, [1, wrong]))];
  const [two, shares] = [
    source(toHost(fieldOf({ c: 2, x: 1 }, [0.5, 0.5]))),
    toHost(fieldOf({ c: 2, x: 1 }, [0, wrong])),
  ];
  const losses = {
    dice: [diceLoss(one, target), one],
    binary: [binaryCrossEntropyWithLogits(one, target), one],
    weighed: [binaryCrossEntropyWithLogits(one, target, { positiveWeight: 2 }), one],
    classes: [diceLoss(two, shares), two],
    entropy: [crossEntropy(two, shares), two],
  } as const;
  for (const [name, [loss, image]] of Object.entries(losses)) {
    const [slope] = gradientOf(loss, [image]);
    const made = await engine.run({ loss, slope });
    expect((await made.loss.read()).at({}), name).toBeNaN();
    expect([...(await made.slope.read()).data].at(-1), name).toBeNaN();
    for (const volume of Object.values(made)) volume.dispose();
  }
});

test('a share that rounding took beyond 1 is one', async () => {
  const target = toHost(fieldOf({ x: 2 }, [1 + 2 ** -20, -(2 ** -20)]));
  using loss = await new Engine(sharedContext()).run(diceLoss(target, target, { smooth: 0 }));
  expect((await loss.read()).at({})).toBeCloseTo(0, 5);
});

test('no score overflows, and no label that names no class passes', async () => {
  const engine = new Engine(sharedContext());
  using far = await engine.run(binaryCrossEntropyWithLogits(toHost(extremes[0]), toHost(extremes[1])));
  expect((await far.read()).at({})).toBeCloseTo((1000 + 1000 + Math.LN2 + Math.LN2) / 6, 3);
  const two = toHost(fieldOf({ c: 2, x: 2 }, [0, 1, 2, 3]));
  for (const wrong of [2, -1, 0.5]) {
    const target = toHost(fieldOf({ x: 2 }, [0, wrong]));
    const made = await engine.run({ entropy: crossEntropy(two, target), dice: diceLoss(two, target) });
    for (const volume of Object.values(made)) {
      expect((await volume.read()).at({})).toBeNaN();
      volume.dispose();
    }
  }
});

describe('gradients', () => {
  const small = randomField({ n: 2, c: 3, y: 2, x: 5 }, 12, -2, 2);
  const classes = randomIntegers({ n: 2, y: 2, x: 5 }, 13, 0, 2);
  const target = exponentials.softmax(randomField(small.shape, 14, -2, 2));
  const three = fieldOf({ c: 3 }, [1, 2, 0.5]);
  const hosts = { classes: toHost(classes), target: toHost(target), three: toHost(three) };
  type Case = readonly [string, (x: Node) => Node, (x: Field) => Field];
  const cases: readonly Case[] = [
    ['meanAbsoluteError', (x) => meanAbsoluteError(hosts.target, x), (x) => losses.meanAbsoluteError(target, x)],
    ['huberLoss', (x) => huberLoss(hosts.target, x), (x) => losses.huberLoss(target, x)],
    [
      'maskedMeanSquaredError',
      (x) => maskedMeanSquaredError(hosts.target, x, hosts.three),
      (x) => losses.maskedMeanSquaredError(target, x, fieldOf(x.shape, new Float64Array(x.data.length).fill(1))),
    ],
    [
      'binaryCrossEntropyWithLogits',
      (x) => binaryCrossEntropyWithLogits(x, hosts.target, { positiveWeight: 2 }),
      (x) => losses.binaryCrossEntropyWithLogits(x, target, 'mean', 2),
    ],
    [
      'crossEntropy of labels',
      (x) => crossEntropy(x, hosts.classes, { ignoreIndex: 1, labelSmoothing: 0.1, weight: hosts.three }),
      (x) => losses.crossEntropy(x, classes, { ignoreIndex: 1, labelSmoothing: 0.1 }, three),
    ],
    ['crossEntropy of shares', (x) => crossEntropy(x, hosts.target), (x) => losses.crossEntropy(x, target)],
    ['diceLoss', (x) => diceLoss(x, hosts.classes), (x) => losses.diceLoss(x, classes)],
  ];
  test.each(cases)('%s', (_name, gpu, oracle) =>
    expectGradients({
      inputs: [_name === 'diceLoss' ? target : small],
      gpu: ([x]) => gpu(x as Node),
      oracle: ([x]) => oracle(x as Field),
    }));
});
