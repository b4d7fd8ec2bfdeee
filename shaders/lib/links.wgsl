// Runs and their numbers: a run is voxels of one value side by side in one word of 32 voxels of a row. Runs are numbered in the order of memory, and
// what is known of them lies in fields by that number, in rows of 1024, each n and c by itself.

// The bits of four voxels as the i-th group of four of a word, one in each lane: words of groups are joined lane by lane, and then once.
fn bits_of(test: vec4<bool>, i: i32) -> vec4u { return select(vec4u(0u), vec4u(1u, 2u, 4u, 8u) << vec4u(u32(4 * i)), test); }

fn joined_lanes(v: vec4u) -> u32 { return (v.x | v.y) | (v.z | v.w); }

// Where the runs of an n and c begin in a field of that size.
fn first_run(b: i32, size: vec4i) -> u32 { return u32(b) * u32(size.x * size.y); }

// The run of voxel i of a word, by how many runs begin before the word.
fn run_of(before: u32, starts: u32, i: u32) -> u32 { return before + countOneBits(starts & ((2u << i) - 1u)) - 1u; }
