// dst(i, j) = sum over k of a(i, k) b(k, j): rows along y, columns along x, k ascending one by one from 0 in every form.
// With TRANSPOSE_A the first lies in memory as a(k, i), with TRANSPOSE_B the second as b(j, k).
// TILE rows times four columns an invocation; of four k at a time, TILE groups of a (the same for lanes side by side) and four of
// b are loaded, and multiplied from registers. What is left of k is loaded one by one: pad lanes hold anything. Where SHARED, DEPTH k of
// the rows of a are put into workgroup memory by the lanes side by side, each its part, and read from there.
// Cost: (TILE + 4) / (4 TILE) vec4 loads for each vec4 of products.
import package::access::{cell, Cell, row_a, load4_a, load_a, size_a, row_b, load4_b, load_b, size_b, row_dst, store4_dst};
import package::lib::sealed::nothing;
import constants::{WX, WY, TILE, TRANSPOSE_A, TRANSPOSE_B, SHARED, DEPTH};

// Four columns of b of one k.
fn columns(at: Cell, k: i32) -> vec4f {
  @if(!TRANSPOSE_B) {
    return load4_b(row_b(k, at.z, at.b), at.x4);
  }
  @if(TRANSPOSE_B) {
    let last = size_b().y - 1;
    return vec4f(
      load_b(row_b(min(4 * at.x4, last), at.z, at.b), k),
      load_b(row_b(min(4 * at.x4 + 1, last), at.z, at.b), k),
      load_b(row_b(min(4 * at.x4 + 2, last), at.z, at.b), k),
      load_b(row_b(min(4 * at.x4 + 3, last), at.z, at.b), k),
    );
  }
}

// The same of four k from a multiple of four on.
fn columns4(at: Cell, k: i32) -> mat4x4f {
  @if(!TRANSPOSE_B) {
    return mat4x4f(columns(at, k), columns(at, k + 1), columns(at, k + 2), columns(at, k + 3));
  }
  @if(TRANSPOSE_B) {
    let last = size_b().y - 1;
    return transpose(mat4x4f(
      load4_b(row_b(min(4 * at.x4, last), at.z, at.b), k >> 2u),
      load4_b(row_b(min(4 * at.x4 + 1, last), at.z, at.b), k >> 2u),
      load4_b(row_b(min(4 * at.x4 + 2, last), at.z, at.b), k >> 2u),
      load4_b(row_b(min(4 * at.x4 + 3, last), at.z, at.b), k >> 2u),
    ));
  }
}

// One number of a, in the row i of the result.
fn single(at: Cell, i: i32, k: i32) -> f32 {
  @if(!TRANSPOSE_A) {
    return load_a(row_a(i, at.z, at.b), k);
  }
  @if(TRANSPOSE_A) {
    return load_a(row_a(k, at.z, at.b), i);
  }
}

// Four k of a, from a multiple of four on.
fn four(at: Cell, i: i32, k: i32) -> vec4f {
  @if(!TRANSPOSE_A) {
    return load4_a(row_a(i, at.z, at.b), k >> 2u);
  }
  @if(TRANSPOSE_A) {
    return vec4f(single(at, i, k), single(at, i, k + 1), single(at, i, k + 2), single(at, i, k + 3));
  }
}

@if(SHARED)
var<workgroup> rows: array<vec4f, WY * TILE * (DEPTH / 4)>;

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let at = cell(id);
  // where lanes wait for each other none goes before the others
  @if(!SHARED) {
    if (at.outside) { return; }
  }
  let n = select(size_a().x, size_a().y, TRANSPOSE_A);
  let end = at.y_end - 1;
  var sum: array<vec4f, TILE>;
  for (var j = 0; j < TILE; j++) { sum[j] = vec4f(nothing(n)); }
  var k = 0;
  @if(!SHARED) {
    while (k + 3 < n) {
      let b = columns4(at, k);
      for (var j = 0; j < TILE; j++) {
        let a = four(at, min(at.y + j, end), k);
        sum[j] += a.x * b[0];
        sum[j] += a.y * b[1];
        sum[j] += a.z * b[2];
        sum[j] += a.w * b[3];
      }
      k += 4;
    }
  }
  @if(SHARED) {
    let lane = i32(local.x);
    let line = i32(local.y) * TILE * (DEPTH / 4);
    while (k + 3 < n) {
      let deep = min(DEPTH / 4, (n - k) / 4);
      workgroupBarrier();
      for (var i = lane; i < TILE * (DEPTH / 4); i += WX) {
        let q = i % (DEPTH / 4);
        if (q < deep) { rows[line + i] = four(at, min(at.y + i / (DEPTH / 4), end), k + 4 * q); }
      }
      workgroupBarrier();
      for (var q = 0; q < deep; q++) {
        let b = columns4(at, k + 4 * q);
        for (var j = 0; j < TILE; j++) {
          let a = rows[line + j * (DEPTH / 4) + q];
          sum[j] += a.x * b[0];
          sum[j] += a.y * b[1];
          sum[j] += a.z * b[2];
          sum[j] += a.w * b[3];
        }
      }
      k += 4 * deep;
    }
    if (at.outside) { return; }
  }
  while (k < n) {
    let b = columns(at, k);
    for (var j = 0; j < TILE; j++) { sum[j] += single(at, min(at.y + j, end), k) * b; }
    k += 1;
  }
  for (var j = 0; j < TILE; j++) {
    if (at.y + j < at.y_end) { store4_dst(row_dst(at.y + j, at.z, at.b), at.x4, sum[j]); }
  }
}
