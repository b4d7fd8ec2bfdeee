// y and x of every point of a contour, where `rows` names the end of a segment: as lib/squares has it. 0 behind the last point. Bytes: six loads, three of them at
// random, and a square at random; two stores.
import package::access::{cell, row_src, row_places, load_places, row_rows, load4_rows, row_y, store4_y, row_x, store4_x};
import package::lib::squares::{Level, point, segment, square};
import constants::{WX, WY};

struct Params {
  level: f32,
  below: f32,
  exact: u32,
  high: u32,
  channels: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

fn drawn() -> Level { return Level(params.level, params.below, params.exact, params.high); }

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let sources = load4_rows(row_rows(0, 0, 0), at.x4);
  var ys = vec4f(0.0);
  var xs = vec4f(0.0);
  for (var k = 0; k < 4; k++) {
    if (sources[k] == 0u) { continue; }
    let i = i32((sources[k] - 1u) >> 1u);
    let b = i32(load_places(row_places(0, 0, 0), i)) * params.channels + i32(load_places(row_places(1, 0, 0), i));
    let y = i32(load_places(row_places(3, 0, 0), i));
    let twice = load_places(row_places(4, 0, 0), i);
    let x = i32(twice >> 1u);
    let v = square(x, y, i32(load_places(row_places(2, 0, 0), i)), b);
    let ends = segment(v, twice & 1u, drawn());
    let p = point(v, select(ends.x, ends.y, (sources[k] & 1u) == 0u), params.level);
    xs[k] = f32(x) + p.x;
    ys[k] = f32(y) + p.y;
  }
  store4_y(row_y(0, 0, 0), at.x4, ys);
  store4_x(row_x(0, 0, 0), at.x4, xs);
}
