/**
 * Deblurring as it goes on: what the camera sees changes with its sliders, the answer is shown after 10, 20, 40 ... iterations, and the duality gap is drawn
 * as it falls. A change gives up what is being computed and begins again.
 */
import { CancelledError, deblurTv, type Node, peakSignalNoiseRatio, type Volume } from 'brightfield';
import { latest, linkViews } from 'brightfield/view';
import { onScheme } from './colours.js';
import { type Camera, psfOf, SCENES, type Scene, sceneOf, seen } from './deblur/scenes.js';
import { openPage } from './lab/chapter.js';
import { choice, slider } from './lab/controls.js';
import { Curve } from './lab/curve.js';
import { figureOf, openPanes, type Pane } from './lab/panes.js';
import { element, refuse, tellEngine, write } from './page.js';

/** Iterations after which the answer is shown. */
const SHOWN = [10, 20, 40, 80, 160, 320, 640, 1280];

interface Wanted {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly weight: number;
  readonly tolerance: number;
}

await openPage(
  async (page) => {
    const { engine, controls } = page;
    const [truth, before, after] = await openPanes(page, ['truth', 'seen', 'answer']);
    if (!truth || !before || !after) throw new Error('three panes');
    linkViews(truth.viewer, before.viewer, after.viewer);
    const { words } = figureOf('curve');
    words.textContent = 'duality gap by iteration';
    const curve = new Curve(element('curve', HTMLDivElement));
    onScheme(() => curve.recolour());
    let running = new AbortController();
    /** What is on the canvases, which lives until something else is. */
    let image: Volume | undefined;
    let blurred: Volume | undefined;
    let answer: Volume | undefined;

    const measured = async (volume: Volume, pane: Pane): Promise<void> => {
      using ratio = await engine.run(peakSignalNoiseRatio(image as Volume, volume, { dataRange: 1 }));
      pane.say(`${((await ratio.read()).data[0] ?? Number.NaN).toFixed(1)} dB`);
    };
    const look = (pane: Pane, volume: Volume, words: string): void =>
      pane.show({ images: [{ volume, window: [0, 1] }] }, words);

    /** The image and what the camera sees of it, which is also what the answer begins as. */
    const begin = async ({ scene, camera }: Wanted): Promise<Volume> => {
      const old = [image, blurred, answer];
      image = await engine.run(await sceneOf(scene));
      blurred = await engine.run(seen(image, camera));
      answer = undefined;
      look(truth, image, 'the image');
      look(before, blurred, 'what the camera saw');
      look(after, blurred, 'the answer begins with what was seen');
      for (const volume of old) volume?.dispose();
      await measured(blurred, before);
      after.say();
      return blurred;
    };

    const solve = latest(async (wanted: Wanted) => {
      const { signal } = running;
      document.body.dataset.state = 'running';
      curve.clear();
      const given = await begin(wanted);
      const began = performance.now();
      try {
        for (const maxIterations of SHOWN) {
          const solved = solution(given, wanted, maxIterations);
          const made = await engine.run(solved, {
            signal,
            progress: (_done, loop) => loop && curve.add(loop.iterations, loop.measure),
          });
          const numbers = [made.gap, made.iterations, made.converged];
          const [gap = Number.NaN, done = 0, enough] = await Promise.all(
            numbers.map(async (volume) => (await volume.read()).data[0] ?? 0),
          );
          for (const volume of numbers) volume.dispose();
          curve.add(done, gap);
          const old = answer;
          answer = made.result;
          look(after, answer, 'the answer');
          old?.dispose();
          await measured(answer, after);
          const seconds = ((performance.now() - began) / 1e3).toFixed(1);
          write('time', `gap ${gap.toExponential(1)} after ${done} iterations, ${seconds} s`);
          tellEngine(engine);
          document.body.dataset.gap = `${gap}`;
          if (enough) break;
        }
        document.body.dataset.state = 'ready';
      } catch (cause) {
        if (!(cause instanceof CancelledError)) throw cause;
      }
    }, refuse);

    const update = (): void => {
      running.abort();
      running = new AbortController();
      solve({
        scene: scene.value,
        camera: { sigma: sigma.value, noise: noise.value },
        weight: 10 ** weight.value,
        tolerance: 10 ** tolerance.value,
      });
    };
    const power = (value: number): string => (10 ** value).toExponential(1);
    const scene = choice<Scene>(controls, 'Image', SCENES, 'head', update);
    const sigma = slider(
      controls,
      { label: 'Blur of the camera', min: 0.5, max: 4, step: 0.1, value: 2, written: (value) => `${value} pixels` },
      update,
    );
    const noise = slider(
      controls,
      { label: 'Noise of the camera', min: 0, max: 0.1, step: 0.005, value: 0.02 },
      update,
    );
    const weight = slider(
      controls,
      { label: 'Weight of the variation (λ)', min: -5, max: -1, step: 0.05, value: -3, written: power },
      update,
    );
    const tolerance = slider(
      controls,
      { label: 'Gap to reach', min: -5, max: -1, step: 0.5, value: -2, written: power },
      update,
    );
    update();
  },
  // it runs a few iterations at a time and shows the gap that they reach
  { warn: () => undefined },
);

/** The answer after so many iterations, and how good it is. */
function solution(
  given: Volume,
  { camera, weight, tolerance }: Wanted,
  maxIterations: number,
): Readonly<Record<'result' | 'gap' | 'iterations' | 'converged', Node>> {
  const { result, gap, iterations, converged } = deblurTv(given, {
    psf: psfOf(camera),
    weight,
    border: 'wrap',
    low: 0,
    high: 1,
    tolerance,
    maxIterations,
  });
  return { result, gap, iterations, converged };
}
