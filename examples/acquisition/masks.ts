/**
 * What is measured of all that could be, as masks that are computed of one number: sliders change neither shapes nor kernels.
 */
import { expression, HostVolume, type Node, or } from 'brightfield';

/** Angles of a full turn of rays: whole degrees. */
export const DEGREES = 180;

const ramp = (axis: 'y' | 'x', length: number, of: (at: number) => number): HostVolume =>
  new HostVolume({ shape: { [axis]: length }, data: Float32Array.from({ length }, (_, at) => of(at)) });

const COLUMNS = ramp('x', DEGREES, (at) => at);

/** 1 in the columns of so many angles, as even as whole degrees are: column c where a multiple of 180 / n falls into [c, c + 1). */
export function angleMask(angles: number): Node {
  // halves keep quotients away from whole numbers, whatever the rounding
  const text = `floor(((a + 1) * b + ${DEGREES - 0.5}) / ${DEGREES}) > floor((a * b + ${DEGREES - 0.5}) / ${DEGREES})`;
  return expression([COLUMNS, angles], { text });
}

/** Frequencies in the order of a transform: 0, 1, ... -1. */
const frequencies = (axis: 'y' | 'x', length: number): HostVolume =>
  ramp(axis, length, (at) => (at < length / 2 ? at : at - length));

const known = new Map<string, readonly [HostVolume, HostVolume]>();

/**
 * 1 at the frequencies nearest to so many lines through 0, evenly turned: one in each column of a flat line, one in each row of a steep
 * one (E. Candès, J. Romberg, T. Tao, Robust uncertainty principles, 2006, figure 1). Frequency 0 first.
 */
export function lineMask(lines: number, rows: number, columns: number): Node {
  const key = `${rows} ${columns}`;
  const [down, across] = known.get(key) ?? [frequencies('y', rows), frequencies('x', columns)];
  known.set(key, [down, across]);
  // of all lines that have a frequency, one of the two on both sides of it has it, too
  const nearest = (rounded: 'floor' | 'ceil'): Node => {
    const angle = expression([across, down, lines], { text: `${rounded}(atan2(b, a) * c / pi) * pi / c` });
    return expression([across, down, angle], {
      text: 'abs(b * cos(c) - a * sin(c)) <= 0.5 * max(abs(cos(c)), abs(sin(c)))',
    });
  };
  return or(nearest('floor'), nearest('ceil'));
}
