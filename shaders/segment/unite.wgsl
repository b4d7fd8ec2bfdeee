// Unites runs of one value that touch: links(r) = 0 where run r stands for its component, or 1 + a run before it that is united with it.
// Roots are swapped in by compare and exchange, always the later for the earlier, so that in the end the first run of each component is its root, in
// whatever order invocations come (Rem's union-find, Dijkstra 1976; Komura 2015; Playne and Hawick 2018). The first run before it that a run touches is
// linked to as it is, without looking for roots: only where a run touches several, these are looked for. A union that another implies is left
// out. Four words of 32 voxels an invocation; rows before, of this slice and of the slice before, within reach: ROWS of (0, -1), (-1, 0), (-1, -1), (-1, 1)
// along z, y. Of a mask (HAS_VALUES is false) words say it all. Bytes: (1 + ROWS) loads of values, and at random one or two links a run.
import package::access::{
  cell, Cell, row_src, Row_src, load4_src, load_src, size_src, row_inside, load_inside, row_starts, load_starts, row_before, load_before,
  row_links, Row_links, take_links, put_links, swap_links, size_links,
};
import package::lib::links::{bits_of, first_run, joined_lanes, run_of};
import constants::{WX, WY, HAS_ASIDE, HAS_VALUES};

struct Params {
  // how long a row is
  length: i32,
  // how many rows before are looked at
  rows: i32,
  // whether the neighbours of a row before that lie one aside count: of the nearest rows, and of the others
  aside: u32,
  far_aside: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

const LAST = 0x80000000u;

// Loops end where they begin: lavapipe 26.1 crashes in one that loads from atomics and then breaks.
fn root(links: Row_links, from_run: u32) -> u32 {
  var at = from_run;
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

// Whether `later` was linked to nothing, and now is to the run before it, or to what that is linked to.
fn linked(links: Row_links, later: u32, earlier: u32) -> bool {
  let beyond = take_links(links, earlier);
  return swap_links(links, later, 0u, select(earlier + 1u, beyond, beyond != 0u));
}

// The bits of a word that are no background, those that begin a run, and how many runs begin before it.
struct Word {
  inside: u32,
  starts: u32,
  before: u32,
}

fn word_at(w: i32, y: i32, z: i32, b: i32) -> Word {
  return Word(
    load_inside(row_inside(y, z, b), w),
    load_starts(row_starts(y, z, b), w),
    load_before(row_before(y, z, b), w),
  );
}

fn inside_at(w: i32, y: i32, z: i32, b: i32) -> u32 { return select(0u, load_inside(row_inside(y, z, b), w), 32 * w < params.length); }

fn values(row: Row_src, x4: i32) -> vec4u { return bitcast<vec4u>(load4_src(row, clamp(x4, 0, (params.length - 1) >> 2u))); }

fn value(row: Row_src, x: i32) -> u32 { return bitcast<u32>(load_src(row, min(x, params.length - 1))); }

// The word of this row that is being united, by groups of four.
var<private> mine: array<vec4u, 8>;

// Which voxels of mine equal the one beside them, the one before that, and the one after; and whether the last of mine equals the first of the next
// word beside it, and the first of my next word the last beside.
struct Equal {
  here: u32,
  before: u32,
  after: u32,
  last: bool,
  next: bool,
}

fn equal_of(own: Row_src, other: Row_src, w: i32) -> Equal {
  if (!HAS_VALUES) { return Equal(0xffffffffu, 0xffffffffu, 0xffffffffu, true, true); }
  var here = vec4u(0u);
  var before = vec4u(0u);
  var after = vec4u(0u);
  var last = 0u;
  for (var i = 0; i < 8; i++) {
    let v = values(other, w * 8 + i);
    here |= bits_of(mine[i] == v, i);
    if (HAS_ASIDE) {
      before |= bits_of(mine[i] == vec4u(last, v.xyz), i);
      // what follows a voxel of this row: mine against the next of theirs, seen from theirs
      let ahead = select(vec4u(mine[max(i - 1, 0)].w, mine[i].xyz), vec4u(0u, mine[i].xyz), i == 0);
      after |= bits_of(ahead == v, i);
    }
    last = v.w;
  }
  var ends = vec2<bool>(false);
  if (HAS_ASIDE) {
    let x = w * 32 + 32;
    ends = vec2u(value(own, x - 1), value(own, x)) == vec2u(value(other, x), value(other, x - 1));
  }
  // bit j of the last says that mine at j - 1 equals theirs at j
  return Equal(joined_lanes(here), joined_lanes(before), joined_lanes(after) >> 1u, ends.x, ends.y);
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

// Bits carried on to the ends of their runs: to later voxels, and to earlier ones.
fn carried_on(bits: u32, joined: u32) -> u32 {
  var carried = bits;
  var through = joined;
  for (var by = 1u; by < 32u; by *= 2u) {
    carried |= through & (carried << by);
    through &= through << by;
  }
  return carried;
}

fn carried_back(bits: u32, joined: u32) -> u32 { return reverseBits(carried_on(reverseBits(bits), reverseBits(joined) << 1u)); }

fn unite_rows(links: Row_links, at: Cell, w: i32, here: Word, base: u32) {
  let own = row_src(at.y, at.z, at.b);
  let n = size_src();
  let joined = here.inside & ~here.starts;
  let next_inside = inside_at(w + 1, at.y, at.z, at.b) & 1u;
  // the voxels of runs that are linked
  var done = 0u;
  for (var k = 0; k < params.rows; k++) {
    let o = offset(k);
    let y = at.y + o.y;
    let z = at.z + o.z;
    if (y < 0 || y >= n.y || z < 0) { continue; }
    let there = word_at(w, y, z, at.b);
    let there_joined = there.inside & ~there.starts;
    let equal = equal_of(own, row_src(y, z, at.b), w);
    let both = equal.here & here.inside & there.inside;
    for (var kind = 0; kind < select(1, 4, o.aside != 0u); kind++) {
      // beside; one before; one after, the last with the first of the next word; and the first of the next word with the last of this one
      var bits = both & ~(joined & there_joined & (both << 1u));
      if (kind == 1) { bits = equal.before & here.inside & (there.inside << 1u) & ~joined & ~there_joined; }
      if (kind == 2) {
        bits = equal.after & here.inside & (there.inside >> 1u) & ~(joined >> 1u) & ~(there_joined >> 1u);
        let next = inside_at(w + 1, y, z, at.b) & 1u;
        if (next != 0u && equal.last) { bits |= here.inside & LAST; }
      }
      var several = bits;
      if (kind == 3) {
        if (next_inside == 0u || !equal.next) { continue; }
        several = there.inside & LAST;
      } else {
        let first = bits & ~(done | ((carried_on(bits, joined) << 1u) & joined));
        var left = first;
        while (left != 0u) {
          let i = countTrailingZeros(left);
          left &= left - 1u;
          let a = base + run_of(here.before, here.starts, i);
          if (linked(links, a, base + run_beside(there, kind, i))) { several &= ~(1u << i); }
        }
        done |= carried_on(carried_back(first, joined), joined);
      }
      while (several != 0u) {
        let i = countTrailingZeros(several);
        several &= several - 1u;
        let own_run = select(run_of(here.before, here.starts, i), here.before + countOneBits(here.starts), kind == 3);
        unite(links, base + own_run, base + run_beside(there, kind, i));
      }
    }
  }
}

// The run of the voxel of a row before that one of mine touches.
fn run_beside(there: Word, kind: i32, i: u32) -> u32 {
  if (kind == 1) { return run_of(there.before, there.starts, i - 1u); }
  if (kind != 2) { return run_of(there.before, there.starts, i); }
  return select(run_of(there.before, there.starts, i + 1u), there.before + countOneBits(there.starts), i == 31u);
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let row = row_src(at.y, at.z, at.b);
  let links = row_links(0, 0, 0);
  let base = first_run(at.b, size_links());
  let words = min(4, ((params.length + 31) >> 5u) - at.x4 * 4);
  for (var k = 0; k < words; k++) {
    let w = at.x4 * 4 + k;
    let here = word_at(w, at.y, at.z, at.b);
    if (HAS_VALUES) {
      for (var i = 0; i < 8; i++) { mine[i] = values(row, w * 8 + i); }
    }
    unite_rows(links, at, w, here, base);
    if ((here.inside & LAST) != 0u && (inside_at(w + 1, at.y, at.z, at.b) & 1u) != 0u) {
      let next = base + here.before + countOneBits(here.starts);
      if (!HAS_VALUES || value(row, w * 32 + 31) == value(row, w * 32 + 32)) { unite(links, next, next - 1u); }
    }
  }
}
