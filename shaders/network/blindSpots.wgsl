// Some voxels exchanged for a neighbour: where random < share, dst is a voxel of the window around, drawn evenly without the voxel itself and read at the nearest
// inside, and mask is 1 (Krull, Buchholz, Jug 2019, Noise2Void: learning denoising from single noisy images, section 3.4). Words follow from place and key
// alone; `turn`, one voxel, chooses others in every step of a loop. Twice ten rounds of Philox for four voxels, a load and two stores a voxel.
import package::access::{cell, row_src, load_src, load4_src, size_src, Value_dst, row_dst, store4_dst, Value_mask, Scalar_mask, row_mask, store4_mask, row_turn, load_turn};
import package::lib::random::random_words;
import package::lib::wide::wide_product;
import constants::{WX, WY, HAS_TURN};

struct Params {
  key: vec2u,
  // of 2^32
  share: u32,
  rx: i32,
  ry: i32,
  rz: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  var key = params.key;
  @if(HAS_TURN) key.y += load_turn(row_turn(0, 0, 0), 0);
  let chance = random_words(at.x4, at.y, at.z, at.b, 0u, key);
  let which = random_words(at.x4, at.y, at.z, at.b, 1u, key);
  let wx = 2 * params.rx + 1;
  let wy = 2 * params.ry + 1;
  let others = wx * wy * (2 * params.rz + 1) - 1;
  var v = load4_src(row_src(at.y, at.z, at.b), at.x4);
  var hidden = Value_mask();
  for (var k = 0; k < 4; k++) {
    let x = 4 * at.x4 + k;
    if (chance[k] < params.share && x < n.x) {
      var w = i32(wide_product(which[k], u32(others)).y);
      // the one in the middle is left out
      if (w >= others / 2) { w += 1; }
      let px = clamp(x + w % wx - params.rx, 0, n.x - 1);
      let py = clamp(at.y + w / wx % wy - params.ry, 0, n.y - 1);
      let pz = clamp(at.z + w / (wx * wy) - params.rz, 0, n.z - 1);
      v[k] = load_src(row_src(py, pz, at.b), px);
      hidden[k] = Scalar_mask(1);
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, v);
  store4_mask(row_mask(at.y, at.z, at.b), at.x4, hidden);
}
