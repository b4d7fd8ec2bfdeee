// Eigenvalues and eigenvectors of a symmetric matrix of three rows by Jacobi's rotations (1846): small eigenvalues of a positive matrix come out as exact as great ones, which
// closed forms do not manage (Demmel and Veselić 1992).

struct Eigen {
  values: vec3f,
  // columns
  vectors: mat3x3f,
}

// The rotation that makes the element between rows p and q 0, as cosine and sine.
fn rotation(app: f32, aqq: f32, apq: f32) -> vec2f {
  if (apq == 0.0) { return vec2f(1.0, 0.0); }
  let theta = 0.5 * (aqq - app) / apq;
  let t = select(1.0, -1.0, theta < 0.0) / (abs(theta) + sqrt(theta * theta + 1.0));
  let c = inverseSqrt(t * t + 1.0);
  return vec2f(c, t * c);
}

// Of [[xx, xy, xz], [xy, yy, yz], [xz, yz, zz]], the greatest first.
fn eigen_of(diagonal: vec3f, xy: f32, xz: f32, yz: f32) -> Eigen {
  var d = diagonal;
  // the element across from each row: of y and z, of x and z, of x and y
  var o = vec3f(yz, xz, xy);
  var v = mat3x3f(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0);
  for (var turn = 0; turn < 15; turn++) {
    let r = 2 - turn % 3;
    let p = select(0, 1, r == 0);
    let q = select(2, 1, r == 2);
    let cs = rotation(d[p], d[q], o[r]);
    let t = cs.y / cs.x;
    d[p] -= t * o[r];
    d[q] += t * o[r];
    o[r] = 0.0;
    // the elements that rows p and q have with row r
    let rp = o[q];
    let rq = o[p];
    o[q] = cs.x * rp - cs.y * rq;
    o[p] = cs.y * rp + cs.x * rq;
    let vp = v[p];
    v[p] = cs.x * vp - cs.y * v[q];
    v[q] = cs.y * vp + cs.x * v[q];
  }
  // the greatest first
  var first = 0;
  if (d.y > d.x) { first = 1; }
  if (d.z > d[first]) { first = 2; }
  var last = 2;
  if (d.y < d.z) { last = 1; }
  if (d.x < d[last]) { last = 0; }
  if (first == last) { first = 0; last = 2; }
  let middle = 3 - first - last;
  return Eigen(vec3f(d[first], d[middle], d[last]), mat3x3f(v[first], v[middle], v[last]));
}
