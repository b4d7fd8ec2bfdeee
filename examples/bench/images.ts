/**
 * The image on the bench: one of the samples, or the user's own: files and folders that are dropped or picked, an OME-Zarr by its address. They are
 * decoded beside the page, which says how far it is and lets one stop it.
 */
import { CancelledError, type HostVolume, UserError } from 'brightfield';
import { droppedFiles, openFiles, type PickedFile } from 'brightfield/io';
import type { recipe } from 'brightfield/view';
import { SAMPLES, type SampleName, sample } from '../lab/samples.js';
import { element, write } from '../page.js';
import { asColours, looksColoured } from './colours.js';
import { EXAMPLES, type ExampleName, exampleRecipe } from './examples.js';

const FIRST: SampleName = 'coins';

/** Of so many files it is said why they cannot be read; a folder may hold hundreds. */
const TOLD = 3;

type Given = readonly (File | PickedFile | string)[];

type Put = (image: HostVolume, pipeline?: recipe.Recipe) => Promise<void>;

/** Calls `put` with the first sample, then with whatever is chosen, opened or dropped; `refuse` is told of what cannot be read. */
export function imageSource(put: Put, refuse: (cause: unknown) => void): void {
  const samples = element('samples', HTMLSelectElement);
  const own = new Map<string, HostVolume>();
  /** What was opened, as it was read. */
  const stacks = new Map<string, HostVolume>();
  for (const [name, { words }] of Object.entries(SAMPLES)) samples.add(new Option(words, name));
  /** What was asked for last: what comes later of anything else is left where it is. */
  let asked = 0;

  const open = async (given: Given): Promise<void> => {
    const turn = ++asked;
    const { opened, refused } = await withProgress((options) => openFiles(given, options));
    for (const { name, volume } of opened) {
      const key = `own:${name}`;
      if (!own.has(key)) samples.add(new Option(name, key));
      own.set(key, looksColoured(volume) ? asColours(volume) : volume);
      stacks.set(key, volume);
    }
    const [first] = opened;
    if (first && turn === asked) {
      const key = `own:${first.name}`;
      await put(own.get(key) as HostVolume);
      samples.value = key;
      tellColours();
    }
    if (refused.length > 0) {
      const more = refused.length > TOLD ? [`and ${refused.length - TOLD} more`] : [];
      throw new UserError([...refused.slice(0, TOLD).map(({ error }) => error.message), ...more].join('; '));
    }
    if (!first) throw new UserError('there was no file among what was given');
  };
  /** Says that an array was taken for a photograph, or for a stack, and offers the other. */
  const tellColours = (): void => {
    const key = samples.value;
    samples.title = samples.selectedOptions[0]?.text ?? '';
    const [stack, shown] = [stacks.get(key), own.get(key)];
    const bar = element('coloured', HTMLDivElement);
    bar.hidden = !stack || !looksColoured(stack);
    if (!stack || bar.hidden) return;
    const isStack = shown === stack;
    const [words, button] = [bar.querySelector('span'), bar.querySelector('button')];
    if (!words || !button) return;
    words.textContent = isStack
      ? `read as a stack of ${stack.shape.z} slices`
      : `its last axis of ${stack.shape.x} is read as colours`;
    button.textContent = isStack ? 'As colours' : 'As a stack';
    button.onclick = () => {
      own.set(key, isStack ? asColours(stack) : stack);
      attempt(choose(key));
    };
  };
  const choose = async (name: string, pipeline?: Promise<recipe.Recipe>): Promise<void> => {
    const turn = ++asked;
    samples.value = name;
    const [image, steps] = await Promise.all([own.get(name) ?? sample(name as SampleName), pipeline]);
    if (turn !== asked) return;
    await put(image, steps);
    tellColours();
  };
  const attempt = (work: Promise<void>): void =>
    void work.catch((cause) => (cause instanceof CancelledError ? write('time', 'stopped') : refuse(cause)));

  samples.addEventListener('change', () => attempt(choose(samples.value)));
  const examples = element('examples', HTMLSelectElement);
  for (const [name, { words }] of Object.entries(EXAMPLES)) examples.add(new Option(words, name));
  examples.addEventListener('change', () => {
    const name = examples.value as ExampleName;
    examples.value = '';
    attempt(choose(EXAMPLES[name].image, exampleRecipe(name)));
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
  attempt(choose(FIRST));
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
