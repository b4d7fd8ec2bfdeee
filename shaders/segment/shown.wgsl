// dst(p) = what `field` holds of the run of p; 0 where p is background. Eight groups of four an invocation, one word of 32 voxels. Bytes: one load and one
// store, and three loads of a 32nd.
import package::access::{
  cell, row_inside, load_inside, row_starts, load_starts, row_before, load_before, row_field, load_field, size_field, row_dst, store4_dst, size_dst,
};
import package::lib::links::first_run;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let field = row_field(0, 0, 0);
  let out = row_dst(at.y, at.z, at.b);
  let w = at.x4 >> 3u;
  let inside = load_inside(row_inside(at.y, at.z, at.b), w);
  let starts = load_starts(row_starts(at.y, at.z, at.b), w);
  let before = first_run(at.b, size_field()) + load_before(row_before(at.y, at.z, at.b), w);
  let groups = min(8, ((size_dst().x + 3) >> 2u) - at.x4);
  for (var g = 0; g < groups; g++) {
    let upto = (vec4u(2u, 4u, 8u, 16u) << vec4u(u32(4 * g))) - vec4u(1u);
    let lanes = (vec4u(inside >> u32(4 * g)) & vec4u(1u, 2u, 4u, 8u)) != vec4u(0u);
    var v = vec4i(0);
    // of the background the run before, or the first: some number there is
    let run = vec4i(before + max(countOneBits(vec4u(starts) & upto), vec4u(1u)) - 1u);
    if (any(lanes)) {
      v = vec4i(i32(load_field(field, run.x)), i32(load_field(field, run.y)), i32(load_field(field, run.z)), i32(load_field(field, run.w)));
    }
    store4_dst(out, at.x4 + g, select(vec4i(0), v, lanes));
  }
}
