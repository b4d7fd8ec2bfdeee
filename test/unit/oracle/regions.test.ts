/** Oracles of regions and peaks, and what the host makes of runs, against skimage.measure and skimage.feature. */
import { regionCoords } from '../../../src/core/regions/regionCoords.js';
import { regionShapes } from '../../../src/core/regions/regionShapes.js';
import type { Table } from '../../../src/core/table.js';
import { type Field, fieldOf } from '../../oracle/index.js';
import { peakLocalMax } from '../../oracle/peaks.js';
import { regionprops } from '../../oracle/regions.js';
import { runsTable } from '../../oracle/runs.js';
import { type Call, checkChapter, input } from './chapter.js';

const CAPACITY = 128;

type Oracle = (inputs: readonly Field[], parameters: Record<string, unknown>) => Record<string, Field>;

const tables = new Map<string, Record<string, Field>>();

/** The table of an oracle. All columns of one are cases: it is made once. */
function tableOf(oracle: Oracle, inputs: readonly Field[], parameters: Record<string, unknown>): Record<string, Field> {
  const asked = inputs.map(({ shape, data }) => [shape, [...data].join()]);
  const key = JSON.stringify([`${oracle}`, asked, parameters]);
  const table = tables.get(key) ?? oracle(inputs, parameters);
  tables.set(key, table);
  return table;
}

/** The rows of the column that a case is about. */
const columnOf =
  (oracle: Oracle): Call =>
  (inputs, { column, ...parameters }) => {
    const table = tableOf(oracle, inputs, parameters);
    const rows = table.count?.data[0] ?? 0;
    return fieldOf({ x: rows }, (table[column as string] as Field).data.slice(0, rows));
  };

/** A column of a table that is made of the runs of labels. */
const ofRuns =
  (make: (runs: Table) => Table): Call =>
  (inputs, { column }) => {
    const data = Float64Array.from(make(runsTable(input(inputs))).column(column as string));
    return fieldOf({ x: data.length }, data);
  };

checkChapter('regions', {
  regionShapes: ofRuns(regionShapes),
  regionCoords: ofRuns(regionCoords),
  regionprops: columnOf((inputs) =>
    regionprops(input(inputs), { spacing: [1, 1, 1], capacity: CAPACITY, intensity: inputs[1] }),
  ),
  peakLocalMax: columnOf((inputs, { minDistance, thresholdRel, excludeBorder, numPeaks, numPeaksPerLabel }) =>
    peakLocalMax(input(inputs), {
      minDistance: minDistance as number,
      thresholdRel: thresholdRel as number | undefined,
      excludeBorder: excludeBorder as number | undefined,
      numPeaks: numPeaks as number | undefined,
      numPeaksPerLabel: numPeaksPerLabel as number | undefined,
      labels: inputs[1],
      capacity: CAPACITY,
    }),
  ),
});
