/** JPEG images through jpeg-js, for reading only: JPEG loses values, so results are never written as one. */
import { decode } from 'jpeg-js';
import { ArgumentError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import { exifOrientation, upright } from './exif.js';
import { parseJpegHeader } from './jpegHeader.js';
import { checkDecodedSize, damaged, MAX_BYTES, type ReadOptions } from './limits.js';
import { CANONICAL, reorder } from './order.js';

/** Bytes that jpeg-js takes for one sample of one component, at most: coefficients, rows, output. */
const BYTES_A_SAMPLE = 12;

/**
 * A JPEG as a u8 volume: `yx` where it is gray, `yxc` of RGB where it is YCbCr. No spacing: its density is for print.
 * It stands upright as its Exif orientation says, as browsers and OpenCV show it. CMYK, 12 bits, lossless and arithmetic coding are not read.
 * Throws `FormatError` when the file is truncated, damaged or lies about its size.
 * @example
 * const photo = decodeJpeg(bytes, { name: 'photo.jpg' });
 */
export function decodeJpeg(bytes: Uint8Array, options: ReadOptions = {}): HostVolume {
  const { name = 'jpeg', maxBytes = MAX_BYTES } = options;
  const { width, height, components } = parseJpegHeader(bytes, name);
  const shape = { n: 1, c: components, z: 1, y: height, x: width };
  checkDecodedSize(name, shape, 'u8', maxBytes / BYTES_A_SAMPLE);
  const layout = components === 1 ? 'yx' : 'yxc';
  if (options.layout !== undefined && options.layout !== layout)
    throw new ArgumentError(name, `the layout of this JPEG must be ${layout}`, options.layout);
  let rgb: Uint8Array;
  try {
    rgb = decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: (width * height) / 1e6 + 1,
      maxMemoryUsageInMB: (width * height * components * BYTES_A_SAMPLE) / 2 ** 20 + 64,
    }).data;
  } catch (error) {
    throw damaged(name, 'the image is damaged', error);
  }
  // jpeg-js repeats gray three times
  const data = components === 3 ? reorder(rgb, 'u8', shape, 'yxc', CANONICAL) : rgb.filter((_, at) => at % 3 === 0);
  const turned = upright(data as Uint8Array<ArrayBuffer>, shape, exifOrientation(bytes));
  return new HostVolume({ shape: turned.shape, dtype: 'u8', data: turned.data, layout });
}
