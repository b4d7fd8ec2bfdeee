import { regionRuns } from '../../../src/ops/measure/regionRuns.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { runsOf } from '../../oracle/runs.js';
import { checkOp } from '../checkOp.js';

const CAPACITY = 1024;

const few = randomIntegers({ y: 9, x: 67 }, 1, 0, 40);
/** Single voxels, and a band that some of them cut: few runs, also of rows that are repeated until they are wide. */
const cut: Field = {
  ...few,
  data: few.data.map((label, at) => (label < 3 ? label : at % 67 > 30 && at % 67 < 50 ? 3 : 0)),
};

checkOp(regionRuns, {
  oracle: ([labels]) => {
    const rows = runsOf(labels as Field);
    const column = (at: number): Field =>
      fieldOf(
        { x: CAPACITY },
        Array.from({ length: CAPACITY }, (_, row) => rows[row]?.[at] ?? 0),
      );
    const [label, z, y, x, length] = [0, 1, 2, 3, 4].map(column) as [Field, Field, Field, Field, Field];
    const deep = (labels as Field).shape.z > 1;
    return { label, ...(deep && { z }), y, x, length, count: fieldOf({}, [rows.length]) };
  },
  tolerance: { abs: 0, rel: 0, why: 'places, no arithmetic' },
  without: {
    f16: 'floats are refused',
    u8: 'labels are no multiples of 255',
    apart: 'there is no border',
    batch: 'n and c are refused',
  },
  rows: [
    {
      name: 'a plane',
      inputs: [cut],
      params: { capacity: CAPACITY },
      dtype: 'u8',
    },
    {
      name: 'a volume, negative labels and large ones',
      inputs: [
        fieldOf(
          { z: 2, y: 2, x: 5 },
          [-3, -3, 1, 1, 1, 1, 2, 2, 0, 3, 3, 3, 3, 3, 3, 0, 0, 2147483647, 2147483647, 2147483646],
        ),
      ],
      params: { capacity: CAPACITY },
      dtype: 'i32',
    },
    { name: 'one voxel', inputs: [fieldOf({}, [7])], params: { capacity: CAPACITY }, dtype: 'u16' },
    { name: 'nothing', inputs: [fieldOf({ y: 3, x: 5 })], params: { capacity: CAPACITY }, dtype: 'u32' },
  ],
  refuses: [[[randomField({ x: 3 }, 1)], {}, /^regionRuns: labels must be of whole numbers/]],
});
