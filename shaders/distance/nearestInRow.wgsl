// From the words of packRow: how far the nearest background voxel of the row is, `far` without one; or where it is (IS_PLACE), -1
// without one. Of two as near the one before. `parts` are the words' own words: a bit for each that holds background, so that
// a row of 1024 voxels is searched in one load. An invocation makes the 32 voxels of a word: one search to each side, then two scans in
// registers. Bytes: one store.
import package::access::{cell, row_words, Row_words, load_words, size_words, row_parts, Row_parts, load_parts, size_parts, size_dst, row_dst, store4_dst, Value_dst, Scalar_dst};
import constants::{WX, WY, IS_PLACE};

struct Params {
  far: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// Further than any row is long.
const NOWHERE = 0x3fffffff;

// The last background before word k, and the first after it; NOWHERE off where there is none.
fn last_before(words: Row_words, parts: Row_parts, k: i32) -> i32 {
  var p = k >> 5u;
  var part = load_parts(parts, p) & ~(0xffffffffu << u32(k & 31));
  while (part == 0u && p > 0) {
    p -= 1;
    part = load_parts(parts, p);
  }
  if (part == 0u) { return -NOWHERE; }
  let at = p * 32 + 31 - i32(countLeadingZeros(part));
  return at * 32 + 31 - i32(countLeadingZeros(load_words(words, at)));
}

fn first_after(words: Row_words, parts: Row_parts, k: i32) -> i32 {
  let count = size_parts().x;
  var p = k >> 5u;
  var part = load_parts(parts, p) & (0xfffffffeu << u32(k & 31));
  while (part == 0u && p + 1 < count) {
    p += 1;
    part = load_parts(parts, p);
  }
  if (part == 0u) { return NOWHERE; }
  let at = p * 32 + i32(countTrailingZeros(part));
  return at * 32 + i32(countTrailingZeros(load_words(words, at)));
}

// Four voxels from x on: the last background up to each, given that before them, and the first from each on.
fn last4(before: i32, word: u32, x: i32) -> vec4i {
  let hit = (vec4u(word >> u32(x & 31)) & vec4u(1u, 2u, 4u, 8u)) != vec4u(0u);
  let a = select(before, x, hit.x);
  let b = select(a, x + 1, hit.y);
  let c = select(b, x + 2, hit.z);
  return vec4i(a, b, c, select(c, x + 3, hit.w));
}

fn first4(after: i32, word: u32, x: i32) -> vec4i {
  let hit = (vec4u(word >> u32(x & 31)) & vec4u(1u, 2u, 4u, 8u)) != vec4u(0u);
  let d = select(after, x + 3, hit.w);
  let c = select(d, x + 2, hit.z);
  let b = select(c, x + 1, hit.y);
  return vec4i(select(b, x, hit.x), b, c, d);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = row_words(at.y, at.z, at.b);
  let parts = row_parts(at.y, at.z, at.b);
  let k = at.x4 >> 3u;
  let word = load_words(row, k);
  var first = array<vec4i, 8>();
  var after = first_after(row, parts, k);
  for (var i = 7; i >= 0; i--) {
    first[i] = first4(after, word, k * 32 + 4 * i);
    after = first[i].x;
  }
  var before = last_before(row, parts, k);
  let out = row_dst(at.y, at.z, at.b);
  for (var i = 0; i < 8; i++) {
    let x = k * 32 + 4 * i;
    let last = last4(before, word, x);
    before = last.w;
    let here = vec4i(x) + vec4i(0, 1, 2, 3);
    let back = here - last;
    let on = first[i] - here;
    if (x < size_dst().x) {
      if (IS_PLACE) {
        let place = select(first[i], last, back <= on);
        store4_dst(out, k * 8 + i, Value_dst(select(place, vec4i(-1), min(back, on) >= vec4i(NOWHERE / 2))));
      } else {
        store4_dst(out, k * 8 + i, Value_dst(min(min(back, on), vec4i(params.far))));
      }
    }
  }
}
