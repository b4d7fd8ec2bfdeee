// Of every word of 32 voxels `inside`, the bits of voxels that are no background, `starts`, those of them that begin a run (lib/links), and how many these
// are. Four words an invocation. Bytes: one load, and three stores of a 32nd.
import package::access::{
  cell, Row_src, row_src, load4_src, size_src, row_inside, store4_inside, row_starts, store4_starts, row_counts, store4_counts,
};
import package::lib::links::{bits_of, joined_lanes};
import constants::{WX, WY};

struct Params {
  background: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The bits of a word that are no background, and those that begin a run.
fn word_of(row: Row_src, w: i32, n: i32) -> vec2u {
  var inside = vec4u(0u);
  var equal = vec4u(0u);
  var last = 0u;
  for (var i = 0; i < 8; i++) {
    let v = bitcast<vec4u>(load4_src(row, min(w * 8 + i, (n - 1) >> 2u)));
    let x = vec4i(w * 32 + i * 4) + vec4i(0, 1, 2, 3);
    inside |= bits_of((v != vec4u(params.background)) & (x < vec4i(n)), i);
    equal |= bits_of(v == vec4u(last, v.xyz), i);
    last = v.w;
  }
  let all = joined_lanes(inside);
  return vec2u(all, all & ~(joined_lanes(equal) & (all << 1u)));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let row = row_src(at.y, at.z, at.b);
  var inside = vec4u(0u);
  var starts = vec4u(0u);
  let words = min(4, ((n + 31) >> 5u) - at.x4 * 4);
  for (var k = 0; k < words; k++) {
    let word = word_of(row, at.x4 * 4 + k, n);
    inside[k] = word.x;
    starts[k] = word.y;
  }
  store4_inside(row_inside(at.y, at.z, at.b), at.x4, inside);
  store4_starts(row_starts(at.y, at.z, at.b), at.x4, starts);
  store4_counts(row_counts(at.y, at.z, at.b), at.x4, countOneBits(starts));
}
