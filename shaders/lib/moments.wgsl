// Sums over a region of what its voxels weigh times products of up to three distances from a point.

struct Moments {
  mass: f32,
  // x y z
  first: vec3f,
  // xx yy zz
  squares: vec3f,
  // xy xz yz
  products: vec3f,
  // xxx xxy xyy yyy zzz xxz xzz yyz yzz xyz
  thirds: array<f32, 10>,
}

// Along one axis twice, by what is known of that axis, a, of the other, b, and of both.
fn twice_once(third: f32, aa: f32, ab: f32, a: f32, b: f32, mass: f32, by_a: f32, by_b: f32) -> f32 {
  return third + by_b * aa + by_a * (2.0 * ab + by_a * b + by_b * (2.0 * a + by_a * mass));
}

fn thrice(third: f32, aa: f32, a: f32, mass: f32, by: f32) -> f32 { return third + by * (3.0 * aa + by * (3.0 * a + by * mass)); }

// The same sums where every distance is longer by so much.
fn moved(m: Moments, by: vec3f) -> Moments {
  let f = m.first;
  let s = m.squares;
  let p = m.products;
  let t = m.thirds;
  var out: Moments;
  out.mass = m.mass;
  out.first = f + by * m.mass;
  out.squares = s + by * (f + out.first);
  out.products = p + by.xxy * f.yzz + by.yzz * out.first.xxy;
  out.thirds[0] = thrice(t[0], s.x, f.x, m.mass, by.x);
  out.thirds[1] = twice_once(t[1], s.x, p.x, f.x, f.y, m.mass, by.x, by.y);
  out.thirds[2] = twice_once(t[2], s.y, p.x, f.y, f.x, m.mass, by.y, by.x);
  out.thirds[3] = thrice(t[3], s.y, f.y, m.mass, by.y);
  out.thirds[4] = thrice(t[4], s.z, f.z, m.mass, by.z);
  out.thirds[5] = twice_once(t[5], s.x, p.y, f.x, f.z, m.mass, by.x, by.z);
  out.thirds[6] = twice_once(t[6], s.z, p.y, f.z, f.x, m.mass, by.z, by.x);
  out.thirds[7] = twice_once(t[7], s.y, p.z, f.y, f.z, m.mass, by.y, by.z);
  out.thirds[8] = twice_once(t[8], s.z, p.z, f.z, f.y, m.mass, by.z, by.y);
  out.thirds[9] = t[9] + by.x * p.z + by.y * p.y + by.z * out.products.x + by.x * by.y * f.z;
  return out;
}

// In the unit of voxels of such sides.
fn in_unit(m: Moments, side: vec3f) -> Moments {
  var out: Moments;
  out.mass = m.mass;
  out.first = m.first * side;
  out.squares = m.squares * side * side;
  out.products = m.products * side.xxy * side.yzz;
  out.thirds[0] = m.thirds[0] * side.x * side.x * side.x;
  out.thirds[1] = m.thirds[1] * side.x * side.x * side.y;
  out.thirds[2] = m.thirds[2] * side.x * side.y * side.y;
  out.thirds[3] = m.thirds[3] * side.y * side.y * side.y;
  out.thirds[4] = m.thirds[4] * side.z * side.z * side.z;
  out.thirds[5] = m.thirds[5] * side.x * side.x * side.z;
  out.thirds[6] = m.thirds[6] * side.x * side.z * side.z;
  out.thirds[7] = m.thirds[7] * side.y * side.y * side.z;
  out.thirds[8] = m.thirds[8] * side.y * side.z * side.z;
  out.thirds[9] = m.thirds[9] * side.x * side.y * side.z;
  return out;
}
