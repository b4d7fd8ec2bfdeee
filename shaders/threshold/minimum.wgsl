// dst = the centre of the lowest bin between the two maxima of a smoothed histogram, the first of equals (Glasbey 1993, as
// scikit-image 0.19); NaN where it has not two, or `smoothings` are more than `most`. One invocation a histogram.
import package::access::{cell, row_high, row_low, row_first, load_first, row_last, load_last, row_smoothings, load_smoothings, row_edges, row_dst, store4_dst};
import package::lib::heights::maxima_of;
import package::lib::histogram::centre_or_nan;
import constants::{WX, WY};

struct Params {
  most: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let first = load_first(row_first(at.y, at.z, at.b), 0);
  let last = load_last(row_last(at.y, at.z, at.b), 0);
  let found = maxima_of(row_high(at.y, at.z, at.b), row_low(at.y, at.z, at.b), first, last);
  let none = found.count != 2u || load_smoothings(row_smoothings(at.y, at.z, at.b), 0) > params.most;
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, centre_or_nan(row_edges(at.y, at.z, at.b), select(found.lowest, -1, none)));
}
