/** Chunks that were decoded a moment ago: neighbouring blocks read those between them twice. */
import type { TypedArray } from '../../core/dtype.js';
import type { ChunkRead } from './array.js';

/** Reads chunks and keeps so many bytes of them, the last that were asked for; what is being read is waited for, not read again. */
export function keepingChunks(read: ChunkRead, bytes: number): ChunkRead {
  if (bytes <= 0) return read;
  const kept = new Map<string, { readonly chunk: Promise<TypedArray | undefined>; size: number }>();
  let total = 0;
  const forget = (key: string): void => {
    total -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return (coordinates) => {
    const key = coordinates.join();
    const found = kept.get(key);
    if (found) {
      // the last in the map is the last asked for
      kept.delete(key);
      kept.set(key, found);
      return found.chunk;
    }
    const chunk = read(coordinates);
    const entry = { chunk, size: 0 };
    kept.set(key, entry);
    chunk.then(
      (data) => {
        if (kept.get(key) !== entry) return;
        entry.size = data?.byteLength ?? 0;
        total += entry.size;
        for (const old of kept.keys()) {
          if (total <= bytes) break;
          forget(old);
        }
      },
      () => forget(key),
    );
    return chunk;
  };
}
