// dst = the curves of the tiles around a voxel at its bin, interpolated linearly between the centres of tiles and rounded down;
// beyond the outermost centres the curves there. NaN where `src` says that there is no bin. Zuiderveld 1994. Four voxels an invocation;
// each reads 4 numbers of the curves, 8 in a volume, which stay in the cache.
import package::access::{cell, row_src, load4_src, row_curves, load_curves, row_dst, store4_dst};
import package::lib::math::nan_where;
import constants::{WX, WY, IS_FLAT};

struct Params {
  none: u32,
  kx: i32,
  ky: i32,
  kz: i32,
  nx: i32,
  ny: i32,
  nz: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

struct Between {
  lower: i32,
  upper: i32,
  share: f32,
}

fn tiles_around(i: i32, size: i32, count: i32) -> Between {
  let place = i + size / 2;
  let upper = place / size;
  return Between(clamp(upper - 1, 0, count - 1), clamp(upper, 0, count - 1), f32(place % size) / f32(size));
}

fn along_x(x: Between, y: i32, z: i32, b: i32, bin: i32) -> f32 {
  let lower = load_curves(row_curves(y * params.nx + x.lower, z, b), bin);
  return lower + x.share * (load_curves(row_curves(y * params.nx + x.upper, z, b), bin) - lower);
}

fn along_y(x: Between, y: Between, z: i32, b: i32, bin: i32) -> f32 {
  let lower = along_x(x, y.lower, z, b, bin);
  return lower + y.share * (along_x(x, y.upper, z, b, bin) - lower);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let bins = load4_src(row_src(at.y, at.z, at.b), at.x4);
  let y = tiles_around(at.y, params.ky, params.ny);
  let z = tiles_around(at.z, params.kz, params.nz);
  var result = vec4f(0.0);
  for (var k = 0; k < 4; k++) {
    let x = tiles_around(at.x4 * 4 + k, params.kx, params.nx);
    let bin = i32(select(bins[k], 0u, bins[k] == params.none));
    let lower = along_y(x, y, z.lower, at.b, bin);
    result[k] = lower;
    if (!IS_FLAT) { result[k] = lower + z.share * (along_y(x, y, z.upper, at.b, bin) - lower); }
  }
  store4_dst(row_dst(at.y, at.z, at.b), at.x4, nan_where(floor(result), bins == vec4u(params.none)));
}
