/** The least and greatest finite number of an image: the window that viewers show of its channels. */
import { isInteger, itemsPerElement, numberAt } from '../../core/dtype.js';
import type { HostVolume } from '../../core/hostVolume.js';
import type { NumberRange } from './multiscales.js';

/** The range of nothing. */
export const NO_RANGE: NumberRange = { least: Number.POSITIVE_INFINITY, greatest: Number.NEGATIVE_INFINITY };

/** A range that holds the numbers of a volume, too. */
export function widened({ least, greatest }: NumberRange, { dtype, data }: HostVolume): NumberRange {
  const whole = isInteger(dtype);
  for (let at = 0; at < data.length; at += itemsPerElement(dtype)) {
    const value = numberAt(dtype, data, at);
    if (!whole && !Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { least, greatest };
}

/** A window that something can be shown in: of one number or none it is 1 wide. */
export function asWindow({ least, greatest }: NumberRange): NumberRange {
  if (least < greatest) return { least, greatest };
  const from = Number.isFinite(least) ? least : 0;
  return { least: from, greatest: from + 1 };
}
