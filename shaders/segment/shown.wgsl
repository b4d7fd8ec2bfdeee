// dst(p) = what `field` holds of the component of p, at the voxel that stands for it; 0 where p is background. Eight groups of four an invocation; a run is looked
// up once a word of 32 voxels. Bytes: one store, and at random a link or two and a number a run.
import package::access::{
  cell, row_inside, load_inside, row_starts, load_starts, row_links, size_links,
  row_field, load_field, row_dst, store4_dst,
};
import package::lib::links::place;
import package::lib::rooted::root;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_links();
  let links = row_links(0, 0, 0);
  let field = row_field(0, 0, 0);
  let out = row_dst(at.y, at.z, at.b);
  let w = at.x4 >> 3u;
  let inside = load_inside(row_inside(at.y, at.z, at.b), w);
  let starts = load_starts(row_starts(at.y, at.z, at.b), w);
  let base = place(at.x4 * 4, at.y, at.z, at.b, n);
  let groups = min(8, ((n.x + 3) >> 2u) - at.x4);
  // what a run begins goes on to the end of the word, until another begins; by eight voxels, so that few are changed at once
  var number = 0;
  for (var g = 0; g < groups; g += 2) {
    var v = vec4i(number);
    var w = vec4i(number);
    var bits = (starts >> u32(4 * g)) & 255u;
    while (bits != 0u) {
      let i = countTrailingZeros(bits);
      bits &= bits - 1u;
      number = i32(load_field(field, i32(root(links, base + u32(4 * g) + i))));
      v = select(v, vec4i(number), vec4u(0u, 1u, 2u, 3u) >= vec4u(i));
      w = select(w, vec4i(number), vec4u(4u, 5u, 6u, 7u) >= vec4u(i));
    }
    let lanes = (vec4u(inside >> u32(4 * g)) & vec4u(1u, 2u, 4u, 8u)) != vec4u(0u);
    store4_dst(out, at.x4 + g, select(vec4i(0), v, lanes));
    if (g + 1 < groups) {
      let others = (vec4u(inside >> u32(4 * g)) & vec4u(16u, 32u, 64u, 128u)) != vec4u(0u);
      store4_dst(out, at.x4 + g + 1, select(vec4i(0), w, others));
    }
  }
}
