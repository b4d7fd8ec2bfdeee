// Equal bins as NumPy has them: edge i is low + i (high - low) / count, the last one high itself; bin i holds
// edge i <= v < edge i + 1, the last one its upper end too. Edges decide, not the rounded quotient. Ends that are equal move
// half a unit apart; without ends (NaN) the bins lie in 0 ... 1. Everything is held at half its size, so that the range of
// any two numbers is finite.
import package::lib::finite::{is_nan, is_finite4};
import package::lib::sealed::sealed4;

struct Bins {
  half_low: f32,
  half_high: f32,
  half_step: f32,
  // Distances times size times scale are bins; neither factor leaves the range of f32, however small or large the bins.
  size: f32,
  scale: f32,
  count: i32,
}

fn bins_between(least: f32, greatest: f32, count: i32) -> Bins {
  let none = is_nan(least);
  let apart = select(0.0, 0.5, least == greatest && !none);
  let low = select(least - apart, 0.0, none) * 0.5;
  let high = select(greatest + apart, 1.0, none) * 0.5;
  let range = high - low;
  // a whole width is exact, whatever the division rounds to
  let step = range / f32(count);
  let whole = round(step * 2.0) * 0.5;
  let size = select(select(1.0, 0x1p-40, range > 1e25), 0x1p40, range < 1e-25);
  let scale = select(0.0, f32(count) / (range * size), range > 0.0);
  return Bins(low, high, select(step, whole, whole * f32(count) == range), size, scale, count);
}

fn half_edge4(b: Bins, i: vec4i) -> vec4f {
  // sealed: were it contracted to a fused multiply-add in one kernel only, edges and counts would disagree
  let edge = vec4f(b.half_low) + sealed4(vec4f(i) * b.half_step, b.count);
  return select(edge, vec4f(b.half_high), i >= vec4i(b.count));
}

fn bins_edge4(b: Bins, i: vec4i) -> vec4f { return half_edge4(b, i) * 2.0; }

// The bin of each number; -1 for those out of range and not finite.
fn bins_of4(b: Bins, v: vec4f) -> vec4i {
  let half = v * 0.5;
  let guess = (half - vec4f(b.half_low)) * b.size * b.scale;
  let last = vec4i(b.count - 1);
  var bin = clamp(vec4i(clamp(guess, vec4f(0.0), vec4f(f32(b.count)))), vec4i(0), last);
  bin -= select(vec4i(0), vec4i(1), (half < half_edge4(b, bin)) & (bin > vec4i(0)));
  bin += select(vec4i(0), vec4i(1), (half >= half_edge4(b, bin + 1)) & (bin < last));
  return select(vec4i(-1), bin, is_finite4(v) & (half >= vec4f(b.half_low)) & (half <= vec4f(b.half_high)));
}
