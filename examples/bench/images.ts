/**
 * The image on the bench: one of the samples, or the user's own: files and folders that are dropped or picked, an OME-Zarr by its address. They are
 * decoded beside the page, which says how far it is and lets one stop it.
 */
import { CancelledError, type HostVolume, UserError } from 'brightfield';
import { droppedFiles, openFiles, type PickedFile } from 'brightfield/io';
import { SAMPLES, type SampleName, sample } from '../lab/samples.js';
import { element, write } from '../page.js';

const FIRST: SampleName = 'coins';

/** Of so many files it is said why they cannot be read; a folder may hold hundreds. */
const TOLD = 3;

type Given = readonly (File | PickedFile | string)[];

/** Calls `put` with the first sample, then with whatever is chosen, opened or dropped; `refuse` is told of what cannot be read. */
export function imageSource(put: (image: HostVolume) => Promise<void>, refuse: (cause: unknown) => void): void {
  const samples = element('samples', HTMLSelectElement);
  const own = new Map<string, HostVolume>();
  for (const [name, { words }] of Object.entries(SAMPLES)) samples.add(new Option(words, name));
  samples.value = FIRST;

  const open = async (given: Given): Promise<void> => {
    const { opened, refused } = await withProgress((options) => openFiles(given, options));
    for (const { name, volume } of opened) {
      const key = `own:${name}`;
      if (!own.has(key)) samples.add(new Option(name, key));
      own.set(key, volume);
    }
    const [first] = opened;
    if (first) {
      await put(first.volume);
      samples.value = `own:${first.name}`;
    }
    if (refused.length > 0) {
      const more = refused.length > TOLD ? [`and ${refused.length - TOLD} more`] : [];
      throw new UserError([...refused.slice(0, TOLD).map(({ error }) => error.message), ...more].join('; '));
    }
    if (!first) throw new UserError('there was no file among what was given');
  };
  const attempt = (work: Promise<void>): void =>
    void work.catch((cause) => (cause instanceof CancelledError ? write('time', 'stopped') : refuse(cause)));

  samples.addEventListener('change', () => {
    const chosen = own.get(samples.value);
    attempt(chosen ? put(chosen) : sample(samples.value as SampleName).then(put));
  });
  for (const kind of ['file', 'folder']) {
    const picker = element(kind, HTMLInputElement);
    element(`browse-${kind}`, HTMLButtonElement).addEventListener('click', () => picker.click());
    picker.addEventListener('change', () => {
      const files = [...(picker.files ?? [])];
      picker.value = '';
      if (files.length > 0) attempt(open(files));
    });
  }
  element('address-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(open([element('address', HTMLInputElement).value]));
  });
  listenToDrops((files) => attempt(open(files)));
  attempt(sample(FIRST).then(put));
}

/** Shows how far it is while something is opened, with a button that stops it. */
async function withProgress<T>(
  work: (options: { signal: AbortSignal; progress: (share: number, name: string) => void }) => Promise<T>,
): Promise<T> {
  const box = element('opening', HTMLDivElement);
  const bar = element('opened', HTMLProgressElement);
  const stop = new AbortController();
  const cancel = element('cancel', HTMLButtonElement);
  cancel.onclick = () => stop.abort();
  bar.value = 0;
  write('opening-name', 'reading');
  box.hidden = false;
  try {
    return await work({
      signal: stop.signal,
      progress(share, name) {
        bar.value = share;
        write('opening-name', name);
      },
    });
  } finally {
    box.hidden = true;
  }
}

function listenToDrops(dropped: (files: Given) => void): void {
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
    droppedFiles(event.dataTransfer).then(dropped, reportError);
  });
}
