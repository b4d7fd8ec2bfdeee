// Random numbers by counting: Philox-4x32-10 (Salmon, Moraes, Dror, Shaw 2011, Parallel random numbers: as easy as 1, 2, 3). Four words follow from
// a counter and a key alone, so that a voxel has the same number whoever computes it, in whatever order, window or device.
// The key is seed and stream; the counter is where four voxels of a row lie, and how many words they have drawn before.
import package::lib::math::{log_near_one, sqrt4};
import package::lib::trigonometry::{Quarters, sine_of};
import package::lib::wide::wide_product;

const ROUNDS = 10;

fn philox(counter: vec4u, key: vec2u) -> vec4u {
  var c = counter;
  var k = key;
  for (var round = 0; round < ROUNDS; round++) {
    let a = wide_product(0xd2511f53u, c.x);
    let b = wide_product(0xcd9e8d57u, c.z);
    c = vec4u(b.y ^ c.y ^ k.x, b.x, a.y ^ c.w ^ k.y, a.x);
    k += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}

// The words of four voxels, the draw-th time, 64 times at most: the joint index of n and c has 26 bits.
fn random_words(x4: i32, y: i32, z: i32, b: i32, draw: u32, key: vec2u) -> vec4u {
  return philox(vec4u(vec3u(vec3i(x4, y, z)), u32(b) | (draw << 26u)), key);
}

// Evenly spread over the multiples of 2^-24 from 0 on, below 1.
fn random_unit4(words: vec4u) -> vec4f { return vec4f(words >> vec4u(8u)) * 0x1p-24; }

// The same half a step on: never 0, never 1.
fn random_inside4(words: vec4u) -> vec4f { return (vec4f(words >> vec4u(9u)) + 0.5) * 0x1p-23; }

// -log of u = (word + 1/2) 2^-32, 22.9 at most, with all its digits: near 1 the logarithm is of what u lacks.
fn random_log4(words: vec4u) -> vec4f {
  let rest = -(vec4f(~words) + 0.5) * 0x1p-32;
  let u = (vec4f(words) + 0.5) * 0x1p-32;
  let near = rest > vec4f(-0.29289321);
  let scaled = bitcast<vec4i>(u) - 0x3f3504f3;
  let f = bitcast<vec4f>((scaled & vec4i(0x007fffff)) + 0x3f3504f3) - 1.0;
  return -log_near_one(select(f, rest, near), select(vec4f(scaled >> vec4u(23u)), vec4f(0.0), near));
}

// Two normal numbers a lane from two words (Box and Muller 1958): the radius from the first, the angle from the second, in quarters of
// a turn that are exact. None is farther than 6.77 from 0.
struct Normals {
  first: vec4f,
  second: vec4f,
}

fn random_normals4(radius: vec4u, angle: vec4u) -> Normals {
  let r = sqrt4(max(2.0 * random_log4(radius), vec4f(0.0)));
  let count = (angle + 0x20000000u) >> vec4u(30u);
  let rest = vec4f(bitcast<vec4i>(angle - (count << vec4u(30u)))) * (1.5707963267948966 * 0x1p-30);
  return Normals(r * sine_of(Quarters(rest, count + 1u)), r * sine_of(Quarters(rest, count)));
}
