/**
 * What every chapter has: an engine, a viewer, controls, a line that says what goes on, and what happens when something fails.
 * A chapter gives a graph of its controls' values and a scene of what comes out; computing is done here, newest values first.
 */
import { DeviceLostError, type Engine, type Node, openEngine, type Tunable, tunable, type Volume } from 'brightfield';
import { latest, type Scene, Viewer, type ViewerOptions } from 'brightfield/view';
import { colourOf } from '../colours.js';
import { element, fail, refuse, write } from '../page.js';
import { linkChapters } from './chapters.js';

export interface Chapter {
  readonly engine: Engine;
  readonly viewer: Viewer;
  /** Where controls go. */
  readonly controls: HTMLElement;
}

/** A graph of several outputs, by name. */
type Graph = Readonly<Record<string, Node>>;
type Volumes<O extends Graph> = Readonly<Record<keyof O, Volume>>;

interface Staged {
  readonly scene: Scene;
  readonly before?: Scene | undefined;
}

export interface Stage<P extends object, O extends Graph> {
  /** What is computed of the controls' values. */
  readonly build: (params: P) => O;
  /** What is shown of it. */
  readonly scene: (volumes: Volumes<O>, params: P) => Staged | Promise<Staged>;
  /** Values that are dragged, and between which ends: compiled beforehand. */
  readonly ranges?: Readonly<Partial<Record<keyof P, readonly [number, number]>>>;
  /** Values that are no numbers and may be come to by a drag: compiled beforehand, too. */
  readonly others?: (params: P) => readonly P[];
  /** Told after each picture. */
  readonly shown?: (volumes: Volumes<O>, params: P) => void | Promise<void>;
}

/** Opens the page: its engine, and its viewer in `#picture`. What goes wrong is said in the page. */
export async function openChapter(
  start: (chapter: Chapter) => Promise<void>,
  options: ViewerOptions = {},
): Promise<void> {
  linkChapters();
  try {
    const engine = await openEngine();
    write('adapter', engine.adapter.name);
    const background = (): readonly [number, number, number] => colourOf('--picture');
    const viewer = await Viewer.open(engine, element('picture', HTMLElement), {
      background,
      onError: failed,
      ...options,
    });
    await start({ engine, viewer, controls: element('controls', HTMLElement) });
  } catch (cause) {
    failed(cause);
  }
}

/** A lost device comes back with the page: what was set is kept in its address. */
function failed(cause: unknown): void {
  fail(cause);
  if (!(cause instanceof DeviceLostError)) return;
  const again = document.createElement('button');
  again.type = 'button';
  again.textContent = 'Begin again';
  again.addEventListener('click', () => location.reload());
  element('notice', HTMLElement).append(again);
}

/**
 * Computes and shows whenever it is called: the newest values only, one run at a time. What is on the canvas lives until its
 * successor is there; what a drag needs is compiled once the first picture is there.
 */
export function stage<P extends object, O extends Graph>(
  { engine, viewer }: Chapter,
  staged: Stage<P, O>,
): (params: P) => void {
  const graph: Tunable<P, Graph> = tunable(engine, staged.build);
  let before: readonly Volume[] = [];
  let structure = '';
  const warm = latest(async (params: P) => {
    document.body.dataset.warm = 'compiling';
    if (staged.ranges) await graph.warm(staged.ranges, params);
    for (const other of staged.others?.(params) ?? []) await engine.warm(staged.build(other));
    document.body.dataset.warm = 'done';
    report(engine);
  }, failed);
  return latest(async (params: P) => {
    const began = performance.now();
    const volumes = (await graph.run(params)) as Volumes<O>;
    await engine.finished();
    const time = performance.now() - began;
    const { scene, before: compared } = await staged.scene(volumes, params);
    viewer.show(scene, { before: compared });
    for (const volume of before) volume.dispose();
    before = Object.values(volumes) as Volume[];
    write('time', `computed in ${time.toFixed(1)} ms`);
    await staged.shown?.(volumes, params);
    Object.assign(document.body.dataset, { state: 'ready', shown: JSON.stringify(params, withoutData) });
    report(engine);
    const now = engine.structure(staged.build(params));
    if (now !== structure) warm(params);
    structure = now;
  }, refuseOr(failed));
}

/** Voxels are no setting. */
const withoutData = (_name: string, value: unknown): unknown => (ArrayBuffer.isView(value) ? undefined : value);

/** What cannot be computed is said in the status line; a failed device ends the page. */
function refuseOr(end: (cause: unknown) => void): (cause: unknown) => void {
  return (cause) => (cause instanceof DeviceLostError ? end(cause) : refuse(cause));
}

function report(engine: Engine): void {
  const { compiled, buffers, inUse, idle } = engine.report();
  const memory = Math.round((inUse + idle) / 2 ** 20);
  write('engine', `${compiled} kernels compiled, ${memory} MiB on the GPU in ${buffers} buffers`);
}
