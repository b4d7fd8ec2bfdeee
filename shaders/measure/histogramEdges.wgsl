// edges(x) = the edge x of `bins` equal bins between low and high; of bin x its middle (OF_BINS 1), or its width (2).
import package::access::{cell, row_low, load_low, row_high, load_high, row_edges, store4_edges};
import package::lib::bins::{bins_between, bins_edge4};
import constants::{WX, WY, OF_BINS};

struct Params {
  bins: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let low = load_low(row_low(at.y, at.z, at.b), 0);
  let bins = bins_between(low, load_high(row_high(at.y, at.z, at.b), 0), params.bins);
  let i = vec4i(at.x4 * 4) + vec4i(0, 1, 2, 3);
  let edges = bins_edge4(bins, i);
  let next = bins_edge4(bins, i + 1);
  // halves are finite for all finite edges
  let middles = 0.5 * edges + 0.5 * next;
  store4_edges(row_edges(at.y, at.z, at.b), at.x4, select(select(edges, middles, OF_BINS == 1), vec4f(2.0 * bins.half_step), OF_BINS == 2));
}
