/**
 * What a page is set to, kept in its address: opened again, after a loss or from a link that somebody was sent, it is as it was. Only what differs
 * from what the page begins with stands there.
 */
const values = new URLSearchParams(location.hash.slice(1));
/** A browser refuses more than some hundred changes of an address in half a minute. */
const CALM = 300;
let writing: ReturnType<typeof setTimeout> | undefined;

/** What was kept of a name. */
export const kept = (name: string): string | undefined => values.get(name) ?? undefined;

/** Keeps a value; one that is the first again is forgotten. */
export function keep(name: string, value: string, first: string): void {
  if (value === first) values.delete(name);
  else values.set(name, value);
  clearTimeout(writing);
  writing = setTimeout(write, CALM);
}

function write(): void {
  clearTimeout(writing);
  if (writing === undefined) return;
  writing = undefined;
  history.replaceState(history.state, '', values.size > 0 ? `#${values}` : location.pathname + location.search);
}

/** Opens the page anew, as it is set. */
export function beginAgain(): void {
  write();
  location.reload();
}
