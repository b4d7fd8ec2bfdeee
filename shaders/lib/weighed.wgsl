// A tap: where weights may be exactly 0, one that is reads nothing, and a NaN or an infinity under it does not spread.
fn weighed(w: f32, v: vec4f, zeros: bool) -> vec4f { return select(w * v, vec4f(0.0), zeros && w == 0.0); }
