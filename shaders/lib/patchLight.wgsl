// Intensities of a patch (lib/patch).
import package::access::{Cell, load4_intensity, row_intensity, size_intensity};

fn light_of(at: Cell) -> array<vec4f, 16> {
  var light: array<vec4f, 16>;
  for (var i = 0; i < 16; i++) {
    let x4 = min(at.x4 + (i & 1), (size_intensity().x - 1) >> 2u);
    light[i] = load4_intensity(row_intensity(min(at.y + (i >> 1u), at.y_end - 1), at.z, at.b), x4);
  }
  return light;
}
