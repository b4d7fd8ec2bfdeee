/**
 * The free bench: an image, a list of operations, and the result as it is turned. The panel holds the recipe, `LivePipeline` computes it, the stage
 * shows it; this page only hands things from one to the other.
 */
import {
  greater,
  type HostVolume,
  OutOfMemoryError,
  type SlabOptions,
  source,
  thresholdOtsu,
  UserError,
  type Volume,
} from 'brightfield';
import { type Place, pipelinePanel, recipe } from 'brightfield/view';
import { type BenchImage, imageSource, isLarge } from './bench/images.js';
import { saving } from './bench/saving.js';
import { hasAlpha, type Shown, Stage, sameSize } from './bench/stage.js';
import { openPage } from './lab/chapter.js';
import { canBeHalved, halved } from './lab/smaller.js';
import { element, ready, refuse, tellEngine } from './page.js';

await openPage(async ({ engine, controls, view }) => {
  const viewer = await view(element('view', HTMLDivElement));
  const stage = new Stage(viewer, {
    onThreshold: (step, value, settled) =>
      panel.change((now) => recipe.setFeed(now, step, 1, value), { key: `${step}.threshold`, settled }),
  });
  let image: Shown | undefined;
  let onBench: HostVolume | undefined;
  let result: recipe.LiveResult | undefined;
  const others = new Map<string, Volume>();
  /** Images that were taken off the bench; they live until they are no longer shown. */
  const retired: Volume[] = [];
  /** The middle of an image that was just put on the bench, until it or a result of its size is shown. */
  let middle: Place | undefined;
  /** When a recipe was asked for. */
  const times = new WeakMap<recipe.Wanted, number>();
  const asked = (wanted: recipe.Wanted): number => times.get(wanted) ?? 0;

  const live = new recipe.LivePipeline(engine, {
    sources: {},
    onGraph: (graph) => panel.tell(graph),
    onResult(next) {
      result = next;
      stage.show(next, image);
      if (middle && image && sameSize(next.volume, image.volume)) {
        viewer.set({ position: middle, axis: 'z' });
        middle = undefined;
      }
      for (const volume of retired.splice(0)) volume.dispose();
      const read = panel.recipe.inputs.includes(next.view);
      const words = read ? 'as it was read' : `computed in ${next.milliseconds.toFixed(1)} ms`;
      const steps = JSON.stringify(next.wanted.recipe.steps);
      ready(words, asked(next.wanted), { shown: next.view, steps });
      tellEngine(engine);
    },
    onError(cause, wanted) {
      const whole = cause instanceof OutOfMemoryError ? onBench : undefined;
      const lay = async (): Promise<void> => {
        const less = whole && (await halved(whole));
        if (less) await put(less);
      };
      const isLess = whole && canBeHalved(whole);
      const way = isLess ? { label: 'Smaller preview', act: () => void lay().catch(refuse) } : undefined;
      refuse(cause, way, asked(wanted));
    },
    onWarm(state) {
      document.body.dataset.warm = state;
      tellEngine(engine);
    },
  });
  const panel = pipelinePanel({
    container: controls,
    keys: document,
    image: () => result && { shape: result.node.shape, low: result.window[0], high: result.window[1] },
    onChange: () => compute(),
    onView: () => compute(),
  });
  function compute(): void {
    document.body.dataset.warm = 'waiting';
    // the first image is the one on the bench, whatever a pipeline calls it
    const [first = 'image'] = panel.recipe.inputs;
    live.sources = { ...Object.fromEntries(others), ...(image && { [first]: image.volume }) };
    const { wanted } = panel;
    times.set(wanted, performance.now());
    live.update(wanted);
  }

  /** An image goes to the first input of the pipeline, or to a further one that is looked at; a pipeline that comes with it takes the place of what there is. */
  async function put(host: BenchImage, pipeline?: recipe.Recipe, options: SlabOptions = {}): Promise<void> {
    const description = isLarge(host) ? host.description : host;
    if (description.dtype === 'complex64')
      throw new UserError('an image of complex numbers is not shown here; brightfield run takes it');
    const further = pipeline ? undefined : panel.recipe.inputs.slice(1).find((input) => input === panel.view);
    const before = further === undefined ? image?.volume : others.get(further);
    const volume = isLarge(host) ? await engine.uploadSlabs(host, options) : await engine.upload(host);
    using sample = await engine.run(recipe.sampleOf(source(volume)));
    const { window } = recipe.intervalsOf(await sample.read());
    if (before) retired.push(before);
    if (further === undefined) {
      image = { volume, window, hasAlpha: hasAlpha(description) };
      onBench = isLarge(host) ? undefined : host;
    } else others.set(further, volume);
    const { z, y, x } = description.shape;
    if (further === undefined) middle = { z: z >> 1, y: y >> 1, x: x >> 1 };
    if (pipeline) panel.set(pipeline, { open: pipeline.steps[0]?.id });
    else compute();
  }

  function openLink(): void {
    try {
      const linked = recipe.fromLink(location.hash);
      if (linked) panel.set(linked);
    } catch (cause) {
      panel.say(cause instanceof Error ? cause.message : `${cause}`, true);
    }
  }
  /** Compares the end of the list with a number, which is Otsu's at first. */
  async function addThreshold(): Promise<void> {
    if (!result) return;
    using level = await engine.run(thresholdOtsu(source(result.volume)));
    const number = Number((await level.read()).at({}).toPrecision(4));
    panel.add(greater, [result.view, number]);
  }
  element('threshold', HTMLButtonElement).addEventListener('click', () => void addThreshold().catch(refuse));
  saving(() => result, refuse);
  addEventListener('hashchange', openLink);
  openLink();
  imageSource(put, refuse);
});
