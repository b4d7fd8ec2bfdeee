// Histograms as thresholds read them: how many numbers there are, where they lie, and what a bin stands for.
import package::access::{Row_counts, Row_edges, load_counts, load_edges, size_counts};
import package::lib::math::nan_where;
import package::lib::wide::{wide_product, wide_sum};

struct Tally {
  // How many numbers there are.
  count: u32,
  // The sum of their bins, exact.
  bins: vec2u,
}

fn tally(row: Row_counts) -> Tally {
  var all = Tally(0u, vec2u(0u));
  let bins = size_counts().x;
  for (var i = 0; i < bins; i++) {
    let count = load_counts(row, i);
    all.count += count;
    all.bins = wide_sum(all.bins, wide_product(count, u32(i)));
  }
  return all;
}

// The middle of a bin, computed so that it is finite for all finite edges.
fn centre_of(row: Row_edges, bin: i32) -> f32 {
  return 0.5 * load_edges(row, bin) + 0.5 * load_edges(row, bin + 1);
}

// What is stored for a bin that was found: its middle; NaN for none, -1.
fn centre_or_nan(row: Row_edges, bin: i32) -> vec4f {
  return nan_where(vec4f(centre_of(row, max(bin, 0))), vec4<bool>(bin < 0));
}
