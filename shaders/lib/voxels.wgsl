// The voxels of a volume that is drawn, read straight from its storage: up to four pieces of it are bound at once.
//   group of a voxel = base + z·z_pitch + y·pitch + x/4,   its piece: the last whose first group is not beyond it
// Unit of positions in memory: groups of four voxels along x. Cost: one 32-bit load a voxel.

struct Voxels {
  // voxels along x, y, z
  size: vec3i,
  // groups: of the channel's first voxel, from row to row, from z to z
  base: u32,
  // groups: the first of each piece, and the one after its last; pieces that there are not have none
  first: vec4u,
  after: vec4u,
  pitch: u32,
  z_pitch: u32,
  // 8, 16 or 32; UNSIGNED, SIGNED or FLOAT
  bits: u32,
  kind: u32,
}

const UNSIGNED_VOXELS = 0u;
const SIGNED_VOXELS = 1u;

@group(1) @binding(0) var<uniform> voxels: Voxels;
@group(1) @binding(1) var<storage, read> piece_0: array<u32>;
@group(1) @binding(2) var<storage, read> piece_1: array<u32>;
@group(1) @binding(3) var<storage, read> piece_2: array<u32>;
@group(1) @binding(4) var<storage, read> piece_3: array<u32>;

fn group_of(at: vec3i) -> u32 {
  let place = vec3u(at);
  return voxels.base + place.z * voxels.z_pitch + place.y * voxels.pitch + (place.x >> 2u);
}

fn word_of(group: u32, word: u32) -> u32 {
  let each = voxels.bits >> 3u;
  if (group < voxels.after.x) { return piece_0[(group - voxels.first.x) * each + word]; }
  if (group < voxels.after.y) { return piece_1[(group - voxels.first.y) * each + word]; }
  if (group < voxels.after.z) { return piece_2[(group - voxels.first.z) * each + word]; }
  return piece_3[(group - voxels.first.w) * each + word];
}

// Whether a voxel inside the volume lies in one of the pieces that are bound.
fn has_voxel(at: vec3i) -> bool {
  let group = group_of(at);
  return group >= voxels.first.x && group < voxels.after.w;
}

// The value of a voxel inside the volume that is bound.
fn voxel_at(at: vec3i) -> f32 {
  let lane = u32(at.x) & 3u;
  let shift = (lane * voxels.bits) & 31u;
  let word = word_of(group_of(at), (lane * voxels.bits) >> 5u);
  if (voxels.kind == SIGNED_VOXELS) { return f32(extractBits(bitcast<i32>(word), shift, voxels.bits)); }
  if (voxels.kind == UNSIGNED_VOXELS) { return f32(extractBits(word, shift, voxels.bits)); }
  if (voxels.bits == 16u) { return unpack2x16float(word)[lane & 1u]; }
  return bitcast<f32>(word);
}

// The same as a whole number: labels beyond 2^24 keep their last bits. Floats are rounded down.
fn number_at(at: vec3i) -> i32 {
  let lane = u32(at.x) & 3u;
  let shift = (lane * voxels.bits) & 31u;
  let word = word_of(group_of(at), (lane * voxels.bits) >> 5u);
  if (voxels.kind == SIGNED_VOXELS) { return extractBits(bitcast<i32>(word), shift, voxels.bits); }
  if (voxels.kind == UNSIGNED_VOXELS) { return bitcast<i32>(extractBits(word, shift, voxels.bits)); }
  return i32(floor(voxel_at(at)));
}
