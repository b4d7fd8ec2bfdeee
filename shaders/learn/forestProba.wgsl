// What a forest of perfect trees holds in the leaves that a voxel comes to, the mean over the trees, a class a channel. Breiman 2001. From node i a
// voxel goes to 2i + 1 where its feature is at most the number of the node, else to 2i + 2. splits holds a tree a channel: the features in
// slice 0, the numbers in slice 1; leaves holds a leaf a slice and its classes along x. A voxel with a NaN among its features is NaN.
// Four voxels along x and all classes an invocation, channels as the kernel's y; the features lie in arrays of its own, since each node asks for another.
// One for each voxel of the four: of vectors, lavapipe 26.1 takes a fifth longer.
// Cost: two loads and a look into that array a question, a voxel: 100 trees of 10 questions are 1000 of each.
import package::access::{cell, row_features, load4_features, size_features, row_splits, load_splits, size_splits, row_leaves, load4_leaves, Row_splits, row_dst, store4_dst};
import package::lib::finite::is_nan4;
import package::lib::math::nan_where;
import constants::{WX, WY, FEATURES, CLASSES, DEPTH};

const GROUPS = (CLASSES + 3) / 4;

fn asked(row: Row_splits, node: vec4i) -> vec4f {
  return vec4f(load_splits(row, node.x), load_splits(row, node.y), load_splits(row, node.z), load_splits(row, node.w));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  var own_x: array<f32, FEATURES>;
  var own_y: array<f32, FEATURES>;
  var own_z: array<f32, FEATURES>;
  var own_w: array<f32, FEATURES>;
  var none = vec4<bool>(false);
  var c = 0;
  while (c < size_features().y) {
    let v = load4_features(row_features(c, at.z, at.b), at.x4);
    none = none | is_nan4(v);
    own_x[c] = v.x;
    own_y[c] = v.y;
    own_z[c] = v.z;
    own_w[c] = v.w;
    c += 1;
  }
  var sums: array<array<vec4f, GROUPS>, 4>;
  let trees = size_splits().y;
  var tree = 0;
  while (tree < trees) {
    let features = row_splits(tree, 0, 0);
    let numbers = row_splits(tree, 1, 0);
    var node = vec4i(0);
    for (var d = 0; d < DEPTH; d++) {
      let name = vec4i(asked(features, node));
      let number = asked(numbers, node);
      let v = vec4f(own_x[name.x], own_y[name.y], own_z[name.z], own_w[name.w]);
      node = 2 * node + select(vec4i(2), vec4i(1), v <= number);
    }
    let leaf = node - vec4i((1 << DEPTH) - 1);
    for (var k = 0; k < 4; k++) {
      let row = row_leaves(tree, leaf[k], 0);
      for (var g = 0; g < GROUPS; g++) { sums[k][g] += load4_leaves(row, g); }
    }
    tree += 1;
  }
  // a window may begin at any class
  for (var j = at.y; j < min(at.y + CLASSES, at.y_end); j++) {
    let g = j >> 2u;
    let sum = vec4f(sums[0][g][j & 3], sums[1][g][j & 3], sums[2][g][j & 3], sums[3][g][j & 3]);
    store4_dst(row_dst(j, at.z, at.b), at.x4, nan_where(sum / f32(trees), none));
  }
}
