/**
 * What every chapter has: an engine, one viewer or several, controls, a line that says what goes on, and what happens when
 * something fails. A chapter gives a graph of its controls' values and says how what comes out is shown; computing is done here,
 * newest values first.
 */
import {
  type Engine,
  type EngineOptions,
  type Node,
  OutOfMemoryError,
  openEngine,
  type Tunable,
  tunable,
  type Volume,
} from 'brightfield';
import { latest, type Scene, Viewer, type ViewerOptions } from 'brightfield/view';
import { colourOf } from '../colours.js';
import { element, fail, ready, refuse, tellEngine, watch, write } from '../page.js';
import { linkChapters } from './chapters.js';
import { tellKept } from './controls.js';
import { tellKeys } from './keys.js';

export interface Page {
  readonly engine: Engine;
  /** Where controls go. */
  readonly controls: HTMLElement;
  /** Opens a viewer that fills an element, in the page's colours. */
  readonly view: (element: HTMLElement, options?: ViewerOptions) => Promise<Viewer>;
}

export interface Chapter extends Page {
  readonly viewer: Viewer;
}

/** A graph of several outputs, by name. */
type Graph = Readonly<Record<string, Node>>;
type Volumes<O extends Graph> = { readonly [K in keyof O]: Volume };

interface Staged {
  readonly scene: Scene;
  readonly before?: Scene | undefined;
}

interface Computed<P extends object, O extends Graph> {
  /** What is computed of the controls' values. */
  readonly build: (params: P) => O;
  /** Values that are dragged, and between which ends: compiled beforehand. */
  readonly ranges?: Readonly<Partial<Record<keyof P, readonly [number, number]>>>;
  /** Values that are no numbers and may be come to by a drag: compiled beforehand, too. */
  readonly others?: (params: P) => readonly P[];
  /** Computes less, where the memory did not suffice and the user asks for it. */
  readonly smaller?: () => void;
  /** Told after each picture. */
  readonly shown?: (volumes: Volumes<O>, params: P) => void | Promise<void>;
}

export interface Stage<P extends object, O extends Graph> extends Computed<P, O> {
  /** What is shown of it. */
  readonly scene: (volumes: Volumes<O>, params: P) => Staged | Promise<Staged>;
  /** What a window that is chosen by hand is chosen for: another one is seen in the scene's. */
  readonly subject: (params: P) => string;
}

export interface Stages<P extends object, O extends Graph> extends Computed<P, O> {
  /** What may be looked at before all is there, the first time: outputs that take little, and how they are shown. */
  readonly first?: {
    readonly names: readonly (keyof O)[];
    readonly show: (volumes: Partial<Volumes<O>>, params: P) => void;
  };
  /** Shows it, in as many viewers as there are. */
  readonly show: (volumes: Volumes<O>, params: P) => void | Promise<void>;
}

/** Opens the page and its engine. What goes wrong is said in the page. */
export async function openPage(start: (page: Page) => Promise<void>, options: EngineOptions = {}): Promise<void> {
  linkChapters();
  try {
    const engine = await openEngine(options);
    write('adapter', engine.adapter.name);
    const background = (): readonly [number, number, number] => colourOf('--picture');
    const view: Page['view'] = (parent, more = {}) =>
      Viewer.open(engine, parent, { background, onError: fail, ...more });
    watch(engine);
    await start({ engine, controls: element('controls', HTMLElement), view });
    tellKeys(document.querySelector('main'));
    tellKept();
  } catch (cause) {
    fail(cause);
  }
}

/** Opens a page with one viewer, in `#picture`. */
export function openChapter(start: (chapter: Chapter) => Promise<void>, options: ViewerOptions = {}): Promise<void> {
  return openPage(async (page) => {
    const viewer = await page.view(element('picture', HTMLElement), options);
    await start({ ...page, viewer });
  });
}

/** `stages` of a page with one viewer. */
export function stage<P extends object, O extends Graph>(
  { viewer, ...page }: Chapter,
  { scene, subject, ...computed }: Stage<P, O>,
): (params: P) => void {
  let before = '';
  return stages(page, {
    ...computed,
    async show(volumes, params) {
      const { scene: after, before: compared } = await scene(volumes, params);
      viewer.show(after, { before: compared });
      const now = subject(params);
      if (now !== before) viewer.resetWindows();
      before = now;
    },
  });
}

/**
 * Computes and shows whenever it is called: the newest values only, one run at a time. What is on the canvas lives until its
 * successor is there; what a drag needs is compiled once the first picture is there.
 */
export function stages<P extends object, O extends Graph>(
  { engine }: Pick<Page, 'engine'>,
  staged: Stages<P, O>,
): (params: P) => void {
  const graph: Tunable<P, Graph> = tunable(engine, staged.build);
  let before: readonly Volume[] = [];
  let structure = '';
  const begin = async (params: P): Promise<void> => {
    if (!staged.first || before.length > 0) return;
    const { names, show } = staged.first;
    const all = staged.build(params);
    const some = await engine.run(Object.fromEntries(names.map((name) => [name, all[name] as Node])));
    show(some as Partial<Volumes<O>>, params);
    before = Object.values(some);
  };
  const warm = latest(async (params: P) => {
    document.body.dataset.warm = 'compiling';
    if (staged.ranges) await graph.warm(staged.ranges, params);
    for (const other of staged.others?.(params) ?? []) await engine.warm(staged.build(other));
    // what is shown and what comes next are there at once: room for both
    for (const volume of Object.values(await graph.run(params))) volume.dispose();
    document.body.dataset.warm = 'done';
    tellEngine(engine);
  }, fail);
  return latest(
    async (params: P) => {
      await begin(params);
      const began = performance.now();
      const volumes = (await graph.run(params)) as Volumes<O>;
      await engine.finished();
      const time = performance.now() - began;
      await staged.show(volumes, params);
      for (const volume of before) volume.dispose();
      before = Object.values(volumes) as Volume[];
      await staged.shown?.(volumes, params);
      ready(`computed in ${time.toFixed(1)} ms`, began, { shown: JSON.stringify(params, withoutData) });
      tellEngine(engine);
      const now = engine.structure(staged.build(params));
      if (now !== structure) warm(params);
      structure = now;
    },
    (cause) => {
      const { smaller } = staged;
      refuse(
        cause,
        cause instanceof OutOfMemoryError && smaller ? { label: 'Smaller preview', act: smaller } : undefined,
      );
    },
  );
}

/** Voxels are no setting. */
const withoutData = (_name: string, value: unknown): unknown => (ArrayBuffer.isView(value) ? undefined : value);
