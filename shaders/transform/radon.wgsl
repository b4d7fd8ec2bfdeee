// Parallel beams through a square image and back. With t and s voxels across and along the beams of an angle a, from the middle (floor(N/2)),
// the place of a sample is x = cos a t + sin a s, y = cos a s - sin a t, and dst(t, a) = Σ over s of the image there, interpolated linearly, 0 outside:
// the image times hat(x - i) hat(y - j), hat(d) = max(1 - |d|, 0), summed over its voxels i, j.
//   IS_BACK: the adjoint: dst(i, j) = Σ over a, t, s of src(t, a) hat(x - i) hat(y - j); at most 3 t and 3 s of each angle lie so near.
//   IS_SMEARED: dst(i, j) = factor Σ over a of src at t = cos a i - sin a j, interpolated linearly, 0 outside; in the circle of floor(N/2) alone where IS_CIRCLE.
//   IS_SEEN: the adjoint of that: dst(t, a) = factor Σ over i, j of src hat(t - cos a i + sin a j), where that place lies on the sinogram.
// A sinogram has t along y and the angles along x. Four voxels along x an invocation. Cost: 4 loads a sample; 3 or 2 loads an angle back, 3 a row of the image that is seen.
import package::access::{cell, row_src, load_src, size_src, row_dst, store4_dst, table_turns};
import constants::{WX, WY, IS_BACK, IS_SMEARED, IS_SEEN, IS_CIRCLE};

struct Params {
  angles: i32,
  length: i32, // of the sides of the image
  beams: i32,  // of the sinogram
  factor: f32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn image(x: i32, y: i32, z: i32, b: i32, weight: f32) -> f32 {
  // what has no weight is not read: a NaN there does not matter
  if (weight == 0.0 || x < 0 || y < 0 || x >= params.length || y >= params.length) { return 0.0; }
  return weight * load_src(row_src(y, z, b), x);
}

fn sampled(x: f32, y: f32, z: i32, b: i32) -> f32 {
  let low = vec2f(floor(x), floor(y));
  let part = vec2f(x, y) - low;
  let at = vec2i(low) + params.length / 2;
  return image(at.x, at.y, z, b, (1.0 - part.x) * (1.0 - part.y)) + image(at.x + 1, at.y, z, b, part.x * (1.0 - part.y))
    + image(at.x, at.y + 1, z, b, (1.0 - part.x) * part.y) + image(at.x + 1, at.y + 1, z, b, part.x * part.y);
}

fn beam(angle: i32, t: f32, z: i32, b: i32) -> f32 {
  let cosine = table_turns(2 * angle);
  let sine = table_turns(2 * angle + 1);
  var sum = 0.0;
  for (var k = 0; k < params.length; k++) {
    let s = f32(k - params.length / 2);
    sum += sampled(cosine * t + sine * s, cosine * s - sine * t, z, b);
  }
  return sum;
}

fn seen(t: i32, angle: i32, z: i32, b: i32, weight: f32) -> f32 {
  let at = t + params.beams / 2;
  if (weight == 0.0 || at < 0 || at >= params.beams) { return 0.0; }
  return weight * load_src(row_src(at, z, b), angle);
}

fn hat(d: f32) -> f32 {
  return max(1.0 - abs(d), 0.0);
}

// The first whole number that may be within √2 of a place.
fn first_near(place: f32) -> i32 {
  return i32(ceil(place - 1.4142136));
}

fn back(i: f32, j: f32, z: i32, b: i32) -> f32 {
  var sum = 0.0;
  let low = -(params.length / 2);
  let high = low + params.length;
  for (var angle = 0; angle < params.angles; angle++) {
    let cosine = table_turns(2 * angle);
    let sine = table_turns(2 * angle + 1);
    let t0 = first_near(cosine * i - sine * j);
    let s0 = first_near(sine * i + cosine * j);
    for (var k = 0; k < 3; k++) {
      let t = f32(t0 + k);
      var weight = 0.0;
      for (var l = 0; l < 3; l++) {
        let s = f32(s0 + l);
        let near = hat(cosine * t + sine * s - i) * hat(cosine * s - sine * t - j);
        weight += select(0.0, near, s0 + l >= low && s0 + l < high);
      }
      sum += seen(t0 + k, angle, z, b, weight);
    }
  }
  return sum;
}

fn smeared(i: f32, j: f32, z: i32, b: i32) -> f32 {
  let radius = f32(params.length / 2);
  if (IS_CIRCLE && i * i + j * j > radius * radius) { return 0.0; }
  let low = f32(-(params.beams / 2));
  let high = low + f32(params.beams - 1);
  var sum = 0.0;
  for (var angle = 0; angle < params.angles; angle++) {
    let t = table_turns(2 * angle) * i - table_turns(2 * angle + 1) * j;
    if (t >= low && t <= high) {
      let before = floor(t);
      sum += seen(i32(before), angle, z, b, 1.0 - (t - before)) + seen(i32(before) + 1, angle, z, b, t - before);
    }
  }
  return params.factor * sum;
}

// The image is walked along the axis that the beam runs along: at most 3 voxels of each line lie within 1 of it, as 1 / cos 45° < 1.5.
fn seen_along(angle: i32, t: f32, z: i32, b: i32) -> f32 {
  let cosine = table_turns(2 * angle);
  let sine = table_turns(2 * angle + 1);
  let middle = params.length / 2;
  let radius = f32(middle);
  let low = f32(-(params.beams / 2));
  let high = low + f32(params.beams - 1);
  let by_row = abs(cosine) >= abs(sine);
  let along = select(-sine, cosine, by_row);
  var sum = 0.0;
  for (var k = 0; k < params.length; k++) {
    let line = f32(k - middle);
    let place = (t - select(cosine, -sine, by_row) * line) / along;
    let first = i32(ceil(place - 1.4142136));
    for (var l = 0; l < 3; l++) {
      let other = f32(first + l);
      let i = select(line, other, by_row);
      let j = select(other, line, by_row);
      let at = cosine * i - sine * j;
      if (at >= low && at <= high && !(IS_CIRCLE && i * i + j * j > radius * radius)) {
        sum += image(i32(i) + middle, i32(j) + middle, z, b, hat(t - at));
      }
    }
  }
  return params.factor * sum;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let middle = params.length / 2;
  var made = vec4f();
  for (var k = 0; k < 4; k++) {
    let x = at.x4 * 4 + k;
    if (IS_SMEARED) {
      made[k] = smeared(f32(x - middle), f32(at.y - middle), at.z, at.b);
    } else if (IS_BACK) {
      made[k] = back(f32(x - middle), f32(at.y - middle), at.z, at.b);
    } else if (IS_SEEN) {
      made[k] = seen_along(min(x, params.angles - 1), f32(at.y - params.beams / 2), at.z, at.b);
    } else {
      made[k] = beam(min(x, params.angles - 1), f32(at.y - params.beams / 2), at.z, at.b);
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, made);
}
