// v(x) = sum over i of k(i) u(x - i)
export function convolved(u, w, h, k, n, edge) {
  const r = (n - 1) / 2;
  const f = framed(u, w, h, r, edge);
  const s = w + 2 * r;
  const v = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let j = -r; j <= r; j++) {
        const row = (y - j + r) * s + x + r;
        const m = (j + r) * n + r;
        for (let i = -r; i <= r; i++) {
          sum += k[m + i] * f[row - i];
        }
      }
      v[y * w + x] = sum;
    }
  }
  return v;
}

// the image in a frame of r pixels
function framed(u, w, h, r, edge) {
  const from = inside[edge];
  const f = [];
  for (let y = -r; y < h + r; y++) {
    for (let x = -r; x < w + r; x++) {
      const j = from(y, h);
      const i = from(x, w);
      const out = i < 0 || j < 0;
      f.push(out ? 0 : u[j * w + i]);
    }
  }
  return Float32Array.from(f);
}

// the pixel of n that stands for one outside
const inside = {
  reflect: (i, n) => fold(i, 2 * n, 1),
  mirror: (i, n) => fold(i, 2 * n - 2, 0),
  nearest: (i, n) => clip(i, n - 1),
  constant: (i, n) => (i < n ? i : -1),
  wrap: (i, n) => (i + n) % n,
};

// round and round, half of it backwards
function fold(i, period, twice) {
  const k = (i + period) % period;
  return Math.min(k, period - twice - k);
}

function clip(i, most) {
  return Math.max(0, Math.min(i, most));
}
