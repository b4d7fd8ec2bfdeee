/** Units of length, as files spell them and as they compare. One spelling of the micrometre is used here: `µm`, U+00B5. */

const METRES: Readonly<Record<string, number>> = {
  pm: 1e-12,
  Å: 1e-10,
  nm: 1e-9,
  µm: 1e-6,
  mm: 1e-3,
  cm: 1e-2,
  in: 0.0254,
  m: 1,
  km: 1e3,
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

/** A size in another unit; undefined where either is not a known length. */
export function convertLength(size: number, from: string, to: string): number | undefined {
  if (from === to) return size;
  const [source, target] = [METRES[from], METRES[to]];
  return source === undefined || target === undefined ? undefined : (size * source) / target;
}
