// dst = red, green or blue of a voxel of which the sensor saw one: that one itself, the others as means of their nearest neighbours: two beside, four
// around, or four at the corners. Outside is `mirror`, which keeps what is seen where. Four voxels of a channel an invocation; three rows are read.
import package::access::{cell, row_src, load4_src, load_src, size_src, row_dst, store4_dst};
import constants::{WX, WY};

struct Params {
  site: vec4u,
}
@group(0) @binding(1) var<uniform> params: Params;

fn mirrored(i: i32, n: i32) -> i32 {
  let up = abs(i);
  return max(select(up, 2 * (n - 1) - up, up >= n), 0);
}

struct Line {
  before: vec4f,
  here: vec4f,
  after: vec4f,
}

fn line(y: i32, z: i32, b: i32, x4: i32, n: i32) -> Line {
  let row = row_src(y, z, b);
  var here = load4_src(row, x4);
  let x = x4 * 4;
  let left = load_src(row, mirrored(x - 1, n));
  let right = load_src(row, mirrored(x + 4, n));
  var after = vec4f(here.yzw, right);
  // the last voxel of the row looks back
  let last = n - 1 - x;
  if (last < 3) { after[last] = load_src(row, mirrored(n, n)); }
  return Line(vec4f(left, here.xyz), here, after);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src().xy;
  let above = line(mirrored(at.y - 1, n.y), at.z, at.b, at.x4, n.x);
  let here = line(at.y, at.z, at.b, at.x4, n.x);
  let below = line(mirrored(at.y + 1, n.y), at.z, at.b, at.x4, n.x);
  let beside = 0.5 * (here.before + here.after);
  let over = 0.5 * (above.here + below.here);
  let around = 0.5 * (beside + over);
  let corners = 0.25 * ((above.before + above.after) + (below.before + below.after));
  let odd = (at.y & 1) == 1;
  let pair = select(params.site.xy, params.site.zw, odd);
  let site = pair.xyxy;
  let next = pair.yxyx;
  // the source has one channel, and each of the three reads it
  let colour = u32(at.b % 3);
  let at_green = select(over, beside, next == vec4u(colour));
  let elsewhere = select(corners, around, colour == 1u);
  let guess = select(elsewhere, at_green, site == vec4u(1u));
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, select(guess, here.here, site == vec4u(colour)));
}
