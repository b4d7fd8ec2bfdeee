/** The image on the bench: one of the samples, or a file of the user's. */
import type { HostVolume } from 'brightfield';
import { decode } from 'brightfield/io';
import { element } from '../page.js';

const SAMPLES = {
  coins: new URL('../data/coins.png', import.meta.url),
  cell: new URL('../data/cell.png', import.meta.url),
  gravel: new URL('../data/gravel.png', import.meta.url),
  stent: new URL('../data/stent.tif', import.meta.url),
} as const;

/** Calls `put` with the first sample, then with whatever is chosen, opened or dropped; `refuse` is told of files that cannot be read. */
export function imageSource(
  put: (image: HostVolume, name: string) => Promise<void>,
  refuse: (cause: unknown) => void,
): void {
  const samples = element('samples', HTMLSelectElement);
  const file = element('file', HTMLInputElement);
  for (const name of Object.keys(SAMPLES)) samples.add(new Option(name));

  const sample = async (name: keyof typeof SAMPLES): Promise<void> => {
    const address = SAMPLES[name];
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address.pathname}: ${response.status} ${response.statusText}`);
    const fileName = address.pathname.slice(address.pathname.lastIndexOf('/') + 1);
    await put(await decode(new Uint8Array(await response.arrayBuffer()), { name: fileName }), name);
  };
  const own = async (chosen: File): Promise<void> => {
    await put(await decode(new Uint8Array(await chosen.arrayBuffer()), { name: chosen.name }), chosen.name);
    const known = [...samples.options].find((option) => option.value === chosen.name);
    if (!known) samples.add(new Option(chosen.name));
    samples.value = chosen.name;
    files.set(chosen.name, chosen);
  };
  const files = new Map<string, File>();
  const attempt = (work: Promise<void>): void => void work.catch(refuse);

  samples.addEventListener('change', () => {
    const chosen = files.get(samples.value);
    attempt(chosen ? own(chosen) : sample(samples.value as keyof typeof SAMPLES));
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
  attempt(sample('coins'));
}
