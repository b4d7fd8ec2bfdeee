// Eigenvalues of symmetric matrices of 2 or 3 rows, descending, four voxels at a time.
// Two rows: mean ± sqrt(half difference² + ab²). Three: the deviator B = (A - q) / p, q the mean of the diagonal and p such that the
// squares of B's elements sum to 6, has eigenvalues 2 cos(φ + 2πk/3), cos 3φ = det B / 2 (Smith 1961). Of these the angle gives
// only the one that stands apart to full accuracy (Kopp 2008, §3.3): it is found as the root of β³ - 3β = det B in [√3, 2], by
// Newton's method, without trigonometry. Its eigenvector is a cross product of two rows of B - β, and the two others, equal
// or not, are those of the 2 x 2 matrix across it (Eberly 2014).
// Error against float64 within 4e-7 of the greatest |eigenvalue|, equal and nearly equal ones too
// (test/gpu/features/symmetricEigenvalues.test.ts).
import package::lib::finite::is_finite4;
import package::lib::math::nan_where;

struct Eigenvalues {
  first: vec4f,
  second: vec4f,
  third: vec4f,
}

// The power of two below the greatest element, within bounds that keep all products finite.
fn magnitude_of(greatest: vec4f) -> vec4f {
  return clamp(bitcast<vec4f>(bitcast<vec4u>(greatest) & vec4u(0x7f800000u)), vec4f(7.52316384526264e-37), vec4f(1.2676506002282294e30));
}

// Of [[a, b], [b, c]]; the third is 0. NaN where an element is not finite.
fn eigenvalues2(a: vec4f, b: vec4f, c: vec4f) -> Eigenvalues {
  let scale = magnitude_of(max(max(abs(a), abs(c)), abs(b)));
  let mean = 0.5 * (a / scale) + 0.5 * (c / scale);
  let half = 0.5 * (a / scale) - 0.5 * (c / scale);
  let across = b / scale;
  let root = sqrt(half * half + across * across);
  let broken = !(is_finite4(a) & is_finite4(b) & is_finite4(c));
  return Eigenvalues(nan_where(scale * (mean + root), broken), nan_where(scale * (mean - root), broken), vec4f(0.0));
}

struct Vectors {
  x: vec4f,
  y: vec4f,
  z: vec4f,
}

fn crossed(a: Vectors, b: Vectors) -> Vectors {
  return Vectors(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
}

fn dotted(a: Vectors, b: Vectors) -> vec4f {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

fn longer(a: Vectors, b: Vectors) -> Vectors {
  let second = dotted(b, b) > dotted(a, a);
  return Vectors(select(a.x, b.x, second), select(a.y, b.y, second), select(a.z, b.z, second));
}

fn divided(a: Vectors, by: vec4f) -> Vectors {
  return Vectors(a.x / by, a.y / by, a.z / by);
}

// The eigenvector of B whose eigenvalue stands apart; any direction where B is lost in rounding.
fn apart_of(r0: Vectors, r1: Vectors, r2: Vectors) -> Vectors {
  let v = longer(longer(crossed(r0, r1), crossed(r0, r2)), crossed(r1, r2));
  let length2 = dotted(v, v);
  let lost = length2 < vec4f(1e-12);
  let unit = divided(v, sqrt(select(length2, vec4f(1.0), lost)));
  return Vectors(select(unit.x, vec4f(1.0), lost), select(unit.y, vec4f(0.0), lost), select(unit.z, vec4f(0.0), lost));
}

// Of [[a, b, c], [b, d, e], [c, e, f]]. NaN where an element is not finite.
fn eigenvalues3(a: vec4f, b: vec4f, c: vec4f, d: vec4f, e: vec4f, f: vec4f) -> Eigenvalues {
  let scale = magnitude_of(max(max(max(abs(a), abs(d)), abs(f)), max(max(abs(b), abs(c)), abs(e))));
  let a0 = a / scale;
  let d0 = d / scale;
  let f0 = f / scale;
  let b0 = b / scale;
  let c0 = c / scale;
  let e0 = e / scale;
  let rough = (a0 + d0 + f0) / 3.0;
  // what the rounding of the mean leaves in the trace
  let rest = ((a0 - rough) + (d0 - rough) + (f0 - rough)) / 3.0;
  let q = rough + rest;
  let da = (a0 - rough) - rest;
  let dd = (d0 - rough) - rest;
  let df = (f0 - rough) - rest;
  let p = sqrt((da * da + dd * dd + df * df + 2.0 * (b0 * b0 + c0 * c0 + e0 * e0)) / 6.0);
  let by = select(p, vec4f(1.0), p == vec4f(0.0));
  let r0 = divided(Vectors(da, b0, c0), by);
  let r1 = divided(Vectors(b0, dd, e0), by);
  let r2 = divided(Vectors(c0, e0, df), by);
  let r = 0.5 * dotted(r0, crossed(r1, r2));
  let cosine = min(abs(r), vec4f(1.0));
  var beta = 1.7320508 + 0.26794919 * cosine;
  for (var k = 0; k < 3; k++) { beta -= (beta * (beta * beta - 3.0) - 2.0 * cosine) / (3.0 * (beta * beta - 1.0)); }
  let below = r < vec4f(0.0);
  beta = select(beta, -beta, below);
  let v = apart_of(Vectors(r0.x - beta, r0.y, r0.z), Vectors(r1.x, r1.y - beta, r1.z), Vectors(r2.x, r2.y, r2.z - beta));
  // two directions across it
  let wide = abs(v.x) > abs(v.y);
  let across = Vectors(select(vec4f(0.0), -v.z, wide), select(v.z, vec4f(0.0), wide), select(-v.y, v.x, wide));
  let u = divided(across, sqrt(dotted(across, across)));
  let w = crossed(v, u);
  let bu = Vectors(dotted(r0, u), dotted(r1, u), dotted(r2, u));
  let bw = Vectors(dotted(r0, w), dotted(r1, w), dotted(r2, w));
  let uu = dotted(u, bu);
  let ww = dotted(w, bw);
  let uw = dotted(w, bu);
  let half = 0.5 * (uu - ww);
  let root = sqrt(half * half + uw * uw);
  let high = 0.5 * (uu + ww) + root;
  let low = 0.5 * (uu + ww) - root;
  let broken = !(is_finite4(a) & is_finite4(b) & is_finite4(c) & is_finite4(d) & is_finite4(e) & is_finite4(f));
  return Eigenvalues(
    nan_where(scale * (q + p * select(max(beta, high), high, below)), broken),
    nan_where(scale * (q + p * select(min(beta, high), max(low, beta), below)), broken),
    nan_where(scale * (q + p * select(low, min(low, beta), below)), broken),
  );
}
