// Two lamps that the eye carries: one bright, above at its left, with a highlight; a faint one from the other side.
//   colour·(ambient + key·<n, key> + fill·<n, fill>) + gloss·<n, half>^32,   n turned towards the eye   (J. Blinn 1977)
// All directions have length 1 and are towards what they are named by.

const AMBIENT = 0.3;
const KEY = 0.75;
const FILL = 0.3;
const GLOSS = 0.25;
const SHARPNESS = 32.0;

fn lit(colour: vec3f, normal: vec3f, eye: vec3f, key: vec3f, fill: vec3f) -> vec3f {
  let n = select(normal, -normal, dot(normal, eye) < 0.0);
  let light = AMBIENT + KEY * max(dot(n, key), 0.0) + FILL * max(dot(n, fill), 0.0);
  let highlight = GLOSS * pow(max(dot(n, normalize(key + eye)), 0.0), SHARPNESS);
  return clamp(colour * light + highlight, vec3f(0.0), vec3f(1.0));
}
