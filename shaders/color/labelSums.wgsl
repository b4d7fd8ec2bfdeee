// sums(rank) of the voxels of every rank and channel: how many, how many that are not finite, and the sum of the others in 64 bits, as whole numbers of 30 bits of the greatest magnitude
// there is. Eight groups of four an invocation, which adds by itself as long as ranks stay. Error: 2^-31 of that magnitude a voxel. Bytes: two loads, and at random four words where
// ranks change.
import package::access::{cell, size_src, row_src, load4_src, row_ranks, load4_ranks, row_peak, load_peak, row_sums, add_sums};
import package::lib::finite::is_finite4;
import package::lib::light::{exponent_of, power_of_two};
import package::lib::tally::tally;
import package::lib::wide::{signed_wide, wide_sum};
import constants::{WX, WY};

struct Params {
  // words of all ranks
  size: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn hand_on(place: u32, many: u32, broken: u32, sum: vec2u) {
  let sums = row_sums(0, 0, 0);
  if (many == 0u) { return; }
  add_sums(sums, place, many);
  if (broken != 0u) { add_sums(sums, place + 1u, broken); }
  tally(sums, place + 2u, sum);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let row = row_src(at.y, at.z, at.b);
  let rank_row = row_ranks(at.y, at.z, at.b);
  let scale = power_of_two(29 - exponent_of(load_peak(row_peak(0, 0, 0), 0)));
  let base = u32(at.b) * params.size;
  var last = 0u;
  var many = 0u;
  var broken = 0u;
  var sum = vec2u(0u);
  let groups = min(8, ((n + 3) >> 2u) - at.x4);
  for (var g = 0; g < groups; g++) {
    let v = load4_src(row, at.x4 + g);
    let finite = is_finite4(v);
    let whole = vec4i(round(select(vec4f(0.0), v, finite) * scale));
    let ranks = load4_ranks(rank_row, at.x4 + g);
    for (var i = 0; i < 4; i++) {
      if ((at.x4 + g) * 4 + i >= n) { continue; }
      if (ranks[i] != last) {
        hand_on(base + 4u * last, many, broken, sum);
        last = ranks[i];
        many = 0u;
        broken = 0u;
        sum = vec2u(0u);
      }
      many += 1u;
      broken += select(1u, 0u, finite[i]);
      sum = wide_sum(sum, signed_wide(whole[i]));
    }
  }
  hand_on(base + 4u * last, many, broken, sum);
}
