// Marching squares (Lorensen and Cline 1987, in the plane): what a level draws through the square of four voxels. Corners go round clockwise as they are
// shown, ul, ur, lr, ll, and edge i lies between corner i and the next. A corner is high where it is above the level. What is drawn goes from
// an edge that falls, from high to low, to one that rises, with what is low on its left.
import package::access::{row_src, load_src};
import package::lib::crossing::crossing;
import package::lib::finite::is_nan4;

struct Level {
  level: f32,
  // the greatest f32 that is no greater than the level that was asked for
  below: f32,
  // whether that is the level: a voxel may then lie on it
  exact: u32,
  // whether high voxels are connected across a corner, and not low ones
  high: u32,
}

const NONE = vec2u(4u);

fn inside(x: i32, y: i32, n: vec4i) -> bool { return x >= 0 && y >= 0 && x + 1 < n.x && y + 1 < n.y; }

fn square(x: i32, y: i32, z: i32, b: i32) -> vec4f {
  let above = row_src(y, z, b);
  let under = row_src(y + 1, z, b);
  return vec4f(load_src(above, x), load_src(above, x + 1), load_src(under, x + 1), load_src(under, x));
}

fn touches(v: vec4f, corner: u32, l: Level) -> bool { return l.exact != 0u && v[corner] == l.below; }

// The edges that the k-th of at most two segments goes from and to; NONE where there is none, and where both ends are the same voxel.
fn segment(v: vec4f, k: u32, l: Level) -> vec2u {
  if (any(is_nan4(v))) { return NONE; }
  let bits = select(vec4u(0u), vec4u(1u, 2u, 4u, 8u), v > vec4f(l.below));
  let high = bits.x | bits.y | bits.z | bits.w;
  let next = (high >> 1u) | ((high & 1u) << 3u);
  let falling = high & ~next;
  let count = countOneBits(falling);
  if (k >= count) { return NONE; }
  var ends = vec2u(countTrailingZeros(falling), countTrailingZeros(~high & next));
  if (count == 2u) {
    // both high corners of a diagonal: round each of them, or round each of the low ones
    let first = select(select(1u, 3u, l.high != 0u), 0u, high == 5u);
    let from_edge = (first + 2u * k) & 3u;
    ends = vec2u(from_edge, (from_edge + select(3u, 1u, l.high != 0u)) & 3u);
  }
  if (ends.y == ((ends.x + 1u) & 3u) && touches(v, ends.y, l)) { return NONE; }
  return ends;
}

// From a corner, to the next.
fn corner_at(i: u32) -> vec2i { return vec2i(select(0, 1, i == 1u || i == 2u), select(0, 1, (i & 3u) >= 2u)); }

// Where an edge is crossed: x and y from the first corner of the square.
fn point(v: vec4f, edge: u32, level: f32) -> vec2f {
  let a = corner_at(edge);
  let b = corner_at((edge + 1u) & 3u);
  let turned = edge >= 2u;
  let t = select(crossing(v[edge], v[(edge + 1u) & 3u], level), crossing(v[(edge + 1u) & 3u], v[edge], level), turned);
  return vec2f(select(a, b, turned)) + t * abs(vec2f(b - a));
}
