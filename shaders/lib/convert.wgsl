// Changes of element type: to whole numbers half to even and saturating, NaN to 0; to f16 the nearest, overflow to infinity.
import package::lib::finite::is_nan4;

// Whole numbers have no negative zero: inside an expression it would be one.
fn whole4(v: vec4f) -> vec4f {
  return select(round(v), vec4f(0.0), is_nan4(v) | (abs(v) <= vec4f(0.5)));
}

fn round_u8(v: vec4f) -> vec4f { return clamp(whole4(v), vec4f(0.0), vec4f(255.0)); }
fn round_i8(v: vec4f) -> vec4f { return clamp(whole4(v), vec4f(-128.0), vec4f(127.0)); }
fn round_u16(v: vec4f) -> vec4f { return clamp(whole4(v), vec4f(0.0), vec4f(65535.0)); }
fn round_i16(v: vec4f) -> vec4f { return clamp(whole4(v), vec4f(-32768.0), vec4f(32767.0)); }

fn round_f16(v: vec4f) -> vec4f { return unpack_f16(pack_f16(v)); }

// 2147483648 is the first f32 beyond i32, 4294967296 beyond u32: the comparison is exact and the cast inside range.
fn saturate_i32(v: vec4f) -> vec4i {
  let w = whole4(v);
  let inside = vec4i(clamp(w, vec4f(-2147483648.0), vec4f(2147483520.0)));
  return select(inside, vec4i(2147483647), w >= vec4f(2147483648.0));
}

fn saturate_u32(v: vec4f) -> vec4u {
  let w = whole4(v);
  let inside = vec4u(clamp(w, vec4f(0.0), vec4f(4294967040.0)));
  return select(inside, vec4u(4294967295u), w >= vec4f(4294967296.0));
}

fn u32_to_i32(v: vec4u) -> vec4i { return vec4i(min(v, vec4u(2147483647u))); }
fn i32_to_u32(v: vec4i) -> vec4u { return vec4u(max(v, vec4i(0))); }

// What is left of numbers within 2^22 of 0 without their fraction. It stands in the lowest bits of the sum with 2^23, or 1.5 · 2^23:
// lavapipe converts lane by lane, with bounds. 2048², CPU time: dilation of u8 6.5 -> 3.1 ms, fillHoles at 1024² 108 -> 64 ms.
fn short_u32(v: vec4f) -> vec4u { return bitcast<vec4u>(trunc(v) + vec4f(8388608.0)) & vec4u(0x7fffffu); }
fn short_i32(v: vec4f) -> vec4i { return bitcast<vec4i>(trunc(v) + vec4f(12582912.0)) - vec4i(0x4b400000); }

// Four elements in 32 bits, 64 bits: the first in the lowest.
fn unpack_u8(w: u32) -> vec4u { return (vec4u(w) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(255u); }
fn unpack_i8(w: u32) -> vec4i { return (vec4i(vec4u(w) << vec4u(24u, 16u, 8u, 0u))) >> vec4u(24u); }
fn unpack_u16(w: vec2u) -> vec4u { return (w.xxyy >> vec4u(0u, 16u, 0u, 16u)) & vec4u(65535u); }
fn unpack_i16(w: vec2u) -> vec4i { return (vec4i(w.xxyy << vec4u(16u, 0u, 16u, 0u))) >> vec4u(16u); }
fn unpack_f16(w: vec2u) -> vec4f { return vec4f(unpack2x16float(w.x), unpack2x16float(w.y)); }

fn pack_u8(v: vec4u) -> u32 { return v.x | (v.y << 8u) | (v.z << 16u) | (v.w << 24u); }
fn pack_i8(v: vec4i) -> u32 { return pack_u8(vec4u(v) & vec4u(255u)); }
fn pack_u16(v: vec4u) -> vec2u { return vec2u(v.x | (v.y << 16u), v.z | (v.w << 16u)); }
fn pack_i16(v: vec4i) -> vec2u { return pack_u16(vec4u(v) & vec4u(65535u)); }

// pack2x16float is undefined beyond 65504 and need not round half to even, so the bits are made by hand (IEEE binary16).
fn pack_f16(v: vec4f) -> vec2u {
  let bits = bitcast<vec4u>(v);
  let sign = (bits >> vec4u(16u)) & vec4u(0x8000u);
  let magnitude = bits & vec4u(0x7fffffffu);
  let rounded = (magnitude + vec4u(0xfffu) + ((magnitude >> vec4u(13u)) & vec4u(1u)) - vec4u(0x38000000u)) >> vec4u(13u);
  // below 2^-14: adding 0.5 aligns the unit of f16's subnormals with the last bit of the sum, which rounds half to even
  let small = bitcast<vec4u>(bitcast<vec4f>(magnitude) + vec4f(0.5)) - vec4u(0x3f000000u);
  var half = select(rounded, small, magnitude < vec4u(0x38800000u));
  half = select(half, vec4u(0x7c00u), magnitude >= vec4u(0x477ff000u));
  half = select(half, vec4u(0x7e00u), magnitude > vec4u(0x7f800000u));
  return pack_u16(sign | half);
}
