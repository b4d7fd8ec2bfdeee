// Both parts of a complex volume at once, as their expressions say: what both are made of passes once, and the parts begin together, in one buffer
// (engine/lifetimes). Four voxels along x an invocation. Bytes: each input once, both parts once.
import package::access::{cell, row_re, load4_re, row_im, load4_im, row_real, store4_real, row_imaginary, store4_imaginary};
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let re = load4_re(row_re(at.y, at.z, at.b), at.x4);
  let im = load4_im(row_im(at.y, at.z, at.b), at.x4);
  store4_real(row_real(at.y, at.z, at.b), at.x4, re);
  store4_imaginary(row_imaginary(at.y, at.z, at.b), at.x4, im);
}
