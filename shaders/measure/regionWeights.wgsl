// sums(label) of a region's intensities times products of up to three of its places from its weighted centre: 1, x, y, xx, xy, yy, xxx, xxy, xyy, yyy, and of a volume z, zz, xz, yz, zzz, xxz,
// xzz, yyz, yzz, xyz: whole numbers of 96 bits. Intensities are whole numbers of 20 bits and as many behind the point as there is room for (params.bits). By patches (lib/patch), whose
// own sums, about their middle, are of 31 bits: they are moved to the centre when they are handed on. Bytes: two loads, and 30 words a label of a patch at random, in a volume 60.
import package::access::{cell, row_centres, load4_centres, row_sums, size_labels};
import package::lib::finite::is_finite4;
import package::lib::patch::{greatest_label, lanes_of, patch_within, sum4i, take_label, whole4};
import package::lib::patchLight::light_of;
import package::lib::tally::tally_long;
import package::lib::wide::{long_add, long_scaled, signed_long, signed_product, signed_wide, wide_sum};
import constants::{WX, WY, STRIDE};

struct Params {
  capacity: u32,
  bits: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// Of a row of eight: the sums of weights times 1, x, x x and x x x, counted from its middle.
fn powers(left: vec4i, right: vec4i) -> vec4i {
  let l = vec4i(-4, -3, -2, -1);
  let r = vec4i(0, 1, 2, 3);
  return vec4i(sum4i(left) + sum4i(right), dot(left, l) + dot(right, r), dot(left, l * l) + dot(right, r * r), dot(left, l * l * l) + dot(right, r * r * r));
}

// 1 x y xx xy yy xxx xxy xyy yyy of so many rows more.
fn with_row(before: array<i32, 10>, x: vec4i, y: i32) -> array<i32, 10> {
  var s = before;
  s[0] += x.x;
  s[1] += x.y;
  s[2] += x.x * y;
  s[3] += x.z;
  s[4] += x.y * y;
  s[5] += x.x * y * y;
  s[6] += x.w;
  s[7] += x.z * y;
  s[8] += x.y * y * y;
  s[9] += x.x * y * y * y;
  return s;
}

fn plus(a: vec3u, b: vec3u, by: i32) -> vec3u { return long_add(a, long_scaled(b, by)); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sums = row_sums(0, 0, 0);
  var v = patch_within(at, params.capacity);
  let light = light_of(at);
  let finer = f32(1u << params.bits);
  var label = greatest_label(v);
  while (label != 0u) {
    let bits = take_label(&v, label);
    let centre = load4_centres(row_centres(i32(label), 0, 0), 0);
    var coarse = array<i32, 10>();
    var fine = array<i32, 10>();
    for (var row = 0; row < 8; row++) {
      let i = 2 * row;
      let left = select(vec4f(0.0), light[i] * centre.w, lanes_of(bits, i) & is_finite4(light[i]));
      let right = select(vec4f(0.0), light[i + 1] * centre.w, lanes_of(bits, i + 1) & is_finite4(light[i + 1]));
      let l = whole4(left);
      let r = whole4(right);
      coarse = with_row(coarse, powers(l, r), row - 4);
      fine = with_row(fine, powers(whole4((left - vec4f(l)) * finer), whole4((right - vec4f(r)) * finer)), row - 4);
    }
    var t = array<vec3u, 10>();
    for (var k = 0; k < 10; k++) { t[k] = signed_long(wide_sum(signed_product(coarse[k], i32(1u << params.bits)), signed_wide(fine[k]))); }
    let d = vec3i(at.x4 * 4 + 4, at.y + 4, at.z) - vec3i(centre.xyz);
    var m = array<vec3u, 20>();
    m[0] = t[0];
    m[1] = plus(t[1], t[0], d.x);
    m[2] = plus(t[2], t[0], d.y);
    m[3] = plus(t[3], long_add(t[1], m[1]), d.x);
    m[4] = plus(plus(t[4], t[2], d.x), m[1], d.y);
    m[5] = plus(t[5], long_add(t[2], m[2]), d.y);
    m[6] = plus(t[6], plus(plus(m[3], t[3], 2), t[1], d.x), d.x);
    m[7] = plus(plus(t[7], plus(long_scaled(t[4], 2), t[2], d.x), d.x), m[3], d.y);
    m[8] = plus(plus(t[8], plus(long_scaled(t[4], 2), t[1], d.y), d.y), m[5], d.x);
    m[9] = plus(t[9], plus(plus(m[5], t[5], 2), t[2], d.y), d.y);
    var many = 10;
    if (size_labels().z > 1) {
      many = 20;
      m[10] = long_scaled(m[0], d.z);
      m[11] = long_scaled(m[10], d.z);
      m[12] = long_scaled(m[1], d.z);
      m[13] = long_scaled(m[2], d.z);
      m[14] = long_scaled(m[11], d.z);
      m[15] = long_scaled(m[3], d.z);
      m[16] = long_scaled(m[12], d.z);
      m[17] = long_scaled(m[5], d.z);
      m[18] = long_scaled(m[13], d.z);
      m[19] = long_scaled(m[4], d.z);
    }
    // not written out: twenty of these take seconds to compile
    for (var k = 0; k < many; k++) { tally_long(sums, label * u32(STRIDE) + u32(3 * k), m[k]); }
    label = greatest_label(v);
  }
}
