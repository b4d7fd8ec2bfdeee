/** The lesson of digits: one that is drawn or taken from those that are not learned from, what each layer makes of it, and the answer. */
import { add, argmax, equal, evaluate, HostVolume, mean, type Node, type Volume } from 'brightfield';
import { decode } from 'brightfield/io';
import { colourOf } from '../colours.js';
import { choice, list, slider } from '../lab/controls.js';
import { Curve } from '../lab/curve.js';
import { element, write } from '../page.js';
import { Answer } from './answer.js';
import { atlasOf, gapsOf, scaledTogether } from './atlas.js';
import { DIGITS, digitLesson, halvesOf } from './lessons.js';
import { probabilities } from './networks.js';
import { Paper } from './paper.js';
import { type Look, Screen } from './screen.js';
import { type LessonPage, nextFrame, type Shell } from './shell.js';
import { type Reached, Teacher } from './teacher.js';

const DATA = {
  'digits.npy': new URL('../data/digits.npy', import.meta.url),
  'digit-labels.npy': new URL('../data/digit-labels.npy', import.meta.url),
};
/** Steps between two times that all digits are asked for. */
const EXAM = 50;
const RATES = Object.fromEntries([0.0003, 0.001, 0.003, 0.01, 0.03].map((rate) => [`${rate}`, `${rate}`]));
const FILTERS = { '4': '4', '8': '8', '16': '16' } as const;
/** The maps of the layers: their size, and how many there are for each filter of the first. */
const MAPS = [
  { name: 'relu1', size: 8, times: 1 },
  { name: 'relu2', size: 8, times: 2 },
  { name: 'relu3', size: 4, times: 2 },
] as const;
/** In so many rows they stand, so far apart. */
const ROWS = 4;
const GAP = 1;

async function fetched(name: keyof typeof DATA): Promise<HostVolume> {
  const response = await fetch(DATA[name]);
  if (!response.ok) throw new Error(`${DATA[name].pathname}: ${response.status} ${response.statusText}`);
  return decode(new Uint8Array(await response.arrayBuffer()), { name });
}

export async function digitPage(shell: Shell): Promise<LessonPage> {
  const { engine } = shell;
  const [table, column] = await Promise.all([fetched('digits.npy'), fetched('digit-labels.npy')]);
  const { taught, asked } = halvesOf(table, column);
  const count = asked.images.shape.n;
  const ground = () => colourOf('--ground');
  const screens = await Promise.all(
    ['seen', ...MAPS.map((_, at) => `maps${at + 1}`)].map((id) => Screen.open(engine, id, ground)),
  );
  const curve = new Curve(element('digit-curve', HTMLDivElement), { floor: 1e-3 });
  const answer = new Answer(element('answer', HTMLDivElement));
  /** The screens' own once they are shown. */
  let gaps: Volume[] = [];
  let digit = new HostVolume({ shape: { y: 8, x: 8 } });
  let number = 7;
  let score: number | undefined;
  let examined = -1;

  const lookOf = (at: number): Look => {
    const volume = gaps[at];
    return { colormap: 'viridis', masks: volume ? [{ volume, colour: ground(), opacity: 1 }] : [] };
  };
  const examine = async (net: Reached['net'], parameters: Reached['parameters']): Promise<number> => {
    const metric = (made: Node, target: Node): Node => mean(equal(argmax(made, { axes: 'c' }), target));
    return evaluate(engine, net, parameters, { images: asked.images, target: asked.labels, metric, batch: count });
  };
  const look = async (reached: Reached): Promise<void> => {
    const { step, loss, net, parameters } = reached;
    const made = net.activations(digit, parameters);
    const outputs: Record<string, Node> = { seen: add(digit, 0), answer: probabilities(made.dense as Node) };
    for (const { name } of MAPS) outputs[name] = atlasOf(scaledTogether(made[name] as Node), ROWS, GAP);
    const volumes = await engine.run(outputs);
    answer.show((await (volumes.answer as Volume).read()).data);
    volumes.answer?.dispose();
    screens[0]?.show(volumes.seen as Volume);
    for (const [at, { name }] of MAPS.entries()) screens[at + 1]?.show(volumes[name] as Volume, lookOf(at));
    if (step === 0) curve.clear();
    else if (loss !== undefined) curve.add(step, loss);
    if (step !== examined && (step % EXAM === 0 || !teacher.running)) {
      score = await examine(net, parameters);
      examined = step;
    }
    shell.report('digits', reached, `${(100 * (score ?? 0)).toFixed(1)} % of ${count} others right`);
    shell.ready('digits', true);
    await nextFrame();
  };
  const teacher = new Teacher(engine, {
    look,
    onRunning: (running) => shell.running('digits', running),
    onError: shell.refuse,
  });
  const reset = async (): Promise<void> => {
    const first = Number(filters.value);
    // the rate is asked for at every step: it changes at once
    const lesson = {
      ...digitLesson({ ...DIGITS, filters: first, seed: seed.value }, taught),
      rate: () => Number(rate.value),
    };
    await teacher.begin(lesson, async () => {
      examined = -1;
      const counts = MAPS.map(({ times }) => times * first);
      const pictures = MAPS.map(({ size }, at) => gapsOf(ROWS, (counts[at] ?? 0) / ROWS, size, GAP));
      gaps = await Promise.all(pictures.map((picture) => engine.upload(picture)));
      for (const [at, { shape }] of pictures.entries()) {
        write(`filters${at + 1}`, `${counts[at]}`);
        const { parentElement } = element(`maps${at + 1}`, HTMLCanvasElement);
        parentElement?.style.setProperty('--proportion', `${shape.x / shape.y}`);
      }
    });
  };

  /** Looks at another digit. */
  const ask = (data: Float32Array<ArrayBuffer>, words: string): void => {
    engine.forget(digit);
    digit = new HostVolume({ shape: { y: 8, x: 8 }, data });
    write('which', words);
    teacher.again().catch(shell.refuse);
  };
  const paper = new Paper(element('pad', HTMLCanvasElement), (data) => ask(data, 'yours'));
  const take = (at: number): void => {
    number = (at + count) % count;
    const data = Float32Array.from(asked.images.data.subarray(64 * number, 64 * (number + 1)));
    paper.wipe(data);
    ask(data, `a ${asked.labels.data[number]}`);
  };
  const on = (id: string, act: () => void): void => element(id, HTMLButtonElement).addEventListener('click', act);
  on('before', () => take(number - 1));
  on('after', () => take(number + 1));
  on('any', () => take(Math.floor(Math.random() * count)));
  on('wipe', () => {
    paper.wipe();
    ask(new Float32Array(64), 'none');
  });
  const controls = element('digit-settings', HTMLDivElement);
  const again = (): void => void reset().catch(shell.refuse);
  const filters = choice<keyof typeof FILTERS>(
    controls,
    'Filters of the first layer; the others have twice as many',
    FILTERS,
    '8',
    again,
  );
  const rate = list(controls, 'Rate of learning', RATES, `${DIGITS.rate}`, () => undefined);
  const seed = slider(controls, { label: 'Seed of the filters', min: 0, max: 99, step: 1, value: DIGITS.seed }, again);
  take(number);
  return {
    teacher,
    reset,
    recolour() {
      for (const [at, screen] of screens.entries()) screen.again(at > 0 ? lookOf(at - 1).masks : []);
      curve.recolour();
    },
  };
}
