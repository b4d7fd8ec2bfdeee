/** Names on a command line: kebab-case or as in code, and the nearest one to what was mistyped. */

export { kebab } from '../catalogue.js';

/** `num-iter` as `numIter`; names as in code stay as they are. */
export function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `; did you mean gaussian?` where one of the names is near to what was typed, else nothing. */
export function suggestion(typed: string, names: Iterable<string>): string {
  const near = [...names]
    .map((name) => ({ name, distance: distance(camel(typed).toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(Math.min(name.length, typed.length) / 3)))
    .sort((a, b) => a.distance - b.distance)[0];
  return near ? `; did you mean ${near.name}?` : '';
}

/** Letters to insert, remove, replace or exchange with the next one (optimal string alignment). */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (older[j - 2] ?? 0) + 1);
      row.push(best);
    }
    older = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
