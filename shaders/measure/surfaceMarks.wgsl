// marks(word), of bits that are 1 where a voxel is high: 1 where the eight voxels from one on along x, y and z are neither all high nor all low. At the ends what lies
// past them is as the last. Four words an invocation. Bytes: four loads of words, mostly from cache, one store.
import package::access::{cell, row_high, load4_high, load_high, size_high, row_marks, store4_marks};
import constants::{WX, WY};

struct Params {
  // voxels of a row
  length: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// Words, and the same of the next voxel along x.
struct Row {
  here: vec4u,
  next: vec4u,
}

fn row(x4: i32, y: i32, z: i32, b: i32, n: vec4i) -> Row {
  let high = row_high(min(y, n.y - 1), min(z, n.z - 1), b);
  let here = load4_high(high, x4);
  let after = load_high(high, min(x4 * 4 + 4, n.x - 1));
  var next = (here >> vec4u(1u)) | (vec4u(here.yzw, after) << vec4u(31u));
  let last = params.length - 1;
  let bit = 1u << u32(last & 31);
  for (var k = 0; k < 4; k++) {
    if (x4 * 4 + k == last >> 5u) { next[k] = (next[k] & ~bit) | (here[k] & bit); }
  }
  return Row(here, next);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_high();
  var every = vec4u(0xffffffffu);
  var some = vec4u(0u);
  for (var k = 0; k < 4; k++) {
    let r = row(at.x4, at.y + (k & 1), at.z + (k >> 1u), at.b, n);
    every &= r.here & r.next;
    some |= r.here | r.next;
  }
  let left = vec4i(params.length - at.x4 * 128) - vec4i(0, 32, 64, 96);
  let inside = select(vec4u(0xffffffffu), (vec4u(1u) << vec4u(clamp(left, vec4i(0), vec4i(31)))) - vec4u(1u), left < vec4i(32));
  store4_marks(row_marks(at.y, at.z, at.b), at.x4, some & ~every & inside);
}
