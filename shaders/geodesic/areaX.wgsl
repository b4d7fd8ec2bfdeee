// areaRows along x: four rows side by side an invocation, turned in registers.
import package::access::{cell, size_word, row_word, load4_word, row_resting, load4_resting, row_low, load4_low, row_words, store4_words, row_rest, store4_rest};
import package::lib::flow::{Flow, flow, still};
import constants::{WX, WY, IS_BACK, BACK, AHEAD};

struct Params {
  enough: u32,
}
@group(0) @binding(1) var<uniform> params: Params;

struct Four {
  a: vec4u,
  b: vec4u,
  c: vec4u,
  d: vec4u,
}

fn turned(m: Four) -> Four {
  return Four(vec4u(m.a.x, m.b.x, m.c.x, m.d.x), vec4u(m.a.y, m.b.y, m.c.y, m.d.y),
    vec4u(m.a.z, m.b.z, m.c.z, m.d.z), vec4u(m.a.w, m.b.w, m.c.w, m.d.w));
}

fn columns(a: vec4u, b: vec4u, c: vec4u, d: vec4u, inside: vec4<bool>) -> Four {
  let none = vec4u(0u);
  return turned(Four(select(none, a, inside), select(none, b, inside), select(none, c, inside), select(none, d, inside)));
}

@compute @workgroup_size(WX, WY)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = cell(id);
  if (at.outside) { return; }
  let n = size_word().x;
  let groups = (n + 3) / 4;
  let y = min(vec4i(at.y) + vec4i(0, 1, 2, 3), vec4i(at.y_end - 1));
  let word_a = row_word(y.x, at.z, at.b);
  let word_b = row_word(y.y, at.z, at.b);
  let word_c = row_word(y.z, at.z, at.b);
  let word_d = row_word(y.w, at.z, at.b);
  let resting_a = row_resting(y.x, at.z, at.b);
  let resting_b = row_resting(y.y, at.z, at.b);
  let resting_c = row_resting(y.z, at.z, at.b);
  let resting_d = row_resting(y.w, at.z, at.b);
  let low_a = row_low(y.x, at.z, at.b);
  let low_b = row_low(y.y, at.z, at.b);
  let low_c = row_low(y.z, at.z, at.b);
  let low_d = row_low(y.w, at.z, at.b);
  var here = still();
  for (var i = 0; i < groups; i++) {
    let x4 = select(i, groups - 1 - i, IS_BACK);
    // pad lanes hold anything
    let inside = vec4i(4 * x4) + vec4i(0, 1, 2, 3) < vec4i(n);
    let word = columns(load4_word(word_a, x4), load4_word(word_b, x4), load4_word(word_c, x4), load4_word(word_d, x4), inside);
    let resting = columns(load4_resting(resting_a, x4), load4_resting(resting_b, x4), load4_resting(resting_c, x4), load4_resting(resting_d, x4), inside);
    let low = columns(load4_low(low_a, x4), load4_low(low_b, x4), load4_low(low_c, x4), load4_low(low_d, x4), inside);
    var a = still();
    var b = still();
    var c = still();
    var d = still();
    if (IS_BACK) {
      d = flow(here, word.d, resting.d, low.d, BACK, AHEAD, params.enough);
      c = flow(d, word.c, resting.c, low.c, BACK, AHEAD, params.enough);
      b = flow(c, word.b, resting.b, low.b, BACK, AHEAD, params.enough);
      a = flow(b, word.a, resting.a, low.a, BACK, AHEAD, params.enough);
      here = a;
    } else {
      a = flow(here, word.a, resting.a, low.a, BACK, AHEAD, params.enough);
      b = flow(a, word.b, resting.b, low.b, BACK, AHEAD, params.enough);
      c = flow(b, word.c, resting.c, low.c, BACK, AHEAD, params.enough);
      d = flow(c, word.d, resting.d, low.d, BACK, AHEAD, params.enough);
      here = d;
    }
    let words = turned(Four(a.word, b.word, c.word, d.word));
    let rest = turned(Four(a.resting, b.resting, c.resting, d.resting));
    store4_words(row_words(y.x, at.z, at.b), x4, words.a);
    store4_rest(row_rest(y.x, at.z, at.b), x4, rest.a);
    if (at.y + 1 < at.y_end) {
      store4_words(row_words(y.y, at.z, at.b), x4, words.b);
      store4_rest(row_rest(y.y, at.z, at.b), x4, rest.b);
    }
    if (at.y + 2 < at.y_end) {
      store4_words(row_words(y.z, at.z, at.b), x4, words.c);
      store4_rest(row_rest(y.z, at.z, at.b), x4, rest.c);
    }
    if (at.y + 3 < at.y_end) {
      store4_words(row_words(y.w, at.z, at.b), x4, words.d);
      store4_rest(row_rest(y.w, at.z, at.b), x4, rest.d);
    }
  }
}
