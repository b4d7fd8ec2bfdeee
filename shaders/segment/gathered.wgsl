// gathered(p), of the voxel p that stands for a component: how many voxels it has, or how many of them are marked (HAS_MARKS). Four words of 32 voxels an
// invocation. Bytes: two or three loads of words, and at random a link or two and one addition a run that counts.
import package::access::{
  cell, row_inside, load4_inside, row_starts, load4_starts, row_marks, load4_marks, row_links, size_links, row_gathered, add_gathered,
};
import package::lib::links::place;
import package::lib::rooted::root;
import constants::{WX, WY, HAS_MARKS};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_links();
  let links = row_links(0, 0, 0);
  let everywhere = row_gathered(0, 0, 0);
  let starts = load4_starts(row_starts(at.y, at.z, at.b), at.x4);
  var counted = load4_inside(row_inside(at.y, at.z, at.b), at.x4);
  if (HAS_MARKS) { counted &= load4_marks(row_marks(at.y, at.z, at.b), at.x4); }
  let words = min(4, ((n.x + 31) >> 5u) - at.x4 * 4);
  for (var k = 0; k < words; k++) {
    let base = place((at.x4 * 4 + k) * 32, at.y, at.z, at.b, n);
    var starting = starts[k];
    var left = counted[k];
    // the last run that has anything to count, and on to those before it
    while (left != 0u) {
      let i = 31u - countLeadingZeros(starting & (0xffffffffu >> countLeadingZeros(left)));
      let before = (1u << i) - 1u;
      add_gathered(everywhere, root(links, base + i), countOneBits(left & ~before));
      left &= before;
      starting &= before;
    }
  }
}
