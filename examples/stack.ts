/**
 * A CT stack, filtered on the GPU while a slider moves, and shown from the buffers it was computed into.
 * The page keeps two rules: one run at a time, of the newest parameters only; and what is on the canvas lives until its
 * successor is there.
 */
import { laplace, openEngine } from 'brightfield';
import { latest, operationPanel, probe, Viewer, windowOf } from 'brightfield/view';
import { Chooser } from './chooser.js';
import { linkChapters } from './lab/chapters.js';
import { sample } from './lab/samples.js';
import { choose, element, fail, refuse, tellEngine, watch, write } from './page.js';
import { Picture } from './picture.js';
import { type Mode, SIGMA, STAGES, type Stages, stagesOf, type Turned } from './stages.js';

const BACKGROUND = [0x14 / 255, 0x15 / 255, 0x16 / 255] as const;

/** What is to be shown. */
interface Wanted {
  readonly mode: Mode;
  readonly turned: Turned;
}

async function start(): Promise<void> {
  linkChapters();
  const engine = await openEngine();
  watch(engine);
  write('adapter', engine.adapter.name);
  const stack = await engine.upload(await sample('stent'));
  const canvas = element('canvas', HTMLCanvasElement);
  const options = { background: BACKGROUND, furniture: false, state: { tool: 'window' }, onError: fail } as const;
  const view = await Viewer.open(engine, canvas, options);
  const stages: Stages = stagesOf(engine, stack);
  const picture = new Picture(view, { mode: 'original', image: stack, what: 'original' });
  let mode: Mode = 'original';

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
      if (isOther) picture.resetWindow('operation');
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
  const compute = latest(async (wanted: Wanted) => {
    const stage = stages[wanted.mode];
    const before = picture.shown;
    if (stage) {
      const began = performance.now();
      const { image, mask } = await stage.run(wanted.turned);
      await engine.context.device.queue.onSubmittedWorkDone();
      if (!image) throw new Error(`${wanted.mode} has no image`);
      const time = `computed in ${(performance.now() - began).toFixed(1)} ms`;
      const others = wanted.mode === 'operation';
      const what = others ? wanted.turned.chosen.operation.operation : wanted.mode;
      const measured = others ? await windowOf(engine, image) : undefined;
      // one voxel says more as a number
      const { n, c, z, y, x } = image.shape;
      const value = n * c * z * y * x === 1 ? `: ${await probe(image, { z: 0, y: 0, x: 0 })}` : '';
      write('time', `${time}${value}`);
      picture.show({ mode: wanted.mode, what, image, mask, measured });
    } else {
      picture.show({ mode: wanted.mode, what: wanted.mode, image: stack });
      write('time', 'as it was read');
    }
    document.body.dataset.sigma = `${wanted.turned.sigma}`;
    if (before.image !== stack) before.image.dispose();
    before.mask?.dispose();
    document.body.dataset.state = 'ready';
    tellEngine(engine);
    warm(wanted);
  }, refuse);
  const update = (): void => compute({ mode, turned: turned() });

  // sigma's range is compiled once what is wanted is on the screen, and again when another parameter changes the structure
  let warmed = '';
  const warm = latest(async (wanted: Wanted) => {
    const { chosen, settings } = wanted.turned;
    const key = JSON.stringify([wanted.mode, settings, { ...chosen, operation: chosen.operation.operation }]);
    if (key === warmed) return;
    document.body.dataset.warm = 'compiling';
    await stages[wanted.mode]?.warm({ sigma: SIGMA }, wanted.turned, {
      progress: (done) => write('engine', `compiling ahead: ${Math.round(100 * done)} %`),
    });
    warmed = key;
    document.body.dataset.warm = 'done';
    tellEngine(engine);
  }, fail);

  choose('modes', (value) => {
    mode = value as Mode;
    arrange();
    update();
  });
}

start().catch(fail);
