// Of lower ground src(x) = the better of src(x) and the entry of x - 1, or x + 1 (IS_BACK): lib/entry along a whole row, as segment/stepsX. An
// invocation makes a row, so rows run side by side. Bytes: four loads and one store a voxel, and more where entries differ.
import package::access::{cell, size_src, row_src, load4_src, load_src, row_level, load4_level, load_level, row_steps, load4_steps, load_steps, row_ground, load4_ground, row_dst, store4_dst};
import package::lib::entry::{Reached, entry_beside};
import package::lib::flood::NOT_YET;
import package::lib::place::place_of;
import constants::{WX, WY, IS_BACK};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().xyz;
  let groups = (n.x + 3) / 4;
  let row = row_src(at.y, at.z, at.b);
  let levels = row_level(at.y, at.z, at.b);
  let counts = row_steps(at.y, at.z, at.b);
  let grounds = row_ground(at.y, at.z, at.b);
  let out = row_dst(at.y, at.z, at.b);
  var last = Reached(0u, 0u, NOT_YET);
  for (var i = 0; i < groups; i++) {
    let x4 = select(i, groups - 1 - i, IS_BACK);
    // pad lanes hold anything
    let inside = vec4i(4 * x4) + vec4i(0, 1, 2, 3) < vec4i(n.x);
    let level = select(vec4u(0u), load4_level(levels, x4), inside);
    let steps = load4_steps(counts, x4);
    let ground = load4_ground(grounds, x4);
    var entry = load4_src(row, x4);
    for (var k = 0; k < 4; k++) {
      let lane = select(k, 3 - k, IS_BACK);
      let here = Reached(level[lane], steps[lane], entry[lane]);
      let found = entry_beside(here, ground[lane], last, n, at.b);
      entry[lane] = found;
      last = Reached(here.level, here.steps, select(found, place_of(vec3i(4 * x4 + lane, at.y, at.z), n), here.level == ground[lane]));
    }
    store4_dst(out, x4, entry);
  }
}
