// Taps of a separable filter: PAIRS from the ends inwards have a partner, the others stand alone, in two runs. Arrays of their weights are just as long as the loops
// over them, and have one element at least.
import constants::{TAPS, PAIRS};

const ALONE = TAPS - 2 * PAIRS;
const FIRST = min(ALONE, 17);
const SECOND = ALONE - FIRST;
const PAIRED = max(PAIRS, 1);
const LONE = max(FIRST, 1);
const AFTER = max(SECOND, 1);
