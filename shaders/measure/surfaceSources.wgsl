// sources(vertex) = 1 + 4·row + which of the vertices of that marked voxel it is. Bytes: two loads, a store a vertex.
import package::access::{cell, row_cubes, load4_cubes, row_before, load4_before, row_sources, put_sources};
import constants::{WX, WY};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let cubes = load4_cubes(row_cubes(0, 0, 0), at.x4);
  let before = load4_before(row_before(0, 0, 0), at.x4);
  for (var k = 0; k < 4; k++) {
    var own = cubes[k] & 15u;
    var vertex = before[k];
    while (own != 0u && vertex < params.capacity) {
      put_sources(row_sources(0, 0, 0), vertex, 1u + 4u * u32(at.x4 * 4 + k) + countTrailingZeros(own));
      own &= own - 1u;
      vertex += 1u;
    }
  }
}
