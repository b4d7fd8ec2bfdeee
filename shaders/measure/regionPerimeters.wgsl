// sums(label), of the voxels of a region's rim: how many count as 1, as sqrt 2 and as the mean of both, by how many of their neighbours beside (a) and aslant (d) are of the same rim
// (Benkrid, Crookes and Benkrid 2000): a of 2 or 3 with d below 3 is the first, a of 0 with d of 2 or 1 with 3 the second, a of 1 with d of 1 or 2 the third. Four
// voxels an invocation; bytes: six rows loaded, and a word a voxel of a rim at random.
import package::access::{cell, row_labels, load_labels, size_labels, Scalar_labels, row_rims, load_rims, load4_rims, row_sums, add_sums};
import constants::{WX, WY, STRIDE};

struct Params {
  capacity: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let size = size_labels();
  let rims = load4_rims(row_rims(at.y, at.z, at.b), at.x4);
  for (var k = 0; k < 4; k++) {
    let x = at.x4 * 4 + k;
    let label = load_labels(row_labels(at.y, at.z, at.b), min(x, size.x - 1));
    if (rims[k] > 0.0 && x < size.x && u32(label) <= params.capacity) {
      var beside = 0;
      var aslant = 0;
      for (var side = 0; side < 9; side++) {
        let dx = side % 3 - 1;
        let dy = side / 3 - 1;
        let nx = clamp(x + dx, 0, size.x - 1);
        let ny = clamp(at.y + dy, 0, size.y - 1);
        let same = nx == x + dx && ny == at.y + dy && load_rims(row_rims(ny, at.z, at.b), nx) > 0.0 && load_labels(row_labels(ny, at.z, at.b), nx) == label;
        if (same && abs(dx) + abs(dy) == 1) { beside += 1; }
        if (same && abs(dx) + abs(dy) == 2) { aslant += 1; }
      }
      let place = u32(label) * u32(STRIDE);
      if ((beside == 2 || beside == 3) && aslant < 3) { add_sums(row_sums(0, 0, 0), place, 1u); }
      if ((beside == 0 && aslant == 2) || (beside == 1 && aslant == 3)) { add_sums(row_sums(0, 0, 0), place + 1u, 1u); }
      if (beside == 1 && (aslant == 1 || aslant == 2)) { add_sums(row_sums(0, 0, 0), place + 2u, 1u); }
    }
  }
}
