/** What the optics of a round pupil are made of, in float64. */

/**
 * J_n(x) by its integral (F. W. Bessel 1824): 1/π ∫ cos(n t - x sin t) dt over 0 to π, of a periodic function, for which the trapezoidal rule converges faster than any power
 * once there are more points than x: to 1e-15.
 */
export function bessel(order: 0 | 1, x: number): number {
  const points = Math.ceil(Math.abs(x)) + 32;
  let sum = 0;
  for (let k = 0; k < points; k++) {
    const t = ((k + 0.5) * Math.PI) / points;
    sum += Math.cos(order * t - x * Math.sin(t));
  }
  return sum / points;
}

/** Places and weights of Gauss and Legendre's quadrature over 0 to 1: exact for polynomials up to 2 · points - 1. */
export function gaussLegendre(points: number): readonly (readonly [place: number, weight: number])[] {
  return Array.from({ length: points }, (_, k) => {
    let x = Math.cos((Math.PI * (k + 0.75)) / (points + 0.5));
    let slope = 1;
    for (let round = 0; round < 100; round++) {
      let [before, here] = [1, x];
      for (let n = 2; n <= points; n++) [before, here] = [here, ((2 * n - 1) * x * here - (n - 1) * before) / n];
      slope = (points * (x * here - before)) / (x * x - 1);
      const step = here / slope;
      x -= step;
      if (Math.abs(step) < 1e-15) break;
    }
    return [(1 - x) / 2, 1 / ((1 - x * x) * slope * slope)] as const;
  });
}
