// counts(bin) += 1 for every number, by atomics: more bins than some windows of measure/histogramPart hold, which reads the image for each.
// Thirty-two voxels of a row an invocation; what falls into one bin in turn is added once. Bytes: one load a voxel.
// lavapipe 26.1, 2048², 65536 bins, with the read-back: 25 ms (256 windows: 1.2 s).
import package::access::{cell, row_src, load4_src, size_src, row_low, load_low, row_high, load_high, row_counts, add_counts};
import package::lib::bins::{bins_between, bins_of4};
import constants::{WX, WY};

struct Params {
  bins: i32,
  // words from one histogram to the next
  each: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let row = row_src(at.y, at.z, at.b);
  let bins = bins_between(load_low(row_low(at.y, at.z, at.b), 0), load_high(row_high(at.y, at.z, at.b), 0), params.bins);
  let counts = row_counts(0, 0, 0);
  let base = at.b * params.each;
  let end = min(at.x4 + 8, (n + 3) / 4);
  var last = -1;
  var run = 0u;
  for (var x4 = at.x4; x4 < end; x4++) {
    let found = bins_of4(bins, load4_src(row, x4));
    let bin = select(vec4i(-1), found, vec4i(x4 * 4) + vec4i(0, 1, 2, 3) < vec4i(n));
    for (var k = 0; k < 4; k++) {
      if (bin[k] != last) {
        if (last >= 0) { add_counts(counts, u32(base + last), run); }
        last = bin[k];
        run = 0u;
      }
      run += 1u;
    }
  }
  if (last >= 0) { add_counts(counts, u32(base + last), run); }
}
