// A list of ellipsoids, ten numbers each: the centre, the matrix A of (p - centre)' A (p - centre) <= 1 as xx yy zz xy xz yz, and a value.
import package::access::table_objects;

const NUMBERS = 10;

// What is known of an ellipsoid on a row: how the form depends on x from its centre.
struct Section {
  x: f32,
  square: f32,
  slope: f32,
  rest: f32,
  value: f32,
}

fn section(object: i32, y: f32, z: f32) -> Section {
  let at = object * NUMBERS;
  let dy = y - table_objects(at + 1);
  let dz = z - table_objects(at + 2);
  let rest = table_objects(at + 4) * dy * dy + table_objects(at + 5) * dz * dz + 2.0 * table_objects(at + 8) * dy * dz;
  let slope = 2.0 * (table_objects(at + 6) * dy + table_objects(at + 7) * dz);
  return Section(table_objects(at), table_objects(at + 3), slope, rest, table_objects(at + 9));
}

// Whether the row meets the ellipsoid at all: the least of the form along x, with a little to spare.
fn is_met(s: Section) -> bool { return s.rest - s.slope * s.slope / (4.0 * s.square) <= 1.001; }

// The form at four voxels: up to 1 inside.
fn form4(s: Section, x: vec4f) -> vec4f {
  let dx = x - vec4f(s.x);
  return dx * (s.square * dx + vec4f(s.slope)) + vec4f(s.rest);
}
