// Ends a loop: once the measure is below its bound, is NaN, or the iterations are used up, the loop's words give the reason, and no cell of a
// dispatch that comes after this one makes anything: access modules of loops look at them. One invocation.
import package::lib::finite::is_nan;

struct Params {
  below: f32,
  check: u32,
  max: u32,
  watched: u32,
}
@group(0) @binding(0) var<storage, read> measure: array<f32>;
@group(0) @binding(1) var<uniform> params: Params;
// iterations done, bits of the last measure, reason: an index into REPEAT_REASONS
@group(0) @binding(2) var<storage, read_write> state: array<u32, 4>;

@compute @workgroup_size(1)
fn main() {
  if (state[2] != 0u) { return; }
  state[0] += params.check;
  var reason = select(0u, 2u, state[0] >= params.max);
  if (params.watched != 0u) {
    let value = measure[0];
    state[1] = bitcast<u32>(value);
    reason = select(reason, 1u, value < params.below);
    reason = select(reason, 3u, is_nan(value));
  }
  state[2] = reason;
}
