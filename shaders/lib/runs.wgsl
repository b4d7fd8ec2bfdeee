// Runs of one label along a row of `labels`: what regions are counted by, once a run and not once a voxel.
import package::access::{Row_labels, Scalar_labels, Value_labels, load_labels, load4_labels};

// The label of a voxel; 0 is the background, and so is what is below.
fn label_at(row: Row_labels, x: i32) -> u32 { return u32(max(load_labels(row, x), Scalar_labels(0))); }

// Which voxels of a group of four are among those from x on, before `stop`.
fn lanes_within(x4: i32, x: i32, stop: i32) -> vec4<bool> {
  let i = vec4i(x4 * 4) + vec4i(0, 1, 2, 3);
  return (i >= vec4i(x)) & (i < vec4i(stop));
}

// Where the run ends that voxel x is in, at `end` at the latest.
fn run_end(row: Row_labels, x: i32, end: i32) -> i32 {
  var x4 = x >> 2u;
  var v = load4_labels(row, x4);
  let label = v[x & 3];
  var others = (v != Value_labels(label)) & ((vec4i(x4 * 4) + vec4i(0, 1, 2, 3)) > vec4i(x));
  while (!any(others) && x4 * 4 + 4 < end) {
    x4 += 1;
    v = load4_labels(row, x4);
    others = v != Value_labels(label);
  }
  let first = select(select(select(select(4, 3, others.w), 2, others.z), 1, others.y), 0, others.x);
  return min(x4 * 4 + first, end);
}
