// One pass of a reduction along x: a group of four lanes from at most CHUNK groups, lane by lane; in the last pass the four
// lanes meet. These are the next ones or, where SPREAD, every n-th of the row (n groups come out): then invocations side by side
// read groups side by side. Pairwise trees as in reduceRows. Bytes: one load a voxel.
import package::access::{cell, row_src, Row_src, load4_src, size_src, row_dst, store4_dst, Value_dst};
import package::lib::reduce::{reduce_enter, reduce_leave, reduce_combine, reduce_identity, reduce_tree, Pairs, pairs_add, pairs_all};
import constants::{WX, WY, CHUNK, IS_LAST, SPREAD};

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
  let step = select(1, (groups + CHUNK - 1) / CHUNK, SPREAD);
  let begin = select(at.x4 * CHUNK, at.x4, SPREAD);
  let count = min(CHUNK, (groups - begin + step - 1) / step);
  var pairs: Pairs;
  // a number of trips known at run time only: unrolled, the 64 loads took seconds to compile and ran no faster
  let pieces = (count + 7) / 8;
  for (var p = 0; p < pieces; p++) {
    var v = array<vec4u, 8>();
    for (var i = 0; i < 8; i++) { v[i] = load_bits(row, begin + step * (p * 8 + i), n); }
    pairs_add(&pairs, p, reduce_tree(v));
  }
  var all = pairs_all(pairs, pieces);
  if (IS_LAST) {
    all = reduce_combine(all, all.zwxy);
    all = reduce_combine(all, all.yxwz);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, bitcast<Value_dst>(reduce_leave(all)));
}
