/** Frames of RLE (PS3.5, annex G): each byte of each sample is a segment of its own, packed by PackBits, the most significant first. */
import { FormatError } from '../../core/errors.js';
import type { DicomImage } from './image.js';

const HEADER = 64;
/** Two bytes make 128 at most. */
const MAX_RATIO = 64;

/** The bytes of a frame, little-endian, sample by sample of each pixel. */
export function decodeRle(frame: Uint8Array, image: DicomImage): Uint8Array {
  const { name } = image.file;
  const bytes = image.bits.allocated / 8;
  const segments = bytes * image.samples;
  const pixels = image.width * image.height;
  const refuse = (problem: string): never => {
    throw new FormatError(name, `its pixels are damaged: ${problem}`);
  };
  if (frame.length < HEADER) refuse('a frame ends within its RLE header');
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  if (view.getUint32(0, true) !== segments)
    refuse(`a frame has ${view.getUint32(0, true)} segments, ${segments} are needed`);
  if (segments > 15) refuse(`${segments} segments are more than RLE has`);
  if (pixels * segments > frame.length * MAX_RATIO) refuse(`${frame.length} bytes cannot hold ${pixels} pixels`);
  const out = new Uint8Array(pixels * segments);
  for (let segment = 0; segment < segments; segment++) {
    const start = view.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : frame.length;
    if (!(start >= HEADER && start <= end && end <= frame.length)) refuse(`segment ${segment} lies outside`);
    const sample = Math.floor(segment / bytes);
    const first = sample * bytes + (bytes - 1 - (segment % bytes));
    if (unpack(frame.subarray(start, end), out, first, segments) < pixels) refuse(`segment ${segment} is too short`);
  }
  return out;
}

/** PackBits into every `step`th byte from `first` on. Gives how many were written; what is too much is left out. */
function unpack(packed: Uint8Array, out: Uint8Array, first: number, step: number): number {
  let to = first;
  for (let at = 0; at < packed.length && to < out.length; ) {
    const code = packed[at++] as number;
    if (code === 128) continue;
    const count = code < 128 ? code + 1 : 257 - code;
    for (let each = 0; each < count && at < packed.length && to < out.length; each++, to += step)
      out[to] = packed[code < 128 ? at++ : at] as number;
    if (code > 128) at++;
  }
  return (to - first) / step;
}
