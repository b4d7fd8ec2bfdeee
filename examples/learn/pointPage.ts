/** The lesson of points in the plane: its panel, its pictures, and the points that are put there. */
import { equal, greater, HostVolume, mean, type Node } from 'brightfield';
import { latest } from 'brightfield/view';
import { colourOf } from '../colours.js';
import { Curve } from '../curve.js';
import { choose, element } from '../page.js';
import { Screen } from '../screen.js';
import { Drawing } from './drawing.js';
import { POINTS, pointLesson } from './lessons.js';
import { BENDS } from './networks.js';
import { Plane } from './plane.js';
import { type Point, type Preset, presetOf, samplesOf } from './points.js';
import { settingsPanel } from './settings.js';
import { type LessonPage, nextFrame, type Shell } from './shell.js';
import { placesOf, surfaceOf, unitsOf } from './surface.js';
import { type Reached, type Samples, Teacher } from './teacher.js';

/** Places along each side of the surface; a program on the processor has time for fewer. */
const ROWS = { hardware: 256, software: 64 } as const;
const RATES = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3];

/** The element of the page that is an SVG picture. */
function svgOf(id: string): SVGSVGElement {
  const found = document.getElementById(id);
  if (!(found instanceof SVGSVGElement)) throw new Error(`the page has no ${id}`);
  return found;
}

export async function pointPage(shell: Shell): Promise<LessonPage> {
  const { engine } = shell;
  const rows = engine.adapter.software ? ROWS.software : ROWS.hardware;
  const ground = () => colourOf('--ground');
  const [surface, units] = await Promise.all([
    Screen.open(engine, 'surface', ground),
    Screen.open(engine, 'units', ground),
  ]);
  const drawing = new Drawing(engine, units, svgOf('edges'));
  const curve = new Curve(element('point-curve', HTMLDivElement), { floor: 1e-3 });
  const turned = { ...POINTS };
  const places = placesOf(rows);
  const coarse = placesOf(drawing.plan.size);
  let samples: Samples | undefined;
  let points: readonly Point[] = [];
  let preset: Preset | 'none' = 'moons';
  let kind = 0;

  const look = async (reached: Reached): Promise<void> => {
    const { step, loss, net, parameters } = reached;
    const outputs: Record<string, Node> = {
      plane: surfaceOf(net, parameters, places, rows),
      maps: unitsOf(net, parameters, coarse, drawing.plan),
    };
    if (samples) outputs.right = mean(equal(greater(net.apply(samples.images, parameters), 0), samples.target));
    const { plane, maps, right } = await engine.run(outputs);
    const weights = Object.entries(parameters).flatMap(([name, given]) => (name.endsWith('.weight') ? [given] : []));
    const reading = weights.map((given) => (given instanceof HostVolume ? given : given.read()));
    const [counted, ...read] = await Promise.all([right?.read(), ...reading]);
    const share = counted?.data[0];
    right?.dispose();
    if (plane) surface.show(plane, { colormap: 'coolwarm' });
    if (maps) drawing.show(maps, read as HostVolume[]);
    if (step === 0) curve.clear();
    else if (loss !== undefined) curve.add(step, loss);
    const words =
      share === undefined ? 'no points yet' : `${Math.round(100 * share)} % of ${points.length} points right`;
    shell.report('points', reached, words);
    shell.ready('points', samples !== undefined);
    await nextFrame();
  };
  const teacher = new Teacher(engine, {
    look,
    onRunning: (running) => shell.running('points', running),
    onError: shell.refuse,
  });

  const reset = async (): Promise<void> => {
    const lesson = pointLesson(turned, points);
    await teacher.begin(lesson, async () => {
      samples = lesson.samples;
      const { depth, units } = turned;
      await drawing.arrange([2, ...Array.from({ length: depth - 1 }, () => units), 1]);
    });
  };
  const begin = latest(reset, shell.refuse);
  const refill = latest(async (): Promise<void> => {
    if (preset !== 'none') points = await presetOf(engine, preset, turned.noise, turned.seed);
    else points = [];
    plane.set(points);
    await reset();
  }, shell.refuse);
  const changed = latest(async (now: readonly Point[]) => {
    points = now;
    samples = samplesOf(points);
    await teacher.change(samples);
  }, shell.refuse);

  const chosen = element('kinds', HTMLFieldSetElement).querySelectorAll('input');
  const plane = new Plane(svgOf('plane'), {
    onChange: changed,
    kind: () => kind,
    choose(which) {
      chosen[which]?.click();
      shell.say(which ? 'red' : 'blue');
    },
    say: shell.say,
  });
  choose('kinds', (value) => {
    kind = Number(value);
  });
  settingsPanel(
    element('point-settings', HTMLDivElement),
    'network',
    turned,
    {
      depth: {
        label: 'depth',
        hint: 'Layers with weights: 2 have one hidden layer, 3 have two.',
        options: { '2': 2, '3': 3 },
      },
      units: { label: 'units', hint: 'Units of each hidden layer.', min: 1, max: 10, step: 1 },
      bend: {
        label: 'activation',
        hint: 'What bends the numbers between two layers.',
        options: Object.fromEntries(BENDS.map((name) => [name, name])),
      },
      rate: {
        label: 'learning rate',
        hint: 'How far a step of Adam goes; changes at once.',
        options: Object.fromEntries(RATES.map((rate) => [rate, rate])),
      },
      noise: { label: 'noise', hint: 'How far the points lie beside their curve.', min: 0, max: 0.3, step: 0.01 },
      seed: { label: 'seed', hint: 'Which random numbers: the same give the same bits.', min: 0, max: 99, step: 1 },
    },
    (name) => {
      if (name === 'noise') refill(undefined);
      else if (name !== 'rate') begin(undefined);
    },
  );
  choose('presets', (value) => {
    preset = value as Preset | 'none';
    refill(undefined);
  });
  return {
    teacher,
    reset,
    recolour() {
      surface.again();
      drawing.again();
      curve.recolour();
    },
  };
}
