// Where a number stands among others that are known digit by digit, the highest first, each digit's bits in words of their own for every beginning
// (a trie, de la Briandais 1959). Words lie in rows of 1024.

struct Digit {
  // the first that a node's words begin with, and what of the number makes the digit
  lowest: u32,
  shift: u32,
  bits: u32,
  // words a node
  words: u32,
}

// A word, and the bit of it.
struct Found {
  word: u32,
  bit: u32,
}

// Nodes count from 1.
fn found(node: u32, v: u32, d: Digit) -> Found {
  let digit = ((v - d.lowest) >> d.shift) & (0xffffffffu >> (32u - d.bits));
  return Found((node - 1u) * d.words + (digit >> 5u), digit & 31u);
}
