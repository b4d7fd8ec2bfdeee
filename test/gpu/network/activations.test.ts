/** Functions between the layers of networks. */
import { describe, expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { elu } from '../../../src/ops/network/elu.js';
import { gelu } from '../../../src/ops/network/gelu.js';
import { leakyRelu } from '../../../src/ops/network/leakyRelu.js';
import { relu } from '../../../src/ops/network/relu.js';
import { sigmoid } from '../../../src/ops/network/sigmoid.js';
import { silu } from '../../../src/ops/network/silu.js';
import { softplus } from '../../../src/ops/network/softplus.js';
import { tanh } from '../../../src/ops/network/tanh.js';
import { activations, type Field, fieldOf, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { expectGradients } from './gradients.js';

const image = randomField({ z: 2, y: 7, x: 18 }, 1, -6, 6);
const extremes = fieldOf({ y: 3, x: 4 }, [-1e4, -100, -88.5, -20, -1e-9, -0, 0, 1e-30, 20, 88.5, 1e4, Number.NaN]);
const rows = (params = {}) => [
  { name: 'volume', inputs: [image], params },
  { name: 'extremes', inputs: [extremes], params },
];
const tolerance = { abs: 1e-6, rel: 1e-6, why: 'functions of a few units of the last place, of numbers up to 6' };

checkOp(relu, { oracle: ([x]) => activations.relu(x as Field), tolerance, rows: rows() });
checkOp(leakyRelu, {
  oracle: ([x], { slope = 0.01 }) => activations.leakyRelu(x as Field, slope as number),
  tolerance,
  rows: rows({ slope: -0.2 }),
});
checkOp(elu, {
  oracle: ([x], { alpha = 1 }) => activations.elu(x as Field, alpha as number),
  tolerance,
  rows: rows({ alpha: 1.5 }),
});
checkOp(gelu, {
  oracle: ([x], { approximate = 'none' }) => activations.gelu(x as Field, approximate as string),
  tolerance,
  rows: [...rows(), { name: 'by a tangent', inputs: [image], params: { approximate: 'tanh' } }],
});
checkOp(sigmoid, { oracle: ([x]) => activations.sigmoid(x as Field), tolerance, rows: rows() });
checkOp(silu, { oracle: ([x]) => activations.silu(x as Field), tolerance, rows: rows() });
checkOp(tanh, { oracle: ([x]) => activations.tanh(x as Field), tolerance, rows: rows() });
checkOp(softplus, {
  oracle: ([x], { beta = 1 }) => activations.softplus(x as Field, beta as number),
  tolerance,
  rows: rows({ beta: 2 }),
});

describe('gradients', () => {
  type Case = readonly [string, (x: Node) => Node, (x: Field) => Field];
  const cases: readonly Case[] = [
    ['relu', (x) => relu(x), activations.relu],
    ['leakyRelu', (x) => leakyRelu(x, { slope: 0.2 }), (x) => activations.leakyRelu(x, 0.2)],
    ['elu', (x) => elu(x, { alpha: 1.5 }), (x) => activations.elu(x, 1.5)],
    ['gelu', (x) => gelu(x), (x) => activations.gelu(x, 'none')],
    ['gelu by a tangent', (x) => gelu(x, { approximate: 'tanh' }), (x) => activations.gelu(x, 'tanh')],
    ['sigmoid', (x) => sigmoid(x), activations.sigmoid],
    ['silu', (x) => silu(x), activations.silu],
    ['tanh', (x) => tanh(x), activations.tanh],
    ['softplus', (x) => softplus(x, { beta: 2 }), (x) => activations.softplus(x, 2)],
  ];
  test.each(cases)('%s', (_name, gpu, oracle) =>
    expectGradients({
      inputs: [randomField({ y: 3, x: 9 }, 2, -3, 3)],
      gpu: ([x]) => gpu(x as Node),
      oracle: ([x]) => oracle(x as Field),
    }));

  test('at the bends they are as PyTorch’s, and far out they are finite', async () => {
    const x = source(toHost(fieldOf({ x: 5 }, [0, -1e4, -100, 100, 1e4])));
    const slopes = (node: Node): Node => gradientOf(node, [x], { cotangent: 1 })[0];
    const volumes = await new Engine(sharedContext()).run({
      relu: slopes(relu(x)),
      leakyRelu: slopes(leakyRelu(x, { slope: 0.25 })),
      elu: slopes(elu(x)),
      gelu: slopes(gelu(x)),
      sigmoid: slopes(sigmoid(x)),
      silu: slopes(silu(x)),
      softplus: slopes(softplus(x)),
    });
    const read = async (name: keyof typeof volumes) => [...((await volumes[name].read()).data as Float32Array)];
    expect(await read('relu')).toEqual([0, 0, 0, 1, 1]);
    expect(await read('leakyRelu')).toEqual([0.25, 0.25, 0.25, 1, 1]);
    expect(await read('elu')).toEqual([1, 0, 0, 1, 1]);
    expect((await read('gelu')).map(Math.abs)).toEqual([0.5, 0, 0, 1, 1]);
    expect((await read('sigmoid')).map((each) => Math.abs(each) < 1e-37)).toEqual([false, true, true, true, true]);
    expect((await read('silu')).map((each) => Math.round(each * 100) / 100 + 0)).toEqual([0.5, 0, 0, 1, 1]);
    expect((await read('softplus')).map((each) => Math.round(each * 100) / 100)).toEqual([0.5, 0, 0, 1, 1]);
    for (const volume of Object.values(volumes)) volume.dispose();
  });
});
