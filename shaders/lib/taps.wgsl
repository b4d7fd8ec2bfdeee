// The voxels that four places between voxels are made of, along one axis: which, what they weigh, and how fast that changes with the place.
import package::lib::cubic::cubic_weights;
import package::lib::places::Places;
import constants::{IS_NEAREST, IS_LINEAR};

const TAPS = select(select(4, 2, IS_LINEAR), 1, IS_NEAREST);

fn first_tap4(p: Places) -> vec4i {
  if (IS_NEAREST) { return p.i + select(vec4i(0), vec4i(1), p.f >= vec4f(0.5)); }
  return p.i - select(1, 0, IS_LINEAR);
}

fn tap_weights(f: vec4f) -> array<vec4f, 4> {
  if (IS_NEAREST) { return array<vec4f, 4>(vec4f(1.0), vec4f(0.0), vec4f(0.0), vec4f(0.0)); }
  if (IS_LINEAR) { return array<vec4f, 4>(1.0 - f, f, vec4f(0.0), vec4f(0.0)); }
  return cubic_weights(f);
}

fn tap_slopes(f: vec4f) -> array<vec4f, 4> {
  if (IS_NEAREST) { return array<vec4f, 4>(vec4f(0.0), vec4f(0.0), vec4f(0.0), vec4f(0.0)); }
  if (IS_LINEAR) { return array<vec4f, 4>(vec4f(-1.0), vec4f(1.0), vec4f(0.0), vec4f(0.0)); }
  let g = 1.0 - f;
  return array<vec4f, 4>(-0.5 * g * g, f * (1.5 * f - 2.0), g * (2.0 - 1.5 * g), 0.5 * f * f);
}
