// gathered(p), of the voxel p that stands for a component: how many voxels it has (IS_SIZE), or how many of its runs come within `margin` voxels of an end of
// an axis longer than one. Four words of 32 voxels an invocation. Bytes: two loads of words, and at random a link or two and one addition a run.
import package::access::{
  cell, row_inside, load4_inside, row_starts, load4_starts, row_links, size_links, row_gathered, add_gathered,
};
import package::lib::links::place;
import package::lib::rooted::root;
import constants::{WX, WY, IS_SIZE};

struct Params {
  nx: i32,
  margin: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// The bits of a word that begins at voxel x, of what lies at positions up to `last`.
fn up_to(last: i32, x: i32) -> u32 {
  if (last < x) { return 0u; }
  return (2u << u32(min(last - x, 31))) - 1u;
}

fn near_end(i: i32, n: i32) -> bool { return n > 1 && (i <= params.margin || i >= n - 1 - params.margin); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_links();
  let links = row_links(0, 0, 0);
  let all_gathered = row_gathered(0, 0, 0);
  let inside = load4_inside(row_inside(at.y, at.z, at.b), at.x4);
  let starts = load4_starts(row_starts(at.y, at.z, at.b), at.x4);
  let words = min(4, ((n.x + 31) >> 5u) - at.x4 * 4);
  for (var k = 0; k < words; k++) {
    let x = (at.x4 * 4 + k) * 32;
    let base = place(x, at.y, at.z, at.b, n);
    var counted = inside[k];
    if (!IS_SIZE && !near_end(at.y, n.y) && !near_end(at.z, n.z)) {
      let ends = up_to(params.margin, x) | ~up_to(params.nx - 2 - params.margin, x);
      counted &= select(0u, ends, params.nx > 1);
    }
    var bits = starts[k];
    while (bits != 0u) {
      let i = countTrailingZeros(bits);
      bits &= bits - 1u;
      // up to where the next begins
      let run = counted & ~((1u << i) - 1u) & ((bits & (0u - bits)) - 1u);
      if (run != 0u) { add_gathered(all_gathered, root(links, base + i), select(1u, countOneBits(run), IS_SIZE)); }
    }
  }
}
