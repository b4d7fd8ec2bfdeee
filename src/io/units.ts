/** Units of length and of time, as files spell them and as they compare. One spelling of the micrometre is used here: `µm`, U+00B5. */

/** Whole numbers of picometres, so that conversions between powers of ten are exact. */
const PICOMETRES: Readonly<Record<string, number>> = {
  pm: 1,
  Å: 1e2,
  nm: 1e3,
  µm: 1e6,
  mm: 1e9,
  cm: 1e10,
  in: 2.54e10,
  m: 1e12,
  km: 1e15,
};
const SPELLINGS: Readonly<Record<string, string>> = {
  ...{ um: 'µm', μm: 'µm', micron: 'µm', microns: 'µm', micrometer: 'µm', micrometre: 'µm' },
  ...{ inch: 'in', angstrom: 'Å', nanometer: 'nm', millimeter: 'mm', meter: 'm' },
  ...{ pixel: '', pixels: '', 'reference frame': '' },
};

/** A file's unit in the one spelling used here; `pixel` is no unit. Units not known here stay as they are. */
export function unitFrom(text: string): string {
  const unit = text.trim();
  return SPELLINGS[unit] ?? unit;
}

/**
 * A size in another unit; undefined where either is not a known length.
 * @example
 * convertLength(2, 'in', 'mm'); // 50.8
 */
export function convertLength(size: number, from: string, to: string): number | undefined {
  if (from === to) return size;
  const [source, target] = [PICOMETRES[from], PICOMETRES[to]];
  return source === undefined || target === undefined ? undefined : (size * source) / target;
}

const PREFIXES: readonly (readonly [short: string, long: string])[] = [
  ...([
    ['Y', 'yotta'],
    ['Z', 'zetta'],
    ['E', 'exa'],
    ['P', 'peta'],
    ['T', 'tera'],
    ['G', 'giga'],
    ['M', 'mega'],
  ] as const),
  ...([
    ['k', 'kilo'],
    ['h', 'hecto'],
    ['d', 'deci'],
    ['c', 'centi'],
    ['m', 'milli'],
    ['µ', 'micro'],
    ['n', 'nano'],
  ] as const),
  ...([
    ['p', 'pico'],
    ['f', 'femto'],
    ['a', 'atto'],
    ['z', 'zepto'],
    ['y', 'yocto'],
    ['', ''],
  ] as const),
];
/** Units of time by their signs, which are those of OME-XML, with the names that they have in OME-Zarr. */
export const TIME_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(PREFIXES.map(([short, long]) => [`${short}s`, `${long}second`])),
  ...{ das: 'decasecond', min: 'minute', h: 'hour', d: 'day' },
};
const TIME_SIGNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(TIME_NAMES).map(([sign, name]) => [name, sign])),
  ...{ sec: 's', secs: 's', seconds: 's', msec: 'ms', milliseconds: 'ms', us: 'µs', μs: 'µs', usec: 'µs' },
  ...{ minutes: 'min', mins: 'min', hours: 'h', hr: 'h', days: 'd' },
};

/** A file's unit of time in the one spelling used here; undefined where it is none. */
export function timeUnitFrom(text: string): string | undefined {
  const unit = text.trim();
  return Object.hasOwn(TIME_NAMES, unit) ? unit : Object.hasOwn(TIME_SIGNS, unit) ? TIME_SIGNS[unit] : undefined;
}
