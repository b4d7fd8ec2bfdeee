/** Units of length, as files spell them and as they compare. One spelling of the micrometre is used here: `µm`, U+00B5. */

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
