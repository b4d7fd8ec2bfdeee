// Red, green and blue to hue, saturation and value, Smith 1978, Color gamut transform pairs, as skimage.color.rgb2hsv: with the
// greatest M and the least m of the three, V = M, S = (M - m) / M and the hue in turns from the greatest; the last of equal ones counts. Grey
// has hue and saturation 0. Four voxels along x and all channels an invocation, c as the kernel's y. Bytes: 3 loads and 3 stores a pixel.
import package::access::{cell, row_src, load4_src, row_dst, store4_dst};
import package::lib::finite::{is_nan4, max_nan4, min_nan4};
import package::lib::math::nan_where;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let red = load4_src(row_src(0, at.z, at.b), at.x4);
  let green = load4_src(row_src(1, at.z, at.b), at.x4);
  let blue = load4_src(row_src(2, at.z, at.b), at.x4);
  let most = max_nan4(max_nan4(red, green), blue);
  let span = most - min_nan4(min_nan4(red, green), blue);
  let grey = span == vec4f(0.0);
  let by = select(span, vec4f(1.0), grey);
  var hue = (green - blue) / by;
  hue = select(hue, 2.0 + (blue - red) / by, green == most);
  hue = select(hue, 4.0 + (red - green) / by, blue == most);
  hue = hue / 6.0;
  hue = select(hue - floor(hue), vec4f(0.0), grey);
  let saturation = select(span / most, vec4f(0.0), grey);
  let unknown = is_nan4(most);
  if (at.y <= 0) { store4_dst(row_dst(0, at.z, at.b), at.x4, nan_where(hue, unknown)); }
  if (at.y <= 1 && at.y_end > 1) { store4_dst(row_dst(1, at.z, at.b), at.x4, nan_where(saturation, unknown)); }
  if (at.y_end > 2) { store4_dst(row_dst(2, at.z, at.b), at.x4, most); }
}
