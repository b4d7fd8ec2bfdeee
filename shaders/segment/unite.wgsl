// Unites voxels of one value that touch: links(p) = 0 where p stands for its component, or 1 + a voxel before it that is united with it.
// Of every word of 32 voxels also `inside`, the bits of voxels that are no background, and `starts`, those of them that begin a run.
// Roots are swapped in by compare and exchange, always the later for the earlier, so that in the end the first voxel of each component is its root, in
// whatever order invocations come (Rem's union-find, Dijkstra 1976; Komura 2015; Playne and Hawick 2018). A union that another implies is left
// out. Four words an invocation; rows before, of this slice and of the slice before, within reach: ROWS of (0, -1), (-1, 0), (-1, -1), (-1, 1) along z, y.
// Bytes: (1 + ROWS) loads, and at random one or two links a run.
import package::access::{
  cell, Cell, row_src, Row_src, load4_src, load_src, size_src, row_inside, store4_inside, row_starts, store4_starts,
  row_links, Row_links, take_links, put_links, swap_links,
};
import package::lib::links::{bits_of, joined_lanes, place, run_start};
import constants::{WX, WY, HAS_ASIDE};

struct Params {
  background: u32,
  // how many rows before are looked at
  rows: i32,
  // whether the neighbours of a row before that lie one aside count: of the nearest rows, and of the others
  aside: u32,
  far_aside: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

// Loops end where they begin: lavapipe 26.1 crashes in one that loads from atomics and then breaks.
fn root(links: Row_links, from_place: u32) -> u32 {
  var at = from_place;
  var next = take_links(links, at);
  while (next != 0u) {
    // what it is linked to is passed on, which halves the way for those who come later
    let beyond = take_links(links, next - 1u);
    if (beyond != 0u) { put_links(links, at, beyond); }
    at = next - 1u;
    next = beyond;
  }
  return at;
}

fn unite(links: Row_links, a: u32, b: u32) {
  var p = root(links, a);
  var q = root(links, b);
  while (p != q) {
    let earlier = min(p, q);
    let later = max(p, q);
    if (swap_links(links, later, 0u, earlier + 1u)) {
      p = earlier;
      q = earlier;
    } else {
      p = root(links, later);
      q = root(links, earlier);
    }
  }
}

fn values(row: Row_src, x4: i32, n: i32) -> vec4u { return bitcast<vec4u>(load4_src(row, clamp(x4, 0, (n - 1) >> 2u))); }

// One voxel; the background past the ends.
fn value(row: Row_src, x: i32, n: i32) -> u32 {
  return select(params.background, bitcast<u32>(load_src(row, clamp(x, 0, n - 1))), x >= 0 && x < n);
}

// The bits of a word: of voxels that are no background, and of those equal to the voxel before them in the word.
struct Word {
  inside: u32,
  joined: u32,
}

fn word_of(inside: u32, equal: u32) -> Word { return Word(inside, equal & inside & (inside << 1u)); }

// The word of this row that is being united, by groups of four.
var<private> mine: array<vec4u, 8>;

fn own(row: Row_src, w: i32, n: i32) -> Word {
  var inside = vec4u(0u);
  var equal = vec4u(0u);
  var last = 0u;
  for (var i = 0; i < 8; i++) {
    let v = values(row, w * 8 + i, n);
    let x = vec4i(w * 32 + i * 4) + vec4i(0, 1, 2, 3);
    inside |= bits_of((v != vec4u(params.background)) & (x < vec4i(n)), i);
    equal |= bits_of(v == vec4u(last, v.xyz), i);
    last = v.w;
    mine[i] = v;
  }
  return word_of(joined_lanes(inside), joined_lanes(equal));
}

// A word of a row before, and which voxels of mine equal the one beside them, the one before that, and the one after.
struct Beside {
  word: Word,
  here: u32,
  before: u32,
  after: u32,
}

fn beside(row: Row_src, w: i32, n: i32) -> Beside {
  var inside = vec4u(0u);
  var equal = vec4u(0u);
  var here = vec4u(0u);
  var before = vec4u(0u);
  var after = vec4u(0u);
  var last = 0u;
  for (var i = 0; i < 8; i++) {
    let v = values(row, w * 8 + i, n);
    let x = vec4i(w * 32 + i * 4) + vec4i(0, 1, 2, 3);
    inside |= bits_of((v != vec4u(params.background)) & (x < vec4i(n)), i);
    let shifted = vec4u(last, v.xyz);
    equal |= bits_of(v == shifted, i);
    here |= bits_of(mine[i] == v, i);
    if (HAS_ASIDE) {
      before |= bits_of(mine[i] == shifted, i);
      // what follows a voxel of this row: mine against the next of theirs, seen from theirs
      let ahead = select(vec4u(mine[max(i - 1, 0)].w, mine[i].xyz), vec4u(0u, mine[i].xyz), i == 0);
      after |= bits_of(ahead == v, i);
    }
    last = v.w;
  }
  // bit j of the last says that mine at j - 1 equals theirs at j
  let word = word_of(joined_lanes(inside), joined_lanes(equal));
  return Beside(word, joined_lanes(here), joined_lanes(before), joined_lanes(after) >> 1u);
}

// The row before that is number k, and whether those aside of it count.
struct Offset {
  y: i32,
  z: i32,
  aside: u32,
}

fn offset(k: i32) -> Offset {
  if (k == 0) { return Offset(-1, 0, params.aside); }
  if (k == 1) { return Offset(0, -1, params.aside); }
  return Offset(select(-1, 1, k == 3), -1, params.far_aside);
}

fn unite_rows(links: Row_links, at: Cell, w: i32, here: Word, starts: u32, n: vec4i) {
  let row = row_src(at.y, at.z, at.b);
  let base = place(w * 32, at.y, at.z, at.b, n);
  for (var k = 0; k < params.rows; k++) {
    let o = offset(k);
    let y = at.y + o.y;
    let z = at.z + o.z;
    if (y < 0 || y >= n.y || z < 0) { continue; }
    let other = row_src(y, z, at.b);
    let equal = beside(other, w, n.x);
    let there = equal.word;
    let there_starts = there.inside & ~there.joined;
    let there_base = place(w * 32, y, z, at.b, n);
    let both = equal.here & here.inside & there.inside;
    let next_own = value(row, w * 32 + 32, n.x);
    let next_there = value(other, w * 32 + 32, n.x);
    let edge_own = value(row, w * 32 + 31, n.x);
    let edge_there = value(other, w * 32 + 31, n.x);
    for (var kind = 0; kind < select(1, 4, o.aside != 0u); kind++) {
      // beside; one before; one after; and the first of the next word with the last of this one
      var bits = both & ~(here.joined & there.joined & (both << 1u));
      if (kind == 1) { bits = equal.before & here.inside & (there.inside << 1u) & ~here.joined & ~there.joined; }
      if (kind == 2) {
        bits = equal.after & here.inside & (there.inside >> 1u) & ~(here.joined >> 1u) & ~(there.joined >> 1u);
        if (edge_own == next_there && edge_own != params.background) { bits |= 0x80000000u; }
      }
      if (kind == 3) { bits = select(0u, 0x80000000u, next_own == edge_there && next_own != params.background); }
      while (bits != 0u) {
        let i = countTrailingZeros(bits);
        bits &= bits - 1u;
        let a = select(run_start(starts, i), 32u, kind == 3);
        var b = 32u;
        if (kind == 1) { b = run_start(there_starts, i - 1u); } else if (kind != 2) { b = run_start(there_starts, i); } else if (i < 31u) { b = i + 1u; }
        unite(links, base + a, there_base + b);
      }
    }
  }
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_src();
  let row = row_src(at.y, at.z, at.b);
  let links = row_links(0, 0, 0);
  var inside = vec4u(0u);
  var starts = vec4u(0u);
  let words = min(4, ((n.x + 31) >> 5u) - at.x4 * 4);
  for (var k = 0; k < words; k++) {
    let w = at.x4 * 4 + k;
    let here = own(row, w, n.x);
    let begin = here.inside & ~here.joined;
    inside[k] = here.inside;
    starts[k] = begin;
    let edge = value(row, w * 32 + 31, n.x);
    if (edge != params.background && edge == value(row, w * 32 + 32, n.x)) {
      let base = place(w * 32, at.y, at.z, at.b, n);
      unite(links, base + 32u, base + run_start(begin, 31u));
    }
    unite_rows(links, at, w, here, begin, n);
  }
  store4_inside(row_inside(at.y, at.z, at.b), at.x4, inside);
  store4_starts(row_starts(at.y, at.z, at.b), at.x4, starts);
}
