// gathered(r), of the run r that stands for a component: how many voxels it has, or how many of them are marked (HAS_MARKS). Four words of 32 voxels an
// invocation. Bytes: three or four loads of words, and at random a link or two and one addition a run that counts.
import package::access::{
  cell, row_inside, load4_inside, size_inside, row_starts, load4_starts, row_before, load4_before, row_marks, load4_marks, row_links, size_links,
  row_gathered, add_gathered,
};
import package::lib::links::{first_run, run_of};
import package::lib::rooted::root;
import constants::{WX, WY, HAS_MARKS};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let links = row_links(0, 0, 0);
  let everywhere = row_gathered(0, 0, 0);
  let before = vec4u(first_run(at.b, size_links())) + load4_before(row_before(at.y, at.z, at.b), at.x4);
  let starts = load4_starts(row_starts(at.y, at.z, at.b), at.x4);
  var counted = load4_inside(row_inside(at.y, at.z, at.b), at.x4);
  if (HAS_MARKS) { counted &= load4_marks(row_marks(at.y, at.z, at.b), at.x4); }
  // pad lanes hold anything
  for (var k = 0; k < min(4, size_inside().x - 4 * at.x4); k++) {
    var starting = starts[k];
    var left = counted[k];
    // the last run that has anything to count, and on to those before it
    while (left != 0u) {
      let i = 31u - countLeadingZeros(starting & (0xffffffffu >> countLeadingZeros(left)));
      let earlier = (1u << i) - 1u;
      add_gathered(everywhere, root(links, run_of(before[k], starting, i)), countOneBits(left & ~earlier));
      left &= earlier;
      starting &= earlier;
    }
  }
}
