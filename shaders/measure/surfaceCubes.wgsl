// Of every marked voxel: cubes(row) = the vertices that it owns, bits 0 to 2 for where the level crosses on the way to the next voxel along x, y and z and bit 3 for the
// middle of its cube, and from bit 4 on how the level goes through that cube: a config of the table (ops/measure/cubes.ts). Then how many vertices and triangles
// these are. Cubes with a NaN are left out. What lib/decider says of faces and of the inside chooses the config. Bytes: 5 loads of a place, 27 voxels at random, three stores.
import package::access::{
  cell, row_src, load_src, size_src, row_places, load_places, row_count, load_count, table_cubes, row_cubes, store4_cubes, row_vertices,
  store4_vertices, row_triangles, store4_triangles,
};
import package::lib::decider::{HIGH, LOW, decided, tunnel};
import package::lib::finite::{greater4, is_nan};
import constants::{WX, WY};

struct Params {
  level: f32,
  below: f32,
  capacity: i32,
  channels: i32,
}
@group(0) @binding(1) var<uniform> params: Params;

// Voxels of a cube among 27 around one, from the first on.
const CUBE = 0x361bu;

fn is_whole(missing: u32, dx: u32, dy: u32, dz: u32) -> bool { return (missing & (CUBE << (dx + 3u * dy + 9u * dz))) == 0u; }

// cubes, vertices and triangles of a voxel.
fn found(x: i32, y: i32, z: i32, b: i32, n: vec4i) -> vec3u {
  var v: array<f32, 8>;
  var missing = 0u;
  var high = 0u;
  for (var dz = 0; dz < 3; dz++) {
    for (var dy = 0; dy < 3; dy++) {
      let p = vec3i(x, y + dy - 1, z + dz - 1);
      let row = row_src(clamp(p.y, 0, n.y - 1), clamp(p.z, 0, n.z - 1), b);
      for (var dx = 0; dx < 3; dx++) {
        let at = p.x + dx - 1;
        let value = load_src(row, clamp(at, 0, n.x - 1));
        let bit = 1u << u32(dx + 3 * dy + 9 * dz);
        let outside = at < 0 || at >= n.x || p.y < 0 || p.y >= n.y || p.z < 0 || p.z >= n.z;
        if (outside || is_nan(value)) { missing |= bit; }
        if (dx > 0 && dy > 0 && dz > 0) {
          let corner = (dx - 1) + 2 * (dy - 1) + 4 * (dz - 1);
          v[corner] = value - params.level;
          if (greater4(vec4f(value), vec4f(params.below)).x != 0u) { high |= 1u << u32(corner); }
        }
      }
    }
  }
  var own = 0u;
  for (var axis = 0u; axis < 3u; axis++) {
    let crosses = (((high >> (1u << axis)) ^ high) & 1u) != 0u;
    var used = false;
    for (var k = 0u; k < 4u; k++) {
      // the cubes around the edge
      let first = k & 1u;
      let second = k >> 1u;
      used |= is_whole(missing, select(first, 1u, axis == 0u), select(select(second, first, axis == 0u), 1u, axis == 1u), select(second, 1u, axis == 2u));
    }
    if (crosses && used) { own |= 1u << axis; }
  }
  if (!is_whole(missing, 1u, 1u, 1u)) { high = 0u; }
  let drawn = table_cubes(i32(high));
  var config = (drawn & 0xfffu) + decided(v, high, drawn >> 12u);
  let tunnels = table_cubes(258 + 3 * i32(config));
  if (tunnels != 0u) {
    let found = tunnel(v, table_cubes(257 + 3 * i32(config)));
    let other = select(select(0u, tunnels & 0xffffu, found == LOW), tunnels >> 16u, found == HIGH);
    config = select(other, config, other == 0u);
  }
  let shape = table_cubes(256 + 3 * i32(config));
  if ((shape >> 31u) != 0u) { own |= 8u; }
  return vec3u(own | (config << 4u), countOneBits(own), (shape >> 16u) & 0x7fffu);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let count = min(i32(load_count(row_count(0, 0, 0), 0)), params.capacity);
  var cubes = vec4u(0u);
  var vertices = vec4u(0u);
  var triangles = vec4u(0u);
  for (var k = 0; k < 4; k++) {
    let row = at.x4 * 4 + k;
    if (row < count) {
      let b = i32(load_places(row_places(0, 0, 0), row)) * params.channels + i32(load_places(row_places(1, 0, 0), row));
      let z = i32(load_places(row_places(2, 0, 0), row));
      let y = i32(load_places(row_places(3, 0, 0), row));
      let own = found(i32(load_places(row_places(4, 0, 0), row)), y, z, b, n);
      cubes[k] = own.x;
      vertices[k] = own.y;
      triangles[k] = own.z;
    }
  }
  store4_cubes(row_cubes(0, 0, 0), at.x4, cubes);
  store4_vertices(row_vertices(0, 0, 0), at.x4, vertices);
  store4_triangles(row_triangles(0, 0, 0), at.x4, triangles);
}
