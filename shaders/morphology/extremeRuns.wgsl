// dst(p) = the greatest, or least (IS_LEAST), src(p + o) over the offsets o of a footprint, which is given as runs along x:
// (dz, dy, first dx, length) each. Flat erosion and dilation, Serra 1982. Values compare as whole-number keys (lib/keys), so
// that infinities are in order and a NaN in the window gives NaN; `outside` is the key of what lies outside.
// Four voxels along x an invocation. Cost: length / 4 + 1 loads and `length` shifts and maxima a run.
// lavapipe 26.1, 2048², squares axis by axis, beside a copy of 7 to 9 ms: radius 1 70 ms, 7 306 ms, 25 860 ms, on a busy machine.
import package::access::{cell, Row_src, row_src, load4_src, load_src, size_src, row_dst, store4_dst, Value_dst, Value_src, table_runs};
import package::lib::border::{border_index, border_outside, IS_INSIDE};
import package::lib::keys::{key4, unkey4};
import package::lib::shift::shifted4;
import constants::{WX, WY, IS_LEAST};

struct Params {
  outside: u32,
  runs: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn keys(v: Value_src) -> vec4u {
  return key4(bitcast<vec4u>(v), select(0xffffffffu, 0u, IS_LEAST));
}

fn group(row: Row_src, x4: i32, n: i32) -> vec4u {
  let x = x4 * 4;
  if (IS_INSIDE || (x >= 0 && x + 4 <= n)) { return keys(load4_src(row, x4)); }
  let inside = keys(Value_src(
    load_src(row, border_index(x, n)),
    load_src(row, border_index(x + 1, n)),
    load_src(row, border_index(x + 2, n)),
    load_src(row, border_index(x + 3, n)),
  ));
  let out = vec4<bool>(border_outside(x, n), border_outside(x + 1, n), border_outside(x + 2, n), border_outside(x + 3, n));
  return select(inside, vec4u(params.outside), out);
}

fn better(a: vec4u, b: vec4u) -> vec4u {
  if (IS_LEAST) { return min(a, b); }
  return max(a, b);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  var best = vec4u(select(0u, 0xffffffffu, IS_LEAST));
  for (var r = 0; r < params.runs; r++) {
    let z = at.z + table_runs(4 * r);
    let y = at.y + table_runs(4 * r + 1);
    let first = table_runs(4 * r + 2);
    let length = table_runs(4 * r + 3);
    if (border_outside(y, n.y) || border_outside(z, n.z)) {
      best = better(best, vec4u(params.outside));
      continue;
    }
    let row = row_src(border_index(y, n.y), border_index(z, n.z), at.b);
    var x4 = at.x4 + (first >> 2u);
    var shift = first & 3;
    var a = group(row, x4, n.x);
    var b = a;
    if (shift + length > 1) { b = group(row, x4 + 1, n.x); }
    for (var t = 0; t < length; t++) {
      best = better(best, shifted4(a, b, shift));
      shift++;
      if (shift == 4) {
        shift = 0;
        x4++;
        a = b;
        if (t + 1 < length) { b = group(row, x4 + 1, n.x); }
      }
    }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, bitcast<Value_dst>(unkey4(best)));
}
