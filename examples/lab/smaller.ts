/** A preview of what does not fit: every other voxel along each axis of the picture. */
import { HostVolume, type SlabOptions, type SlabSource } from 'brightfield';

/** Milliseconds that are taken at once, and how others get their turn. */
const AT_ONCE = 10;
const turn = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Below this there is nothing to be gained. */
const LEAST = 64;

const stepOf = (length: number): number => (length >= LEAST ? 2 : 1);

export const canBeHalved = ({ shape: { z, y, x } }: HostVolume): boolean => Math.max(z, y, x) >= LEAST;

/** Half as many voxels along z, y and x, where there are many; undefined where there are few along all. */
export async function halved(host: HostVolume): Promise<HostVolume | undefined> {
  const { shape, data, dtype, spacing, unit, layout } = host;
  if (!canBeHalved(host)) return undefined;
  const [sz, sy, sx] = [stepOf(shape.z), stepOf(shape.y), stepOf(shape.x)];
  const next = {
    ...shape,
    z: Math.ceil(shape.z / sz),
    y: Math.ceil(shape.y / sy),
    x: Math.ceil(shape.x / sx),
  };
  const { data: less } = new HostVolume({ shape: next, dtype });
  let at = 0;
  let began = performance.now();
  for (let plane = 0; plane < shape.n * shape.c; plane++)
    for (let z = 0; z < shape.z; z += sz)
      for (let y = 0; y < shape.y; y += sy) {
        const row = ((plane * shape.z + z) * shape.y + y) * shape.x;
        for (let x = 0; x < shape.x; x += sx) less[at++] = data[row + x] ?? 0;
        if (performance.now() - began < AT_ONCE) continue;
        await turn();
        began = performance.now();
      }
  const steps: Readonly<Partial<Record<string, number>>> = { z: sz, y: sy, x: sx };
  const wider = Object.fromEntries(
    Object.entries(spacing).map(([axis, each]) => [axis, each && each * (steps[axis] ?? 1)]),
  );
  return new HostVolume({ shape: next, data: less, spacing: wider, unit, layout });
}

/** Voxels of a preview at most. */
const MOST = 2 ** 25;

/** Every so-manyth voxel along z, y and x of what comes in slabs along n, c or z, few enough for any card; undefined where it comes along another axis. */
export async function preview(source: SlabSource, options: SlabOptions): Promise<HostVolume | undefined> {
  const { description, axis } = source;
  const { shape, spacing, unit, layout, dtype } = description;
  if (axis === 'y' || axis === 'x') return undefined;
  const size = (step: number): { z: number; y: number; x: number } => ({
    z: Math.ceil(shape.z / step),
    y: Math.ceil(shape.y / step),
    x: Math.ceil(shape.x / step),
  });
  let step = 2;
  while (shape.n * shape.c * size(step).z * size(step).y * size(step).x > MOST) step++;
  const next = { ...shape, ...size(step) };
  const small = new HostVolume({ shape: next, dtype });
  for await (const { from, volume } of source.slabs(options)) {
    const { data, shape: slab } = volume;
    const [n0, c0, z0] = (['n', 'c', 'z'] as const).map((each) => (each === axis ? from : 0)) as [
      number,
      number,
      number,
    ];
    for (let n = 0; n < slab.n; n++)
      for (let c = 0; c < slab.c; c++)
        for (let z = (step - (z0 % step)) % step; z < slab.z; z += step)
          for (let y = 0; y < shape.y; y += step) {
            const row = (((n * slab.c + c) * slab.z + z) * shape.y + y) * shape.x;
            const plane = ((n0 + n) * shape.c + c0 + c) * next.z + (z0 + z) / step;
            let at = (plane * next.y + y / step) * next.x;
            for (let x = 0; x < shape.x; x += step) small.data[at++] = data[row + x] ?? 0;
          }
  }
  const wider = Object.fromEntries(Object.entries(spacing).map(([along, each]) => [along, each && each * step]));
  return new HostVolume({ shape: next, data: small.data, spacing: { ...spacing, ...wider }, unit, layout });
}
