// Floods taken from a queue (watershed with compactness or lines): what is known of a voxel is a record of four words, of which the first three are its key. `cost` is the least level at which it can
// be taken, as a key in the order of numbers (0xffffffff: not yet). `way` tells those of one cost apart, f32 from 0 on by its bits: markers before all, then what rose the most to that cost, then what
// was reached from an earlier voxel, each after those that are fewer steps from there over ground of that cost. Lower ground has the key of where the flood came down to it. `owner` is the marker voxel
// that the flood comes from, named by its x, y and z in bits: of two that are equal so far the earlier in memory goes first, and takes all the lower ground that it comes to. `state` says what became of it.

const NOT_YET = 0xffffffffu;

// What became of a voxel, in the first bits of the state; the others count how many tiles the flood has entered.
const FREE = 0u;
const TAKEN = 1u;
// has its number, and floods nothing: a marker voxel among several numbers
const SILENT = 2u;
const LINE = 3u;
// no flood may go there
const CLOSED = 4u;
const FATE = 7u;
const IS_MARKER = 8u;
// changed in the last iteration, or waits for the next
const CHANGED = 16u;
// and was so in an odd iteration: what waits is no end
const ODD = 32u;
const ENTERED = 64u;

// Where y and z begin in a name.
struct Names {
  y_shift: u32,
  z_shift: u32,
}

fn name_of(p: vec3i, names: Names) -> u32 { return u32(p.x) | (u32(p.y) << names.y_shift) | (u32(p.z) << names.z_shift); }

fn named(name: u32, names: Names) -> vec3i {
  let z = name >> names.z_shift;
  let y = (name >> names.y_shift) & ((1u << (names.z_shift - names.y_shift)) - 1u);
  return vec3i(i32(name & ((1u << names.y_shift) - 1u)), i32(y), i32(z));
}

// f32 as keys in the order of numbers; both zeros are one.
fn key_of(v: f32) -> u32 {
  let bits = select(bitcast<u32>(v), 0u, v == 0.0);
  return select(bits | 0x80000000u, ~bits, (bits >> 31u) == 1u);
}

fn number_of(key: u32) -> f32 { return bitcast<f32>(select(~key, key & 0x7fffffffu, (key >> 31u) == 1u)); }

// How much of a way is what was before the last rise: as many of those are told apart as f32 has room for, at 5 bits each.
const EARLIER = 0.03125;

// The cost and the way of a voxel of that level, after a neighbour.
fn after(cost: u32, way: u32, level: u32) -> vec2u {
  if (level < cost) { return vec2u(cost, way); }
  let earlier = bitcast<f32>(way);
  if (level == cost) { return vec2u(cost, bitcast<u32>(earlier + 1.0)); }
  let rise = number_of(level) - number_of(cost);
  return vec2u(level, bitcast<u32>((1.0 - EARLIER) / (1.0 + rise) + EARLIER * (earlier / (1.0 + earlier))));
}

fn is_before(a: vec3u, b: vec3u) -> bool {
  return a.x < b.x || (a.x == b.x && (a.y < b.y || (a.y == b.y && a.z < b.z)));
}
