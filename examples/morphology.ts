/** Median, erosion, dilation and what is made of them, over an element that is painted; and whether a curve of contrast goes through. */
import { type ImageLayer, linkViews } from 'brightfield/view';
import { openPage, stages } from './lab/chapter.js';
import { openPanes } from './lab/panes.js';
import { sample } from './lab/samples.js';
import { settingsOf } from './morphology/controls.js';
import { REACH } from './morphology/element.js';
import { build, type Graph, type Params } from './morphology/graph.js';
import { BYTES, OPERATORS } from './morphology/operators.js';
import { measuredOf, words } from './morphology/words.js';

const CHANGE = { window: [-128, 128], colormap: 'coolwarm' } as const;
const RADII = Array.from({ length: REACH }, (_, at) => at + 1);

await openPage(async (page) => {
  const panes = await openPanes(page, ['first', 'second', 'third', 'fourth']);
  linkViews(...panes.map(({ viewer }) => viewer));
  const coins = await sample('coins');

  let draw: ((levels: ArrayLike<number>) => void) | undefined;
  const update = stages<Params, Graph>(page, {
    build,
    // all else that is dragged is numbers
    others: (params) => (params.shape === 'painted' ? [] : RADII.map((radius) => ({ ...params, radius }))),
    show({ first, second, third, fourth }, params) {
      const isEffect = params.show === 'effect';
      const layers: readonly ImageLayer[] = [
        { volume: first, window: BYTES },
        { volume: second, window: isEffect ? OPERATORS[params.operator].window : BYTES },
        { volume: third, window: BYTES },
        { volume: fourth, ...(isEffect ? CHANGE : { window: BYTES }) },
      ];
      for (const [k, image] of layers.entries()) panes[k]?.show({ images: [image] }, words(params)[k] ?? '');
    },
    async shown({ measured, levels }, params) {
      const [numbers, curve] = await Promise.all([measured.read(), levels.read()]);
      const said = measuredOf(params, numbers.data);
      for (const [k, pane] of panes.entries()) pane.say(said[k]);
      draw?.(curve.data);
    },
  });
  draw = settingsOf(page.controls, coins, update);
});
