// The digit of the key of rank `rank` among those that `counts` holds by their digits: key = found with the digit set, rest = the rank
// among those that have it, more = how many there are from that rank on. One invocation a histogram.
import package::access::{cell, row_counts, load_counts, size_counts, row_rank, load_rank, row_found, load_found, row_key, store4_key, row_rest, store4_rest, row_more, store4_more};
import constants::{WX, WY};

struct Params {
  shift: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let counts = row_counts(at.y, at.z, at.b);
  let last = size_counts().x - 1;
  var rest = load_rank(row_rank(at.y, at.z, at.b), 0);
  var digit = 0;
  var count = load_counts(counts, 0);
  while (rest >= count && digit < last) {
    rest -= count;
    digit++;
    count = load_counts(counts, digit);
  }
  let key = load_found(row_found(at.y, at.z, at.b), 0) | (u32(digit) << params.shift);
  store4_key(row_key(at.y, at.z, at.b), at.x4, vec4u(key));
  store4_rest(row_rest(at.y, at.z, at.b), at.x4, vec4u(rest));
  store4_more(row_more(at.y, at.z, at.b), at.x4, vec4u(count - rest));
}
