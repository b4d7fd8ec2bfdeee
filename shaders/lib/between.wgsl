// The value at a place of a volume that rays go through: of the voxel there, or linear between the centres of the eight around it,
// constant beyond the outermost. NaN where one of them is.
//   slope: the exact one of that interpolation, in units a voxel;   central slope: of values a voxel before and behind
// Cost: one load, eight, eight, and six values.
import package::lib::rays::rays;
import package::lib::voxels::voxel_at;

fn value_at(place: vec3f) -> f32 {
  if (rays.between == 0u) { return nearest_at(place); }
  return linear_at(place).w;
}

fn nearest_at(place: vec3f) -> f32 {
  return voxel_at(clamp(vec3i(floor(place)), rays.first, rays.last));
}

// The slope along x, y, z, and the value.
fn linear_at(place: vec3f) -> vec4f {
  let spot = place - 0.5;
  let t = spot - floor(spot);
  let a = clamp(vec3i(floor(spot)), rays.first, rays.last);
  let b = clamp(vec3i(floor(spot)) + 1, rays.first, rays.last);
  let near = vec4f(voxel_at(a), voxel_at(vec3i(b.x, a.y, a.z)), voxel_at(vec3i(a.x, b.y, a.z)), voxel_at(vec3i(b.x, b.y, a.z)));
  let far = vec4f(voxel_at(vec3i(a.x, a.y, b.z)), voxel_at(vec3i(b.x, a.y, b.z)), voxel_at(vec3i(a.x, b.y, b.z)), voxel_at(b));
  let across = mix(near, far, t.z);
  let rows = mix(across.xy, across.zw, t.y);
  let slope_z = mix(mix(far.xy - near.xy, far.zw - near.zw, t.y).x, mix(far.xy - near.xy, far.zw - near.zw, t.y).y, t.x);
  let slope_y = mix(across.z - across.x, across.w - across.y, t.x);
  return vec4f(rows.y - rows.x, slope_y, slope_z, mix(rows.x, rows.y, t.x));
}

// Loops, so that a compiler takes in each value once: written out, a driver that compiles on a processor needs seconds.
fn central_slope(place: vec3f) -> vec3f {
  var slope = vec3f(0.0);
  for (var k = 0u; k < 6u; k++) { slope += side(k) * linear_at(place + side(k)).w; }
  return 0.5 * slope;
}

fn nearest_slope(place: vec3f) -> vec3f {
  var slope = vec3f(0.0);
  for (var k = 0u; k < 6u; k++) { slope += side(k) * nearest_at(place + side(k)); }
  return 0.5 * slope;
}

// One voxel to each of six sides.
fn side(k: u32) -> vec3f {
  return select(-1.0, 1.0, (k & 1u) == 1u) * vec3f(vec3u(k >> 1u) == vec3u(0u, 1u, 2u));
}
