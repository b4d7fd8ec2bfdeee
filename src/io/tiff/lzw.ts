/**
 * LZW as TIFF has it (TIFF 6.0, section 13): codes of 9 to 12 bits, most significant first, one wider a code early.
 * The decoder writes into a buffer of the expected size and stops when it is full, so a lying strip costs nothing.
 */
const CLEAR = 256;
const END = 257;
const FIRST = 258;
const MAX_CODES = 4096;

/** Decodes into at most `limit` bytes; fewer come back where the data ends early. Undefined where the codes make no sense. */
export function decodeLzw(bytes: Uint8Array, limit: number): Uint8Array<ArrayBuffer> | undefined {
  const out = new Uint8Array(limit);
  // an entry is the place in the output where its text was first written, one byte longer than the text before it
  const start = new Uint32Array(MAX_CODES);
  const size = new Uint16Array(MAX_CODES);
  let [at, next, width, held, bits, previous] = [0, FIRST, 9, 0, 0, -1];
  let previousStart = 0;
  for (let source = 0; at < limit; ) {
    while (bits < width && source < bytes.length) {
      held = ((held << 8) | (bytes[source++] as number)) & 0xfffff;
      bits += 8;
    }
    if (bits < width) break;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      [next, width, previous] = [FIRST, 9, -1];
      continue;
    }
    const known = code < CLEAR || (code < next && code >= FIRST);
    if (!known && (code !== next || previous < 0)) return undefined;
    const begin = at;
    if (code < CLEAR) out[at++] = code;
    else {
      const from = known ? (start[code] as number) : previousStart;
      const length = known ? (size[code] as number) : begin - previousStart + 1;
      const end = Math.min(at + length, limit);
      for (let read = from; at < end; ) out[at++] = out[read++] as number;
    }
    if (previous >= 0 && next < MAX_CODES) {
      start[next] = previousStart;
      size[next] = begin - previousStart + 1;
      next++;
    }
    previous = code;
    previousStart = begin;
    width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
  }
  return out.subarray(0, at);
}

/** Encodes; the table is cleared before its last code is used. */
export function encodeLzw(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  // every code is at most 12 bits and stands for at least one byte
  const out = new Uint8Array(Math.ceil((bytes.length * 3) / 2) + Math.ceil(bytes.length / 2000) * 2 + 8);
  const keys = new Int32Array(16384).fill(-1);
  const codes = new Uint16Array(16384);
  let [at, held, bits, width, next] = [0, 0, 0, 9, FIRST];
  const put = (code: number) => {
    held = ((held << width) | code) & 0xfffff;
    for (bits += width; bits >= 8; bits -= 8) out[at++] = (held >> (bits - 8)) & 255;
  };
  put(CLEAR);
  let prefix = -1;
  for (let source = 0; source < bytes.length; source++) {
    const byte = bytes[source] as number;
    if (prefix < 0) {
      prefix = byte;
      continue;
    }
    const key = (prefix << 8) | byte;
    let slot = (Math.imul(key, 0x9e3779b1) >>> 18) & 16383;
    while (keys[slot] !== key && keys[slot] !== -1) slot = (slot + 1) & 16383;
    if (keys[slot] === key) {
      prefix = codes[slot] as number;
      continue;
    }
    put(prefix);
    keys[slot] = key;
    codes[slot] = next++;
    if (next > 4094) {
      put(CLEAR);
      keys.fill(-1);
      [width, next] = [9, FIRST];
    } else width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
    prefix = byte;
  }
  if (prefix >= 0) put(prefix);
  // the decoder has one entry more by now
  next++;
  width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
  put(END);
  if (bits > 0) out[at++] = (held << (8 - bits)) & 255;
  return out.subarray(0, at);
}
