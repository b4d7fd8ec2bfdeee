/** Two checksums of 32 bits: CRC-32 of PNG (annex D), gzip (RFC 1952) and zip, and CRC-32C (RFC 3720) of Zarr. */
const tableOf = (polynomial: number): Uint32Array =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? polynomial ^ (value >>> 1) : value >>> 1;
    return value;
  });

const [PLAIN, CASTAGNOLI] = [tableOf(0xedb88320), tableOf(0x82f63b78)];

function checksum(table: Uint32Array, bytes: Uint8Array, before: number): number {
  let crc = ~before;
  for (let at = 0; at < bytes.length; at++) crc = (table[(crc ^ (bytes[at] as number)) & 255] as number) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** CRC-32 of bytes, or of those that `before` is of and these. */
export function crc32(bytes: Uint8Array, before = 0): number {
  return checksum(PLAIN, bytes, before);
}

/** CRC-32C of bytes. */
export function crc32c(bytes: Uint8Array): number {
  return checksum(CASTAGNOLI, bytes, 0);
}
