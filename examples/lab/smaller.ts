/** A preview of what does not fit: every other voxel along each axis of the picture. */
import { type Axis, HostVolume } from 'brightfield';

/** Below this there is nothing to be gained. */
const LEAST = 64;

/** Half as many voxels along z, y and x, where there are many; undefined where there are few along all. */
export function halved(host: HostVolume): HostVolume | undefined {
  const { shape, data, spacing, unit, layout } = host;
  const step = (axis: Axis): number => (shape[axis] >= LEAST ? 2 : 1);
  const [sz, sy, sx] = [step('z'), step('y'), step('x')];
  if (sz * sy * sx === 1) return undefined;
  const next = {
    ...shape,
    z: Math.ceil(shape.z / sz),
    y: Math.ceil(shape.y / sy),
    x: Math.ceil(shape.x / sx),
  };
  const less = data.slice(0, next.n * next.c * next.z * next.y * next.x);
  let at = 0;
  for (let plane = 0; plane < shape.n * shape.c; plane++)
    for (let z = 0; z < shape.z; z += sz)
      for (let y = 0; y < shape.y; y += sy) {
        const row = ((plane * shape.z + z) * shape.y + y) * shape.x;
        for (let x = 0; x < shape.x; x += sx) less[at++] = data[row + x] ?? 0;
      }
  const along = (axis: Axis): number | undefined => spacing[axis] && spacing[axis] * step(axis);
  const wider = Object.fromEntries((Object.keys(spacing) as Axis[]).map((axis) => [axis, along(axis)]));
  return new HostVolume({ shape: next, data: less, spacing: wider, unit, layout });
}
