/**
 * Frames compressed as JPEG, JPEG-LS or JPEG 2000, through decoders that are loaded when the first such frame is met. What a frame
 * says of its size is compared with the file before any of them sees it.
 */
/// <reference path="./decoders.d.ts" />
import { FormatError } from '../../core/errors.js';
import { decodeJpeg } from '../jpeg.js';
import { damaged } from '../limits.js';
import { CANONICAL, reorder } from '../order.js';
import type { DicomImage } from './image.js';

/** Pixels that a frame may have: blank ones compress to almost nothing, but not without end. */
const [PIXELS_FREE, PIXELS_A_BYTE] = [2 ** 20, 4096];
const LOSSLESS = ['1.2.840.10008.1.2.4.57', '1.2.840.10008.1.2.4.70'];

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
  if (LOSSLESS.includes(transfer)) return lossless;
  return new Map<string, Decoder>([
    ['1.2.840.10008.1.2.4.50', baseline],
    ['1.2.840.10008.1.2.4.51', baseline],
    ['1.2.840.10008.1.2.4.80', jpegLs],
    ['1.2.840.10008.1.2.4.81', jpegLs],
    ['1.2.840.10008.1.2.4.90', jpeg2000],
    ['1.2.840.10008.1.2.4.91', jpeg2000],
  ]).get(transfer);
}

async function baseline(frame: Uint8Array, image: DicomImage): Promise<ArrayLike<number>> {
  // a fill byte makes the length even
  const { data, shape } = decodeJpeg(frame, { name: image.file.name });
  confirmSize(image, shape.x, shape.y, shape.c, 8);
  return reorder(data, 'u8', shape, CANONICAL, 'yxc');
}

async function lossless(frame: Uint8Array, image: DicomImage): Promise<ArrayLike<number>> {
  confirmJpeg(frame, image, 0xc3);
  const { default: jpeg } = await import('jpeg-lossless-decoder-js');
  const own = frame.slice();
  return new jpeg.lossless.Decoder().decode(own.buffer, 0, own.length);
}

async function jpegLs(frame: Uint8Array, image: DicomImage): Promise<ArrayLike<number>> {
  confirmJpeg(frame, image, 0xf7);
  if (image.samples > 1) throw new FormatError(image.file.name, 'JPEG-LS of several samples is not read');
  charls ??= import('@cornerstonejs/codec-charls/decode').then(({ default: codec }) => codec(silent()));
  const { JpegLSDecoder } = await charls;
  return decodedBy(new JpegLSDecoder(), frame, image);
}

async function jpeg2000(frame: Uint8Array, image: DicomImage): Promise<ArrayLike<number>> {
  confirmCodestream(frame, image);
  openjpeg ??= import('@cornerstonejs/codec-openjpeg/decode').then(({ default: codec }) => codec(silent()));
  const { J2KDecoder } = await openjpeg;
  return decodedBy(new J2KDecoder(), frame, image);
}

/** The codecs speak of everything, and keep themselves in what they are given. */
const silent = () => ({ print: () => undefined, printErr: () => undefined });

/** One of each is enough, until a damaged frame has thrown within it. */
let charls: Promise<{ readonly JpegLSDecoder: new () => CodecInstance }> | undefined;
let openjpeg: Promise<{ readonly J2KDecoder: new () => CodecInstance }> | undefined;

/** Runs a decoder; one that gives up leaves a frame of no size. */
function decodedBy(decoder: CodecInstance, frame: Uint8Array, image: DicomImage): ArrayLike<number> {
  try {
    decoder.getEncodedBuffer(frame.length).set(frame);
    decoder.decode();
    const { width, height, componentCount, bitsPerSample } = decoder.getFrameInfo();
    confirmSize(image, width, height, componentCount, bitsPerSample);
    const bytes = decoder.getDecodedBuffer().slice();
    const numbers = bitsPerSample > 8 ? new Uint16Array(bytes.buffer) : bytes;
    decoder.delete();
    return numbers;
  } catch (error) {
    [charls, openjpeg] = [undefined, undefined];
    throw error;
  }
}

/** The frame header of a JPEG of one kind (ITU-T T.81, B.2.2; T.87, C.2.2): precision, height, width, components. */
function confirmJpeg(frame: Uint8Array, image: DicomImage, kind: number): void {
  const u16 = (at: number): number => 256 * (frame[at] ?? 0) + (frame[at + 1] ?? 0);
  for (let at = 2; at + 10 <= frame.length && frame[at] === 0xff; at += 2 + u16(at + 2)) {
    while (frame[at + 1] === 0xff) at++;
    if (frame[at + 1] === kind) {
      confirmSize(image, u16(at + 7), u16(at + 5), frame[at + 9] ?? 0, frame[at + 4] ?? 0);
      return;
    }
  }
  throw new FormatError(image.file.name, 'its pixels are damaged: a frame has no header');
}

/** The size marker of a JPEG 2000 codestream (ITU-T T.800, A.5.1). Tiles whole, no component coarser than another. */
function confirmCodestream(frame: Uint8Array, image: DicomImage): void {
  const { name } = image.file;
  if (frame.length < 45 || frame[0] !== 0xff || frame[1] !== 0x4f || frame[2] !== 0xff || frame[3] !== 0x51)
    throw new FormatError(name, 'its pixels are damaged: no JPEG 2000 codestream');
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  const [right = 0, below = 0, left = 0, top = 0, wide = 0, high = 0] = [8, 12, 16, 20, 24, 28].map((at) =>
    view.getUint32(at),
  );
  const components = view.getUint16(40);
  confirmSize(image, right - left, below - top, components, ((frame[42] ?? 0) & 127) + 1);
  const tiles = Math.ceil(right / wide) * Math.ceil(below / high);
  const subsampled = Array.from({ length: 2 * components }, (_, at) => frame[43 + 3 * (at >> 1) + (at & 1)]).some(
    (step) => step !== 1,
  );
  if (left !== 0 || top !== 0 || !(tiles <= frame.length) || subsampled)
    throw new FormatError(
      name,
      'JPEG 2000 that does not begin at its corner, of coarser components or of lost tiles is not read',
    );
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
