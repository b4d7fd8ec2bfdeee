// counts(bin of b, bin of a) += 1 for every voxel: the joint histogram of two images, by atomics, since a hundred bins each way are too
// many for an invocation's own memory. Sixteen voxels of a row an invocation; what falls into one bin in turn is added once, so that a
// background does not have all of them wait for one word. Voxels of which either is not finite are left out.
// Bytes: one load a voxel of each.
import package::access::{cell, size_a, row_a, load4_a, row_b, load4_b, row_low_a, load_low_a, row_high_a, load_high_a, row_low_b, load_low_b, row_high_b, load_high_b, row_counts, Row_counts, add_counts};
import package::lib::bins::{bins_between, bins_of4};
import constants::{WX, WY};

struct Params {
  bins: i32,
  // words of a row of counts
  pitch: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let first = row_a(at.y, at.z, at.b);
  let second = row_b(at.y, at.z, at.b);
  let bins_a = bins_between(load_low_a(row_low_a(0, 0, 0), 0), load_high_a(row_high_a(0, 0, 0), 0), params.bins);
  let bins_b = bins_between(load_low_b(row_low_b(0, 0, 0), 0), load_high_b(row_high_b(0, 0, 0), 0), params.bins);
  let counts = row_counts(0, 0, 0);
  let n = size_a().x;
  let end = min(at.x4 + 4, (n + 3) / 4);
  var place = -1;
  var run = 0u;
  for (var x4 = at.x4; x4 < end; x4++) {
    let a = bins_of4(bins_a, load4_a(first, x4));
    let b = bins_of4(bins_b, load4_b(second, x4));
    let inside = (a >= vec4i(0)) & (b >= vec4i(0)) & (vec4i(x4 * 4) + vec4i(0, 1, 2, 3) < vec4i(n));
    let places = select(vec4i(-1), b * params.pitch + a, inside);
    for (var k = 0; k < 4; k++) {
      if (places[k] != place) {
        if (place >= 0) { add_counts(counts, u32(place), run); }
        place = places[k];
        run = 0u;
      }
      run += 1u;
    }
  }
  if (place >= 0) { add_counts(counts, u32(place), run); }
}
