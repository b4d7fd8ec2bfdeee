// The 3 x 3 x 3 voxels around one as the bits dx + 3 dy + 9 dz of a word, each step counted from 0: bit 13 is the voxel itself,
// and bits below it come before it in memory.
const MIDDLE = 13u;

const NOT_FIRST_X = 0x6db6db6u;
const NOT_LAST_X = 0x36db6dbu;
const NOT_FIRST_Y = 0x7e3f1f8u;
const NOT_LAST_Y = 0x0fc7e3fu;

// The bits that touch those given, and those themselves.
fn touching(bits: u32) -> u32 {
  let x = bits | ((bits << 1u) & NOT_FIRST_X) | ((bits >> 1u) & NOT_LAST_X);
  let y = x | ((x << 3u) & NOT_FIRST_Y) | ((x >> 3u) & NOT_LAST_Y);
  return (y | (y << 9u) | (y >> 9u)) & 0x7ffffffu;
}

// Those of `all` that hang together with the first of `some`.
fn group(some: u32, all: u32) -> u32 {
  var grown = some & (~some + 1u);
  var before = 0u;
  while (grown != before) {
    before = grown;
    grown = touching(grown) & all;
  }
  return grown;
}

// Whether neighbours that touch each other make one group at most. Bit 13 must be 0.
fn hangs_together(around: u32) -> bool {
  return group(around, around) == around;
}

fn emptied(around: u32, bits: u32) -> i32 {
  return select(0, 1, (around & bits) == 0u);
}

// Whether the Euler number of the union of closed cubes stays when the one in the middle goes: as many of its corners, less its
// edges, plus its faces, less itself, go with it, namely those that no neighbour has.
fn keeps_euler_number(around: u32) -> bool {
  let corners = emptied(around, 0x161bu) + emptied(around, 0x6c1600u) + emptied(around, 0x190d8u) + emptied(around, 0x3619000u)
    + emptied(around, 0x4c36u) + emptied(around, 0xd84c00u) + emptied(around, 0x341b0u) + emptied(around, 0x6c34000u);
  let edges = emptied(around, 0x1600u) + emptied(around, 0x1018u) + emptied(around, 0x601000u) + emptied(around, 0x19000u)
    + emptied(around, 0x412u) + emptied(around, 0x480400u) + emptied(around, 0x10090u) + emptied(around, 0x2410000u)
    + emptied(around, 0x4c00u) + emptied(around, 0x4030u) + emptied(around, 0xc04000u) + emptied(around, 0x34000u);
  let faces = emptied(around, 0x1000u) + emptied(around, 0x400u) + emptied(around, 0x10u) + emptied(around, 0x400000u)
    + emptied(around, 0x10000u) + emptied(around, 0x4000u);
  return corners - edges + faces == 1;
}
