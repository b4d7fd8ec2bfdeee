// The runs that stand for the components of others, by links that no one changes any more.
import package::access::{Row_links, load_links};

fn root(links: Row_links, from_run: u32) -> u32 {
  var at = from_run;
  var next = load_links(links, i32(at));
  while (next != 0u) {
    at = next - 1u;
    next = load_links(links, i32(at));
  }
  return at;
}

// Of four runs from `first` on, of `runs` that begin at `base`; as many steps as the longest way has.
fn roots(links: Row_links, base: u32, first: u32, runs: u32) -> vec4u {
  var at = vec4u(base) + min(vec4u(first) + vec4u(0u, 1u, 2u, 3u), vec4u(runs - 1u));
  var next = next_of(links, at);
  while (any(next != vec4u(0u))) {
    at = select(at, next - vec4u(1u), next != vec4u(0u));
    next = next_of(links, at);
  }
  return at;
}

fn next_of(links: Row_links, at: vec4u) -> vec4u {
  let place = vec4i(at);
  return vec4u(load_links(links, place.x), load_links(links, place.y), load_links(links, place.z), load_links(links, place.w));
}
