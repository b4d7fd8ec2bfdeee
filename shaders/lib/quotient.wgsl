// Places that are quotients: an estimate in f32, whose rest is taken exactly. What lies further than 2^30 voxels away is there.
import package::lib::fixed::{Fixed4, times4, minus4, float4};
import package::lib::places::{Places, places4};

const FURTHEST = 1073741824.0;

// `by` is w in f32 and not 0.
fn quotient4(v: Fixed4, w: Fixed4, by: vec4f) -> Places {
  let ratio = float4(v) / by;
  let estimate = vec4i(clamp(ratio, vec4f(-FURTHEST), vec4f(FURTHEST)));
  let rest = float4(minus4(v, times4(estimate, w))) / by;
  let near = select(rest, vec4f(0.0), abs(ratio) >= vec4f(FURTHEST));
  let step = floor(near);
  return places4(estimate + vec4i(step), vec4u((near - step) * 1048576.0 + 0.5));
}
