/**
 * ImageJ's description of a stack: lines of `key=value` in the first page. Pages follow each other channels first, then slices,
 * then frames (`nzc`, slowest first). x and y spacing are resolution tags there; `spacing_x` and `spacing_y` are this package's
 * own lines, since a quotient of two integers is not exact; so is `labels=channels`, which says that the labels of pages are the names of
 * their channels. Other readers pass over them.
 */
import { type Acquired, acquiredFrom } from '../../core/acquired.js';
import type { Axis, Layout } from '../../core/axes.js';
import type { Description, Spacing } from '../../core/hostVolume.js';
import { TIME_NAMES, timeUnitFrom, unitFrom } from '../units.js';

/** The order of pages that ImageJ knows. */
export const IMAGEJ_ORDER: Layout = 'nzc';
const LENGTHS = { n: 'frames', z: 'slices', c: 'channels' } as const;

/** What a description says of the pages, slowest axis first, and of the voxels. */
export interface Metadata {
  readonly pages: readonly (readonly [Axis, number])[];
  readonly spacing: Spacing;
  readonly unit: string;
  /** `unit` is what the resolution tags count in. */
  readonly unitOfResolution?: boolean;
  readonly acquired?: Acquired | undefined;
  /** Whether the labels of pages are names of channels in any case. */
  readonly labelsChannels?: boolean;
  /** The first page of the volume, where it is not the first of the file. */
  readonly firstPage?: number;
}

/** Reads an ImageJ description; undefined where the text is none. */
export function parseImageJ(text: string): Metadata | undefined {
  if (!text.startsWith('ImageJ=')) return undefined;
  const lines = text
    .split(/\r?\n/)
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  const values = new Map(lines as [string, string][]);
  const count = (key: string) => Math.max(1, Math.trunc(Number(values.get(key) ?? 1)) || 1);
  const images = count('images');
  const lengths = { n: count('frames'), z: count('slices'), c: count('channels') };
  // old files say only how many images there are
  if (lengths.n * lengths.z * lengths.c === 1) lengths.z = images;
  const unit = unitFrom(unescaped(values.get('unit') ?? ''));
  const zUnit = unitFrom(unescaped(values.get('zunit') ?? values.get('unit') ?? ''));
  const sizes = {
    x: values.get('spacing_x'),
    y: values.get('spacing_y'),
    z: zUnit === unit ? values.get('spacing') : undefined,
  };
  const known = Object.entries(sizes).flatMap(([axis, size]) => (Number(size) > 0 ? [[axis, Number(size)]] : []));
  // ImageJ leaves its own unit out
  const timeUnit = timeUnitFrom(unescaped(values.get('tunit') ?? 'sec'));
  const timeStep = timeUnit === undefined ? undefined : { value: Number(values.get('finterval') ?? 0), unit: timeUnit };
  return {
    pages: (['n', 'z', 'c'] as const).map((axis) => [axis, lengths[axis]] as const),
    spacing: Object.fromEntries(known),
    unit,
    unitOfResolution: unit !== '',
    acquired: acquiredFrom({ timeStep }),
    labelsChannels: values.get('labels') === 'channels',
  };
}

/** The description that ImageJ writes for a volume; `order` is that of its pages. */
export function formatImageJ({ shape, spacing, unit, acquired }: Description, order: Layout): string {
  const axes = (Object.keys(LENGTHS) as (keyof typeof LENGTHS)[]).filter(
    (axis) => order.includes(axis) && shape[axis] > 1,
  );
  const images = axes.reduce((product, axis) => product * shape[axis], 1);
  const lines = ['ImageJ=1.54f', `images=${images}`, ...axes.map((axis) => `${LENGTHS[axis]}=${shape[axis]}`)];
  if (axes.length > 1) lines.push('hyperstack=true');
  const coloured = acquired?.channels?.some(({ color }) => color !== undefined) ?? false;
  // ImageJ lays up to seven channels over each other
  if (axes.includes('c')) lines.push(`mode=${!coloured ? 'grayscale' : shape.c > 7 ? 'color' : 'composite'}`);
  if (acquired?.channels?.some(({ name }) => name !== undefined)) lines.push('labels=channels');
  const { timeStep } = acquired ?? {};
  if (timeStep && Object.hasOwn(TIME_NAMES, timeStep.unit)) {
    lines.push(`finterval=${timeStep.value}`);
    if (timeStep.unit !== 's') lines.push(`tunit=${escaped(timeStep.unit)}`);
  }
  if (unit !== '') lines.push(`unit=${escaped(unit)}`);
  if (spacing.z !== undefined) lines.push(`spacing=${spacing.z}`);
  if (spacing.x !== undefined) lines.push(`spacing_x=${spacing.x}`);
  if (spacing.y !== undefined) lines.push(`spacing_y=${spacing.y}`);
  return `${lines.join('\n')}\nloop=false\n`;
}

/** Java's way of writing what is not ASCII. */
function escaped(text: string): string {
  return text.replace(
    /[^ -~]|\\/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
