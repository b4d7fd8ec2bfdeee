/**
 * Deblurring as it goes on: what the camera sees changes with its sliders, the answer is shown after 10, 20, 40 ... iterations, and the duality gap is drawn
 * as it falls. A change gives up what is being computed and begins again.
 */
import { CancelledError, deblurTv, openEngine, peakSignalNoiseRatio, type Volume } from 'brightfield';
import { latest } from 'brightfield/view';
import { onScheme } from './colours.js';
import { Curve } from './curve.js';
import { linkChapters } from './lab/chapters.js';
import { choose, element, fail, keepField, refuse, watch, write } from './page.js';
import { type Camera, psfOf, type Scene, sceneOf, seen } from './scenes.js';
import { Screen } from './screen.js';

const BACKGROUND = [0x14 / 255, 0x15 / 255, 0x16 / 255] as const;
/** Iterations after which the answer is shown. */
const SHOWN = [10, 20, 40, 80, 160, 320, 640, 1280];

interface Wanted {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly weight: number;
  readonly tolerance: number;
}

/** Sliders with the numbers that they stand for beside them. */
const SLIDERS = {
  sigma: (at: number): number => at,
  noise: (at: number): number => at,
  weight: (at: number): number => 10 ** at,
  tolerance: (at: number): number => 10 ** at,
} as const;
type Slider = keyof typeof SLIDERS;

function slid(id: Slider): number {
  const number = SLIDERS[id](Number(element(id, HTMLInputElement).value));
  write(`${id}-value`, id === 'sigma' || id === 'noise' ? `${number}` : number.toExponential(1));
  return number;
}

async function start(): Promise<void> {
  linkChapters();
  // it runs a few iterations at a time and shows the gap that they reach
  const engine = await openEngine({ warn: () => undefined });
  watch(engine);
  write('adapter', engine.adapter.name);
  const [truth, before, after] = await Promise.all(
    ['truth', 'seen', 'answer'].map((id) => Screen.open(engine, id, () => BACKGROUND)),
  );
  if (!truth || !before || !after) throw new Error('three screens');
  const curve = new Curve(element('curve', HTMLDivElement));
  onScheme(() => curve.recolour());
  let running = new AbortController();
  let scene: Scene = 'head';

  const decibels = async (volume: Volume, image: Volume, id: string): Promise<void> => {
    using ratio = await engine.run(peakSignalNoiseRatio(image, volume, { dataRange: 1 }));
    write(id, `${((await ratio.read()).data[0] ?? Number.NaN).toFixed(1)} dB`);
  };

  const solve = latest(async ({ scene, camera, weight, tolerance }: Wanted) => {
    const { signal } = running;
    document.body.dataset.state = 'running';
    curve.clear();
    const image = await engine.run(await sceneOf(scene));
    const blurred = await engine.run(seen(image, camera));
    truth.show(image);
    before.show(blurred);
    await decibels(blurred, image, 'seen-error');
    const began = performance.now();
    try {
      for (const maxIterations of SHOWN) {
        const params = {
          psf: psfOf(camera),
          weight,
          border: 'wrap',
          low: 0,
          high: 1,
          tolerance,
          maxIterations,
        } as const;
        const { result, gap, iterations, converged } = deblurTv(blurred, params);
        const answer = await engine.run(
          { result, gap, iterations, converged },
          { signal, progress: (_done, loop) => loop && curve.add(loop.iterations, loop.measure) },
        );
        const [reached, done, enough] = await Promise.all(
          [answer.gap, answer.iterations, answer.converged].map(async (volume) => (await volume.read()).data[0] ?? 0),
        );
        for (const volume of [answer.gap, answer.iterations, answer.converged]) volume.dispose();
        curve.add(done ?? 0, reached ?? Number.NaN);
        after.show(answer.result);
        await decibels(answer.result, image, 'answer-error');
        const seconds = ((performance.now() - began) / 1e3).toFixed(1);
        write('time', `gap ${(reached ?? Number.NaN).toExponential(1)} after ${done} iterations, ${seconds} s`);
        document.body.dataset.gap = `${reached}`;
        if (enough) break;
      }
      document.body.dataset.state = 'ready';
    } catch (cause) {
      if (!(cause instanceof CancelledError)) throw cause;
    }
  }, refuse);

  function update(): void {
    running.abort();
    running = new AbortController();
    solve({
      scene,
      camera: { sigma: slid('sigma'), noise: slid('noise') },
      weight: slid('weight'),
      tolerance: slid('tolerance'),
    });
  }

  for (const id of Object.keys(SLIDERS)) {
    keepField(id);
    element(id, HTMLInputElement).addEventListener('input', update);
  }
  choose('images', (value) => {
    scene = value as Scene;
    update();
  });
}

start().catch(fail);
