// How regions find out, walking along lines, whether they hold `enough` voxels. A word of a voxel is 0 where it belongs to no
// region; ALL where its region is known to be large enough; else 32 times a label, the greatest met, plus the direction (0 to 26,
// 13 is none) that it came from. So directions lead to the voxel whose label it is, and voxels are counted by moving them along,
// even before labels are final: they only meet others of their region. Regions hang together where `low` is equal; a neighbour
// whose `low` is greater lies in a larger region that holds this one.
const ALL = 0xffffffffu;
const NOWHERE = 13u;

struct Flow {
  word: vec4u,
  // how many voxels rest here
  resting: vec4u,
  low: vec4u,
  // how many go on to the next one
  moving: vec4u,
}

fn still() -> Flow {
  return Flow(vec4u(0u), vec4u(0u), vec4u(0u), vec4u(0u));
}

// The word after having met a neighbour in the direction `back`.
fn met(word: vec4u, low: vec4u, other: vec4u, other_low: vec4u, back: u32) -> vec4u {
  let linked = (word != vec4u(0u)) & (other != vec4u(0u)) & (low == other_low);
  let taken = select((other & vec4u(0xffffffe0u)) + vec4u(back), other, other == vec4u(ALL));
  let best = select(word, taken, linked & ((other >> vec4u(5u)) > (word >> vec4u(5u))));
  return select(best, vec4u(ALL), (word != vec4u(0u)) & (other_low > low));
}

// One step along a line, from the voxel before: `back` is the direction to it, `ahead` that to the next one.
fn flow(before: Flow, word: vec4u, resting: vec4u, low: vec4u, back: u32, ahead: u32, enough: u32) -> Flow {
  let total = resting + before.moving;
  let best = met(word, low, before.word, before.low, back);
  let now = select(best, vec4u(ALL), (word != vec4u(0u)) & (total >= vec4u(enough)));
  let goes = (now & vec4u(31u)) == vec4u(ahead);
  return Flow(now, select(total, vec4u(0u), goes), low, select(vec4u(0u), total, goes));
}
