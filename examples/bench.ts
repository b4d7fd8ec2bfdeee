/**
 * The free bench: an image, a list of operations, and the result as it is turned. The panel holds the recipe, `LivePipeline` computes it, the stage
 * shows it; this page only hands things from one to the other.
 */
import { type HostVolume, openEngine, type Volume } from 'brightfield';
import { pipelinePanel, recipe } from 'brightfield/view';
import { imageSource } from './bench/images.js';
import { saving } from './bench/saving.js';
import { Stage } from './bench/stage.js';
import { element, fail, refuse, write } from './page.js';

async function start(): Promise<void> {
  const engine = await openEngine();
  write('adapter', engine.adapter.name);
  const stage = await Stage.open(engine);
  let image: Volume | undefined;
  const others = new Map<string, Volume>();
  /** Images that were taken off the bench; they live until they are no longer shown. */
  const retired: Volume[] = [];
  let result: recipe.LiveResult | undefined;

  const live = new recipe.LivePipeline(engine, {
    sources: {},
    onGraph: (graph) => panel.tell(graph),
    onResult(next) {
      result = next;
      stage.show(next);
      for (const volume of retired.splice(0)) volume.dispose();
      write(
        'time',
        panel.recipe.inputs.includes(next.view) ? 'as it was read' : `computed in ${next.milliseconds.toFixed(1)} ms`,
      );
      document.body.dataset.state = 'ready';
      document.body.dataset.shown = next.view;
      document.body.dataset.steps = JSON.stringify(next.wanted.recipe.steps);
      report();
    },
    onError: refuse,
    onWarm(state) {
      document.body.dataset.warm = state;
      report();
    },
  });
  const panel = pipelinePanel({
    container: element('panel', HTMLElement),
    keys: document,
    onChange: () => compute(),
    onView: () => compute(),
  });
  function compute(): void {
    document.body.dataset.warm = 'waiting';
    // the first image is the one on the bench, whatever a pipeline calls it
    const [first = 'image'] = panel.recipe.inputs;
    live.sources = { ...Object.fromEntries(others), ...(image && { [first]: image }) };
    live.update(panel.wanted);
  }

  function report(): void {
    const { compiled, buffers, inUse, idle } = engine.report();
    const size = Math.round((inUse + idle) / 2 ** 20);
    write('engine', `${compiled} kernels compiled, ${size} MiB on the GPU in ${buffers} buffers`);
  }

  /** An image goes to the first input of the pipeline, or to a further one that is looked at. */
  async function put(host: HostVolume, name: string): Promise<void> {
    const further = panel.recipe.inputs.slice(1).find((input) => input === panel.view);
    const before = further === undefined ? image : others.get(further);
    if (before) retired.push(before);
    const volume = await engine.upload(host);
    if (further === undefined) image = volume;
    else others.set(further, volume);
    const { z, y, x, c } = host.shape;
    const size = [...(z > 1 ? [z] : []), y, x].join(' × ');
    write('what', `${name}: ${size}${c > 1 ? `, ${c} channels` : ''}, ${host.dtype}`);
    stage.reset();
    compute();
  }

  function openLink(): void {
    try {
      const linked = recipe.fromLink(location.hash);
      if (linked) panel.set(linked);
    } catch (cause) {
      panel.say(cause instanceof Error ? cause.message : `${cause}`, true);
    }
  }
  saving(() => result, refuse);
  addEventListener('hashchange', openLink);
  openLink();
  imageSource(put, refuse);
}

start().catch(fail);
