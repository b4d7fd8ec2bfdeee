/** The keys of the viewers on a page, told at the end of its text. */
import { VIEWER_KEYS } from 'brightfield/view';

/** Adds them to an element, where a viewer of the page takes any. */
export function tellKeys(parent: Element | null): void {
  if (!parent || !document.querySelector('canvas[aria-keyshortcuts]')) return;
  const details = document.createElement('details');
  details.className = 'keys';
  const summary = document.createElement('summary');
  summary.textContent = 'Keys and mouse';
  const list = document.createElement('dl');
  for (const { words, does } of VIEWER_KEYS) {
    const [term, meaning] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = words;
    meaning.textContent = does;
    list.append(term, meaning);
  }
  details.append(summary, list);
  parent.append(details);
}
