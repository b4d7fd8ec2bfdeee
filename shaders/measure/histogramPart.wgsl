// counts(bin) of a part of src: `rows` rows of `groups` groups of four, for WINDOW bins. One invocation a part and window, bins
// in its own memory: no atomic (5 ns a voxel on lavapipe), and the same bits in any order. Parts are added up by reduceRows.
// A window that the numbers between least and greatest do not reach reads nothing. 256 bins of 2048 x 2048 take 1.6 times the
// processor time of a plain copy on lavapipe, and so does every further window: 12 bits in u16 are 16 windows. More than 256
// bins in an invocation take minutes to compile there, since an array is zeroed word by word.
import package::access::{cell, row_src, load4_src, size_src, row_low, load_low, row_high, load_high, row_least, load_least, row_greatest, load_greatest, row_counts, store4_counts};
import package::lib::bins::{Bins, bins_between, bins_of4};
import package::lib::finite::is_nan;
import constants::{WX, WY, WINDOW};

struct Params {
  bins: i32,
  spans: i32,
  rows: i32,
  groups: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let size = size_src();
  let y_begin = (at.y / params.spans) * params.rows;
  let y_end = min(y_begin + params.rows, size.y);
  let x4_begin = (at.y % params.spans) * params.groups;
  let x4_end = min(x4_begin + params.groups, (size.x + 3) / 4);
  let low = load_low(row_low(y_begin, at.z, at.b), 0);
  let bins = bins_between(low, load_high(row_high(y_begin, at.z, at.b), 0), params.bins);
  let least = load_least(row_least(y_begin, at.z, at.b), 0);
  let greatest = load_greatest(row_greatest(y_begin, at.z, at.b), 0);
  let first = at.x4 * 4;
  let reached = bins_of4(bins, 2.0 * clamp(0.5 * vec4f(least, greatest, least, greatest), vec4f(bins.half_low), vec4f(bins.half_high)));
  let empty = is_nan(least) || reached.y < first || reached.x >= first + WINDOW;
  // the last one takes what belongs to no bin here
  var count: array<u32, WINDOW + 1>;
  if (!empty) {
    for (var y = y_begin; y < y_end; y++) {
      let row = row_src(y, at.z, at.b);
      for (var x4 = x4_begin; x4 < x4_end; x4++) {
        let bin = bins_of4(bins, load4_src(row, x4)) - vec4i(first);
        let inside = (bin >= vec4i(0)) & (bin < vec4i(WINDOW)) & (vec4i(x4 * 4) + vec4i(0, 1, 2, 3) < vec4i(size.x));
        let slot = select(vec4i(WINDOW), bin, inside);
        count[slot.x] += 1u;
        count[slot.y] += 1u;
        count[slot.z] += 1u;
        count[slot.w] += 1u;
      }
    }
  }
  let out = row_counts(at.y, at.z, at.b);
  let stored = min(WINDOW, params.bins - first);
  for (var k = 0; k < stored; k += 4) {
    store4_counts(out, at.x4 + k / 4, vec4u(count[k], count[k + 1], count[k + 2], count[k + 3]));
  }
}
