// Entry i of best = the greatest sum of s^2 / w over `classes` classes that part the bins from i on (s and w as in moments.wgsl;
// Otsu 1979, Liao, Chen and Chung 2001), as 64 bits and an exponent, and the last bin of the first class, the first of equals:
// the maximum over j of s(i..j)^2 / w(i..j) + later(j + 1), where `later` is of one class less. A later i has no earlier j (the sums
// of a Monge array), so entries at every `stride` are searched between those at every second one, which `before` holds: n log n
// evaluations in all. A class of the first bin alone counts as nothing, as scikit-image 0.19 has it.
import package::access::{cell, row_moments, load4_moments, Row_moments, row_later, load4_later, row_before, load4_before, row_first, load_first, row_last, load_last, row_best, store4_best, size_moments};
import package::lib::wide::{wide_difference, Long, long_of, long_product, long_greater, long_sum, long_quotient};
import constants::{WX, WY};

struct Params {
  classes: i32,
  stride: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// What the bins i to j add.
fn share_of(row: Row_moments, i: i32, j: i32) -> Long {
  let upper = load4_moments(row, j);
  let below = select(vec4u(0u), load4_moments(row, max(i - 1, 0)), i > 0);
  let weight = upper.x - below.x;
  if (weight == 0u || upper.w == 1u) { return Long(0u, 0u, 0); }
  let sum = long_of(wide_difference(vec3u(upper.yz, 0u), vec3u(below.yz, 0u)), 0);
  return long_quotient(long_product(sum, sum), weight);
}

fn packed(best: Long, place: i32) -> vec4u {
  // exponents are from -96 to 33
  return vec4u(best.high, best.low, u32(best.exponent + 1024), u32(place));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let bins = size_moments().x / 4;
  let moments = row_moments(at.y, at.z, at.b);
  let later = row_later(at.y, at.z, at.b);
  let before = row_before(at.y, at.z, at.b);
  let out = row_best(at.y, at.z, at.b);
  let last = load_last(row_last(at.y, at.z, at.b), 0);
  let i = max(at.x4, load_first(row_first(at.y, at.z, at.b), 0));
  if (params.classes == 1) {
    store4_best(out, at.x4, packed(share_of(moments, i, max(last, i)), last));
    return;
  }
  let stride = params.stride;
  let top = stride >= bins;
  if (at.x4 % stride != 0 || (!top && at.x4 % (2 * stride) == 0)) {
    store4_best(out, at.x4, load4_before(before, at.x4));
    return;
  }
  // every class has a bin
  let most = last - params.classes + 1;
  var begin = i;
  var end = most;
  if (!top) {
    begin = max(begin, i32(load4_before(before, at.x4 - stride).w));
    if (at.x4 + stride < bins) { end = min(end, i32(load4_before(before, at.x4 + stride).w)); }
  }
  var best = Long(0u, 0u, 0);
  var place = max(most, 0);
  var found = false;
  for (var j = begin; j <= end; j++) {
    let rest = load4_later(later, j + 1);
    let sum = long_sum(share_of(moments, i, j), Long(rest.x, rest.y, i32(rest.z) - 1024));
    if (!found || long_greater(sum, best)) {
      best = sum;
      place = j;
      found = true;
    }
  }
  store4_best(out, at.x4, packed(best, place));
}
