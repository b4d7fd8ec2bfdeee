/** Sizes, for people. */

/** Bytes with the unit that people write them in. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const number = bytes / 2 ** (10 * power);
  return `${Number(number.toPrecision(3))} ${units[power]}`;
}

/** Bytes as the option `--budget` takes them, not fewer. */
export function asBudget(bytes: number): string {
  const [unit, name] = bytes < 16 << 20 ? [1 << 10, 'KiB'] : [1 << 20, 'MiB'];
  return `${Math.ceil(bytes / (unit as number))}${name}`;
}
