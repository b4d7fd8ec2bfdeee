// Places that are quotients: an estimate in f32, whose rest is taken exactly. What lies further than FURTHEST voxels away is there.
import package::lib::convert::{short_i32, short_u32};
import package::lib::fixed::{Fixed4, times4, minus4, float4};
import package::lib::places::{Places, places4, FURTHEST};

// `by` is w in f32 and not 0.
fn quotient4(v: Fixed4, w: Fixed4, by: vec4f) -> Places {
  let ratio = clamp(float4(v) / by, vec4f(-FURTHEST), vec4f(FURTHEST));
  let estimate = short_i32(ratio);
  let rest = float4(minus4(v, times4(estimate, w))) / by;
  let near = select(rest, vec4f(0.0), abs(ratio) >= vec4f(FURTHEST));
  let step = floor(near);
  return places4(estimate + short_i32(step), short_u32((near - step) * 1048576.0 + 0.5));
}
