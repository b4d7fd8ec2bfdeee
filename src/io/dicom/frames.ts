/** The pixels of a DICOM file as numbers, frame by frame: as they lie, from RLE, or from a compressed frame. */
import { hostArray, type TypedArray } from '../../core/dtype.js';
import { FormatError } from '../../core/errors.js';
import { hostElements, STORED, swapBytes } from '../elements.js';
import { decompressed } from './compressed.js';
import { Walk } from './dataset.js';
import type { DicomImage } from './image.js';
import { decodeRle } from './rle.js';

const RLE = '1.2.840.10008.1.2.5';
const UNDEFINED = 0xffffffff;

/** Gives the numbers of each frame, of the type that the file says (f64 as f32); a frame at a time is decoded. */
export async function openFrames(image: DicomImage): Promise<(frame: number) => Promise<TypedArray>> {
  const { file, pixels, frames, width, height, samples, stored } = image;
  const items = width * height * samples;
  const bytes = items * STORED[stored].bytes;
  if (pixels.length !== UNDEFINED) {
    if (pixels.length < bytes * frames || pixels.at + bytes * frames > file.bytes.length) {
      const there = Math.min(pixels.length, file.bytes.length - pixels.at);
      throw new FormatError(
        file.name,
        `${frames} frames of ${width} by ${height} need ${bytes * frames} bytes, ${there} are there`,
      );
    }
    return async (frame) => {
      const own = file.bytes.slice(pixels.at + frame * bytes, pixels.at + (frame + 1) * bytes);
      if (!file.syntax.littleEndian) swapBytes(own, STORED[stored].word);
      return valuesOf(hostElements(own, stored, file.name), image);
    };
  }
  const parts = framesOf(new Walk(file.bytes, file.syntax, file.name).fragments(pixels.at), image);
  return async (frame) => {
    const part = parts(frame);
    if (file.transfer === RLE)
      return valuesOf(hostElements(new Uint8Array(decodeRle(part, image)), stored, file.name), image);
    const numbers = await decompressed(part, image);
    const own = hostArray(STORED[stored].dtype, items);
    for (let at = 0; at < items; at++) own[at] = numbers[at] as number;
    return valuesOf(own, image);
  };
}

/** The fragments of each frame, joined: one a frame, all of one frame, or as the table of offsets has them. */
function framesOf([table, ...parts]: Uint8Array[], { file, frames }: DicomImage): (frame: number) => Uint8Array {
  if (frames === 1) return () => joined(parts);
  if (parts.length === frames) return (frame) => parts[frame] as Uint8Array;
  if (table?.length !== 4 * frames)
    throw new FormatError(
      file.name,
      `${frames} frames in ${parts.length} parts without a table of offsets are not read`,
    );
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  // offsets are of the parts' own heads, eight bytes before each
  const starts = parts.map((part) => part.byteOffset - (parts[0]?.byteOffset ?? 0));
  return (frame) => {
    const [from, to] = [
      view.getUint32(4 * frame, true),
      frame + 1 < frames ? view.getUint32(4 * frame + 4, true) : Number.POSITIVE_INFINITY,
    ];
    return joined(parts.filter((_, at) => (starts[at] ?? 0) >= from && (starts[at] ?? 0) < to));
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Only the bits that are the value: others may hold an overlay, or anything. */
function valuesOf(numbers: TypedArray, { bits: { allocated, used, highest }, stored }: DicomImage): TypedArray {
  if (used === allocated) return numbers;
  const [up, down] = [31 - highest, 32 - used];
  const signed = stored.startsWith('i');
  for (let at = 0; at < numbers.length; at++) {
    const moved = (numbers[at] as number) << up;
    numbers[at] = signed ? moved >> down : moved >>> down;
  }
  return numbers;
}
