/** The first bytes of files whose codecs are loaded later. */

/** Whether these are a gzip file's first bytes. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/** Whether these are a zip file's first bytes. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}

/** Whether a file begins as DICOM does. Files without the beginning that PS3.10 asks for are not told apart from anything. */
export function isDicom(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(128, 132)) === 'DICM';
}
