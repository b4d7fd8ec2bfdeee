/** The point spread function of a camera that moved while it looked. */
import type { HostVolume } from '../hostVolume.js';
import { parseParams } from '../paramSpec.js';
import { length as lengthOption, sizeOption } from './psfOptions.js';
import { type AlongSpace, lengthOver, psfVolume, sizeOf } from './psfVolume.js';

const params = {
  length: lengthOption('In voxels.', { above: 0 }),
  angle: lengthOption('In degrees.', { default: 0 }),
  ...sizeOption,
};

/**
 * A straight and even motion: each voxel is the share of the line that lies inside its square, exactly, so the sum is 1. `length` in voxels of x and y, `angle` in degrees
 * anticlockwise from x as seen on a screen; the line lies about the centre. Lengths are odd, as short as they hold it, unless `size` says otherwise; a smaller size cuts the line and
 * scales what is left. Throws `ArgumentError` for a length that is not above 0, an angle that is not finite, an even size, and names that it does not know.
 * @example
 * import { motionPsf } from 'brightfield';
 * motionPsf({ length: 4, angle: 0 }).data; // 0.125 0.25 0.25 0.25 0.125
 */
export function motionPsf(options: {
  readonly length: number;
  readonly angle?: number;
  readonly size?: AlongSpace;
}): HostVolume {
  const { length, angle, size } = parseParams('motionPsf', params, options);
  const radians = (angle / 180) * Math.PI;
  const [dx, dy] = [Math.cos(radians), -Math.sin(radians)];
  const half = length / 2;
  const over = (d: number): number => lengthOver(Math.abs(d) * half - 0.5);
  return psfVolume('motionPsf', sizeOf('motionPsf', size, { y: over(dy), x: over(dx) }), (x, y, z) => {
    if (z !== 0) return 0;
    // the part of -half to half for which both coordinates lie in the square
    const [a, b] = within(dx, x);
    const [c, d] = within(dy, y);
    return Math.max(0, Math.min(half, b, d) - Math.max(-half, a, c));
  });
}

/** For which t the place `slope t` lies within half a voxel of one. */
function within(slope: number, place: number): readonly [number, number] {
  if (Math.abs(slope) < 1e-12) return place === 0 ? [-Infinity, Infinity] : [Infinity, -Infinity];
  const ends = [(place - 0.5) / slope, (place + 0.5) / slope];
  return [Math.min(...ends), Math.max(...ends)];
}
