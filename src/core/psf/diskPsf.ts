/** The point spread function of a lens out of focus. */
import type { HostVolume } from '../hostVolume.js';
import { parseParams } from '../paramSpec.js';
import { length, sizeOption } from './psfOptions.js';
import { type AlongSpace, lengthOver, psfVolume, sizeOf } from './psfVolume.js';

const params = { radius: length('In voxels.', { above: 0 }), ...sizeOption };

/**
 * An even disk, the image of a point out of focus by rays: each voxel is the share of the disk's area that lies inside its square, exactly, so the sum is 1. `radius` in voxels of
 * x and y. Lengths are odd, as short as they hold it, unless `size` says otherwise. Throws `ArgumentError` for a radius that is not above 0, an even size, and names that it does not know.
 * @example
 * import { diskPsf } from 'brightfield';
 * diskPsf({ radius: 2.5 }).at({ y: 2, x: 2 }); // 1 / (π 2.5²)
 */
export function diskPsf(options: { readonly radius: number; readonly size?: AlongSpace }): HostVolume {
  const { radius, size } = parseParams('diskPsf', params, options);
  const across = lengthOver(radius - 0.5);
  const corner = (x: number, y: number): number =>
    Math.sign(x) * Math.sign(y) * quadrant(Math.abs(x), Math.abs(y), radius);
  return psfVolume('diskPsf', sizeOf('diskPsf', size, { y: across, x: across }), (x, y, z) => {
    if (z !== 0) return 0;
    const [left, right, top, bottom] = [x - 0.5, x + 0.5, y - 0.5, y + 0.5];
    return Math.max(0, corner(right, bottom) - corner(left, bottom) - corner(right, top) + corner(left, top));
  });
}

/** The area of the disk inside the rectangle from its centre to x, y. */
function quadrant(x: number, y: number, radius: number): number {
  if (x * x + y * y <= radius * radius) return x * y;
  const [right, bottom] = [Math.min(x, radius), Math.min(y, radius)];
  // up to here the rectangle is the lower of the two, beyond it the circle
  const from = Math.sqrt(radius * radius - bottom * bottom);
  const under = (t: number): number =>
    (t * Math.sqrt(Math.max(0, radius * radius - t * t)) + radius * radius * Math.asin(Math.min(1, t / radius))) / 2;
  return bottom * from + under(right) - under(from);
}
