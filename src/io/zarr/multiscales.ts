/** The metadata of OME-Zarr (OME-NGFF 0.1 to 0.5): which arrays are levels of one image, their axes and the size of their voxels. */
import { type Acquired, acquiredFrom, type Channel, type Stated } from '../../core/acquired.js';
import { AXES, type Axis } from '../../core/axes.js';
import { FormatError } from '../../core/errors.js';
import type { Description, Spacing } from '../../core/hostVolume.js';
import { convertLength, TIME_NAMES, timeUnitFrom, unitFrom } from '../units.js';
import { isObject } from './metadata.js';
import { checkedPath } from './store.js';

/** A level of the pyramid. */
export interface Level {
  readonly path: string;
  readonly spacing: Spacing;
}

/** An image: its axes in the order of its arrays, and its levels, the finest first. */
export interface Multiscales {
  readonly axes: readonly Axis[];
  readonly unit: string;
  readonly levels: readonly Level[];
  /** The time between images, and what the group says of the channels. */
  readonly acquired: Acquired | undefined;
}

const AXIS_OF: Readonly<Record<string, Axis>> = { t: 'n', c: 'c', z: 'z', y: 'y', x: 'x' };
const LETTER: Readonly<Record<Axis, string>> = { n: 't', c: 'c', z: 'z', y: 'y', x: 'x' };
const UNIT_NAMES: Readonly<Record<string, string>> = {
  ...{
    Å: 'angstrom',
    pm: 'picometer',
    nm: 'nanometer',
    µm: 'micrometer',
    mm: 'millimeter',
    cm: 'centimeter',
    m: 'meter',
    km: 'kilometer',
    in: 'inch',
  },
};
const SPELLINGS = Object.fromEntries(Object.entries(UNIT_NAMES).map(([short, long]) => [long, short]));

/** The axes of an array by the names that it states, or by its rank. */
export function axesNamed(names: readonly unknown[], name: string): Axis[] {
  const axes = names.map((each) => AXIS_OF[String(each).toLowerCase()]);
  const wrong = axes.findIndex((axis, at) => axis === undefined || axes.indexOf(axis) !== at);
  if (wrong >= 0) throw new FormatError(name, `axes ${names.join(', ')} are not read, only t c z y x, each once`);
  return axes as Axis[];
}

/** The axes that an array of that rank has where nothing is said of them. */
export function axesByRank(rank: number, name: string): Axis[] {
  if (rank > 5) throw new FormatError(name, `arrays of ${rank} axes are not read, 5 at most`);
  return AXES.slice(5 - rank) as unknown as Axis[];
}

/** The first image that attributes speak of; undefined where they speak of none. */
export function parseMultiscales(attributes: Readonly<Record<string, unknown>>, name: string): Multiscales | undefined {
  const { multiscales, omero } = isObject(attributes.ome) ? attributes.ome : attributes;
  const [first] = Array.isArray(multiscales) ? multiscales : [];
  if (!isObject(first)) return undefined;
  const datasets = Array.isArray(first.datasets) ? first.datasets.filter(isObject) : [];
  if (datasets.length === 0) throw new FormatError(name, 'states an image without arrays');
  const stated = Array.isArray(first.axes) ? first.axes : ['t', 'c', 'z', 'y', 'x'];
  const axes = axesNamed(
    stated.map((axis) => (isObject(axis) ? axis.name : axis)),
    name,
  );
  const units = stated.map((axis) =>
    isObject(axis) && typeof axis.unit === 'string' ? (SPELLINGS[axis.unit] ?? unitFrom(axis.unit)) : '',
  );
  const space = axes.flatMap((axis, at) => (axis !== 'n' && axis !== 'c' && units[at] ? [units[at] as string] : []));
  const unit = space.at(-1) ?? '';
  const whole = scaleOf(first.coordinateTransformations, axes.length);
  const levels = datasets.map((dataset) => {
    const own = scaleOf(dataset.coordinateTransformations, axes.length);
    const spacing = axes.flatMap((axis, at) => {
      if (axis === 'n' || axis === 'c' || !(own || whole)) return [];
      const size = convertLength((own?.[at] ?? 1) * (whole?.[at] ?? 1), units[at] || unit, unit);
      return size !== undefined && size > 0 && Number.isFinite(size) ? [[axis, size] as const] : [];
    });
    return { path: checkedPath(dataset.path, name), spacing: Object.fromEntries(spacing) };
  });
  const own = scaleOf(datasets[0]?.coordinateTransformations, axes.length);
  const at = axes.indexOf('n');
  const timeStep = own || whole ? timeStepOf((own?.[at] ?? 1) * (whole?.[at] ?? 1), stated[at]) : undefined;
  return { axes, unit, levels, acquired: acquiredFrom({ timeStep, channels: channelsOf(omero) }) };
}

