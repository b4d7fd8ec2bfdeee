/** A DICOM file (PS3.10): 128 bytes of anything, DICM, a group that says how the rest is written, the rest. And how values are read. */
import { Inflate } from 'fflate';
import { FormatError } from '../../core/errors.js';
import { damaged, MAX_BYTES } from '../limits.js';
import { isDicom } from '../magic.js';
import { type Elements, type Syntax, Walk } from './dataset.js';

const META_START = 132;
const [IMPLICIT, DEFLATED, BIG_ENDIAN] = ['1.2.840.10008.1.2', '1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.2'];

/** The elements of a file before its pixels, and what they lie in. */
export interface DicomFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly elements: Elements;
  readonly syntax: Syntax;
  /** The transfer syntax: how the pixels are compressed. */
  readonly transfer: string;
}

/** Reads the elements of a file. Throws `FormatError` where it is damaged or ends before its pixels begin. */
export function parseDicom(bytes: Uint8Array, name: string, maxBytes = MAX_BYTES): DicomFile {
  if (!isDicom(bytes)) throw new FormatError(name, 'not a DICOM file: DICM is missing at byte 128');
  const plain = { littleEndian: true, implicit: false };
  const group = new Walk(bytes, plain, name);
  const [meta, start] = group.elements(META_START, bytes.length, (tag) => tag >>> 16 !== 2);
  const head = { name, bytes, elements: meta, syntax: plain, transfer: '' };
  const transfer = textOf(head, meta, 0x00020010);
  if (transfer === undefined) throw new FormatError(name, 'does not say how it is written (transfer syntax)');
  const syntax = { littleEndian: transfer !== BIG_ENDIAN, implicit: transfer === IMPLICIT };
  const body = transfer === DEFLATED ? inflated(bytes.subarray(start), maxBytes, name) : bytes;
  const from = transfer === DEFLATED ? 0 : start;
  const [elements] = new Walk(body, syntax, name).elements(from, body.length);
  return { name, bytes: body, elements, syntax, transfer };
}

/** Raw deflate, without a checksum. */
function inflated(bytes: Uint8Array, limit: number, name: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((chunk) => {
    length += chunk.length;
    if (length > limit) throw new FormatError(name, `compressed data holds more than ${limit} bytes`);
    parts.push(chunk);
  });
  try {
    for (let at = 0; at < bytes.length; at += 65536)
      stream.push(bytes.subarray(at, at + 65536), at + 65536 >= bytes.length);
  } catch (error) {
    throw damaged(name, 'compressed data is damaged', error);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A text, without the spaces and zeros that fill it up; undefined where there is none. */
export function textOf({ bytes }: DicomFile, elements: Elements, tag: number): string | undefined {
  const element = elements.get(tag);
  if (!element || element.items || element.length === 0 || element.length > 65536) return undefined;
  const text = String.fromCharCode(...bytes.subarray(element.at, element.at + element.length));
  return text.replace(/[\s\0]+$/, '').trimStart();
}

/** Numbers written in decimals, with backslashes between them (DS, IS); undefined where one of so many is missing or none. */
export function decimalsOf(file: DicomFile, elements: Elements, tag: number, count: number): number[] | undefined {
  const numbers = textOf(file, elements, tag)
    ?.split('\\')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  return numbers?.length === count && numbers.every(Number.isFinite) ? numbers : undefined;
}

/** A number of 16 bits (US); undefined where there is none. */
export function shortOf({ bytes, syntax }: DicomFile, elements: Elements, tag: number): number | undefined {
  const element = elements.get(tag);
  if (element?.length !== 2) return undefined;
  return new DataView(bytes.buffer, bytes.byteOffset + element.at, 2).getUint16(0, syntax.littleEndian);
}
