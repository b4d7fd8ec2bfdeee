/** Arrays by name in one file: what is written is read, and what lies is refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { decodeSafetensors, encodeSafetensors } from '../../../src/io/safetensors.js';

const volume = new HostVolume({
  shape: { n: 2, c: 1, y: 2, x: 3 },
  data: Float32Array.of(...Array(12).keys()),
  layout: 'ncyx',
});

test('every type and number of dimensions comes back', () => {
  const all = {
    weight: volume,
    bytes: new HostVolume({ shape: { x: 3 }, data: Uint8Array.of(1, 2, 255), layout: 'x' }),
    places: new HostVolume({ shape: { y: 2, x: 2 }, data: Int32Array.of(-1, 2, 3, 4), layout: 'yx' }),
    halves: new HostVolume({ shape: { x: 2 }, dtype: 'f16', data: Uint16Array.of(0x3c00, 0x4000), layout: 'x' }),
    stack: new HostVolume({ shape: { n: 1, c: 2, z: 2, y: 1, x: 2 }, layout: 'nczyx' }),
  };
  const { tensors, metadata } = decodeSafetensors(encodeSafetensors(all, { step: '3' }));
  expect(metadata).toEqual({ step: '3' });
  for (const [name, { shape, dtype, data, layout }] of Object.entries(all))
    expect({ ...tensors[name] }, name).toMatchObject({ shape, dtype, data, layout });
});

test('a file that PyTorch wrote is read', () => {
  const { tensors, metadata } = decodeSafetensors(readFileSync('test/golden/networks/torch.safetensors'));
  expect(metadata.format).toBe('pt');
  expect(tensors['first/conv2.weight']?.shape).toEqual({ n: 6, c: 4, z: 1, y: 3, x: 3 });
});

/** A file of a header and some bytes. */
function file(header: unknown, bytes: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const made = new Uint8Array(8 + text.length + bytes);
  new DataView(made.buffer).setBigUint64(0, BigInt(text.length), true);
  made.set(text, 8);
  return made;
}
const entry = (change: object) => ({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...change } });

test('64-bit and 16-bit numbers become those of 32', () => {
  const made = file(
    { a: { dtype: 'BF16', shape: [2], data_offsets: [0, 4] }, b: { dtype: 'I64', shape: [1], data_offsets: [4, 12] } },
    12,
  );
  made.set([0x80, 0x3f, 0x20, 0xc1], made.length - 12);
  made.set([5], made.length - 8);
  const { tensors } = decodeSafetensors(made);
  expect([...(tensors.a?.data ?? [])]).toEqual([1, -10]);
  expect([...(tensors.b?.data ?? [])]).toEqual([5]);
});

describe('refused, with the name of the file', () => {
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(3), /must begin with the length of its header/],
    ['a header longer than the file', file('{}', 0).fill(255, 0, 7), /header must lie in the file/],
    ['no JSON', file('{"a"', 0), /header must be JSON/],
    ['a list', file([1], 0), /arrays by name/],
    ['an unknown type', file(entry({ dtype: 'F8' }), 8), /a must be of a type among/],
    ['a negative length', file(entry({ shape: [-2] }), 8), /dimensions/],
    ['six dimensions', file(entry({ shape: [1, 1, 1, 1, 1, 2] }), 8), /up to five dimensions/],
    ['bytes for another shape', file(entry({ shape: [3] }), 8), /must take the 12 bytes of its shape, takes 8/],
    ['a gap', file(entry({ data_offsets: [4, 12] }), 12), /must begin at byte 0/],
    ['a cut', file(entry({}), 4), /must lie in the file/],
    ['more than its arrays', file(entry({}), 9), /1 bytes more/],
    ['metadata of numbers', file({ ...entry({}), __metadata__: { a: 1 } }, 8), /__metadata__/],
  ])('%s', (_name, bytes, message) => {
    expect(() => decodeSafetensors(bytes, { name: 'net.safetensors' })).toThrow(FormatError);
    expect(() => decodeSafetensors(bytes, { name: 'net.safetensors' })).toThrow(message);
  });
});

test('what could not be read is not written', () => {
  const a = new HostVolume({ shape: { x: 2 } });
  const numbers = { step: 3 } as unknown as Record<string, string>;
  expect(() => encodeSafetensors({ a }, numbers)).toThrow(
    /^encodeSafetensors: metadata must be text, step too, got number$/,
  );
  expect(() => encodeSafetensors({ __metadata__: a })).toThrow(/^encodeSafetensors: no array may have the name/);
  expect(decodeSafetensors(encodeSafetensors({ a }, { step: '3' })).metadata).toEqual({ step: '3' });
});
