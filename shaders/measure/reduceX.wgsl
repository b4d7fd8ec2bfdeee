// One pass of a reduction along x: a group of four lanes from CHUNK groups, lane by lane; in the last pass the four
// lanes meet. Pairwise trees as in reduceRows. Bytes: one load a voxel.
import package::access::{cell, row_src, Row_src, load4_src, size_src, row_dst, store4_dst, Value_dst};
import package::lib::reduce::{reduce_enter, reduce_leave, reduce_combine, reduce_identity, reduce_tree};
import constants::{WX, WY, CHUNK, IS_LAST};

// Lanes past the end of the row hold anything and become the identity.
fn load_bits(row: Row_src, x4: i32, n: i32) -> vec4u {
  let bits = bitcast<vec4u>(load4_src(row, min(x4, (n - 1) >> 2u)));
  let outside = vec4i(x4 * 4) + vec4i(0, 1, 2, 3) >= vec4i(n);
  return select(reduce_enter(bits), reduce_identity(), outside);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().x;
  let groups = (n + 3) / 4;
  let row = row_src(at.y, at.z, at.b);
  var total: array<vec4u, 8>;
  for (var p = 0; p < 8; p++) { total[p] = reduce_identity(); }
  let begin = at.x4 * CHUNK;
  // a number of trips known at run time only: unrolled, the 64 loads took seconds to compile and ran no faster
  let pieces = min(CHUNK, groups - begin + 7) / 8;
  for (var p = 0; p < pieces; p++) {
    var v = array<vec4u, 8>();
    for (var i = 0; i < 8; i++) { v[i] = load_bits(row, begin + p * 8 + i, n); }
    total[p] = reduce_tree(v);
  }
  var all = reduce_tree(total);
  if (IS_LAST) {
    all = reduce_combine(all, all.zwxy);
    all = reduce_combine(all, all.yxwz);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, bitcast<Value_dst>(reduce_leave(all)));
}
