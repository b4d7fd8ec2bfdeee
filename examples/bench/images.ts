/** The image on the bench: one of the samples, or a file of the user's. */
import type { HostVolume } from 'brightfield';
import { decode } from 'brightfield/io';
import { SAMPLES, type SampleName, sample } from '../lab/samples.js';
import { element } from '../page.js';

const FIRST: SampleName = 'coins';

/** Calls `put` with the first sample, then with whatever is chosen, opened or dropped; `refuse` is told of files that cannot be read. */
export function imageSource(put: (image: HostVolume) => Promise<void>, refuse: (cause: unknown) => void): void {
  const samples = element('samples', HTMLSelectElement);
  const file = element('file', HTMLInputElement);
  const files = new Map<string, File>();
  for (const [name, { words }] of Object.entries(SAMPLES)) samples.add(new Option(words, name));
  samples.value = FIRST;

  const own = async (chosen: File): Promise<void> => {
    await put(await decode(new Uint8Array(await chosen.arrayBuffer()), { name: chosen.name }));
    const key = `file:${chosen.name}`;
    if (!files.has(key)) samples.add(new Option(chosen.name, key));
    files.set(key, chosen);
    samples.value = key;
  };
  const attempt = (work: Promise<void>): void => void work.catch(refuse);
  samples.addEventListener('change', () => {
    const chosen = files.get(samples.value);
    attempt(chosen ? own(chosen) : sample(samples.value as SampleName).then(put));
  });
  element('browse', HTMLButtonElement).addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (chosen) attempt(own(chosen));
  });
  addEventListener('dragover', (event) => {
    event.preventDefault();
    document.body.dataset.dragging = '';
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) delete document.body.dataset.dragging;
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    delete document.body.dataset.dragging;
    const [dropped] = event.dataTransfer?.files ?? [];
    if (dropped) attempt(own(dropped));
  });
  attempt(sample(FIRST).then(put));
}
