// Sums of numbers as whole ones: what a unit is.
import package::lib::light::exponent_of;

// Of each voxel: the low and the high word, and what was no number.
const WORDS = 3;

// By which power of two numbers of at most this magnitude are multiplied to have so many bits.
fn shift_of(peak: f32, bits: i32) -> i32 { return clamp(bits - 1 - exponent_of(peak), -126, 126); }
