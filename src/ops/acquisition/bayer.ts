/** Which colour a sensor sees where. */
import { choice } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { describedAs, filled, kernelOf } from '../../graph/primitive.js';

const COLOURS = 'rgb';

export const patternParam = {
  pattern: choice('The colours at even and odd x of even rows, then of odd rows.', ['rggb', 'bggr', 'grbg', 'gbrg'], {
    default: 'rggb',
  }),
};

/** The channels of those four places. */
export function sitesOf(pattern: string): number[] {
  return [...pattern].map((letter) => COLOURS.indexOf(letter));
}

/** Of every voxel the one of three channels that is seen there. */
export function seen(channels: readonly [Node, Node, Node], sites: readonly number[]): Node {
  const [red, green, blue] = channels;
  const nothing = (): Node => filled(0, describedAs(red, { dtype: 'f32' }));
  return kernelOf({
    kernel: 'acquisition/bayerMosaic',
    inputs: { red: { node: red }, green: { node: green }, blue: { node: blue } },
    outputs: { dst: describedAs(red, {}) },
    params: { site: sites },
    gradient: {
      kind: 'vjp',
      of: channels,
      // what is given of a voxel goes to the channel that was seen there
      vjp: ([given]) => (given ? [0, 1, 2].map((channel) => seenOf(given, channel, nothing(), sites)) : []),
    },
  });
}

/** An image where a colour is seen, 0 elsewhere. */
export function seenOf(image: Node, channel: number, nothing: Node, sites: readonly number[]): Node {
  const only = (at: number): Node => (at === channel ? image : nothing);
  return seen([only(0), only(1), only(2)], sites);
}
