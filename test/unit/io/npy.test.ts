/** npy: exactly NumPy's bytes, every type and layout back as it went, and slabs that are parts of the whole. */
import { describe, expect, it } from 'vitest';
import { AXES, type Axis } from '../../../src/core/axes.js';
import { DTYPE_NAMES } from '../../../src/core/dtype.js';
import { ArgumentError, FormatError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { decodeNpy, encodeNpy, npyWriter, openNpy } from '../../../src/io/npy.js';
import { bytesSource, memorySink } from '../../../src/io/source.js';
import { goldenFiles } from './golden.js';
import { bits, noise } from './noise.js';

const written = Object.entries(goldenFiles()).filter(([name]) =>
  /^(rank\d|[uif][124]_le|c8_le|colour)\.npy$/.test(name),
);

describe('npy', () => {
  it.each(written)('is written as NumPy writes it: %s', (_, { bytes, layout }) => {
    expect(encodeNpy(decodeNpy(bytes, { layout }))).toEqual(bytes);
  });

  it.each(DTYPE_NAMES)('keeps every bit of %s', (dtype) => {
    const volume = noise(dtype, { n: 2, c: 3, z: 4, y: 5, x: 6 });
    const back = decodeNpy(encodeNpy(volume));
    expect(back).toMatchObject({ dtype, shape: volume.shape, layout: 'nczyx' });
    expect(bits(back)).toEqual(bits(volume));
  });

  it('keeps every order of axes', () => {
    const volume = noise('i16', { n: 2, c: 3, z: 4, y: 5, x: 6 });
    for (const layout of permutations([...AXES])) {
      const ordered = new HostVolume({ ...volume, layout });
      const back = decodeNpy(encodeNpy(ordered), { layout });
      expect(back.layout).toBe(layout);
      expect(back.data, layout).toEqual(volume.data);
    }
  });

  it('writes the first element of the slowest axis first', () => {
    const colour = new HostVolume({ shape: { c: 2, x: 3 }, data: Uint8Array.of(1, 2, 3, 4, 5, 6), layout: 'xc' });
    expect([...encodeNpy(colour).subarray(-6)]).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('puts axes that a layout lacks before it', () => {
    const volume = noise('u8', { c: 2, z: 3, y: 4, x: 5 }, { layout: 'yx' });
    const back = decodeNpy(encodeNpy(volume));
    expect(back.layout).toBe('czyx');
    expect(back.data).toEqual(volume.data);
  });

  it('takes three axes for a stack unless told', () => {
    const bytes = encodeNpy(noise('u8', { z: 4, y: 5, x: 3 }));
    expect(decodeNpy(bytes).shape).toMatchObject({ c: 1, z: 4, y: 5, x: 3 });
    expect(decodeNpy(bytes, { layout: 'yxc' }).shape).toMatchObject({ c: 3, z: 1, y: 4, x: 5 });
    expect(() => decodeNpy(bytes, { layout: 'yx' })).toThrow(ArgumentError);
    expect(() => decodeNpy(bytes, { layout: 'yxq' })).toThrow(ArgumentError);
  });

  it('says which 64-bit integer does not fit', () => {
    const i64 = decodeNpy(
      withDescr(encodeNpy(noise('complex64', { x: 3 })), '<c8', '<i8', [5n, -(2n ** 31n), 2n ** 31n - 1n]),
    );
    expect([...i64.data]).toEqual([5, -(2 ** 31), 2 ** 31 - 1]);
    const tooLarge = withDescr(encodeNpy(noise('complex64', { x: 3 })), '<c8', '<i8', [5n, 2n ** 31n, 0n]);
    expect(() => decodeNpy(tooLarge, { name: 'counts.npy' })).toThrow(
      new FormatError('counts.npy', '64-bit integers are read as i32, and 2147483648 at element 1 does not fit'),
    );
  });

  it('names the element type that it does not read', () => {
    const of = (descr: string) => {
      const bytes = encodeNpy(noise('complex64', { x: 3 }));
      return withDescr(bytes, "'descr': '<c8'", descr.padEnd(14), [0n, 0n, 0n]);
    };
    for (const [descr, problem] of [
      ["'descr': '|O'", /^a\.npy: element type '\|O' is not read, only /],
      ["'descr': [('a'", /^a\.npy: element type \[\('a' is not read, only /],
      ["'kind': '<f4'", /^a\.npy: the npy header names no element type$/],
    ] as const)
      expect(() => decodeNpy(of(descr), { name: 'a.npy' })).toThrow(problem);
  });

  it('is read and written in slabs along any outer axis', async () => {
    for (const [layout, axis] of [
      ['zyx', 'z'],
      ['czyx', 'z'],
      ['czyx', 'c'],
      ['nczyx', 'n'],
      ['zcyx', 'z'],
      ['zyxc', 'z'],
    ] as const) {
      const shape = { n: layout.includes('n') ? 3 : 1, c: layout.includes('c') ? 2 : 1, z: 5, y: 3, x: 4 };
      const volume = noise('u16', shape, { layout });
      const whole = encodeNpy(volume);
      const reader = await openNpy(bytesSource(whole, 'a.npy'), { layout, axis });
      const sink = memorySink();
      const writer = await npyWriter(sink, reader.description, { axis });
      for (let from = 0; from < shape[axis]; from += 2)
        await writer.writePlanes(await reader.readPlanes(from, Math.min(from + 2, shape[axis])));
      await writer.finish();
      expect(sink.bytes(), `${layout} along ${axis}`).toEqual(whole);
      expect((await reader.readPlanes(1, 2)).at({ y: 2, x: 1 })).toBe(volume.at({ [axis]: 1, y: 2, x: 1 }));
    }
  });

  it('refuses slabs that do not fit, are missing or are scattered', async () => {
    const description = noise('u8', { z: 4, y: 2, x: 2 });
    const writer = await npyWriter(memorySink(), description);
    await writer.writePlanes(noise('u8', { z: 3, y: 2, x: 2 }));
    await expect(writer.finish()).rejects.toThrow('all 4 planes along z must be written, got 3');
    await expect(writer.writePlanes(noise('u8', { z: 2, y: 2, x: 2 }))).rejects.toThrow(ArgumentError);
    await expect(writer.writePlanes(noise('u8', { z: 1, y: 3, x: 2 }))).rejects.toThrow(ArgumentError);
    await expect(writer.writePlanes(noise('u16', { z: 1, y: 2, x: 2 }))).rejects.toThrow(ArgumentError);
    const reader = await openNpy(bytesSource(encodeNpy(description), 'a.npy'), { layout: 'yxz' });
    await expect(reader.readPlanes(0, 1)).rejects.toThrow('must be contiguous');
    await expect(reader.readPlanes(2, 1)).rejects.toThrow(ArgumentError);
    expect((await reader.readPlanes(0, 2)).shape).toMatchObject({ y: 4, x: 2, z: 2 });
  });
});

/** The same file with another type of the same size and other values. */
function withDescr(bytes: Uint8Array, from: string, to: string, values: bigint[]): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes).replace(from, to);
  const out = Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 255);
  out.set(bytes.subarray(0, 10));
  out.set(new Uint8Array(BigInt64Array.from(values).buffer), bytes.length - 8 * values.length);
  return out;
}

function permutations(axes: Axis[]): string[] {
  if (axes.length === 0) return [''];
  return axes.flatMap((axis) => permutations(axes.filter((other) => other !== axis)).map((rest) => axis + rest));
}
