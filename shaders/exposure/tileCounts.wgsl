// counts(bin) of a strip of a tile of kx x ky x kz voxels, which goes on beyond the image mirrored (d c b | a b c d | c b a): `src` are
// the bins, what lies beyond the last one is not counted. Row y of counts is strip y % strips of tile y / strips, tiles in rows of
// `across`. One invocation a strip, bins in its own memory, as in measure/histogramPart.wgsl. Each voxel of the image is
// loaded once, in u8.
import package::access::{cell, row_src, load4_src, load_src, size_src, row_counts, store4_counts};
import package::lib::border::border_index;
import constants::{WX, WY, WINDOW};

struct Params {
  bins: u32,
  kx: i32,
  ky: i32,
  kz: i32,
  across: i32,
  strips: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let size = size_src();
  let tile = at.y / params.strips;
  let rows = (params.ky + params.strips - 1) / params.strips;
  let x_begin = (tile % params.across) * params.kx;
  let x_end = x_begin + params.kx;
  let x_inside = min(x_end, size.x);
  let y_tile = (tile / params.across) * params.ky;
  let y_begin = y_tile + (at.y % params.strips) * rows;
  let y_end = min(y_begin + rows, y_tile + params.ky);
  let last = vec4u(params.bins);
  // the last one takes what has no bin
  var count: array<u32, WINDOW + 1>;
  for (var z = at.z * params.kz; z < (at.z + 1) * params.kz; z++) {
    for (var y = y_begin; y < y_end; y++) {
      let row = row_src(border_index(y, size.y), border_index(z, size.z), at.b);
      for (var x4 = x_begin / 4; x4 * 4 < x_inside; x4++) {
        let x = vec4i(x4 * 4) + vec4i(0, 1, 2, 3);
        let bin = min(load4_src(row, x4), last);
        let slot = select(vec4u(WINDOW), bin, (x >= vec4i(x_begin)) & (x < vec4i(x_inside)) & (bin < last));
        count[slot.x] += 1u;
        count[slot.y] += 1u;
        count[slot.z] += 1u;
        count[slot.w] += 1u;
      }
      for (var x = max(x_begin, x_inside); x < x_end; x++) {
        let bin = load_src(row, border_index(x, size.x));
        count[select(WINDOW, i32(bin), bin < params.bins)] += 1u;
      }
    }
  }
  let out = row_counts(at.y, at.z, at.b);
  for (var k = 0; k < i32(params.bins); k += 4) {
    store4_counts(out, at.x4 + k / 4, vec4u(count[k], count[k + 1], count[k + 2], count[k + 3]));
  }
}
