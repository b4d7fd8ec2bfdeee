// A slice of a volume as a picture, read straight from the volume's storage buffer.
//   voxel = corner + column·right + row·down,   colour = that of (value - low) / (high - low), clamped to 0..1, linear between 256
// One triangle covers the canvas; a fragment is one pixel and takes the voxel under its centre, so that pixels stay crisp.
// A volume that lies in several bindings is drawn once for each: fragments whose voxel lies in another one are discarded.
// Unit of positions in memory: groups of four voxels along x. Cost: one 32-bit load a pixel.
import package::lib::finite::is_nan;

struct Params {
  // the picture's first pixel, and voxels a pixel
  origin: vec2f,
  step: vec2f,
  columns: i32,
  rows: i32,
  // of the binding: its first group, and how many there are
  start: u32,
  groups: u32,
  // where the picture's first pixel is in the volume, and what a step to the right and down adds
  corner: vec3i,
  // groups: of the channel's first voxel, from row to row, from z to z
  base: u32,
  right: vec3i,
  pitch: u32,
  down: vec3i,
  z_pitch: u32,
  // 8, 16 or 32; FLOAT, SIGNED or UNSIGNED
  bits: u32,
  kind: u32,
  low: f32,
  high: f32,
  colour: vec4f,
  // 1: the colour where the voxel is not zero; 0: that of the value
  mask: u32,
}

const UNSIGNED = 0u;
const SIGNED = 1u;
const LAST = 255;
const OF_NAN = 256;

@group(0) @binding(0) var<storage, read> words: array<u32>;
@group(0) @binding(1) var<uniform> params: Params;
// the colours from the least value to the greatest, and that of NaN, each in four bytes
@group(0) @binding(2) var<storage, read> colours: array<u32>;

@vertex
fn corner_of(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

fn value_of(word: u32, lane: u32) -> f32 {
  let shift = (lane * params.bits) & 31u;
  if (params.kind == SIGNED) { return f32(extractBits(bitcast<i32>(word), shift, params.bits)); }
  if (params.kind == UNSIGNED) { return f32(extractBits(word, shift, params.bits)); }
  if (params.bits == 16u) { return unpack2x16float(word)[lane & 1u]; }
  return bitcast<f32>(word);
}

@fragment
fn paint(@builtin(position) pixel: vec4f) -> @location(0) vec4f {
  let place = vec2i(floor((pixel.xy - params.origin) * params.step));
  if (any(place < vec2i(0)) || place.x >= params.columns || place.y >= params.rows) { discard; }
  let voxel = vec3u(params.corner + place.x * params.right + place.y * params.down);
  let group = params.base + voxel.z * params.z_pitch + voxel.y * params.pitch + (voxel.x >> 2u) - params.start;
  if (group >= params.groups) { discard; }
  let lane = voxel.x & 3u;
  let word = words[group * (params.bits >> 3u) + ((lane * params.bits) >> 5u)];
  let value = value_of(word, lane);
  if (params.mask != 0u) {
    if (value == 0.0) { discard; }
    return params.colour;
  }
  if (is_nan(value)) { return unpack4x8unorm(colours[OF_NAN]); }
  // comparisons first: they hold for infinities and for a window of no width
  if (value <= params.low) { return unpack4x8unorm(colours[0]); }
  if (value >= params.high) { return unpack4x8unorm(colours[LAST]); }
  let spot = (value - params.low) / (params.high - params.low) * f32(LAST);
  let i = min(i32(spot), LAST - 1);
  return mix(unpack4x8unorm(colours[i]), unpack4x8unorm(colours[i + 1]), spot - f32(i));
}
