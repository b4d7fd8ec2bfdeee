// Equal bins as NumPy has them: edge i is low + i (high - low) / count, the last one high itself; bin i holds
// edge i <= v < edge i + 1, the last one its upper end too. Edges decide, not the rounded quotient. Ends that are equal move
// half a unit apart; without ends (NaN) the bins lie in 0 ... 1.
import package::lib::finite::{is_nan, is_finite4};
import package::lib::sealed::sealed4;

struct Bins {
  low: f32,
  high: f32,
  step: f32,
  // Of half a voxel's distance from low: half the range cannot overflow.
  scale: f32,
  count: i32,
}

fn bins_between(least: f32, greatest: f32, count: i32) -> Bins {
  let none = is_nan(least);
  let apart = select(0.0, 0.5, least == greatest && !none);
  let low = select(least - apart, 0.0, none);
  let high = select(greatest + apart, 1.0, none);
  let half = high * 0.5 - low * 0.5;
  let halves = f32(count) * 0.5;
  // a whole width is exact, whatever the division rounds to
  let width = half / halves;
  let whole = round(width);
  let step = min(select(width, whole, whole * halves == half), 3.4028234e38);
  return Bins(low, high, step, select(0.0, f32(count) / half, half > 0.0), count);
}

fn bins_edge4(b: Bins, i: vec4i) -> vec4f {
  // sealed: were it contracted to a fused multiply-add in one kernel only, edges and counts would disagree
  let edge = vec4f(b.low) + sealed4(vec4f(i) * b.step, b.count);
  return select(edge, vec4f(b.high), i >= vec4i(b.count));
}

// The bin of each number; -1 for those out of range and not finite.
fn bins_of4(b: Bins, v: vec4f) -> vec4i {
  let guess = (v * 0.5 - vec4f(b.low * 0.5)) * b.scale;
  let last = vec4i(b.count - 1);
  var bin = clamp(vec4i(clamp(guess, vec4f(0.0), vec4f(f32(b.count)))), vec4i(0), last);
  bin -= select(vec4i(0), vec4i(1), (v < bins_edge4(b, bin)) & (bin > vec4i(0)));
  bin += select(vec4i(0), vec4i(1), (v >= bins_edge4(b, bin + 1)) & (bin < last));
  return select(vec4i(-1), bin, is_finite4(v) & (v >= vec4f(b.low)) & (v <= vec4f(b.high)));
}
