/**
 * The image on the bench: one of the samples, or the user's own: files and folders that are dropped or picked, an OME-Zarr by its address. They are
 * decoded beside the page, which says how far it is and lets one stop it.
 */
import {
  CancelledError,
  type HostVolume,
  OutOfMemoryError,
  type SlabOptions,
  type SlabSource,
  UserError,
} from 'brightfield';
import { droppedFiles, openFiles, type PickedFile } from 'brightfield/io';
import type { recipe } from 'brightfield/view';
import { SAMPLES, type SampleName, sample } from '../lab/samples.js';
import { preview } from '../lab/smaller.js';
import { element, type Way, write } from '../page.js';
import { asColours, looksColoured } from './colours.js';
import { EXAMPLES, type ExampleName, exampleRecipe } from './examples.js';
import { withProgress } from './progress.js';

const FIRST: SampleName = 'coins';

/** Bytes from which on a volume comes in slabs, where the address says so: `bench.html?slabs=1000000` for a tab with little memory; else what one array can hold. */
const MOST = Number(new URLSearchParams(location.search).get('slabs'));

/** Of so many files it is said why they cannot be read; a folder may hold hundreds. */
const TOLD = 3;

type Given = readonly (File | PickedFile | string)[];

/** What can lie on the bench: in the memory of this tab, or what is too large for that and comes in slabs. */
export type BenchImage = HostVolume | SlabSource;
export const isLarge = (image: BenchImage): image is SlabSource => 'slabs' in image;

type Put = (image: BenchImage, pipeline?: recipe.Recipe, options?: SlabOptions) => Promise<void>;

/** Calls `put` with the first sample, then with whatever is chosen, opened or dropped; `refuse` is told of what cannot be read. */
export function imageSource(put: Put, refuse: (cause: unknown, way?: Way) => void): void {
  const samples = element('samples', HTMLSelectElement);
  const own = new Map<string, BenchImage>();
  /** What was opened, as it was read. */
  const stacks = new Map<string, HostVolume>();
  for (const [name, { words }] of Object.entries(SAMPLES)) samples.add(new Option(words, name));
  /** What was asked for last: what comes later of anything else is left where it is. */
  let asked = 0;

  const keep = (name: string, image: BenchImage): string => {
    const key = `own:${name}`;
    if (!own.has(key)) samples.add(new Option(name, key));
    own.set(key, image);
    return key;
  };
  /** Whether it is on the bench. What comes in slabs says how far it is, and can be stopped; of what the card cannot hold a preview is offered. */
  const lay = async (image: BenchImage, pipeline?: recipe.Recipe): Promise<boolean> => {
    try {
      if (isLarge(image)) await inSlabs(image, (options) => put(image, pipeline, options));
      else await put(image, pipeline);
      return true;
    } catch (cause) {
      if (!isLarge(image) || !(cause instanceof OutOfMemoryError)) throw cause;
      refuse(cause, { label: 'Smaller preview', act: () => attempt(layPreview(image, pipeline)) });
      return false;
    }
  };
  const layPreview = async (image: SlabSource, pipeline?: recipe.Recipe): Promise<void> => {
    const small = await inSlabs(image, (options) => preview(image, options));
    if (!small) throw new UserError(`${image.name} comes in rows and not in slices: there is no smaller preview of it`);
    const key = keep(`${image.name}, smaller`, small);
    await put(small, pipeline);
    samples.value = key;
    tellColours();
  };
  const open = async (given: Given): Promise<void> => {
    const turn = ++asked;
    const { opened, large, refused } = await withProgress('reading', (options) =>
      openFiles(given, { ...options, slabs: true, ...(MOST > 0 && { maxBytes: MOST }) }),
    );
    for (const { name, source } of large) keep(name, source);
    for (const { name, volume } of opened) {
      const key = keep(name, looksColoured(volume) ? await asColours(volume) : volume);
      stacks.set(key, volume);
    }
    const [first] = [...opened, ...large];
    if (first && turn === asked) {
      const key = `own:${first.name}`;
      if (await lay(own.get(key) as BenchImage)) {
        samples.value = key;
        tellColours();
      }
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
    const change = async (): Promise<void> => {
      own.set(key, isStack ? await asColours(stack) : stack);
      await choose(key);
    };
    button.onclick = () => attempt(change());
  };
  const choose = async (name: string, pipeline?: Promise<recipe.Recipe>): Promise<void> => {
    const turn = ++asked;
    samples.value = name;
    const [image, steps] = await Promise.all([own.get(name) ?? sample(name as SampleName), pipeline]);
    if (turn !== asked) return;
    await lay(image, steps);
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

const inSlabs = <T>(image: SlabSource, work: (options: SlabOptions) => Promise<T>): Promise<T> =>
  withProgress('reading', ({ signal, progress }) => work({ signal, progress: (share) => progress(share, image.name) }));

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
