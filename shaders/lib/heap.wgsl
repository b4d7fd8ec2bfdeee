// A binary heap of voxels that wait to be flooded, in a room of groups of four words (segment/heapPops): how things are laid out in it. Group 0 says how far the flood has come; then a group for each
// voxel, in the order of memory; then the heap, from its root on.

// Of group 0: whether there is anything left to do, how many wait, when the last of them came, and from which voxel on there may be markers that do not wait yet.
const LEFT = 0;
const LENGTH = 1;
const AGE = 2;
const CURSOR = 3;

// Of a voxel: when its ground is flooded (less is earlier), the bits of its ground as f32, its number, and whether floods may go there.
const LEVEL = 0;
const HEIGHT = 1;
const NUMBER = 2;
const IS_OPEN = 3;

// Of one that waits: two words that it is ordered by (without compactness one, and then its source), its age, its place. With compactness another group, with its source.

fn group_of(place: u32) -> u32 { return 1u + place; }
