// Where a level is crossed between two voxels.
import package::lib::finite::is_finite;

// As a share of the way, 0 to 1: what is infinite draws it to the other.
fn crossing(a: f32, b: f32, level: f32) -> f32 {
  if (!is_finite(a)) { return select(1.0, 0.5, !is_finite(b)); }
  if (!is_finite(b)) { return 0.0; }
  return (level * 0.5 - a * 0.5) / (b * 0.5 - a * 0.5);
}
