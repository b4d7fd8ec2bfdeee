// Steps of primal-dual methods at a voxel, as several kernels take them.

// What vectors whose squares these are, are multiplied by to be at most `most` long.
fn shortening(square: vec4f, most: f32) -> vec4f {
  return vec4f(most) / max(max(vec4f(most), sqrt(square)), vec4f(1e-30));
}

// argmin over v of |v - (w + tau)|² / 2 + tau (v - f log v), given tau f: the larger root of v² - w v - tau f = 0, without a difference of equals where w < 0.
fn prox_counts(w: vec4f, tau_f: vec4f) -> vec4f {
  let root = sqrt(w * w + 4.0 * tau_f);
  let rest = 2.0 * tau_f / max(root - w, vec4f(1e-30));
  return select(0.5 * (w + root), rest, w < vec4f(0.0));
}