/** The time between images; a scale of 1 without a unit is what stands where nothing is known. */
function timeStepOf(value: number, axis: unknown): Stated['timeStep'] {
  const stated = isObject(axis) ? axis.unit : undefined;
  if (stated === undefined) return value === 1 ? undefined : { value, unit: '' };
  const unit = typeof stated === 'string' ? timeUnitFrom(stated) : undefined;
  return unit === undefined ? undefined : { value, unit };
}

/** Names and colours of channels, as viewers of OMERO keep them. */
function channelsOf(omero: unknown): Stated['channels'] {
  if (!isObject(omero) || !Array.isArray(omero.channels)) return undefined;
  return omero.channels.map((channel: unknown) => {
    const { label, color } = isObject(channel) ? channel : {};
    return {
      name: typeof label === 'string' ? label : undefined,
      color: typeof color === 'string' && /^#?[0-9a-f]{6}$/i.test(color) ? `#${color.slice(-6)}` : undefined,
    };
  });
}

/** The scale among transformations; undefined where there is none of that rank. */
function scaleOf(transformations: unknown, rank: number): number[] | undefined {
  const found = Array.isArray(transformations)
    ? transformations.find((each) => isObject(each) && each.type === 'scale')
    : undefined;
  const scale: unknown = isObject(found) ? found.scale : undefined;
  return Array.isArray(scale) && scale.length === rank && scale.every((each) => typeof each === 'number')
    ? scale
    : undefined;
}

/** A level that is written: by how much it is coarser along each axis, and how far its first voxel lies from that of the finest. */
export interface WrittenLevel {
  readonly path: string;
  readonly factor: Readonly<Partial<Record<Axis, number>>>;
  readonly shift: Readonly<Partial<Record<Axis, number>>>;
}

/** What the least and the greatest number are. */
export interface NumberRange {
  readonly least: number;
  readonly greatest: number;
}

/** The attributes of an image. What is not known of its spacing is 1, as the standard demands a number; a channel has a colour and a window of what is shown, `range`. */
export function formatMultiscales(
  { spacing, unit, shape, acquired }: Description,
  axes: readonly Axis[],
  levels: readonly WrittenLevel[],
  version: '0.4' | '0.5',
  imageName: string,
  range: NumberRange,
): Readonly<Record<string, unknown>> {
  const { timeStep, channels } = acquired ?? {};
  const units: Readonly<Record<string, string | undefined>> = {
    time: TIME_NAMES[timeStep?.unit ?? ''],
    space: UNIT_NAMES[unit],
  };
  const sizeOf = (axis: Axis): number => (axis === 'n' ? timeStep?.value : spacing[axis]) ?? 1;
  const multiscale = {
    ...(version === '0.4' && { version }),
    name: imageName,
    axes: axes.map((axis) => {
      const type = axis === 'n' ? 'time' : axis === 'c' ? 'channel' : 'space';
      return { name: LETTER[axis], type, ...(units[type] && { unit: units[type] }) };
    }),
    datasets: levels.map(({ path, factor, shift }) => {
      const moved = axes.map((axis) => sizeOf(axis) * (shift[axis] ?? 0));
      return {
        path,
        coordinateTransformations: [
          { type: 'scale', scale: axes.map((axis) => sizeOf(axis) * (factor[axis] ?? 1)) },
          ...(moved.some((each) => each !== 0) ? [{ type: 'translation', translation: moved }] : []),
        ],
      };
    }),
  };
  const image = {
    multiscales: [multiscale],
    ...(channels?.length === shape.c && {
      omero: { channels: channels.map((channel) => shownChannel(channel, range)) },
    }),
  };
  return version === '0.5' ? { ome: { version, ...image } } : image;
}

function shownChannel({ name, color = '#FFFFFF' }: Channel, { least, greatest }: NumberRange): object {
  const window = { min: least, max: greatest, start: least, end: greatest };
  return { ...(name !== undefined && { label: name }), color: color.slice(1), active: true, window };
}
