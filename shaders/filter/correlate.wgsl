// dst(x, y, z) = sum over k of weights[k] src(x - before + k), a kernel of any size in z, y, x. scipy.ndimage.correlate.
// Four voxels along x times TILE rows an invocation; for each row of the kernel, TILE rows of the image are loaded as groups
// of four and KX taps at a time are summed from registers (KX is at most 16; wider kernels go in pieces of 16). Taps of
// weight 0 add nothing, whatever they lie on. Order of the sum: z, y, x ascending, on every path.
// KY, KZ, PIECES are the loops' lengths where the kernel is small, and 0 where they are numbers.
// Cost: kz · ky · (KX + 6) / 4 vec4 loads a group. At the ends of rows voxels are loaded one by one, through the border.
// lavapipe 26.1, 2048², CPU time beside a copy of 6.8 ms: 3 x 3 40 -> 17 ms with constant loops, 5 x 5 73 -> 43, 15 x 15 340.
import package::access::{cell, Cell, row_src, load4_src, size_src, row_dst, store4_dst, table_weights};
import package::lib::border::{border_index, border_outside, IS_INSIDE};
import package::lib::load::load4_border;
import package::lib::sealed::nothing;
import constants::{WX, WY, TILE, KX, KY, KZ, PIECES, SHIFT, ZEROS};

const LOADED = (SHIFT + KX + 6) / 4;

struct Params {
  outside: f32,
  kz: i32,
  ky: i32,
  pieces: i32,
  left: i32,
  before_y: i32,
  before_z: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// Adds KX taps of one row, whose groups are in v. `first` is where their weights begin.
fn add_taps(sum: vec4f, v: array<vec4f, LOADED>, first: i32) -> vec4f {
  var result = sum;
  for (var t = 0; t < KX; t++) {
    let w = table_weights(first + t);
    let s = SHIFT + t;
    let taps = vec4f(v[s >> 2u][s & 3], v[(s + 1) >> 2u][(s + 1) & 3], v[(s + 2) >> 2u][(s + 2) & 3], v[(s + 3) >> 2u][(s + 3) & 3]);
    result += select(w * taps, vec4f(0.0), ZEROS && w == 0.0);
  }
  return result;
}

fn interior(at: Cell, n: vec4i) {
  var sum: array<vec4f, TILE>;
  for (var j = 0; j < TILE; j++) { sum[j] = vec4f(nothing(n.x)); }
  var first = 0;
  for (var k = 0; k < select(KZ, params.kz, KZ == 0); k++) {
    let z = at.z - params.before_z + k;
    for (var i = 0; i < select(KY, params.ky, KY == 0); i++) {
      for (var piece = 0; piece < select(PIECES, params.pieces, PIECES == 0); piece++) {
        let x4 = at.x4 - params.left + 4 * piece;
        for (var j = 0; j < TILE; j++) {
          let y = at.y - params.before_y + i + j;
          let row = row_src(border_index(y, n.y), border_index(z, n.z), at.b);
          let out = border_outside(y, n.y) || border_outside(z, n.z);
          var v = array<vec4f, LOADED>();
          for (var g = 0; g < LOADED; g++) { v[g] = select(load4_src(row, x4 + g), vec4f(params.outside), out); }
          sum[j] = add_taps(sum[j], v, first);
        }
        first += KX;
      }
    }
  }
  for (var j = 0; j < TILE; j++) {
    if (at.y + j < at.y_end) { store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, sum[j]); }
  }
}

// Row by row, so that this path stays short: it is compiled for every kernel and runs at the ends of rows only.
fn ends(at: Cell, n: vec4i) {
  let end = min(at.y + TILE, at.y_end);
  for (var y0 = at.y; y0 < end; y0++) {
    var sum = vec4f(nothing(n.x));
    var first = 0;
    for (var k = 0; k < params.kz; k++) {
      let z = at.z - params.before_z + k;
      for (var i = 0; i < params.ky; i++) {
        let y = y0 - params.before_y + i;
        let row = row_src(border_index(y, n.y), border_index(z, n.z), at.b);
        let out = border_outside(y, n.y) || border_outside(z, n.z);
        for (var piece = 0; piece < params.pieces; piece++) {
          let x4 = at.x4 - params.left + 4 * piece;
          var v = array<vec4f, LOADED>();
          for (var g = 0; g < LOADED; g++) {
            let x = (x4 + g) * 4;
            let inside = load4_border(row, x, n.x, params.outside);
            v[g] = select(inside, vec4f(params.outside), out);
          }
          sum = add_taps(sum, v, first);
          first += KX;
        }
      }
    }
    store4_dst(row_dst(y0, at.z, at.b), at.x4, sum);
  }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let begin = at.x4 - params.left;
  if (IS_INSIDE || (begin >= 0 && (begin + 4 * (params.pieces - 1) + LOADED) * 4 <= n.x)) { interior(at, n); } else { ends(at, n); }
}
