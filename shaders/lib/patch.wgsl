// Patches of eight by eight voxels of a slice: what regions are counted by. A patch has few labels; what has one is 64 bits, four columns of eight rows in each word, a row after the other,
// and all that is counted of it is counted of the bits. An invocation hands on once a label, and those beside it hand on theirs at the same time.
import package::access::{Cell, load4_labels, row_labels, Scalar_labels, size_labels, Value_labels};
import package::lib::links::{bits_of, joined_lanes};

// Of numbers 0 to 7 of columns, and of rows, the voxels that have each bit.
const COLUMNS = array<vec2u, 3>(vec2u(0xaaaaaaaau), vec2u(0xccccccccu), vec2u(0u, 0xffffffffu));
const ROWS = array<vec2u, 3>(vec2u(0xf0f0f0f0u), vec2u(0xff00ff00u), vec2u(0xffff0000u));

// Labels of four voxels; 0 is the background, and so is what is below, what pads a row, and what lies outside the volume.
fn labels_at(x4: i32, y: i32, z: i32, b: i32) -> vec4u {
  let n = size_labels();
  let row = row_labels(clamp(y, 0, n.y - 1), clamp(z, 0, n.z - 1), b);
  let v = vec4u(max(load4_labels(row, clamp(x4, 0, (n.x - 1) >> 2u)), Value_labels(Scalar_labels(0))));
  let inside = y >= 0 && y < n.y && z >= 0 && z < n.z && x4 >= 0;
  // pad lanes hold anything
  return select(vec4u(0u), v, (vec4i(x4 * 4) + vec4i(0, 1, 2, 3)) < vec4i(select(-8, n.x, inside)));
}

// Two groups of four a row; rows behind the window's last are 0.
fn patch_of(at: Cell) -> array<vec4u, 16> {
  let n = size_labels().x;
  var v: array<vec4u, 16>;
  for (var i = 0; i < 16; i++) {
    let x4 = at.x4 + (i & 1);
    let y = at.y + (i >> 1u);
    let row = row_labels(min(y, at.y_end - 1), at.z, at.b);
    let there = vec4u(max(load4_labels(row, min(x4, (n - 1) >> 2u)), Value_labels(Scalar_labels(0))));
    v[i] = select(vec4u(0u), there, (vec4i(x4 * 4) + vec4i(0, 1, 2, 3)) < vec4i(select(0, n, y < at.y_end)));
  }
  return v;
}

// The same without labels for which there is no room.
fn patch_within(at: Cell, capacity: u32) -> array<vec4u, 16> {
  var v = patch_of(at);
  for (var i = 0; i < 16; i++) { v[i] = select(v[i], vec4u(0u), v[i] > vec4u(capacity)); }
  return v;
}

fn greatest_label(v: array<vec4u, 16>) -> u32 {
  var most = v[0];
  for (var i = 1; i < 16; i++) { most = max(most, v[i]); }
  return max(max(most.x, most.y), max(most.z, most.w));
}

// The bits of a label; its voxels are 0 then.
fn take_label(v: ptr<function, array<vec4u, 16>>, label: u32) -> vec2u {
  var left = vec4u(0u);
  var right = vec4u(0u);
  for (var i = 0; i < 8; i++) {
    let own = (*v)[2 * i] == vec4u(label);
    let other = (*v)[2 * i + 1] == vec4u(label);
    left |= bits_of(own, i);
    right |= bits_of(other, i);
    (*v)[2 * i] = select((*v)[2 * i], vec4u(0u), own);
    (*v)[2 * i + 1] = select((*v)[2 * i + 1], vec4u(0u), other);
  }
  return vec2u(joined_lanes(left), joined_lanes(right));
}

// Which voxels of the i-th group of four have a bit.
fn lanes_of(bits: vec2u, i: i32) -> vec4<bool> {
  let word = select(bits.x, bits.y, (i & 1) == 1) >> u32(4 * (i >> 1u));
  return (vec4u(word) & vec4u(1u, 2u, 4u, 8u)) != vec4u(0u);
}

fn how_many(bits: vec2u) -> i32 {
  let counts = countOneBits(bits);
  return i32(counts.x + counts.y);
}

// The sum of numbers of columns, or of rows.
fn sum_along(bits: vec2u, numbers: array<vec2u, 3>) -> i32 {
  return how_many(bits & numbers[0]) + 2 * how_many(bits & numbers[1]) + 4 * how_many(bits & numbers[2]);
}

// The sum of products of two numbers.
fn product_along(bits: vec2u, a: array<vec2u, 3>, b: array<vec2u, 3>) -> i32 {
  return sum_along(bits & a[0], b) + 2 * sum_along(bits & a[1], b) + 4 * sum_along(bits & a[2], b);
}

// The sum of products of three.
fn product_of_three(bits: vec2u, a: array<vec2u, 3>, b: array<vec2u, 3>, c: array<vec2u, 3>) -> i32 {
  return product_along(bits & a[0], b, c) + 2 * product_along(bits & a[1], b, c) + 4 * product_along(bits & a[2], b, c);
}

// The first and the last column and row: x, y of them.
struct Extent {
  first: vec2i,
  last: vec2i,
}

fn extent_of(bits: vec2u) -> Extent {
  var columns = bits | (bits >> vec2u(16u));
  columns |= columns >> vec2u(8u);
  columns |= columns >> vec2u(4u);
  let across = (columns.x & 15u) | ((columns.y & 15u) << 4u);
  let down = bits.x | bits.y;
  let first = vec2u(countTrailingZeros(across), countTrailingZeros(down) >> 2u);
  let last = vec2u(31u - countLeadingZeros(across), (31u - countLeadingZeros(down)) >> 2u);
  return Extent(vec2i(first), vec2i(last));
}

// The nearest whole numbers, of magnitudes up to 2^22: where a number of 1.5 2^23 has its last bits. Half as many instructions as a conversion, which has to hold for all numbers.
fn whole4(v: vec4f) -> vec4i { return bitcast<vec4i>(v + vec4f(12582912.0)) - vec4i(0x4b400000); }

fn sum4(v: vec4u) -> u32 { return (v.x + v.y) + (v.z + v.w); }

fn sum4i(v: vec4i) -> i32 { return (v.x + v.y) + (v.z + v.w); }
