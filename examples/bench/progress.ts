/** How far something is that takes long, with a button that stops it: a file that is read, or one that is made. */
import { element, write } from '../page.js';

export interface Told {
  readonly signal: AbortSignal;
  /** How far it is, from 0 to 1, and with what. */
  readonly progress: (share: number, name: string) => void;
}

/** Of several at once the last is told. */
let begun = 0;

/** Shows that it goes on until it has ended. What was refused before is no longer told. */
export async function withProgress<T>(words: string, work: (told: Told) => Promise<T>): Promise<T> {
  const box = element('opening', HTMLDivElement);
  const own = ++begun;
  const bar = element('opened', HTMLProgressElement);
  const stop = new AbortController();
  element('cancel', HTMLButtonElement).onclick = () => stop.abort();
  // how far it is is not known yet
  bar.removeAttribute('value');
  write('opening-name', words);
  write('time', '');
  box.hidden = false;
  try {
    return await work({
      signal: stop.signal,
      progress(share, name) {
        if (own !== begun) return;
        bar.value = share;
        write('opening-name', name);
      },
    });
  } finally {
    if (own === begun) box.hidden = true;
  }
}
