// dst = the greatest, or least (IS_LEAST), of the 3 x 3 voxels around every voxel, in one pass, on keys (lib/keyed).
// Eight voxels along x times TILE rows an invocation: the extreme of three along x is taken once for a row, then of the last
// three rows. Bytes: (TILE + 2) / TILE loads of 1.25 and one store a voxel. lavapipe 26.1, 2048² f32, processor time: 6.4 ms by
// 8 rows an invocation, 7.1 ms by 6; axis by axis nearly twice as long.
import package::access::{cell, Cell, row_src, size_src, row_dst, store4_dst};
import package::lib::border::{border_index, border_outside};
import package::lib::keyed::{better, key_bits, keyed_ten, value_of};
import constants::{WX, WY, TILE};

struct Params {
  outside: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

struct Eight {
  a: vec4u,
  b: vec4u,
}

fn better8(p: Eight, q: Eight) -> Eight { return Eight(better(p.a, q.a), better(p.b, q.b)); }

fn row_at(at: Cell, y: i32, n: vec4i, outside: u32) -> Eight {
  let v = keyed_ten(row_src(border_index(y, n.y), at.z, at.b), at.x4, n.x, outside);
  let a = better(better(v.a, vec4u(v.a.yzw, v.b.x)), vec4u(v.ends.x, v.a.xyz));
  let b = better(better(v.b, vec4u(v.b.yzw, v.ends.y)), vec4u(v.a.w, v.b.xyz));
  let out = border_outside(y, n.y);
  return Eight(select(a, vec4u(outside), out), select(b, vec4u(outside), out));
}

fn put(at: Cell, y: i32, v: Eight, n: i32) {
  if (y >= at.y_end) { return; }
  let row = row_dst(y, at.z, at.b);
  store4_dst(row, at.x4, value_of(v.a));
  if (at.x4 * 4 + 4 < n) { store4_dst(row, at.x4 + 1, value_of(v.b)); }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let outside = key_bits(vec4u(params.outside)).x;
  var before = row_at(at, at.y - 1, n, outside);
  var centre = row_at(at, at.y, n, outside);
  for (var j = 0; j < TILE; j += 2) {
    // rows past the last one that is made are not far away, so that a border needs one reflection only
    let after = row_at(at, min(at.y + j + 1, n.y), n, outside);
    let next = row_at(at, min(at.y + j + 2, n.y), n, outside);
    let both = better8(centre, after);
    put(at, at.y + j, better8(before, both), n.x);
    put(at, at.y + j + 1, better8(both, next), n.x);
    before = after;
    centre = next;
  }
}
