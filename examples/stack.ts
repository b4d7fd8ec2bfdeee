/**
 * A CT stack, filtered on the GPU while a slider moves, and shown from the buffers it was computed into.
 * The page keeps two rules: one run at a time, of the newest parameters only; and what is on the canvas lives until its
 * successor is there.
 */
import {
  BrightfieldError,
  laplace,
  NoAdapterError,
  OutOfMemoryError,
  openEngine,
  UserError,
  type Volume,
} from 'brightfield';
import { decode } from 'brightfield/io';
import { latest, operationPanel, SliceView } from 'brightfield/view';
import { Chooser } from './chooser.js';
import { listen } from './gestures.js';
import { type Mode, SIGMA, STAGES, type Stages, stagesOf, type Turned } from './stages.js';
import { type Window, windowOf } from './window.js';

type Plane = 'z' | 'y' | 'x';

const STACK = new URL('./data/stent.tif', import.meta.url);
const MASK = { colour: [1, 0.69, 0.18], opacity: 0.55 } as const;
const BACKGROUND = [0x14 / 255, 0x15 / 255, 0x16 / 255] as const;
/** Grey windows in the scanner's units: soft tissue to bone. A gradient is smaller; what any operation gives is measured. */
const WINDOWS: Readonly<Partial<Record<Mode, Window>>> = {
  original: [0, 500],
  blurred: [0, 500],
  gradient: [0, 150],
  mask: [0, 500],
};

/** What is on the canvas. */
interface Shown {
  readonly mode: Mode;
  readonly what: string;
  readonly image: Volume;
  readonly mask?: Volume | undefined;
  readonly measured?: Window | undefined;
}

function element<E extends HTMLElement>(id: string, type: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
}

const canvas = element('canvas', HTMLCanvasElement);
const slider = element('position', HTMLInputElement);
const low = element('low', HTMLInputElement);
const high = element('high', HTMLInputElement);
const write = (id: string, text: string): void => {
  element(id, HTMLElement).textContent = text;
};

/** Says in the status line what cannot be computed; the picture stays. What else goes wrong ends the page. */
function refuse(cause: unknown): void {
  if (cause instanceof UserError || cause instanceof OutOfMemoryError) {
    write('time', cause.message);
    document.body.dataset.state = 'refused';
  } else fail(cause);
}

/** Says in the picture's place what went wrong, and what helps. */
function fail(cause: unknown): void {
  const notice = element('notice', HTMLDivElement);
  const missing = cause instanceof NoAdapterError;
  const title = document.createElement('h2');
  title.textContent = missing ? 'This page needs WebGPU' : 'Something went wrong';
  const lines = [cause instanceof Error ? cause.message : `${cause}`];
  if (missing)
    lines.push(
      'Chrome and Edge have it on Windows, macOS and Android. On Linux it may have to be switched on: chrome://flags/#enable-unsafe-webgpu.',
    );
  const paragraphs = lines.map((line) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    return paragraph;
  });
  notice.replaceChildren(title, ...paragraphs);
  notice.hidden = false;
  document.body.dataset.state = 'failed';
  write('adapter', missing ? 'no WebGPU' : 'stopped');
  // an error nobody foresaw belongs in the console as well
  if (!(cause instanceof BrightfieldError)) reportError(cause);
}

