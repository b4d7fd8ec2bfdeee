// spread(r) = what `field` holds of the run that stands for the component of run r. What is past the last run holds anything. Four runs an invocation.
// Bytes: one store a run, and at random a link or two and a number.
import package::access::{cell, row_links, size_links, row_count, load_count, row_field, load_field, row_spread, store4_spread};
import package::lib::links::first_run;
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
  let field = row_field(0, 0, 0);
  let standing = vec4i(roots(links, first_run(at.b, size_links()), first, runs));
  let spread = vec4u(
    load_field(field, standing.x), load_field(field, standing.y), load_field(field, standing.z), load_field(field, standing.w),
  );
  store4_spread(row_spread(at.y, at.z, at.b), at.x4, spread);
}
