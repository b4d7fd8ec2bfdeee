/** Samples of fewer bits than a host element has: 1 to 7 become u8, 9 to 15 u16, with their value unchanged. */

/**
 * Unpacks samples that lie bit by bit, most significant first, with every row beginning at a byte.
 * @example
 * unpackBits(Uint8Array.of(0b10100000), 1, 3, 1); // 1 0 1
 */
export function unpackBits(
  bytes: Uint8Array,
  bits: number,
  itemsPerRow: number,
  rows: number,
): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  const out = bits <= 8 ? new Uint8Array(rows * itemsPerRow) : new Uint16Array(rows * itemsPerRow);
  const rowBytes = Math.ceil((itemsPerRow * bits) / 8);
  const mask = 2 ** bits - 1;
  let at = 0;
  for (let row = 0; row < rows; row++) {
    let source = row * rowBytes;
    let held = 0;
    let count = 0;
    for (let item = 0; item < itemsPerRow; item++) {
      while (count < bits) {
        held = ((held << 8) | (bytes[source++] ?? 0)) & 0xffffff;
        count += 8;
      }
      count -= bits;
      out[at++] = (held >> count) & mask;
    }
  }
  return out;
}