async function start(): Promise<void> {
  const engine = await openEngine();
  write('adapter', engine.adapter.name);
  const response = await fetch(STACK);
  if (!response.ok) throw new Error(`${STACK.pathname}: ${response.status} ${response.statusText}`);
  const host = await decode(new Uint8Array(await response.arrayBuffer()), { name: 'stent.tif' });
  const stack = await engine.upload(host);
  const view = await SliceView.open(engine, canvas, { background: BACKGROUND, onError: fail });
  const stages: Stages = stagesOf(engine, stack);

  let mode: Mode = 'original';
  let plane: Plane = 'z';
  const position = { z: host.shape.z >> 1, y: host.shape.y >> 1, x: host.shape.x >> 1 };
  const windows: Partial<Record<Mode, Window | undefined>> = { ...WINDOWS };
  let shown: Shown = { mode, image: stack, what: mode };
  const windowShown = (): Window => windows[shown.mode] ?? shown.measured ?? [0, 1];
  /** Of the picture shown: a result may have fewer slices than the stack. */
  const slices = (): number => shown.image.shape[plane];
  const current = (): number => Math.min(position[plane], slices() - 1);

  /** Draws what there is; nothing is computed. */
  function draw(): void {
    const window = windowShown();
    const at = current();
    const masks = shown.mask ? [{ volume: shown.mask, ...MASK }] : [];
    view.show({ axis: plane, position: at, image: { volume: shown.image, window }, masks });
    const count = slices();
    slider.max = `${count - 1}`;
    slider.value = `${at}`;
    const place = `${plane} ${at + 1} of ${count}`;
    write('position-label', plane);
    write('position-value', `${at + 1} of ${count}`);
    write('place', `slice ${place}`);
    canvas.setAttribute('aria-label', `${shown.what}, slice ${place}`);
    [low.value, high.value] = [round(window[0]), round(window[1])];
    document.body.dataset.shown = shown.mode;
    document.body.dataset.what = shown.what;
  }

  // panels, from the operations' declarations
  const panels = STAGES.map((stage) => {
    const container = document.createElement('div');
    element('panels', HTMLDivElement).append(container);
    const panel = operationPanel(stage.operation, {
      container,
      first: stage.first,
      ranges: { sigma: SIGMA },
      onChange: () => update(),
    });
    return { ...stage, container, panel };
  });
  const turned = (): Turned => {
    const settings = Object.fromEntries(panels.map(({ operation, panel }) => [operation.operation, panel.params]));
    const { sigma, ...gaussian } = settings.gaussian ?? {};
    return { sigma: Number(sigma), settings: { ...settings, gaussian }, chosen: chooser.chosen };
  };
  const chooser = new Chooser({
    list: element('operation', HTMLSelectElement),
    summary: element('summary', HTMLParagraphElement),
    blurFirst: element('blur-first', HTMLInputElement),
    panel: element('chosen', HTMLDivElement),
    first: laplace,
    ranges: { sigma: SIGMA },
    onChange(isOther) {
      if (isOther) delete windows.operation;
      arrange();
      update();
    },
  });
  /** Shows the panels of the mode. */
  function arrange(): void {
    const others = mode === 'operation';
    element('chooser', HTMLFieldSetElement).hidden = !others;
    element('chosen', HTMLDivElement).hidden = !others;
    for (const { modes, container } of panels)
      container.hidden = !modes.includes(mode) || (others && !chooser.chosen.blurFirst);
  }

  /** Computes what the mode shows and puts it in the place of what was shown. */
  const compute = latest(async (wanted: { mode: Mode; turned: Turned }) => {
    const stage = stages[wanted.mode];
    const before = shown;
    if (stage) {
      const began = performance.now();
      const { image, mask, sample } = await stage.run(wanted.turned);
      await engine.context.device.queue.onSubmittedWorkDone();
      if (!image) throw new Error(`${wanted.mode} has no image`);
      const time = `computed in ${(performance.now() - began).toFixed(1)} ms`;
      const others = wanted.mode === 'operation';
      const what = others ? wanted.turned.chosen.operation.operation : wanted.mode;
      const read = others ? await (sample ?? image).read() : undefined;
      const measured = read && windowOf(read);
      // one voxel says more as a number
      const value = !sample && read?.data.length === 1 ? `: ${read.data[0]}` : '';
      write('time', `${time}${value}`);
      sample?.dispose();
      shown = { mode: wanted.mode, what, image, mask, measured };
    } else {
      shown = { mode: wanted.mode, what: wanted.mode, image: stack };
      write('time', 'as it was read');
    }
    document.body.dataset.sigma = `${wanted.turned.sigma}`;
    draw();
    if (before.image !== stack) before.image.dispose();
    before.mask?.dispose();
    document.body.dataset.state = 'ready';
    report();
    warm(wanted);
  }, refuse);
  const update = (): void => compute({ mode, turned: turned() });

  // sigma's range is compiled once what is wanted is on the screen, and again when another parameter changes the structure
  let warmed = '';
  const warm = latest(async (wanted: { mode: Mode; turned: Turned }) => {
    const { chosen, settings } = wanted.turned;
    const key = JSON.stringify([wanted.mode, settings, { ...chosen, operation: chosen.operation.operation }]);
    if (key === warmed) return;
    document.body.dataset.warm = 'compiling';
    await stages[wanted.mode]?.warm({ sigma: SIGMA }, wanted.turned, {
      progress: (done) => write('engine', `compiling ahead: ${Math.round(100 * done)} %`),
    });
    warmed = key;
    document.body.dataset.warm = 'done';
    report();
  }, fail);

  function report(): void {
    const { compiled, buffers, inUse, idle } = engine.report();
    write(
      'engine',
      `${compiled} kernels compiled, ${Math.round((inUse + idle) / 2 ** 20)} MiB on the GPU in ${buffers} buffers`,
    );
  }

  function go(to: number): void {
    position[plane] = Math.max(0, Math.min(slices() - 1, to));
    draw();
  }

  function changeWindow([from, to]: Window): void {
    windows[shown.mode] = [from, Math.max(to, from)];
    draw();
  }

  listen(canvas, {
    step: (by) => go(current() + by),
    first: () => go(0),
    last: () => go(slices() - 1),
    window(wider, brighter) {
      const [from, to] = windowShown();
      const middle = (from + to) / 2 - brighter * (to - from);
      // grey values of a scanner are whole numbers; what an operation gives may all lie within one
      const least = shown.measured ? 1e-6 * Math.abs(middle) + 1e-30 : 0.5;
      const half = Math.max(least, ((to - from) / 2) * wider);
      changeWindow([middle - half, middle + half]);
    },
  });
  slider.addEventListener('input', () => go(slider.valueAsNumber));
  for (const field of [low, high])
    field.addEventListener('change', () => changeWindow([low.valueAsNumber || 0, high.valueAsNumber || 0]));
  element('reset', HTMLButtonElement).addEventListener('click', () => {
    windows[shown.mode] = WINDOWS[shown.mode];
    draw();
  });

  choose('planes', (value) => {
    plane = value as Plane;
    draw();
  });
  choose('modes', (value) => {
    mode = value as Mode;
    arrange();
    update();
  });
  draw();
}

/** Calls `chosen` with the checked value of a group of radio buttons, now and whenever it changes. */
function choose(id: string, chosen: (value: string) => void): void {
  const group = element(id, HTMLFieldSetElement);
  const tell = (): void => {
    const checked = group.querySelector<HTMLInputElement>('input:checked');
    if (checked) chosen(checked.value);
  };
  group.addEventListener('change', tell);
  tell();
}

const round = (value: number): string => `${Number(value.toPrecision(4))}`;

start().catch(fail);
