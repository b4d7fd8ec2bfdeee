// Where a pixel lies on a slice, and what the slice is worth there.
//   place = (pixel - origin)·step in voxels to the right and down,   voxel = corner + column·right + row·down
// `smooth` values are linear between the centres of voxels, constant beyond the outermost.
import package::lib::voxels::{has_voxel, voxel_at};

struct Plane {
  corner: vec3i,
  right: vec3i,
  down: vec3i,
  extent: vec2i,
}

fn voxel_on(plane: Plane, place: vec2i) -> vec3i {
  let within = clamp(place, vec2i(0), plane.extent - 1);
  return plane.corner + within.x * plane.right + within.y * plane.down;
}

fn is_beside(plane: Plane, place: vec2f) -> bool {
  return any(place < vec2f(0.0)) || any(place >= vec2f(plane.extent));
}

// Value, and slope to the right and down in units a voxel, between the four voxels around a place. One that is not bound counts as `middle`.
fn smooth_on(plane: Plane, place: vec2f, middle: f32) -> vec3f {
  let spot = place - 0.5;
  let low = vec2i(floor(spot));
  let t = spot - floor(spot);
  var corners = array<f32, 4>(middle, middle, middle, middle);
  for (var i = 0; i < 4; i++) {
    let voxel = voxel_on(plane, low + vec2i(i & 1, i >> 1u));
    if (has_voxel(voxel)) { corners[i] = voxel_at(voxel); }
  }
  let top = mix(corners[0], corners[1], t.x);
  let bottom = mix(corners[2], corners[3], t.x);
  let across = mix(corners[1] - corners[0], corners[3] - corners[2], t.y);
  return vec3f(mix(top, bottom, t.y), across, bottom - top);
}
