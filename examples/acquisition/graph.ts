/** What the page computes: the image, what is measured of it, a simple answer, and how that differs from the image. */
import {
  adjoint,
  concatenate,
  crop,
  divide,
  downscaleLocalMean,
  mapRange,
  max,
  mean,
  multiply,
  type Node,
  type Pipeline,
  peakSignalNoiseRatio,
  sheppLogan,
  source,
  subtract,
  sum,
} from 'brightfield';
import { CAMERAS } from './cameras.js';
import { lineMask } from './masks.js';
import type { Params } from './params.js';

/** `measured`: how near the answer is, its greatest value, and what there is to tell of y. */
export type Graph = Readonly<Record<'x' | 'y' | 'answer' | 'error' | 'measured', Node>>;

/** An image from 0 to 1. */
export function imageOf({ name, host }: Params): Node {
  if (name === 'head' || !host) return sheppLogan({ shape: { y: 256, x: 256 } });
  if (name === 'camera')
    return mapRange(downscaleLocalMean(source(host), { factors: { y: 2, x: 2 } }), { from: [0, 255] });
  const slice = crop(host, { start: { z: host.shape.z >> 1 }, size: { z: 1 } });
  return mapRange(slice, { from: [0, 1200], to: [0, 1] });
}

const squares = (volume: Node): Node => sum(multiply(volume, volume));

/** α A*y, with the α whose A α A*y is nearest to y: the first step of conjugate gradients. */
function backProjected(A: Pipeline, x: Node, y: readonly Node[]): Node {
  const back = adjoint(A, x)(...y);
  const seen = [A(back)].flat().map(squares);
  const [first, second] = seen as [Node, Node?];
  const all = second ? sum(concatenate([first, second])) : first;
  return multiply(back, divide(squares(back), all));
}

export function build(params: Params): Graph {
  const chosen = CAMERAS[params.camera];
  const x = imageOf(params);
  const A = chosen.A(params, x);
  const y = chosen.noisy(params, [A(x)].flat());
  const inverse = params.answer === 'inverse' && 'inverse' in chosen ? chosen.inverse : undefined;
  const answer = inverse ? inverse(params, y, x) : backProjected(A, x, y);
  const near = (image: Node): Node => peakSignalNoiseRatio(x, image, { dataRange: 1 });
  const picture = chosen.picture(y);
  // of what is as large as the image how near it is, of frequencies how many are measured
  const told = {
    blur: () => [near(picture)],
    fourier: () => [mean(lineMask(params.lines, x.shape.y, x.shape.x))],
    sampling: () => [],
    lines: () => [],
  }[params.camera]();
  return {
    x,
    y: picture,
    answer,
    error: subtract(answer, x),
    measured: concatenate([near(answer), max(answer), ...told]),
  };
}
