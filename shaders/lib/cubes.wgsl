// Corners and edges of a cube of eight voxels. Corner i lies at its bits along x, y and z; edge 4a + o runs along axis a, with the bits of o along the other
// two, in order; edge 12 is the point in the middle of a fan. What is drawn through a cube stands in a table (ops/measure/cubes.ts).

// From voxel to the voxel that an edge begins at.
fn edge_from(edge: u32) -> vec3i {
  let first = i32(edge & 1u);
  let second = i32((edge >> 1u) & 1u);
  let axis = edge >> 2u;
  if (axis == 0u) { return vec3i(0, first, second); }
  if (axis == 1u) { return vec3i(first, 0, second); }
  return vec3i(first, second, 0);
}

fn along(axis: u32) -> vec3i { return vec3i(select(0, 1, axis == 0u), select(0, 1, axis == 1u), select(0, 1, axis == 2u)); }
