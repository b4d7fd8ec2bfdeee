// Entry i of the table = where the reference has the share of numbers that the image has up to place i: the inverse of the running
// sum `upto` of the reference's counts at that of the image's, `given`. Places are levels (IS_AT_LEVEL) or the edges of bins; the
// inverse is linear between the levels that are not empty (IS_BETWEEN) or within bins from edge to edge. Shares are compared as products of 64 bits. Source: numpy.interp of quantiles, as scikit-image 0.19.
import package::access::{cell, row_upto, load_upto, Row_upto, size_upto, row_given, load_given, size_given, row_edges, load_edges, row_table, store4_table};
import package::lib::histogram::centre_of;
import package::lib::math::nan_where;
import package::lib::wide::{wide_difference, wide_product};
import constants::{WX, WY, IS_AT_LEVEL, IS_BETWEEN};

fn float_of(v: vec3u) -> f32 { return f32(v.y) * 0x1p32 + f32(v.x); }

// The first bin up to which there are at least so many shares of `all`: sum(j) · all >= wanted.
fn reached(row: Row_upto, all: u32, wanted: vec2u) -> i32 {
  var low = 0;
  var high = size_upto().x - 1;
  while (low < high) {
    let middle = (low + high) / 2;
    let there = wide_product(load_upto(row, middle), all);
    if (there.y > wanted.y || (there.y == wanted.y && there.x >= wanted.x)) { high = middle; } else { low = middle + 1; }
  }
  return low;
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let upto = row_upto(at.y, at.z, at.b);
  let given = row_given(at.y, at.z, at.b);
  let edges = row_edges(at.y, at.z, at.b);
  let last = size_given().x - 1;
  let all = load_given(given, last);
  let others = load_upto(upto, size_upto().x - 1);
  var result = vec4f(0.0);
  for (var k = 0; k < 4; k++) {
    let i = at.x4 * 4 + k;
    var share = load_given(given, clamp(select(i - 1, i, IS_AT_LEVEL), 0, last));
    if (!IS_AT_LEVEL && i == 0) { share = 0u; }
    let wanted = wide_product(share, others);
    // of no share the first bin that holds any
    let j = reached(upto, all, select(wanted, vec2u(1u, 0u), share == 0u));
    let here = load_upto(upto, j);
    var before = 0u;
    if (j > 0) { before = load_upto(upto, j - 1); }
    let part = float_of(wide_difference(vec3u(wanted, 0u), vec3u(wide_product(min(before, here), all), 0u)));
    let whole = float_of(vec3u(wide_product(max(here - before, 1u), max(all, 1u)), 0u));
    let t = select(part / whole, 0.0, share == 0u);
    if (IS_BETWEEN) {
      let upper = centre_of(edges, j);
      let lower = centre_of(edges, reached(upto, 1u, vec2u(before, 0u)));
      result[k] = select(lower + t * (upper - lower), upper, before == 0u || t == 1.0);
    } else {
      let lower = load_edges(edges, j);
      let upper = load_edges(edges, j + 1);
      result[k] = select((1.0 - t) * lower + t * upper, upper, t == 1.0);
    }
  }
  store4_table(row_table(at.y, at.z, at.b), at.x4, nan_where(result, vec4<bool>(all == 0u || others == 0u)));
}
