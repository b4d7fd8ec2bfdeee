// dst(y) = sum, least or greatest of src(CHUNK y ... CHUNK y + CHUNK - 1): one pass of a reduction along any axis but x.
// Four voxels along x an invocation; pieces of 8 rows, each a pairwise tree, then a tree of the pieces: the order follows from
// the length of the axis alone. Bytes: one load a voxel, a store for every CHUNK.
import package::access::{cell, row_src, load4_src, size_src, row_dst, store4_dst, Value_dst};
import package::lib::reduce::{reduce_enter, reduce_leave, reduce_identity, reduce_tree, Pairs, pairs_add, pairs_all};
import constants::{WX, WY, CHUNK};

fn load_bits(y: i32, z: i32, b: i32, x4: i32, n: i32) -> vec4u {
  let bits = bitcast<vec4u>(load4_src(row_src(min(y, n - 1), z, b), x4));
  return select(reduce_enter(bits), reduce_identity(), y >= n);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let begin = at.y * CHUNK;
  let n = min(size_src().y, begin + CHUNK);
  var pairs: Pairs;
  // a number of trips known at run time only: unrolled, the 64 loads took seconds to compile and ran no faster
  let pieces = (n - begin + 7) / 8;
  for (var p = 0; p < pieces; p++) {
    var v = array<vec4u, 8>();
    for (var i = 0; i < 8; i++) { v[i] = load_bits(begin + p * 8 + i, at.z, at.b, at.x4, n); }
    pairs_add(&pairs, p, reduce_tree(v));
  }
  let all = pairs_all(pairs, pieces);
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, bitcast<Value_dst>(reduce_leave(all)));
}
