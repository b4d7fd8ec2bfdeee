/**
 * Differences between neighbours along a row, which compress better than values (TIFF 6.0, section 14; Adobe's technical note 3
 * for floating point). Undone and done in place, on whole rows of little-endian samples.
 */
import type { Stored } from '../elements.js';
import { STORED } from '../elements.js';

/** The predictor tag: none, differences of integers, differences of the bytes of floats. */
export type Predictor = 1 | 2 | 3;

/** Where rows lie and what they hold. `stride` is the samples a pixel that are interleaved. */
export interface Rows {
  readonly stored: Stored;
  readonly samplesPerRow: number;
  readonly stride: number;
}

/** The predictor that suits a type. */
export function predictorFor(stored: Stored): Predictor {
  return stored === 'f16' || stored === 'f32' ? 3 : stored === 'complex64' ? 1 : 2;
}

/** Differences back to values. Predictor 3 leaves little-endian floats, whatever the byte order of the file. */
export function undoPredictor(bytes: Uint8Array<ArrayBuffer>, predictor: Predictor, rows: Rows): void {
  if (predictor === 1) return;
  const { stored, samplesPerRow, stride } = rows;
  const word = STORED[stored].bytes;
  const rowBytes = samplesPerRow * word;
  for (let row = 0; row + rowBytes <= bytes.length; row += rowBytes) {
    if (predictor === 2) {
      const samples = samplesOf(bytes, row, samplesPerRow, word);
      for (let at = stride; at < samples.length; at++)
        samples[at] = (samples[at] as number) + (samples[at - stride] as number);
    } else {
      const line = bytes.subarray(row, row + rowBytes);
      for (let at = stride; at < rowBytes; at++) line[at] = (line[at] as number) + (line[at - stride] as number);
      const planes = line.slice();
      for (let sample = 0; sample < samplesPerRow; sample++)
        for (let byte = 0; byte < word; byte++)
          line[sample * word + byte] = planes[(word - 1 - byte) * samplesPerRow + sample] as number;
    }
  }
}

/** Values to differences. */
export function doPredictor(bytes: Uint8Array<ArrayBuffer>, predictor: Predictor, rows: Rows): void {
  if (predictor === 1) return;
  const { stored, samplesPerRow, stride } = rows;
  const word = STORED[stored].bytes;
  const rowBytes = samplesPerRow * word;
  for (let row = 0; row + rowBytes <= bytes.length; row += rowBytes) {
    if (predictor === 2) {
      const samples = samplesOf(bytes, row, samplesPerRow, word);
      for (let at = samples.length - 1; at >= stride; at--)
        samples[at] = (samples[at] as number) - (samples[at - stride] as number);
    } else {
      const line = bytes.subarray(row, row + rowBytes);
      const values = line.slice();
      for (let sample = 0; sample < samplesPerRow; sample++)
        for (let byte = 0; byte < word; byte++)
          line[(word - 1 - byte) * samplesPerRow + sample] = values[sample * word + byte] as number;
      for (let at = rowBytes - 1; at >= stride; at--) line[at] = (line[at] as number) - (line[at - stride] as number);
    }
  }
}

/** A row as unsigned integers, which wrap as the format wants. */
function samplesOf(bytes: Uint8Array<ArrayBuffer>, row: number, count: number, word: number) {
  const offset = bytes.byteOffset + row;
  if (word === 1) return new Uint8Array(bytes.buffer, offset, count);
  if (word === 2) return new Uint16Array(bytes.buffer, offset, count);
  return new Uint32Array(bytes.buffer, offset, count);
}
