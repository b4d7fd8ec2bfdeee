// dst(i) = src(i) for the place i in the order n, c, z, y, x of both: the same voxels in rows of another length.
// IS_WHOLE: rows of both are made of whole groups of four, which lie together then. Otherwise voxels are looked up one by one, 2 divisions each.
// Cost: one load and one store a voxel. The joint indices count each volume's own images and channels.
import package::access::{cell, row_src, load_src, load4_src, size_src, Value_dst, row_dst, size_dst, store4_dst};
import constants::{WX, WY, IS_WHOLE};

struct Row { y: i32, z: i32, b: i32 }

fn row_at(r: u32, size: vec4i) -> Row {
  let slice = r / u32(size.y);
  return Row(i32(r % u32(size.y)), i32(slice % u32(size.z)), i32(slice / u32(size.z)));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let seen = size_src();
  let made = size_dst();
  let first = ((u32(at.b) * u32(made.z) + u32(at.z)) * u32(made.y) + u32(at.y)) * u32(made.x) + 4u * u32(at.x4);
  let length = u32(seen.x);
  var v: Value_dst;
  if (IS_WHOLE) {
    let place = row_at(first / length, seen);
    v = load4_src(row_src(place.y, place.z, place.b), i32(first % length) >> 2u);
  } else {
    for (var k = 0; k < 4; k++) {
      // what pads the last group of a row is not there
      let i = first + u32(min(k, made.x - 1 - 4 * at.x4));
      let place = row_at(i / length, seen);
      v[k] = load_src(row_src(place.y, place.z, place.b), i32(i % length));
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, v);
}
