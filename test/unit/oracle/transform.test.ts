/** Oracles of geometry against scipy.ndimage and skimage.transform. */
import { type Field, resizing, transform } from '../../oracle/index.js';
import { type Call, checkChapter, input } from './chapter.js';

/** Parameters as in the golden file. */
const tuned =
  <P>(oracle: (x: Field, parameters: P) => Field): Call =>
  (inputs, parameters) =>
    oracle(input(inputs), parameters as P);

checkChapter('transform', {
  affineTransform: tuned(transform.affineTransform),
  mapCoordinates: (inputs, parameters) => transform.mapCoordinates(input(inputs), input(inputs, 1), parameters),
  rotate: tuned(transform.rotate),
  warp: tuned(transform.warp),
  warpPolar: tuned(transform.warpPolar),
  zoom: tuned(resizing.zoom),
  shift: tuned(resizing.shift),
  resize: tuned(resizing.resize),
  rescale: tuned(resizing.rescale),
  pyramidReduce: tuned(resizing.pyramidReduce),
  pyramidExpand: tuned(resizing.pyramidExpand),
  downscaleLocalMean: tuned(resizing.downscaleLocalMean),
});
