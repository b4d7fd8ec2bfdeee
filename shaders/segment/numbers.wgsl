// numbers(r) = how many runs that stand for a component lie before the one that stands for that of run r, and 1: `standing` are their bits in words of
// 32 runs, `before` how many there are before each word. What is past the last run holds anything. Four runs an invocation. Bytes: one store a run, and at
// random a link or two and two words.
import package::access::{
  cell, row_links, size_links, row_count, load_count, row_standing, load_standing, row_before, load_before, row_numbers, store4_numbers,
};
import package::lib::links::{first_run, run_of};
import package::lib::rooted::roots;
import constants::{WX, WY};

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let first = u32(at.y * 1024 + at.x4 * 4);
  let runs = load_count(row_count(0, 0, at.b), 0);
  if (first >= runs) { return; }
  let links = row_links(0, 0, 0);
  let base = first_run(at.b, size_links());
  let standing = roots(links, base, first, runs) - vec4u(base);
  var numbers = vec4u(0u);
  for (var i = 0u; i < 4u; i++) {
    let row = i32(standing[i] >> 10u);
    let word = i32(standing[i] >> 5u) & 31;
    let bits = load_standing(row_standing(row, 0, at.b), word);
    numbers[i] = run_of(load_before(row_before(row, 0, at.b), word), bits, standing[i] & 31u) + 1u;
  }
  store4_numbers(row_numbers(at.y, at.z, at.b), at.x4, numbers);
}
