// The weight of a neighbour in shaders/restoration/bilateral.
import package::lib::falling::falling4;

// Larger numbers count as this: the difference of any two is finite.
const MOST = 1.7e38;

fn limited(v: vec4f) -> vec4f { return clamp(v, vec4f(-MOST), vec4f(MOST)); }

// 2^-(decay d² + space), from the difference in value. What is further away than 1e19 has none.
fn weight_of(d: vec4f, decay: vec4f, space: f32) -> vec4f {
  let near = clamp(d, vec4f(-1e19), vec4f(1e19));
  return falling4(near * near * decay + space);
}
