/**
 * Frames compressed as JPEG. What a frame says of its size is compared with the file.
 */
import { FormatError } from '../../core/errors.js';
import { decodeJpeg } from '../jpeg.js';
import { damaged } from '../limits.js';
import { CANONICAL, reorder } from '../order.js';
import type { DicomImage } from './image.js';

/** Pixels that a frame may have: blank ones compress to almost nothing, but not without end. */
const [PIXELS_FREE, PIXELS_A_BYTE] = [2 ** 20, 4096];

/** The numbers of a frame, sample by sample of each pixel. Throws `FormatError` where it is damaged, of another size, or of a kind not read. */
export async function decompressed(frame: Uint8Array, image: DicomImage): Promise<ArrayLike<number>> {
  const { name, transfer } = image.file;
  const decode = decoderOf(transfer);
  if (!decode) throw new FormatError(name, `pixels compressed as ${transfer} are not read`);
  if (image.width * image.height > PIXELS_FREE + PIXELS_A_BYTE * frame.length)
    throw new FormatError(name, `${frame.length} bytes cannot hold ${image.width} by ${image.height} pixels`);
  try {
    const numbers = await decode(frame, image);
    const wanted = image.width * image.height * image.samples;
    if (numbers.length !== wanted)
      throw new FormatError(name, `a frame has ${numbers.length} numbers, ${wanted} are needed`);
    return numbers;
  } catch (error) {
    throw damaged(name, 'its pixels are damaged', error);
  }
}

type Decoder = (frame: Uint8Array, image: DicomImage) => Promise<ArrayLike<number>>;

function decoderOf(transfer: string): Decoder | undefined {
  return new Map<string, Decoder>([
    ['1.2.840.10008.1.2.4.50', baseline],
    ['1.2.840.10008.1.2.4.51', baseline],
  ]).get(transfer);
}

async function baseline(frame: Uint8Array, image: DicomImage): Promise<ArrayLike<number>> {
  // a fill byte makes the length even
  const { data, shape } = decodeJpeg(frame, { name: image.file.name });
  confirmSize(image, shape.x, shape.y, shape.c, 8);
  return reorder(data, 'u8', shape, CANONICAL, 'yxc');
}

function confirmSize(image: DicomImage, width: number, height: number, samples: number, bits: number): void {
  const {
    file,
    bits: { allocated },
  } = image;
  if (width !== image.width || height !== image.height || samples !== image.samples || bits > allocated)
    throw new FormatError(
      file.name,
      `a frame is ${width} by ${height} of ${samples} samples of ${bits} bits, the file says ${image.width} by ${image.height} of ${image.samples} of ${allocated}`,
    );
}
