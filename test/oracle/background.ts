/** Backgrounds by their definitions. */
import { AXES, SPATIAL_AXES } from '../../src/core/axes.js';
import { build, type Field, indexOf, itemAt, type Position, perAxis } from './field.js';
import { elementwise } from './pointwise.js';
import { mean } from './reductions.js';

type Radius = number | Partial<Record<'z' | 'y' | 'x', number>>;

/** The offsets of an ellipsoid with their share of the way to its rim, squared. */
function ball(
  radius: Radius,
): { readonly offset: Readonly<Record<'z' | 'y' | 'x', number>>; readonly share: number }[] {
  const [rz, ry, rx] = SPATIAL_AXES.map((axis) => perAxis(radius, axis, 0)) as [number, number, number];
  const part = (o: number, r: number): number => (o === 0 ? 0 : (o * o) / (r * r));
  const found = [];
  for (let z = -Math.floor(rz); z <= rz; z++)
    for (let y = -Math.floor(ry); y <= ry; y++)
      for (let x = -Math.floor(rx); x <= rx; x++) {
        const share = part(z, rz) + part(y, ry) + part(x, rx);
        if (share <= 1 + 1e-9) found.push({ offset: { z, y, x }, share: Math.min(share, 1) });
      }
  return found;
}

function around(
  x: Field,
  radius: Radius,
  pick: (window: readonly { readonly value: number; readonly share: number }[]) => number,
): Field {
  const offsets = ball(radius);
  return build(x.shape, (centre) =>
    pick(
      offsets.flatMap(({ offset, share }) => {
        const at: Position = { ...centre };
        for (const axis of SPATIAL_AXES) at[axis] += offset[axis];
        if (AXES.some((axis) => at[axis] < 0 || at[axis] >= x.shape[axis])) return [];
        return [{ value: itemAt(x.data, indexOf(x.shape, at)), share }];
      }),
    ),
  );
}

const greatestOf = (radius: Radius): number => Math.max(...SPATIAL_AXES.map((axis) => perAxis(radius, axis, 0)));

/** The least of the image and how far the ball lies below its top. */
export const rollingBall = (
  x: Field,
  { radius, intensity = greatestOf(radius) }: { readonly radius: Radius; readonly intensity?: number },
): Field =>
  around(x, radius, (window) =>
    window.reduce(
      (least, { value, share }) => Math.min(least, value + intensity * (1 - Math.sqrt(1 - share))),
      Number.POSITIVE_INFINITY,
    ),
  );

export function opening(x: Field, radius: Radius): Field {
  const least = around(x, radius, (window) => Math.min(...window.map(({ value }) => value)));
  return around(least, radius, (window) => Math.max(...window.map(({ value }) => value)));
}

/** (image - dark) · mean(flat - dark) / (flat - dark); NaN where flat is not above dark. */
export function flatField(x: Field, flat: Field, dark?: Field): Field {
  const none = build({}, () => 0);
  const light = elementwise([flat, dark ?? none], (f, d) => f - d);
  return elementwise([x, dark ?? none, light, mean(light, { axes: ['z', 'y', 'x'] })], (v, d, l, m) =>
    l > 0 ? ((v - d) * m) / l : Number.NaN,
  );
}
