/** Pipelines as JSON: what is read back has the plan of what was written, and whatever is wrong is refused with its place. */
import { describe, expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { flatten } from '../../../src/engine/flatten.js';
import type { Node } from '../../../src/graph/node.js';
import { placeholder, source } from '../../../src/graph/primitive.js';
import { repeat } from '../../../src/graph/repeat.js';
import { checkPipeline, documentInputs, fromDocument, parseDocument, toDocument } from '../../../src/pipeline.js';
import { add, clamp, convolveAxis, gaussian, greater, mean, multiply, where } from '../../../src/registry.js';

const image = new HostVolume({ shape: { z: 3, y: 4, x: 5 } });
const other = new HostVolume({ shape: { y: 4, x: 5 } });

const keyOf = (outputs: Readonly<Record<string, Node>>): string => flatten(Object.values(outputs)).key;

const read = (document: unknown, inputs: Record<string, HostVolume | number> = { image }) =>
  fromDocument(parseDocument(JSON.stringify(document)), inputs);

const chain = (nodes: unknown[], outputs: unknown = { result: 'a' }, more: object = {}) => ({
  nodes,
  outputs,
  ...more,
});
const blur = { id: 'a', op: 'gaussian', in: ['image'] };

describe('reading', () => {
  test('nodes may stand in any order, numbers in the place of inputs', () => {
    const document = chain(
      [
        { id: 'mask', op: 'greater', in: ['smooth', 0.5] },
        { id: 'smooth', op: 'gaussian', in: ['image'], params: { sigma: { x: 2, y: 2, z: 1 } } },
      ],
      { mask: 'mask' },
      { version: 1, title: 'A mask' },
    );
    const made = read(document);
    expect(Object.keys(made)).toEqual(['mask']);
    expect(made.mask?.dtype).toBe('u8');
    const expected = greater(gaussian(source(image), { sigma: { x: 2, y: 2, z: 1 } }), 0.5);
    expect(keyOf(made)).toBe(keyOf({ mask: expected }));
  });

  test('inputs are the names that are no ids, in order of use', () => {
    const document = parseDocument(JSON.stringify(chain([{ id: 'a', op: 'where', in: ['mask', 'image', 'level'] }])));
    expect(documentInputs(document)).toEqual(['mask', 'image', 'level']);
  });

  test('a node may bear a number for its id', () => {
    const numbered = chain([
      { ...blur, id: '0' },
      { id: 'a', op: 'add', in: ['0', '0.result'] },
    ]);
    expect(documentInputs(parseDocument(JSON.stringify(numbered)))).toEqual(['image']);
  });

  test('a loop with states, a captured node and a measure', () => {
    const document = {
      nodes: [
        { id: 'start', op: 'gaussian', in: ['image'] },
        {
          id: 'loop',
          repeat: {
            state: { u: 'start', v: 0.5 },
            body: {
              nodes: [
                { id: 'next', op: 'add', in: ['u', 'outside'] },
                { id: 'half', op: 'multiply', in: ['v', 0.5] },
              ],
              outputs: { u: 'next', v: 'half' },
            },
            measure: 'half',
            below: 0.1,
            check: 2,
            max: 20,
          },
        },
        { id: 'outside', op: 'multiply', in: ['image', 2] },
        { id: 'after', op: 'add', in: ['loop', 'loop.v'] },
      ],
      outputs: { after: 'after', count: 'loop.iterations' },
    };
    const made = read(document);
    const src = source(image);
    const outside = multiply(src, 2);
    const loop = repeat({
      state: { u: gaussian(src), v: 0.5 },
      body: ({ u, v }) => ({ u: add(u, outside), v: multiply(v, 0.5) }),
      measure: ({ v }) => v,
      below: 0.1,
      check: 2,
      max: 20,
    });
    const expected = { after: add(loop.state.u, loop.state.v), count: loop.iterations };
    expect(keyOf(made)).toBe(keyOf(expected));
    expect(keyOf(fromDocument(toDocument(expected), { input: image }))).toBe(keyOf(expected));
  });
});

describe('writing and reading back gives the same plan', () => {
  const src = source(image);
  const level = placeholder('level', new HostVolume({ shape: {} }));
  const smooth = gaussian(src, { sigma: { x: 2, y: 2, z: 1 }, border: 'wrap' });
  const looped = (start: Node, weight: Node) =>
    repeat({
      state: { u: start, weight },
      body: ({ u, weight: kept }) => ({ u: add(multiply(u, kept), smooth), weight: kept }),
      check: 2,
      max: 4,
    });
  const first = looped(smooth, gaussian(other));
  const graphs: [string, Record<string, Node>, Record<string, HostVolume | Node>][] = [
    ['a chain', { out: greater(smooth, 0.25) }, { input: image }],
    ['a diamond, and two outputs', { sum: add(smooth, multiply(smooth, 3)), smooth }, { input: image }],
    ['a placeholder beside a source', { out: greater(smooth, level) }, { input: image, level }],
    [
      'several sources',
      { out: where(greater(src, 1), source(other), gaussian(other)) },
      { input: image, input2: other },
    ],
    [
      'an array as a parameter',
      { out: convolveAxis(src, { axis: 'y', weights: { shape: [3], data: [1, 2, 1] } }) },
      { input: image },
    ],
    [
      'optional inputs, one of two left out',
      {
        some: clamp(src, { max: 3 }),
        both: clamp(src, { min: 0, max: level }),
        mean: mean(src, { mask: source(other) }),
      },
      { input: image, level, input2: other },
    ],
    [
      'two loops with a state that is handed on, in a row',
      { out: looped(first.state.u, gaussian(other)).state.u, count: first.iterations },
      { input: image, input2: other },
    ],
  ];
  test.each(graphs)('%s', (_name, outputs, inputs) => {
    const document = toDocument(outputs);
    const again = fromDocument(parseDocument(JSON.stringify(document)), inputs);
    expect(documentInputs(document).sort()).toEqual(Object.keys(inputs).sort());
    expect(keyOf(again)).toBe(keyOf(outputs));
    expect(toDocument(again)).toEqual(document);
  });

  test('a loop that must end by its measure says so', () => {
    const loop = repeat({
      state: { u: src },
      body: ({ u }) => ({ u: multiply(u, 0.5) }),
      measure: ({ u }) => mean(u),
      below: 0.25,
      check: 4,
      max: 8,
      complete: true,
    });
    const document = toDocument({ out: loop.state.u });
    const again = fromDocument(parseDocument(JSON.stringify(document)), { input: image });
    expect(keyOf(again)).toBe(keyOf({ out: loop.state.u }));
    const { call } = again.out as Node;
    expect(call).toMatchObject({ kind: 'repeat', below: 0.25, check: 4, max: 8, complete: true });
  });

  test('a source that is called by a number gets another name: a number in quotes would be refused', () => {
    const outputs = { out: gaussian(placeholder('0', new HostVolume({ shape: { y: 4, x: 5 } }))) };
    expect(documentInputs(parseDocument(JSON.stringify(toDocument(outputs))))).toEqual(['input']);
  });

  test('what cannot be written is refused', () => {
    expect(() => toDocument({ out: source(image) })).toThrow(/out must be the result of an operation/);
    expect(() => toDocument({ 'a.b': smooth })).toThrow(/outputs must be named/);
    expect(() => toDocument({})).toThrow(/at least one output/);
  });
});

describe('a document from a stranger is refused with the place', () => {
  const deep = JSON.parse(`${'['.repeat(100)}1${']'.repeat(100)}`);
  const refusals: [string, unknown, RegExp][] = [
    ['no object', [], /whole document\): must be an object/],
    ['another version', chain([blur], { r: 'a' }, { version: 2 }), /\/version: must be 1, got 2/],
    ['an unknown key', chain([blur], { r: 'a' }, { 'x/y~': 1 }), /\/x~1y~0: keys must be among/],
    ['an unknown key of a node', chain([{ ...blur, shader: 'fn main() {}' }]), /\/nodes\/0\/shader: keys must be/],
    ['nodes that are no list', chain({} as unknown[]), /\/nodes: must be a list/],
    ['a node that is no object', chain([1]), /\/nodes\/0: must be an object/],
    ['two nodes of one id', chain([blur, blur]), /\/nodes\/1\/id: ids must be distinct, got 'a'/],
    ['an id with a dot', chain([{ ...blur, id: 'a.b' }]), /\/nodes\/0\/id: names must be/],
    ['an id that is a path', chain([{ ...blur, id: '../a' }]), /\/nodes\/0\/id: names must be/],
    ['an id from a prototype', chain([{ ...blur, id: 'constructor' }]), /\/nodes\/0\/id: names must be/],
    ['an output that is a path', chain([blur], { '/etc/x': 'a' }), /\/outputs\/~1etc~1x: names must be/],
    ['no outputs', chain([blur], {}), /\/outputs: there must be at least one/],
    ['an output that is no node', chain([blur], { r: 'photo' }), /\/outputs\/r: no node has the id 'photo'/],
    [
      'an output that is an input',
      chain([blur], { r: 'image' }),
      /\/outputs\/r: outputs must be computed by a node, got the input 'image'/,
    ],
    ['an output that the node has not', chain([blur], { r: 'a.nothing' }), /\/outputs\/r: outputs of 'a' are result/],
    ['an unknown operation', chain([{ ...blur, op: 'system' }]), /\/nodes\/0\/op: there is no operation 'system'/],
    [
      'another library’s name',
      chain([{ ...blur, op: 'gaussian_filter' }]),
      /no operation 'gaussian_filter'; here it is gaussian$/,
    ],
    ['an operation from a prototype', chain([{ ...blur, op: 'toString' }]), /\/nodes\/0\/op: there is no operation/],
    ['another spelling', chain([{ ...blur, op: 'convolve-axis' }]), /\/nodes\/0\/op: .*here it is convolveAxis/],
    ['an input that is missing', chain([{ ...blur, in: ['photo'] }]), /\/nodes\/0\/in\/0: 'photo' is no node's id/],
    ['too few inputs', chain([{ ...blur, in: [] }]), /\/nodes\/0\/in: gaussian: there must be the inputs src/],
    [
      'a number in quotes',
      chain([{ ...blur, in: ['0.5'] }]),
      /\/nodes\/0\/in\/0: must be a name, or a number without q.* '0.5'/,
    ],
    [
      'a negative number in quotes',
      chain([{ ...blur, in: ['-1'] }]),
      /\/nodes\/0\/in\/0: .* number without quotes, got '-1'/,
    ],
    ['an input that is an object', chain([{ ...blur, in: [{}] }]), /\/nodes\/0\/in\/0: must be a name or a number/],
    [
      'more than the optional inputs',
      chain([{ id: 'a', op: 'mean', in: ['image', 'image', 'image'] }]),
      /\/nodes\/0\/in: mean: there must be the inputs src, mask if wanted, got 3/,
    ],
    ['a required input of null', chain([{ ...blur, in: [null] }]), /\/nodes\/0\/in\/0: only optional inputs/],
    [
      'a circle',
      chain([
        { id: 'a', op: 'add', in: ['b', 1] },
        { id: 'b', op: 'add', in: ['a', 1] },
      ]),
      /\/nodes\/1\/in\/0: nodes must not go in a circle, got a <- b <- a/,
    ],
    ['a node that reads itself', chain([{ ...blur, in: ['a'] }]), /\/nodes\/0\/in\/0: nodes must not go in a circle/],
    ['an unknown parameter', chain([{ ...blur, params: { radius: 1 } }]), /\/nodes\/0\/params\/radius: .*among sigma/],
    [
      'a number out of range',
      chain([{ ...blur, params: { sigma: -1 } }]),
      /\/nodes\/0\/params\/sigma: gaussian: sigma must be a finite number from 0/,
    ],
    [
      'a text for a number',
      chain([{ ...blur, params: { sigma: '1); evil(' } }]),
      /\/nodes\/0\/params\/sigma: gaussian: sigma must be a number/,
    ],
    ['a list for parameters', chain([{ ...blur, params: [] }]), /\/nodes\/0\/params: must be an object/],
    [
      'an array of odd form',
      chain([{ id: 'a', op: 'convolveAxis', in: ['image'], params: { axis: 'x', weights: { shape: 3, data: 'no' } } }]),
      /\/nodes\/0\/params\/weights: /,
    ],
    [
      'endless nesting',
      chain([{ ...blur, params: { sigma: deep } }]),
      /\/nodes\/0\/params\/sigma(\/0)+: lists and objects must be nested at most 64 deep/,
    ],
    [
      'too many nodes',
      chain(Array.from({ length: 10_001 }, (_, at) => ({ id: `n${at}`, op: 'gaussian', in: [] }))),
      /\/nodes: there must be at most 10000 nodes, got 10001/,
    ],
    [
      'a loop without a body',
      chain([{ id: 'a', repeat: { state: { u: 'image' }, max: 2 } }]),
      /\/nodes\/0\/repeat\/body: must be an object/,
    ],
    ...(['0.5', '1e3'] as const).flatMap((numeral): [string, unknown, RegExp][] => {
      const body = { nodes: [{ id: 'b', op: 'add', in: ['u', 1] }], outputs: { u: 'b' } };
      const loop = (more: object) => chain([{ id: 'a', repeat: { state: { u: 'image' }, body, max: 2, ...more } }]);
      const noNumber = `must be a name, not a number, got '${numeral}'`;
      return [
        [
          `a state that begins with '${numeral}'`,
          loop({ state: { u: numeral } }),
          /\/repeat\/state\/u: .* without quotes/,
        ],
        [`a loop that watches '${numeral}'`, loop({ measure: numeral }), new RegExp(`/repeat/measure: ${noNumber}`)],
        [
          `a body that gives '${numeral}'`,
          loop({ body: { ...body, outputs: { u: numeral } } }),
          new RegExp(`/repeat/body/outputs/u: ${noNumber}`),
        ],
      ];
    }),
    [
      'a loop that changes shape',
      chain([
        {
          id: 'a',
          repeat: {
            state: { u: 0 },
            body: { nodes: [{ id: 'b', op: 'add', in: ['u', 'image'] }], outputs: { u: 'b' } },
            check: 2,
            max: 2,
          },
        },
      ]),
      /\/nodes\/0\/repeat: repeat: u must keep its shape/,
    ],
    [
      'a mistake inside a loop',
      chain([
        {
          id: 'a',
          repeat: {
            state: { u: 'image' },
            body: { nodes: [{ id: 'b', op: 'gaussian', in: ['u'], params: { sigma: 1e9 } }], outputs: { u: 'b' } },
            check: 2,
            max: 2,
          },
        },
      ]),
      /\/nodes\/0\/repeat\/body\/nodes\/0\/params\/sigma/,
    ],
  ];
  test.each(refusals)('%s', (_name, document, message) => {
    expect(() => read(document)).toThrow(message);
    expect(() => read(document)).toThrow(expect.objectContaining({ name: 'PipelineError' }));
  });

  const circle = [
    { id: 's', op: 'add', in: ['t', 'image'] },
    { id: 't', op: 'add', in: ['s', 1] },
  ];
  const body = { nodes: [{ id: 'b', op: 'gaussian', in: ['u'], params: { sigma: -1 } }], outputs: { u: 'b' } };
  test.each([
    ['too few inputs', [{ ...blur, in: [] }], /^pipeline \/nodes\/0\/in: gaussian: there must be the inputs src/],
    [
      'a node that reads itself',
      [{ ...blur, in: ['a'] }],
      /^pipeline \/nodes\/0\/in\/0: nodes must not go in a circle/,
    ],
    ['a circle', [blur, ...circle], /^pipeline \/nodes\/2\/in\/0: nodes must not go in a circle, got s <- t <- s/],
    ['a required input of null', [{ ...blur, in: [null] }], /^pipeline \/nodes\/0\/in\/0: only optional inputs/],
    [
      'within a loop',
      [{ id: 'a', repeat: { state: { u: 'image' }, body, max: 2 } }],
      /\/nodes\/0\/repeat\/body\/nodes\/0\/params\/sigma: /,
    ],
    [
      'numbers alone, in an odd order of axes',
      [{ id: 'a', op: 'transpose', in: [1], params: { axes: 'zz' } }],
      /^pipeline \/nodes\/0/,
    ],
  ])('before inputs are known: %s', (_name, nodes, message) => {
    expect(() => checkPipeline(parseDocument(JSON.stringify(chain(nodes))))).toThrow(message);
  });

  test('keys from the prototype', () => {
    const document = (text: string) => () => fromDocument(parseDocument(text), { image });
    const nodes = '"nodes":[{"id":"a","op":"gaussian","in":["image"]}]';
    expect(document(`{${nodes},"outputs":{"__proto__":"a"}}`)).toThrow(/\/outputs\/__proto__: names/);
    expect(document(`{${nodes},"outputs":{"r":"a"},"__proto__":{}}`)).toThrow(/\/__proto__: keys/);
    const params = '"nodes":[{"id":"a","op":"gaussian","in":["image"],"params":{"__proto__":{"sigma":3}}}]';
    expect(document(`{${params},"outputs":{"r":"a"}}`)).toThrow(/params\/__proto__: .*among sigma/);
    expect(({} as { sigma?: number }).sigma).toBeUndefined();
  });

  test.each([
    [
      'of a node',
      '{"nodes":[{"id":"a","id":"b"}]}',
      /^pipeline \/nodes\/0\/id: keys must be distinct, got 'id' twice$/,
    ],
    ['of the whole', '{"nodes":[],"outputs":{},"nodes":[]}', /^pipeline \/nodes: keys/],
    [
      'after lists, objects and texts of all kinds',
      '[1,[{}, ","],{"a":"\\"{","b":{"x":1},"c":[{"x":2}],"b":3}]',
      /^pipeline \/2\/b:/,
    ],
    ['written with an escape', '{"a":1,"\\u0061":2}', /^pipeline \/a: keys must be distinct/],
    ['with letters that pointers escape', '{"a":{"x/y~":1,"x/y~":2}}', /^pipeline \/a\/x~1y~0:/],
    ['empty', '{"":1,"":2}', /^pipeline \/: keys must be distinct, got '' twice/],
    ['of the prototype', '{"__proto__":1,"__proto__":2}', /^pipeline \/__proto__: keys must be distinct/],
  ])('equal keys: %s', (_name, text, message) => {
    expect(() => parseDocument(text)).toThrow(message);
  });

  test('equal keys in different objects are none', () => {
    const text = JSON.stringify(
      chain([
        { ...blur, params: { sigma: { x: 2 } } },
        { ...blur, id: 'b', params: { sigma: { x: 1 } } },
      ]),
    );
    expect(parseDocument(`\uFEFF ${text}`).nodes).toHaveLength(2);
  });

  test('text that is no JSON, too long, or holds numbers beyond double', () => {
    expect(() => parseDocument('{')).toThrow(/whole document\): it must be JSON/);
    expect(() => parseDocument(' '.repeat(2 ** 20 + 1))).toThrow(/at most 1048576 bytes/);
    expect(() => parseDocument(`"${'ä'.repeat(2 ** 19)}"`)).toThrow(/at most 1048576 bytes/);
    expect(() => parseDocument('['.repeat(500_000) + ']'.repeat(500_000))).toThrow(/64 deep/);
    const infinite = '{"nodes":[{"id":"a","op":"add","in":["image",1e999]}],"outputs":{"r":"a"}}';
    expect(() => parseDocument(infinite)).toThrow(/\/nodes\/0\/in\/1: numbers must be finite/);
  });

  test('an input that the document does not have', () => {
    expect(() => read(chain([blur]), { image, imgae: other })).toThrow(/inputs must be among image, got 'imgae'/);
  });
});
