/** Which way up a photograph is: the orientation that cameras write into the Exif part of a JPEG (JEITA CP-3451, tag 0x0112), 1 to 8. */
import type { Shape } from '../core/axes.js';

const APP1 = 0xe1;
const SCAN = 0xda;
const ORIENTATION = 0x0112;
const SHORT = 3;
/** `Exif` and two zeros. */
const MAGIC = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** The orientation, 1 (as it lies) where there is none or what there is makes no sense. */
export function exifOrientation(bytes: Uint8Array): number {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === SCAN) break;
    const length = 256 * (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0);
    const part = bytes.subarray(at + 4, at + 2 + length);
    if (marker === APP1 && MAGIC.every((byte, k) => part[k] === byte))
      return orientationOf(part.subarray(MAGIC.length));
    at += 2 + Math.max(2, length);
  }
  return 1;
}

/** Of the little TIFF within: its first directory says. */
function orientationOf(tiff: Uint8Array): number {
  if (tiff.length < 8) return 1;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = tiff[0] === 0x49;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > tiff.length) return 1;
    if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/**
 * Planes of pixels turned upright. What an orientation says of the stored rows and columns: 1 begins top left; 2 top right, 3 bottom right, 4 bottom left
 * with rows still rows; 5 left top, 6 right top, 7 right bottom, 8 left bottom with rows as columns.
 */
export function upright<A extends Uint8Array>(
  data: A,
  shape: Shape,
  orientation: number,
): { readonly data: A; readonly shape: Shape } {
  if (orientation === 1) return { data, shape };
  const { y: rows, x: columns } = shape;
  const isTurned = orientation >= 5;
  const next = isTurned ? { ...shape, y: columns, x: rows } : shape;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const out = data.slice() as A;
  const plane = rows * columns;
  for (let first = 0; first < data.length; first += plane)
    for (let y = 0; y < next.y; y++)
      for (let x = 0; x < next.x; x++) {
        const [row, column] = isTurned ? [x, y] : [y, x];
        const from = (fromBottom ? rows - 1 - row : row) * columns + (fromRight ? columns - 1 - column : column);
        out[first + y * next.x + x] = data[first + from] ?? 0;
      }
  return { data: out, shape: next };
}
