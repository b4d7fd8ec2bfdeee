// faces: the three vertices of every triangle, in three rows. A vertex is found by the voxel that owns it: its mark, how many stand before its word, and how many vertices
// before its row. Bytes: seven loads a marked voxel; a load of the table and nine at random, three stores a triangle.
import package::access::{
  cell, row_places, load_places, row_cubes, load_cubes, row_marks, load_marks, row_rows, load_rows, row_vertices, load_vertices, row_triangles,
  load_triangles, table_cubes, row_faces, put_faces, size_faces,
};
import package::lib::cubes::edge_from;
import constants::{WX, WY};

struct Params {
  capacity: u32,
  channels: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn row_at(p: vec3i, b: i32) -> i32 {
  let word = p.x >> 5u;
  let bits = load_marks(row_marks(p.y, p.z, b), word) & ((1u << u32(p.x & 31)) - 1u);
  return i32(load_rows(row_rows(p.y, p.z, b), word) + countOneBits(bits));
}

fn vertex(edge: u32, p: vec3i, b: i32, own_row: i32) -> u32 {
  var row = own_row;
  if (edge < 12u) { row = row_at(p + edge_from(edge), b); }
  // what there is no room for is made when there is
  if (u32(row) >= params.capacity) { return 0u; }
  let before = load_cubes(row_cubes(0, 0, 0), row) & ((1u << (edge >> 2u)) - 1u);
  return load_vertices(row_vertices(0, 0, 0), row) + countOneBits(before);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let faces = row_faces(0, 0, 0);
  let pitch = u32(size_faces().x);
  for (var k = 0; k < 4; k++) {
    let row = at.x4 * 4 + k;
    if (u32(row) >= params.capacity) { continue; }
    let drawn = table_cubes(256 + 3 * i32(load_cubes(row_cubes(0, 0, 0), row) >> 4u));
    let count = (drawn >> 16u) & 0x7fffu;
    if (count == 0u) { continue; }
    let b = i32(load_places(row_places(0, 0, 0), row)) * params.channels + i32(load_places(row_places(1, 0, 0), row));
    let z = i32(load_places(row_places(2, 0, 0), row));
    let p = vec3i(i32(load_places(row_places(4, 0, 0), row)), i32(load_places(row_places(3, 0, 0), row)), z);
    var face = load_triangles(row_triangles(0, 0, 0), row);
    for (var i = 0u; i < count && face < params.capacity; i++) {
      let edges = table_cubes(i32((drawn & 0xffffu) + i));
      put_faces(faces, face, vertex(edges & 15u, p, b, row));
      put_faces(faces, pitch + face, vertex((edges >> 4u) & 15u, p, b, row));
      put_faces(faces, 2u * pitch + face, vertex((edges >> 8u) & 15u, p, b, row));
      face += 1u;
    }
  }
}
