// dst = a Poisson number of mean src, a whole one. Below a mean of 10 one word is sought among the probabilities of 1, 2, 3 ... in whole numbers of
// 2^-32, where 0 has what is left: each probability has the digits of f32. From 10 on candidates are tried, 0.8 to 0.95 of which
// are taken (PTRS: Hörmann 1993, The transformed rejection method for generating Poisson random variables), against the probability by way
// of its distance from the mean (Loader 2000), which keeps its digits where factorials and powers lose them. NaN for what is no mean. In a loop `turn`, one voxel, goes
// on to another stream with every iteration.
import package::access::{cell, row_src, load4_src, row_dst, store4_dst, row_turn, load_turn};
import package::lib::finite::is_finite4;
import package::lib::math::{exp4, log4, nan_where};
import package::lib::random::{random_words, random_inside4};
import constants::{WX, WY, HAS_TURN};

struct Params {
  key: vec2u,
}
@group(0) @binding(1) var<uniform> params: Params;

const SMALL = 10.0;
const MOST_DRAWS = 64u;

// v 2^32 for v up to 1/2, cut, in two parts of what a float holds whole: lavapipe converts lane by lane, with bounds.
fn in_words(v: vec4f) -> vec4u {
  let scaled = v * 0x1p20;
  let high = trunc(scaled);
  let low = trunc((scaled - high) * 0x1p12);
  let ones = vec4u(0x7fffffu);
  let upper = bitcast<vec4u>(high + vec4f(0x1p23)) & ones;
  return (upper << vec4u(12u)) | (bitcast<vec4u>(low + vec4f(0x1p23)) & ones);
}

fn by_search(mean: vec4f, words: vec4u) -> vec4f {
  var n = vec4f(0.0);
  var left = words;
  var chance = mean * exp4(-mean);
  var k = 1.0;
  var going = chance > vec4f(0.0);
  while (any(going)) {
    let share = in_words(chance);
    let found = going & (left < share);
    n = select(n, vec4f(k), found);
    left -= share;
    k += 1.0;
    chance *= mean * (1.0 / k);
    going = going & !found & (chance >= vec4f(0x1p-32));
  }
  return n;
}

// (1 + e) log(1 + e) - e
fn divergence(e: vec4f) -> vec4f {
  let p = 1.0 / 30.0 + e * (-1.0 / 42.0 + e * (1.0 / 56.0 + e * (-1.0 / 72.0 + e * (1.0 / 90.0))));
  let near = e * e * (0.5 + e * (-1.0 / 6.0 + e * (1.0 / 12.0 + e * (-0.05 + e * p))));
  let far = abs(e) >= vec4f(0.2);
  if (!any(far)) { return near; }
  return select(near, (1.0 + e) * log4(1.0 + e) - e, far);
}

// -log of the probability of n, which lies `apart` from the mean, times the root of 2 pi max(n, 1).
fn rarity(n: vec4f, apart: vec4f, mean: vec4f) -> vec4f {
  let inverse = 1.0 / max(n, vec4f(1.0));
  let s = inverse * inverse;
  let stirling = inverse * (0.0833333333 - s * (0.00277777778 - s * 0.000793650794));
  // of 0 the probability is exp(-mean), and the root counts as that of 1
  return select(mean * divergence(apart / mean) + stirling, mean - 0.918938533, n < vec4f(1.0));
}

fn by_rejection(mean: vec4f, wanted: vec4<bool>, x4: i32, y: i32, z: i32, b: i32, key: vec2u) -> vec4f {
  let whole = floor(mean);
  let fraction = mean - whole;
  let width = 0.931 + 2.53 * sqrt(mean);
  let a = -0.059 + 0.02483 * width;
  let scale = 1.1239 + 1.1328 / (width - 3.4);
  let sure = 0.9277 - 3.6224 / (width - 2.0);
  var result = whole;
  var waiting = wanted;
  for (var draw = 0u; draw < MOST_DRAWS && any(waiting); draw += 2u) {
    let u = random_inside4(random_words(x4, y, z, b, draw, key)) - 0.5;
    let v = random_inside4(random_words(x4, y, z, b, draw + 1u, key));
    let s = 0.5 - abs(u);
    let steps = floor((2.0 * a / s + width) * u + (fraction + 0.43));
    let n = whole + steps;
    let height = v * scale / (a / (s * s) + width) * (2.50662827 * sqrt(max(n, vec4f(1.0))));
    let taken = log4(height) <= -rarity(max(n, vec4f(0.0)), steps - fraction, mean);
    let inside = (s >= vec4f(0.07)) & (v <= sure);
    let outside = (n < vec4f(0.0)) | ((s < vec4f(0.013)) & (v > s));
    let found = waiting & (inside | (taken & !outside));
    result = select(result, n, found);
    waiting = waiting & !found;
  }
  return result;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let mean = load4_src(row_src(at.y, at.z, at.b), at.x4);
  var key = params.key;
  @if(HAS_TURN) key.y += load_turn(row_turn(0, 0, 0), 0);
  let valid = is_finite4(mean) & (mean >= vec4f(0.0));
  let large = valid & (mean >= vec4f(SMALL));
  var n = vec4f(0.0);
  if (any(valid & !large)) {
    let words = random_words(at.x4, at.y, at.z, at.b, 0u, key);
    n = by_search(select(vec4f(0.0), mean, valid & !large), words);
  }
  if (any(large)) {
    n = select(n, by_rejection(select(vec4f(SMALL), mean, large), large, at.x4, at.y, at.z, at.b, key), large);
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, nan_where(n, !valid));
}
