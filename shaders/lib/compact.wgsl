// Floods that pay for the way from their marker (compact watershed, Neubert and Protzel 2014): a voxel of ground g costs g + compactness · distance to
// the marker voxel that the flood comes from, and is taken at the greatest cost on the way to it. Of several floods the one that takes it at the least
// has it. Marker voxels are named by their x, y and z in bits.

import constants::IS_COMPACT;

// Not flooded yet, never to be, and on a line between floods.
const NOBODY = 0xffffffffu;
const CLOSED = 0xfffffffeu;
const LINE = 0xfffffffdu;

// Where y and z begin in a name.
struct Names {
  y_shift: u32,
  z_shift: u32,
  compactness: f32,
}

// At what cost a voxel is taken, and by whom. Of neighbours that make it pay as much the first has it: `way` is the cost of that one, or without
// compactness the steps since the cost last rose, over voxels of that ground.
struct Owned {
  cost: f32,
  way: f32,
  owner: u32,
}

fn name_of(p: vec3i, names: Names) -> u32 { return u32(p.x) | (u32(p.y) << names.y_shift) | (u32(p.z) << names.z_shift); }

fn named(name: u32, names: Names) -> vec3i {
  let z = name >> names.z_shift;
  let y = (name >> names.y_shift) & ((1u << (names.z_shift - names.y_shift)) - 1u);
  return vec3i(i32(name & ((1u << names.y_shift) - 1u)), i32(y), i32(z));
}

// A voxel p of that ground, after a neighbour has been asked. What the neighbour makes p pay is fixed by who owned it in the round before (`before`;
// nothing where nobody did); a line hands nothing on. The owner follows where the costs are known.
fn taken(here: Owned, ground: f32, p: vec3i, beside: Owned, before: u32, names: Names) -> Owned {
  if (here.owner == CLOSED || beside.owner == CLOSED || before == LINE || here.owner == name_of(p, names)) { return here; }
  var cost = max(beside.cost, ground);
  var way = beside.way + select(0.0, 1.0, cost == ground);
  if (cost > beside.cost) { way = 1.0 / (1.0 + (cost - beside.cost) - 0.001 * beside.way / (1.0 + beside.way)); }
  if (IS_COMPACT) {
    let off = vec3f(p - named(before, names));
    let far = select(0.0, names.compactness * sqrt(off.x * off.x + off.y * off.y + off.z * off.z), before < LINE);
    cost = max(beside.cost, ground + far);
    way = beside.cost;
  }
  if (cost < here.cost || (cost == here.cost && way < here.way)) { return Owned(cost, way, beside.owner); }
  if (here.owner == NOBODY && cost == here.cost && way == here.way) { return Owned(cost, way, beside.owner); }
  return here;
}
