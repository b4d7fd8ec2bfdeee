// Where a number is counted among others: the first of the slots that it tries, and the one after another (linear probing, Knuth 1973, §6.4). There
// are twice as many slots as numbers, a power of two; 0 is no number. Each has two words, the number and its count, in rows of 1024 words.

fn first_slot(v: u32, slots: u32) -> u32 { return (v * 2654435769u) >> (countLeadingZeros(slots - 1u)); }

fn next_slot(slot: u32, slots: u32) -> u32 { return (slot + 1u) & (slots - 1u); }
