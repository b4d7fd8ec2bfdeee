/**
 * PNG images of 8 and 16 bits through fast-png, which is given only files that `pngChunks` has checked.
 * Values are as stored: 1, 2 and 4 bit samples are 0 to 1, 3 and 15 in u8. A palette is looked up: colour is the data there.
 */
import { convertIndexedToRgb, type DecodedPng, decode, encode } from 'fast-png';
import { AXES, voxels } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import { unpackBits } from './bits.js';
import { damaged, MAX_BYTES, type ReadOptions } from './limits.js';
import { CANONICAL, reorder } from './order.js';
import { checkedPng, KEYWORD } from './pngChunks.js';

/**
 * A PNG as a volume: u8 or u16; `yx`, or `yxc` with 2 (gray, alpha), 3 or 4 channels. A `tRNS` colour key is left out of
 * account. Spacing comes from what `encodePng` wrote, else from `pHYs` in mm.
 * Throws `FormatError` when the file is truncated, damaged or lies about its size.
 * @example
 * const photo = decodePng(bytes, { name: 'photo.png' });
 */
export function decodePng(bytes: Uint8Array, options: ReadOptions = {}): HostVolume {
  const { name = 'png', maxBytes = MAX_BYTES } = options;
  const { header, png } = checkedPng(bytes, name, maxBytes);
  const { width, height, bits, samples, palette } = header;
  let image: DecodedPng;
  let data: Uint8Array | Uint16Array;
  let channels = samples;
  try {
    image = decode(png);
    if (palette) {
      data = convertIndexedToRgb(image);
      channels = image.palette?.[0]?.length ?? 3;
    } else data = bits < 8 ? unpackBits(image.data as Uint8Array, bits, width, height) : (image.data as Uint8Array);
  } catch (error) {
    throw damaged(name, 'the image is damaged', error);
  }
  const shape = { n: 1, c: channels, z: 1, y: height, x: width };
  const dtype = bits === 16 ? 'u16' : 'u8';
  if (options.layout !== undefined && options.layout !== (channels > 1 ? 'yxc' : 'yx'))
    throw new ArgumentError(name, `the layout of this PNG must be ${channels > 1 ? 'yxc' : 'yx'}`, options.layout);
  return new HostVolume({
    shape,
    dtype,
    data: reorder(data, dtype, shape, 'yxc', CANONICAL),
    layout: channels > 1 ? 'yxc' : 'yx',
    ...spacingOf(image),
  });
}

/**
 * A volume of u8 or u16 with 1 to 4 channels (gray; gray, alpha; RGB; RGBA) as a PNG; spacing and unit are kept in a
 * text chunk (PNG's own `pHYs` is whole pixels a metre).
 * Throws `ArgumentError` for any other: values are never rescaled unasked.
 * @example
 * const bytes = encodePng(new HostVolume({ shape: { y: 2, x: 2 }, data: Uint8Array.of(0, 80, 160, 255) }));
 */
export function encodePng(volume: HostVolume): Uint8Array {
  const { shape, dtype, spacing, unit } = volume;
  if (dtype !== 'u8' && dtype !== 'u16') throw new ArgumentError('png', 'voxels must be u8 or u16', dtype);
  if (shape.c > 4) throw new ArgumentError('png', 'there must be 1 to 4 channels', `${shape.c}`);
  if (voxels(shape) !== shape.c * shape.y * shape.x)
    throw new ArgumentError('png', 'the volume must be one image', `n=${shape.n} z=${shape.z}`);
  const known = Object.keys(spacing).length > 0 || unit !== '';
  return encode({
    width: shape.x,
    height: shape.y,
    channels: shape.c,
    depth: dtype === 'u8' ? 8 : 16,
    data: reorder(volume.data, dtype, shape, CANONICAL, 'yxc') as Uint8Array | Uint16Array,
    ...(known && { text: { [KEYWORD]: latin1(JSON.stringify({ spacing, unit })) } }),
  });
}

/** A text chunk holds Latin-1 only; JSON can escape the rest. */
function latin1(json: string): string {
  return json.replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function spacingOf({ text, resolution }: DecodedPng): Pick<HostVolume, 'spacing' | 'unit'> {
  const kept = text[KEYWORD];
  if (kept !== undefined) {
    try {
      const { spacing, unit } = JSON.parse(kept) as { spacing: Record<string, unknown>; unit: unknown };
      const sizes = AXES.flatMap((axis) => (typeof spacing[axis] === 'number' ? [[axis, spacing[axis]] as const] : []));
      if (typeof unit === 'string') return { spacing: Object.fromEntries(sizes), unit };
    } catch {
      // another program's text
    }
  }
  const { x = 0, y = 0, unit = 0 } = resolution ?? {};
  // 72 to the inch is what programs write that know nothing
  if (unit !== 1 || x === 0 || y === 0 || Math.abs(x * 0.0254 - 72) < 0.02) return { spacing: {}, unit: '' };
  return { spacing: { y: 1000 / y, x: 1000 / x }, unit: 'mm' };
}
