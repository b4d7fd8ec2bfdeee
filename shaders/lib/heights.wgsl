// The maxima of a smoothed histogram, and the lowest place between the first two: a maximum is where it falls for the first
// time, or for the first time since it rose; of a plateau the end.
import package::access::{Row_high, Row_low, load_high, load_low};

struct Maxima {
  count: u32,
  // The lowest bin between the first two, the first of equals.
  lowest: i32,
}

fn wide_less(a: vec2u, b: vec2u) -> bool { return a.y < b.y || (a.y == b.y && a.x < b.x); }

fn height_at(highs: Row_high, lows: Row_low, x: i32) -> vec2u { return vec2u(load_low(lows, x), load_high(highs, x)); }

fn maxima_of(highs: Row_high, lows: Row_low, first: i32, last: i32) -> Maxima {
  var found = Maxima(0u, first);
  var rising = true;
  var here = height_at(highs, lows, first);
  var least = here;
  for (var x = first; x < last; x++) {
    let next = height_at(highs, lows, x + 1);
    if (rising && wide_less(next, here)) {
      rising = false;
      found.count += 1u;
      if (found.count == 1u) {
        least = here;
        found.lowest = x;
      }
    } else if (!rising && wide_less(here, next)) {
      rising = true;
    }
    if (found.count == 1u && wide_less(next, least)) {
      least = next;
      found.lowest = x + 1;
    }
    here = next;
  }
  return found;
}
