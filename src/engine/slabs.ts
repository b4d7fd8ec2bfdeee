/** Volumes that come to the device slab by slab, since the host cannot hold them. */
import { AXES, formatShape } from '../core/axes.js';
import { ArgumentError, CancelledError } from '../core/errors.js';
import type { Slab, SlabOptions, SlabSource } from '../core/slabs.js';
import type { Context } from '../gpu/context.js';
import { patiently } from '../gpu/patience.js';
import { Storage } from '../gpu/storage.js';
import { uploadSlab } from '../gpu/transfer.js';

/** Bytes of slabs that may be on their way to the device: what is written is copied first. */
const MOST_WAITING = 2 ** 26;

/** The memory of a volume, filled by all of its slabs; given back where they do not come. */
export async function storeSlabs(
  context: Context,
  from: SlabSource,
  { signal, progress }: SlabOptions,
): Promise<Storage> {
  const { name, description, axis } = from;
  const { shape, dtype } = description;
  const length = shape[axis];
  const { device, adapter, pool, limits } = context;
  let made: Storage | undefined;
  const arrived = async (): Promise<void> => {
    await patiently(adapter.software, device.queue.onSubmittedWorkDone());
    context.check();
  };
  try {
    const storage = await context.guarded(() => {
      pool.settle();
      made = Storage.acquire(pool, shape, dtype, limits.maxBuffer);
      return made;
    });
    let [next, waiting] = [0, 0];
    for await (const slab of from.slabs({ signal })) {
      if (signal?.aborted) throw new CancelledError(`${name}: reading was stopped`);
      checkSlab(from, slab, next);
      uploadSlab(device.queue, slab.volume, storage, { axis, from: next, length });
      next += slab.volume.shape[axis];
      waiting += slab.volume.data.byteLength;
      if (waiting >= MOST_WAITING) {
        await arrived();
        waiting = 0;
      }
      progress?.(next / length);
    }
    if (next !== length)
      throw new ArgumentError(name, `all ${length} positions along ${axis} must be given`, `${next}`);
    await arrived();
    return storage;
  } catch (cause) {
    made?.discard();
    throw cause;
  }
}

/** Throws unless a slab follows on what there is and is as large as it was described. */
function checkSlab({ name, description, axis }: SlabSource, { from, volume }: Slab, next: number): void {
  const { shape, dtype } = description;
  const fits = AXES.every((each) =>
    each === axis ? volume.shape[each] <= shape[each] - next : volume.shape[each] === shape[each],
  );
  if (from === next && fits && volume.dtype === dtype) return;
  throw new ArgumentError(
    name,
    `slabs along ${axis} must follow each other and be whole parts of ${formatShape(shape)} ${dtype}`,
    `${formatShape(volume.shape)} ${volume.dtype} at ${from} after ${next}`,
  );
}
