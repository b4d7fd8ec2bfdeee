// Voxels by their place in memory, counted along x, then y and z.

fn place_of(p: vec3i, n: vec3i) -> u32 { return u32((p.z * n.y + p.y) * n.x + p.x); }

fn at_place(place: u32, n: vec3i) -> vec3i {
  let size = vec3u(n);
  let line = place / size.x;
  let z = line / size.y;
  return vec3i(i32(place - line * size.x), i32(line - z * size.y), i32(z));
}

// The neighbour in a direction x + 3y + 9z, 13 in the middle.
fn step_of(direction: u32) -> vec3i {
  let d = i32(direction);
  return vec3i(d % 3, (d / 3) % 3, d / 9) - vec3i(1);
}
