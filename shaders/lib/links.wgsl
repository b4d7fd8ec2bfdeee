// Places in a field of links, in the order of memory, and words of 32 voxels of a row, whose runs are what is linked.
// A run is voxels of one value side by side in one word; its first voxel stands for it.

// The place of a voxel in a volume of size n: rows are padded to groups of four.
fn place(x: i32, y: i32, z: i32, b: i32, n: vec4i) -> u32 {
  let row = u32((b * n.z + z) * n.y + y);
  return row * (u32(n.x + 3) & 0xfffffffcu) + u32(x);
}

// The bits of four voxels as the i-th group of four of a word, one in each lane: words of groups are joined lane by lane, and then once.
fn bits_of(test: vec4<bool>, i: i32) -> vec4u { return select(vec4u(0u), vec4u(1u, 2u, 4u, 8u) << vec4u(u32(4 * i)), test); }

fn joined_lanes(v: vec4u) -> u32 { return (v.x | v.y) | (v.z | v.w); }

// Where the run of voxel i of a word begins.
fn run_start(starts: u32, i: u32) -> u32 {
  return 31u - countLeadingZeros(starts & ((2u << i) - 1u));
}
