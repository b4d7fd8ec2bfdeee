/** A hierarchy behind an address, by `fetch`: in a page those of its own origin and of servers that allow it. */
import { FormatError, UserError } from '../../core/errors.js';
import { keyBelow, type Range, type ZarrReadable } from './store.js';

/** Statuses that say that there is nothing; object stores say 403 where keys may not be listed. */
const NOTHING = [403, 404, 410];
/** Where a hierarchy says what it is. */
const METADATA = ['zarr.json', '.zgroup', '.zattrs', '.zarray'];
/** Statuses of a server that is busy, or being started again. */
const PASSING = [408, 425, 429, 500, 502, 503, 504];
/** After how many milliseconds a server that has answered before is asked again. */
const WAITS = [500, 2000, 8000, 30_000];

/** Whether a name is an address rather than a path. */
export function isAddress(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/**
 * A hierarchy behind an address. Parts are asked for as ranges; where a server sends all, the part is cut out here. A server that has answered once
 * is asked again, five times in 40 seconds, where it does not answer, is busy, or breaks off: what runs for hours outlasts its being started again.
 * Throws `UserError` where nobody answers, or answers with a failure.
 * @param waits the milliseconds between
 * @example
 * const store = httpStore('https://example.org/cells.ome.zarr');
 */
export function httpStore(address: string, waits: readonly number[] = WAITS): ZarrReadable {
  const { asked, addressOf } = patientServer(address, waits);
  return {
    name: address.replace(/\/+$/, ''),
    async get(key, range, signal) {
      const url = addressOf(key);
      const stop = signal && { signal };
      let part: Part | undefined;
      if (range && 'last' in range) {
        // what servers make of a range from the end differs, what they say of the length does not
        const head = await asked(url, { method: 'HEAD', ...stop });
        if (!head) return undefined;
        part = lastPart(url, head, range.last);
      } else part = range;
      const headers = part ? { Range: `bytes=${part.offset}-${part.offset + part.length - 1}` } : {};
      const answer = await asked(url, { headers, ...stop });
      if (!answer) return undefined;
      return part ? cut(answer, part, keyBelow(address, key)) : answer.bytes;
    },
  };
}

/** What says that a hierarchy is the same as before, without its chunks: its metadata, and when a server says that they were made. */
export async function marksOf(address: string): Promise<string> {
  const { asked, addressOf } = patientServer(address, WAITS);
  const marks: string[] = [];
  for (const key of METADATA) {
    const answer = await asked(addressOf(key), {});
    if (!answer) continue;
    const { headers } = answer.response;
    marks.push(key, headers.get('last-modified') ?? headers.get('etag') ?? '', new TextDecoder().decode(answer.bytes));
  }
  return marks.join('\n');
}

/** Asks again; see `httpStore`. */
function patientServer(address: string, waits: readonly number[]) {
  const base = new URL(address);
  const addressOf = (key: string): string => {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/+$/, '')}/${key.split('/').map(encodeURIComponent).join('/')}`;
    return url.href;
  };
  let known = false;
  const asked = async (url: string, init: RequestInit): Promise<Answer | undefined> => {
    for (let tries = 0; ; tries++) {
      try {
        const answer = await answerOf(url, init);
        known = true;
        return answer;
      } catch (error) {
        const wait = waits[tries];
        if (!known || wait === undefined || !(error instanceof PassingError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  };
  return { asked, addressOf };
}

type Part = Exclude<Range, { last: number }>;

interface Answer {
  readonly response: Response;
  readonly bytes: Uint8Array;
}

/** What may be otherwise in a while. */
class PassingError extends UserError {}

function lastPart(url: string, { response }: Answer, last: number): Part {
  const size = Number(response.headers.get('content-length') ?? Number.NaN);
  if (!(size >= last)) throw new FormatError(url, `has ${size} bytes, ${last} are needed`);
  return { offset: size - last, length: last };
}

/** The answer; undefined where there is nothing at that address. */
async function answerOf(url: string, init: RequestInit): Promise<Answer | undefined> {
  const passing =
    (what: string) =>
    (cause: unknown): never => {
      throw init.signal?.aborted ? cause : new PassingError(`${url}: ${what}`, { cause });
    };
  const response = await fetch(url, init).catch(passing('nobody answers'));
  const { status, statusText, ok } = response;
  if (NOTHING.includes(status)) return undefined;
  // servers of pages answer with one of them where there is nothing
  if (ok && response.headers.get('content-type')?.startsWith('text/html')) return undefined;
  const bytes = new Uint8Array(await response.arrayBuffer().catch(passing('the connection broke off')));
  if (ok) return { response, bytes };
  const problem = `${url}: the server answers ${status} ${statusText}`.trim();
  throw PASSING.includes(status) ? new PassingError(problem) : new UserError(problem);
}

function cut({ response, bytes }: Answer, { offset, length }: Part, name: string): Uint8Array {
  if (response.status !== 206) {
    if (offset + length <= bytes.length) return bytes.subarray(offset, offset + length);
    throw new FormatError(name, `bytes ${offset} to ${offset + length} are not in ${bytes.length}`);
  }
  const [, from] = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? [];
  if (bytes.length !== length || (from !== undefined && Number(from) !== offset))
    throw new FormatError(name, `bytes ${offset} to ${offset + length} were asked for, others came`);
  return bytes;
}
