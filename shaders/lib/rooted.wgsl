// The voxel that stands for the component of another, by links that no one changes any more.
import package::access::{Row_links, load_links};

fn root(links: Row_links, from_place: u32) -> u32 {
  var at = from_place;
  var next = load_links(links, i32(at));
  while (next != 0u) {
    at = next - 1u;
    next = load_links(links, i32(at));
  }
  return at;
}
