// d - log(1 + d) for d > -1, to a few ulp: what a Poisson likelihood loses where an image is 1 + d times its best. Near 0 the difference is d² (1/2 - d/3 + d²/4 - ...), where
// subtracting would leave nothing; the series ends at d^9, below 2e-7 of it for |d| < 1/8.
import package::lib::math::log1p_4;

fn excess4(d: vec4f) -> vec4f {
  let tail = 0.14285714 - d * (0.125 - d * 0.11111111);
  let series = 0.5 - d * (0.33333333 - d * (0.25 - d * (0.2 - d * (0.16666667 - d * tail))));
  return select(d - log1p_4(d), d * d * series, abs(d) < vec4f(0.125));
}
