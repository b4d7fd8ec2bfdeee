/** Floors and what became of them: reached or missed, and how much of a miss is the peer's being quicker here and how much is ours. */
import { FLOORS, type Floor } from '../floors.js';
import type { BenchFile, RowResult } from '../result.js';
import { PEER_NAMES } from './comparisons.js';
import { millisecondsText } from './draw.js';

export interface FloorStanding {
  readonly floor: Floor;
  /** Undefined where the row or the peer was not measured. */
  readonly measured: { readonly ratio: number; readonly ours: number; readonly theirs?: number } | undefined;
  readonly reached: boolean;
}

export function floorStandings({ results }: BenchFile): FloorStanding[] {
  return FLOORS.map((floor): FloorStanding => {
    const row = results.find((each) => each.row === floor.row && !each.series);
    const measured = row && measuredOf(row, floor);
    return { floor, measured, reached: measured !== undefined && measured.ratio >= floor.ratio };
  });
}

function measuredOf({ ours, shareOfCopy, peers }: RowResult, { against }: Floor): FloorStanding['measured'] {
  if (!ours) return undefined;
  if (against === 'copy') return shareOfCopy === undefined ? undefined : { ratio: shareOfCopy, ours: ours.median };
  const peer = peers[against];
  return peer && { ratio: peer.ratio.median, ours: ours.median, theirs: peer.median };
}

/** Two digits: floors lie close together. */
const ratioText = (ratio: number): string => `${Number(ratio.toPrecision(2))}×`;
const times = (factor: number): string => `${factor.toFixed(1)} times`;

/** The times here beside those where the floor comes from. */
function beside({ floor: { there }, measured }: FloorStanding): string {
  if (!measured) return 'not measured';
  const { ours, theirs } = measured;
  const own = `ours ${millisecondsText(ours)}`;
  if (theirs === undefined) return own;
  if (!there) return `${own}, theirs ${millisecondsText(theirs)}`;
  const quicker = (before: number, now: number): string => {
    const factor = before / now;
    if (factor > 0.95 && factor < 1.05) return 'as there';
    return factor > 1 ? `${times(factor)} quicker than there` : `${times(1 / factor)} slower than there`;
  };
  return `${own}, ${quicker(there.ours, ours)}; theirs ${millisecondsText(theirs)}, ${quicker(there.theirs, theirs)}`;
}

/** A line of cells a floor, those that are missed first. */
export function floorCells(file: BenchFile): string[][] {
  const standings = floorStandings(file);
  return [...standings.filter(({ reached }) => !reached), ...standings.filter(({ reached }) => reached)].map(
    (standing) => {
      const { floor, measured, reached } = standing;
      return [
        floor.row,
        floor.against === 'copy' ? 'a plain copy' : PEER_NAMES[floor.against],
        ratioText(floor.ratio),
        measured ? ratioText(measured.ratio) : '',
        measured ? (reached ? 'reached' : 'missed') : '',
        beside(standing),
      ];
    },
  );
}

export const FLOOR_HEADS = [
  'row',
  'against',
  'at least',
  'measured',
  '',
  'times, and those where the floor comes from',
];

/** The same for a page of Markdown. */
export function floorTable(file: BenchFile): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(FLOOR_HEADS), line(FLOOR_HEADS.map(() => '---')), ...floorCells(file).map(line)].join('\n');
}
