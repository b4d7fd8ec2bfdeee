/** A whole volume read slab by slab, so that reading tells how far it is and can be stopped. */
import { AXES, voxels } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { HostVolume } from '../core/hostVolume.js';
import type { Slab } from '../core/slabs.js';
import { allocated, checkCancelled, type ReadOptions } from './limits.js';
import type { PlaneReader } from './stack.js';

/** Bytes of a slab: some hundredths of a second. */
const SLAB_BYTES = 2 ** 23;

/** The planes of a reader, slab by slab, in order. Memory: a slab. */
export async function* slabsOf(reader: PlaneReader, options: ReadOptions): AsyncGenerator<Slab> {
  const { shape, dtype } = reader.description;
  const planes = shape[reader.axis];
  const planeBytes = (voxels(shape) / planes) * DTYPES[dtype].bytes;
  const step = Math.max(1, Math.floor(Math.min(SLAB_BYTES, options.maxBytes ?? SLAB_BYTES) / planeBytes));
  for (let from = 0; from < planes; from += step) {
    checkCancelled(options);
    const to = Math.min(planes, from + step);
    yield { from, volume: await reader.readPlanes(from, to) };
    options.progress?.(to / planes);
  }
}

/** All planes of a reader as one volume. Memory: the volume and a slab. */
export async function readInSlabs(reader: PlaneReader, options: ReadOptions): Promise<HostVolume> {
  const { description, axis } = reader;
  const { shape, dtype } = description;
  const planes = shape[axis];
  const { name = 'file' } = options;
  const data = allocated(name, shape, dtype, options.maxBytes);
  // a slab is one run for every position of the slower axes
  const runs = AXES.slice(0, AXES.indexOf(axis)).reduce((product, each) => product * shape[each], 1);
  const plane = data.length / planes / runs;
  for await (const { from, volume } of slabsOf(reader, options)) {
    const length = volume.data.length / runs;
    for (let run = 0; run < runs; run++)
      data.set(volume.data.subarray(run * length, (run + 1) * length), (run * planes + from) * plane);
  }
  return new HostVolume({ ...description, data });
}
