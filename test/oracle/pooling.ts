/** Windows that step over an image, from the definitions. */
import { SPATIAL_AXES, type SpatialAxis } from '../../src/core/axes.js';
import { at, build, type Field } from './field.js';

type Given = number | Partial<Record<SpatialAxis, number>> | undefined;

export interface PoolOptions {
  readonly window?: Given;
  readonly stride?: Given;
  readonly padding?: Given;
  readonly countPadding?: boolean;
}

/** Of every window, a number of its voxels and of how many it has with padding. */
function pool(src: Field, options: PoolOptions, reduce: (voxels: number[], size: number) => number): Field {
  const read = (given: Given, axis: SpatialAxis, otherwise: number): number =>
    typeof given === 'number' ? (axis === 'z' && src.shape.z === 1 ? otherwise : given) : (given?.[axis] ?? otherwise);
  const plan = (axis: SpatialAxis) => {
    const size = read(options.window ?? 2, axis, 1);
    const stride = read(options.stride, axis, size);
    const padding = read(options.padding, axis, 0);
    return { size, stride, padding, count: Math.floor((src.shape[axis] + 2 * padding - size) / stride) + 1 };
  };
  const plans = { z: plan('z'), y: plan('y'), x: plan('x') };
  const count = { z: plans.z.count, y: plans.y.count, x: plans.x.count };
  return build({ ...src.shape, ...count }, (position) => {
    const voxels: number[] = [];
    for (let k = 0; k < plans.z.size; k++)
      for (let j = 0; j < plans.y.size; j++)
        for (let i = 0; i < plans.x.size; i++) {
          const tap = { z: k, y: j, x: i };
          const p = { ...position };
          for (const axis of SPATIAL_AXES)
            p[axis] = position[axis] * plans[axis].stride - plans[axis].padding + tap[axis];
          if (SPATIAL_AXES.every((axis) => p[axis] >= 0 && p[axis] < src.shape[axis])) voxels.push(at(src, p));
        }
    return reduce(voxels, plans.z.size * plans.y.size * plans.x.size);
  });
}

export const maxPool = (src: Field, options: PoolOptions = {}): Field =>
  pool(src, options, (voxels) => Math.max(...voxels));

export const meanPool = (src: Field, { countPadding = true, ...options }: PoolOptions = {}): Field =>
  pool(src, options, (voxels, size) => voxels.reduce((a, b) => a + b, 0) / (countPadding ? size : voxels.length));

export function upsampleNearest(src: Field, factors: { z?: number; y?: number; x?: number }): Field {
  const { z = 1, y = 1, x = 1 } = factors;
  const { shape } = src;
  return build({ ...shape, z: z * shape.z, y: y * shape.y, x: x * shape.x }, (p) =>
    at(src, { ...p, z: Math.floor(p.z / z), y: Math.floor(p.y / y), x: Math.floor(p.x / x) }),
  );
}

type Block = { z?: number; y?: number; x?: number };

/** PyTorch's pixel_shuffle: channel c f + (k fy + j) fx + i is the voxel (k, j, i) of the blocks of channel c. */
export function pixelShuffle(src: Field, { z = 1, y = 1, x = 1 }: Block): Field {
  const { shape } = src;
  return build({ ...shape, c: shape.c / (z * y * x), z: z * shape.z, y: y * shape.y, x: x * shape.x }, (p) =>
    at(src, {
      n: p.n,
      c: ((p.c * z + (p.z % z)) * y + (p.y % y)) * x + (p.x % x),
      z: Math.floor(p.z / z),
      y: Math.floor(p.y / y),
      x: Math.floor(p.x / x),
    }),
  );
}

/** Its inverse. */
export function pixelUnshuffle(src: Field, { z = 1, y = 1, x = 1 }: Block): Field {
  const { shape } = src;
  return build({ ...shape, c: shape.c * z * y * x, z: shape.z / z, y: shape.y / y, x: shape.x / x }, (p) =>
    at(src, {
      n: p.n,
      c: Math.floor(p.c / (z * y * x)),
      z: p.z * z + (Math.floor(p.c / (x * y)) % z),
      y: p.y * y + (Math.floor(p.c / x) % y),
      x: p.x * x + (p.c % x),
    }),
  );
}
