/** What networks are built of, and what they refuse: no GPU is asked. */
import { describe, expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { checkpointFrom, parametersFrom } from '../../../src/learn/checkpoint.js';
import type { Layer } from '../../../src/learn/layer.js';
import * as layer from '../../../src/learn/layers/index.js';
import { network } from '../../../src/learn/network.js';
import { sgd } from '../../../src/learn/optimizer.js';

const input = { c: 4, y: 8, x: 8 };
const built = (made: Layer, of: object = input) => network(made, { input: of });

describe('layers that do not fit are both named, wherever they stand', () => {
  const narrow = layer.conv({ filters: 6 });
  const wide = layer.conv({ filters: 4, groups: 4 });
  const said =
    'conv: channels and filters must be multiples of the 4 groups, got 6 channels and 4 filters (of c=6 y=8 x=8)';
  test.each<[string, Layer, string]>([
    [
      'in one part after another',
      layer.sequential({ enc: layer.sequential({ a: narrow }), dec: layer.sequential({ b: wide }) }),
      'what enc (1 layer) makes must suit dec.b (conv of 4 filters, window 3)',
    ],
    [
      'in the same part',
      layer.sequential({ r: layer.relu(), part: layer.residual({ a: narrow, b: wide }) }),
      'what part.a (conv of 6 filters, window 3) makes must suit part.b (conv of 4 filters, window 3)',
    ],
  ])('%s', (_where, made, named) => {
    expect(() => built(made)).toThrow(`network: ${named}: ${said}`);
  });
});

test.each<[string, () => unknown, string]>([
  [
    'a part that learns nothing',
    () => built({ title: 'own', apply: (x: unknown) => x } as unknown as Layer),
    'network: there must be a layer',
  ],
  [
    'a part that makes nothing',
    () => built({ title: 'own', parameters: () => ({}), apply: () => undefined } as unknown as Layer),
    'network: what own makes must be a node, got undefined',
  ],
  [
    'a name with a slash',
    () => built(layer.sequential({ 'best/a': layer.conv({ filters: 1 }) })),
    "network: names of parameters must be without a slash, got 'best/a.weight'",
  ],
  ['several images', () => built(layer.relu(), { ...input, n: 5 }), 'network: input must be lengths of one image'],
  [
    'a shortcut that is none',
    () => layer.residual([layer.relu()], { shortcut: 3 as unknown as Layer }),
    'residual: shortcut must be a layer',
  ],
  [
    'a shortcut by another name',
    () => layer.residual([layer.relu()], { shortCut: layer.relu() } as object),
    "residual: options must be among shortcut, got 'shortCut'",
  ],
  [
    'two shortcuts',
    () => layer.residual({ shortcut: layer.relu() }, { shortcut: layer.relu() }),
    'residual: names of layers must differ from that of the shortcut',
  ],
  [
    'no window',
    () => layer.conv({ filters: 2, window: 0 }),
    'conv: window must be a whole number from 1 to 2147483647, got 0',
  ],
  [
    'half a window',
    () => layer.conv({ filters: 2, window: { x: 2.5 } }),
    'conv: window along x must be a whole number',
  ],
  [
    'a padding of another house',
    () => layer.conv({ filters: 2, padding: 'valid' as 'same' }),
    "conv: padding must be a number, or numbers by z, y, x, got 'valid'",
  ],
  [
    'a stride along channels',
    () => layer.convTranspose({ filters: 2, stride: { c: 2 } as object }),
    "convTranspose: stride may name the axes z, y, x, got 'c'",
  ],
  [
    'groups that do not divide',
    () => layer.convTranspose({ filters: 3, groups: 2 }),
    'convTranspose: groups must divide the 3 filters, got 2',
  ],
  [
    'a bias by word',
    () => layer.dense({ units: 2, bias: 'no' as unknown as boolean }),
    "dense: bias must be true or false, got 'no'",
  ],
  [
    'nesterov by number',
    () => sgd({ nesterov: 1 as unknown as boolean }),
    'sgd: nesterov must be true or false, got 1',
  ],
])('%s is refused', (_what, make, said) => {
  expect(make).toThrow(said);
});

test('transposed convolutions have the shapes of PyTorch’s with groups, dilation and output padding', () => {
  const net = built(
    layer.convTranspose({
      filters: 6,
      window: 3,
      stride: 2,
      dilation: 2,
      groups: 2,
      padding: 1,
      outputPadding: { x: 1 },
    }),
  );
  expect(net.initial.weight?.shape).toMatchObject({ n: 4, c: 3, y: 3, x: 3 });
  // (8 - 1) 2 - 2 + 2 (3 - 1) + 1, and one more
  expect(net.output).toMatchObject({ c: 6, y: 17, x: 18 });
});

test('images of one slice are images, whatever their layout names', () => {
  const net = built(
    layer.sequential([
      layer.maxPool(),
      layer.upsample(),
      layer.meanPool({ window: 3, stride: 1, padding: 1 }),
      layer.pixelShuffle(),
      layer.pixelUnshuffle(),
    ]),
  );
  for (const layout of ['ncyx', 'nczyx', 'nzcyx'] as const)
    expect(net.apply(new HostVolume({ shape: { n: 2, ...input }, layout })).shape).toEqual({ ...net.output, n: 2 });
});

describe('arrays', () => {
  const net = built(layer.conv({ filters: 1, window: 1 }));
  const weight = net.parameters.weight as HostVolume;
  const bias = net.parameters.bias as HostVolume;

  test('of half precision are taken as the numbers that they are', () => {
    // 1, -2, 2^-24 and the largest
    const half = new HostVolume({
      shape: weight.shape,
      layout: 'ncyx',
      dtype: 'f16',
      data: Uint16Array.of(0x3c00, 0xc000, 1, 0x7bff),
    });
    const { weight: taken } = parametersFrom(net, { weight: half, bias });
    expect(taken?.dtype).toBe('f32');
    expect([...(taken?.data ?? [])]).toEqual([1, -2, 2 ** -24, 65504]);
    const whole = new HostVolume({ shape: weight.shape, layout: 'ncyx', data: new Int32Array(4) });
    expect(() => parametersFrom(net, { weight: whole, bias })).toThrow(
      'parameters: weight must be f32 or f16, got i32',
    );
  });

  test('that are none are refused by name', () => {
    const raw = { weight: weight.data, bias } as unknown as Record<string, HostVolume>;
    expect(() => parametersFrom(net, raw)).toThrow('parameters: weight must be a volume in memory');
    expect(() => parametersFrom(net, null as unknown as Record<string, HostVolume>)).toThrow(
      'parameters: there must be arrays by name, got null',
    );
  });

  test('of a checkpoint whose step is an empty text are refused', () => {
    expect(() => checkpointFrom(net, { tensors: { weight, bias }, metadata: { step: '' } })).toThrow(
      'checkpoint: the text `step` must be a whole number',
    );
  });
});
