// The colours of what is drawn: a table of 257, from the least value of a window to its greatest, and that of NaN behind them.
//   colour = that of (value - low) / (high - low), clamped to 0..1, linear between 256
import package::lib::finite::is_nan;

const LAST_COLOUR = 255;
const COLOUR_OF_NAN = 256;

// each in four bytes
@group(0) @binding(0) var<storage, read> palette: array<u32>;

fn colour_of(value: f32, low: f32, high: f32) -> vec4f {
  if (is_nan(value)) { return unpack4x8unorm(palette[COLOUR_OF_NAN]); }
  // comparisons first: they hold for infinities and for a window of no width
  if (value <= low) { return unpack4x8unorm(palette[0]); }
  if (value >= high) { return unpack4x8unorm(palette[LAST_COLOUR]); }
  let spot = (value - low) / (high - low) * f32(LAST_COLOUR);
  let i = min(i32(spot), LAST_COLOUR - 1);
  return mix(unpack4x8unorm(palette[i]), unpack4x8unorm(palette[i + 1]), spot - f32(i));
}

// The colour of a label: one of 255 that are far from each other, in turn, as labelToRgb.
fn label_colour(label: i32) -> vec4f {
  let rest = (label - 1) % LAST_COLOUR;
  return unpack4x8unorm(palette[1 + select(rest, rest + LAST_COLOUR, rest < 0)]);
}
