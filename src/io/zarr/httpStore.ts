/** A hierarchy behind an address, by `fetch`: in a page those of its own origin and of servers that allow it. */
import { FormatError, UserError } from '../../core/errors.js';
import { keyBelow, type Range, type ZarrReadable } from './store.js';

/** Statuses that say that there is nothing; object stores say 403 where keys may not be listed. */
const NOTHING = [403, 404, 410];

/** Whether a name is an address rather than a path. */
export function isAddress(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/**
 * A hierarchy behind an address. Parts are asked for as ranges; where a server sends all, the part is cut out here.
 * Throws `UserError` where nobody answers, or answers with a failure.
 * @example
 * const store = httpStore('https://example.org/cells.ome.zarr');
 */
export function httpStore(address: string): ZarrReadable {
  const base = new URL(address);
  const addressOf = (key: string): string => {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/+$/, '')}/${key.split('/').map(encodeURIComponent).join('/')}`;
    return url.href;
  };
  return {
    name: address.replace(/\/+$/, ''),
    async get(key, range, signal) {
      const url = addressOf(key);
      const part = range && 'last' in range ? await lastPart(url, range.last, signal) : range;
      if (range && !part) return undefined;
      const headers = part ? { Range: `bytes=${part.offset}-${part.offset + part.length - 1}` } : {};
      const response = await asked(url, { headers, ...(signal && { signal }) });
      if (!response) return undefined;
      const bytes = new Uint8Array(await response.arrayBuffer());
      return part ? cut(bytes, part, response, keyBelow(address, key)) : bytes;
    },
  };
}

/** The part that the last bytes are: what servers make of a range from the end differs, what they say of the length does not. */
async function lastPart(
  url: string,
  last: number,
  signal?: AbortSignal,
): Promise<{ offset: number; length: number } | undefined> {
  const response = await asked(url, { method: 'HEAD', ...(signal && { signal }) });
  if (!response) return undefined;
  const size = Number(response.headers.get('content-length') ?? Number.NaN);
  if (!(size >= last)) throw new FormatError(url, `has ${size} bytes, ${last} are needed`);
  return { offset: size - last, length: last };
}

/** The answer; undefined where there is nothing at that address. */
async function asked(url: string, init: RequestInit): Promise<Response | undefined> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    throw new UserError(`${url}: nobody answers`, { cause });
  });
  if (NOTHING.includes(response.status)) return undefined;
  if (!response.ok) throw new UserError(`${url}: the server answers ${response.status} ${response.statusText}`.trim());
  // servers of pages answer with one of them where there is nothing
  if (response.headers.get('content-type')?.startsWith('text/html')) return undefined;
  return response;
}

function cut(bytes: Uint8Array, part: Exclude<Range, { last: number }>, response: Response, name: string): Uint8Array {
  const { offset, length } = part;
  if (response.status !== 206) {
    if (offset + length <= bytes.length) return bytes.subarray(offset, offset + length);
    throw new FormatError(name, `bytes ${offset} to ${offset + length} are not in ${bytes.length}`);
  }
  const [, from] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (bytes.length !== length || (from !== undefined && Number(from) !== offset))
    throw new FormatError(name, `bytes ${offset} to ${offset + length} were asked for, others came`);
  return bytes;
}
