// Rays through a box of voxels, one a pixel, and what all that are cast have in common. Places are in voxels from the first
// one's edge: 0.5 is its middle.
//   place = origin + t·direction, both linear in the pixel's place;   cut at the box: t from the last face entered to the first left
// A ray is cut into equal steps, at most `MOST_STEPS`: whatever is drawn, a watchdog has no reason to bite.

struct Rays {
  // of the pixel at 0, 0, and what they change by to the right and down
  origin: vec3f,
  // at most so many voxels a step
  step: f32,
  origin_right: vec3f,
  low: f32,
  origin_down: vec3f,
  high: f32,
  direction: vec3f,
  // per length of the whole box's diagonal, at full opacity
  density: f32,
  direction_right: vec3f,
  level: f32,
  direction_down: vec3f,
  // 0 none, 1 full
  shading: f32,
  // what is seen
  box_low: vec3f,
  opacity: f32,
  box_high: vec3f,
  // 0: the voxel at a place, 1: linear between eight
  between: u32,
  // voxels beyond these are not looked at
  first: vec3i,
  // the value whose colour a surface has
  shade: f32,
  last: vec3i,
  // the length of a voxel along each axis
  scale: vec3f,
  // towards two lamps
  key: vec3f,
  fill: vec3f,
}

const MOST_STEPS = 2048.0;

@group(0) @binding(1) var<uniform> rays: Rays;

struct Ray {
  start: vec3f,
  // one step
  step: vec3f,
  // 0 where the box is missed
  count: i32,
}

fn ray_at(pixel: vec2f) -> Ray {
  let origin = rays.origin + pixel.x * rays.origin_right + pixel.y * rays.origin_down;
  let direction = rays.direction + pixel.x * rays.direction_right + pixel.y * rays.direction_down;
  // along a face a ray is within it or not; nothing is divided by 0
  let slope = select(direction, vec3f(1e-12), abs(direction) < vec3f(1e-12));
  let one = (rays.box_low - origin) / slope;
  let other = (rays.box_high - origin) / slope;
  let enter = min(one, other);
  let leave = max(one, other);
  let begin = max(max(enter.x, enter.y), max(enter.z, 0.0));
  let end = min(leave.x, min(leave.y, leave.z));
  if (!(end > begin)) { return Ray(origin, direction, 0); }
  let count = clamp(ceil((end - begin) * length(direction) / rays.step), 1.0, MOST_STEPS);
  return Ray(origin + begin * direction, direction * ((end - begin) / count), i32(count));
}

// The face of the box that a place on it is nearest to.
fn face_at(place: vec3f) -> vec3f {
  let away = min(abs(place - rays.box_low), abs(place - rays.box_high));
  if (away.x <= away.y && away.x <= away.z) { return vec3f(1.0, 0.0, 0.0); }
  if (away.y <= away.z) { return vec3f(0.0, 1.0, 0.0); }
  return vec3f(0.0, 0.0, 1.0);
}
