/**
 * The survey: every operation of the registry over images and volumes of growing size, as far as the device and the patience go, without peers. It says where
 * cost grows faster than the number of voxels, and what is slow that nobody has thought of. A new operation is in it as soon as it is in the registry.
 */
import { type Node, OPERATIONS, type Operation } from 'brightfield';
import type { BenchRow, RowShape } from '../row.js';
import { rowsOf } from '../series.js';
import { callOf, channelsOf, DEEP_ONLY, FLAT_ONLY } from './calls.js';

const IMAGES = [64, 256, 1024, 4096, 16384];
const VOLUMES = [64, 128, 256, 512, 1024];

function grown(operation: Operation, kind: 'flat' | 'deep', lengths: readonly number[]): BenchRow[] {
  const c = channelsOf(operation);
  const shapeOf = (length: number): RowShape => ({
    ...(c > 1 && { c }),
    ...(kind === 'deep' && { z: length }),
    y: length,
    x: length,
  });
  const rows = rowsOf({
    name: `${operation.operation}, ${kind}`,
    axis: 'voxels',
    values: lengths,
    at: (length) => ({
      shape: shapeOf(length),
      build: (image) => {
        const { inputs, params } = callOf(operation, image);
        // of several outputs the first, which is the one that it is called for
        return Object.values(operation.apply(inputs, params))[0] as Node;
      },
      bytesPerVoxel: 8,
      peers: {},
    }),
  });
  return rows.map((row) => ({ ...row, survey: true }));
}

export const SURVEY: readonly BenchRow[] = OPERATIONS.flatMap((operation) => [
  ...(DEEP_ONLY.includes(operation.operation) ? [] : grown(operation, 'flat', IMAGES)),
  ...(FLAT_ONLY.includes(operation.operation) ? [] : grown(operation, 'deep', VOLUMES)),
]);
