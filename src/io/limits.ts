/** What a reader may allocate. A header's word is never enough: it is checked against the file's size first, then against this. */
import { formatShape, type Shape, voxels } from '../core/axes.js';
import { DTYPES, type DType, hostArray, type TypedArray } from '../core/dtype.js';
import { BrightfieldError, CancelledError, FormatError } from '../core/errors.js';

/** The most bytes that one volume may take when it is read whole: 4 GiB, which is also what one array can hold in Node 20. */
export const MAX_BYTES = 2 ** 32;

/** What every reader takes. */
export interface ReadOptions {
  /** The file's name, for messages. */
  readonly name?: string;
  /** The order of the file's axes, where it is not what the file says or what its rank suggests: `yxc`, `tzyx` is `nzyx`. */
  readonly layout?: string;
  /** The most bytes that one read may decode to; `MAX_BYTES` by default. */
  readonly maxBytes?: number;
  /** Aborting rejects with `CancelledError`; looked at between pieces. */
  readonly signal?: AbortSignal | undefined;
  /** How much has been read, from 0 to 1, now and then. */
  readonly progress?: ((share: number) => void) | undefined;
}

/** Throws `CancelledError` where reading is to stop. */
export function checkCancelled({ signal, name = 'file' }: ReadOptions): void {
  if (signal?.aborted) throw new CancelledError(`${name}: reading was stopped`);
}

/** Throws `FormatError` when so many voxels are more than one read may decode to. */
export function checkDecodedSize(name: string, shape: Shape, dtype: DType, maxBytes = MAX_BYTES): void {
  const bytes = voxels(shape) * DTYPES[dtype].bytes;
  if (bytes <= maxBytes) return;
  throw new FormatError(
    name,
    `${formatShape(shape)} of ${dtype} is ${bytes} bytes, more than the limit of ${maxBytes} (maxBytes): read it in planes, or a part of it`,
  );
}

/**
 * A zeroed array for a volume that is read. Throws `FormatError` when that is over the limit, or more than the machine gives.
 */
export function allocated(name: string, shape: Shape, dtype: DType, maxBytes = MAX_BYTES): TypedArray {
  checkDecodedSize(name, shape, dtype, maxBytes);
  try {
    return hostArray(dtype, voxels(shape));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw damaged(name, `no memory for ${formatShape(shape)} of ${dtype}`, error);
  }
}

/** What a library threw, as a `FormatError` with the file's name; our own errors pass as they are. */
export function damaged(name: string, what: string, error: unknown): BrightfieldError {
  if (error instanceof BrightfieldError) return error;
  return new FormatError(name, `${what}: ${error instanceof Error ? error.message : error}`, { cause: error });
}
