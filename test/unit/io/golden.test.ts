/** What NumPy, tifffile, libtiff, Pillow and OpenCV wrote (test/golden/io/make.py), read here: same values, axes, spacing and unit. */
import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../src/core/axes.js';
import { hostArray, type TypedArray } from '../../../src/core/dtype.js';
import { decode } from '../../../src/io/formats.js';
import { CANONICAL, reorder } from '../../../src/io/order.js';
import { DTYPE_OF, goldenFiles } from './golden.js';

describe('files of other programs', () => {
  it.each(Object.entries(goldenFiles()))('%s', async (name, file) => {
    const needsLayout = name === 'colour.npy' ? { layout: file.layout } : {};
    const volume = await decode(file.bytes, { name, ...needsLayout });
    const lengths = file.shape.split(' ').map(Number);
    const shape = shapeOf(Object.fromEntries([...file.layout].map((axis, at) => [axis, lengths[at]])));
    expect(volume.layout).toBe(file.layout);
    expect(volume.shape).toEqual(shape);
    expect(volume.dtype).toBe(DTYPE_OF[file.dtype]);
    const spacing = file.spacing.split(' ').flatMap((text) => (text ? [text.split('=')] : []));
    expect(Object.keys(volume.spacing).sort()).toEqual(spacing.map(([axis]) => axis).sort());
    for (const [axis, size] of spacing)
      expect(volume.spacing[axis as 'x'], `spacing of ${axis}`).toBeCloseTo(Number(size), 9);
    expect(volume.unit).toBe(file.unit);
    const found = reorder(volume.data, volume.dtype, shape, CANONICAL, file.layout);
    const values = hostArray(volume.dtype, 0).constructor as new (buffer: ArrayBuffer) => TypedArray;
    const wanted = new values(file.values.buffer);
    if (!name.endsWith('.jpg')) return expect(found).toEqual(wanted);
    // decoders of JPEG differ in the last bits of their transforms
    const largest = Math.max(...Array.from(wanted, (value, at) => Math.abs(value - (found[at] ?? Number.NaN))));
    expect(largest).toBeLessThanOrEqual(name === 'subsampled.jpg' ? 60 : 3);
  });
});
