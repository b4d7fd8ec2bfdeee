/** Cameras that see an image x as y = A x + b: by blur and photons, by pixels, by line integrals, by lines of its spectrum; and simple answers. */
import type { Volume } from 'brightfield';
import { type ImageLayer, linkViews } from 'brightfield/view';
import { settingsOf } from './acquisition/controls.js';
import { build, type Graph } from './acquisition/graph.js';
import type { Params } from './acquisition/params.js';
import { measuredOf, words } from './acquisition/words.js';
import { openPage, stages } from './lab/chapter.js';
import { openPanes } from './lab/panes.js';

const IMAGE = [0, 1] as const;

/** What a drag comes to that is no number to the engine: shapes and types. */
function others(params: Params): readonly Params[] {
  if (params.camera === 'sampling') return [1, 2, 4, 8, 16].map((factor) => ({ ...params, factor }));
  return params.camera === 'blur' ? [8, 12].map((bits) => ({ ...params, bits })) : [];
}

const isSmeared = ({ camera, answer }: Params): boolean => camera === 'lines' && answer === 'adjoint';

/** How what is measured is shown: as an image, as sums of up to half of a side, or as logarithms in colours. */
function measuredLayer(volume: Volume, { camera }: Params): ImageLayer {
  if (camera === 'lines') return { volume, window: [0, volume.shape.x / 5] };
  if (camera === 'fourier') return { volume, window: [0, 10], colormap: 'magma' };
  return { volume, window: IMAGE };
}

await openPage(async (page) => {
  const panes = await openPanes(page, ['x', 'y', 'answer', 'error']);
  const [first, second, third, fourth] = panes.map(({ viewer }) => viewer);
  if (!first || !second || !third || !fourth) throw new Error('four panes');
  // what is measured has its own geometry, but for a blur
  const alike = [first, third, fourth];
  let blurs = false;
  let unlink = linkViews(...alike);

  const update = stages<Params, Graph>(page, {
    build,
    others,
    first: {
      names: ['x', 'y'],
      show({ x, y }, params) {
        const [image, seen] = words(params);
        if (x) panes[0]?.show({ images: [{ volume: x, window: IMAGE }] }, image ?? '');
        if (y) panes[1]?.show({ images: [measuredLayer(y, params)] }, seen ?? '');
      },
    },
    async show({ x, y, answer, error, measured }, params) {
      const numbers = (await measured.read()).data;
      if (blurs !== (params.camera === 'blur')) {
        blurs = !blurs;
        unlink();
        unlink = linkViews(...(blurs ? [...alike, second] : alike));
      }
      const layers: ImageLayer[] = [
        { volume: x, window: IMAGE },
        measuredLayer(y, params),
        // what is smeared over all of the image is dark all over
        { volume: answer, window: isSmeared(params) ? [0, numbers[1] || 1] : IMAGE },
        { volume: error, window: [-0.5, 0.5], colormap: 'coolwarm' },
      ];
      for (const [k, pane] of panes.entries()) pane.show({ images: [layers[k] as ImageLayer] }, words(params)[k] ?? '');
      const [seen, reached] = measuredOf(params, numbers);
      panes[1]?.say(seen);
      panes[2]?.say(reached);
    },
  });
  settingsOf(page.controls, update);
});
