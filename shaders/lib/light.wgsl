// Units that intensities are counted in: powers of two, so that scaling rounds nothing.

// Of numbers of at most this magnitude: they have 22 bits in front of the point. Magnitudes below 2^-100 count as that.
fn unit_of(peak: f32) -> f32 { return power_of_two(exponent_of(peak) - 21); }

// The greatest power of two in a magnitude; infinity has 128.
fn exponent_of(magnitude: f32) -> i32 { return max(i32(bitcast<u32>(magnitude) >> 23u) - 127, -100); }

fn power_of_two(exponent: i32) -> f32 { return bitcast<f32>(u32(clamp(exponent, -126, 127) + 127) << 23u); }
