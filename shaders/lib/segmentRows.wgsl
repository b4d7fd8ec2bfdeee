// What is known of segments, a group of four numbers each: 2^23 of them in a row of memory, which a binding of 128 MiB just holds, and the others in the next.
fn row_at(y: i32, x4: i32) -> u32 { return (u32(y) << 23u) + u32(x4); }

fn line_of(row: u32) -> i32 { return i32(row >> 23u); }

fn group_of(row: u32) -> i32 { return i32(row & 0x7fffffu); }
