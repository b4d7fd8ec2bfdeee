// dst = the median of a box of KX x KY x KZ voxels, 9 to 27 of them and an odd number, KX at most 5: forgetful selection in
// registers. Of the first KEPT keys the least and the greatest cannot be the median: both are dropped, one of the rest is
// taken in, and so on until three remain (Floyd and Rivest 1975 name the idea; Devillard, Fast median search, 1998, the use).
// Keys are whole numbers in the order of values (lib/keyed); a NaN in the box gives NaN.
// Four voxels along x an invocation. Cost: 3 loads a row of the box; 129 exchanges for 25 voxels, 150 for 27.
// lavapipe 26.1, 2048² f32, 5 x 5: 45 ms of CPU time beside a copy of 5.6 ms (3900 ms by rank/select); 3 x 3 x 3 at 128³: 34 ms.
import package::access::{cell, row_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside};
import package::lib::keyed::{key_bits, keyed_group, nan_or, value_of};
import constants::{WX, WY, KX, KY, KZ};

const COUNT = KX * KY * KZ;
const KEPT = COUNT / 2 + 2;

struct Params {
  outside: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn exchange(a: ptr<function, array<vec4u, KEPT>>, i: i32, j: i32) {
  let low = min((*a)[i], (*a)[j]);
  (*a)[j] = max((*a)[i], (*a)[j]);
  (*a)[i] = low;
}

// With `size` keys left: moves the least to the front and the greatest to the end, forgets them, and takes in the next.
fn forget(a: ptr<function, array<vec4u, KEPT>>, v: ptr<function, array<vec4u, COUNT>>, size: i32) {
  if (size <= KEPT) {
    for (var i = 0; i < 7; i++) { if (i < size / 2) { exchange(a, i, size - 1 - i); } }
    for (var i = 1; i < 8; i++) { if (i < (size + 1) / 2) { exchange(a, 0, i); } }
    for (var i = 1; i < 8; i++) { if (i < (size + 1) / 2) { exchange(a, size - 1 - i, size - 1); } }
    if (size > 3) { (*a)[0] = (*v)[min(2 * KEPT - size, COUNT - 1)]; }
  }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let outside = key_bits(vec4u(params.outside)).x;
  var v = array<vec4u, COUNT>();
  for (var k = 0; k < KY * KZ; k++) {
    let y = at.y + k % KY - KY / 2;
    let z = at.z + k / KY - KZ / 2;
    let row = row_src(border_index(y, n.y), border_index(z, n.z), at.b);
    let out = border_outside(y, n.y) || border_outside(z, n.z);
    let p = select(keyed_group(row, at.x4 - 1, n.x, outside), vec4u(outside), out);
    let q = select(keyed_group(row, at.x4, n.x, outside), vec4u(outside), out);
    let r = select(keyed_group(row, at.x4 + 1, n.x, outside), vec4u(outside), out);
    if (KX == 5) {
      v[k * KX] = vec4u(p.zw, q.xy);
      v[k * KX + 4] = vec4u(q.zw, r.xy);
    }
    if (KX > 1) {
      v[k * KX + KX / 2 - 1] = vec4u(p.w, q.xyz);
      v[k * KX + KX / 2 + 1] = vec4u(q.yzw, r.x);
    }
    v[k * KX + KX / 2] = q;
  }
  var greatest = v[0];
  for (var k = 1; k < 14; k++) { if (k < COUNT) { greatest = max(greatest, v[k]); } }
  for (var k = 14; k < COUNT; k++) { greatest = max(greatest, v[k]); }
  var a = array<vec4u, KEPT>();
  for (var k = 0; k < KEPT; k++) { a[k] = v[k]; }
  forget(&a, &v, 15);
  forget(&a, &v, 14);
  forget(&a, &v, 13);
  forget(&a, &v, 12);
  forget(&a, &v, 11);
  forget(&a, &v, 10);
  forget(&a, &v, 9);
  forget(&a, &v, 8);
  forget(&a, &v, 7);
  forget(&a, &v, 6);
  forget(&a, &v, 5);
  forget(&a, &v, 4);
  forget(&a, &v, 3);
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, value_of(nan_or(greatest, a[1])));
}
