/** How far results look, as text: no GPU. */
import { expect, test } from 'vitest';
import { shapeOf } from '../../../src/core/axes.js';
import type { Node } from '../../../src/graph/node.js';
import { placeholder } from '../../../src/graph/primitive.js';
import * as ops from '../../../src/registry.js';
import { formatReach, reachOf } from '../../../src/stream/reach.js';

const image = placeholder('image', {
  shape: shapeOf({ z: 200, y: 300, x: 40 }),
  dtype: 'f32',
  spacing: {},
  unit: '',
  layout: 'zyx',
});
const told = (node: Node): string[] => [...reachOf(node).values()].map(formatReach);

test.each<[string, Node, string]>([
  ['element by element', ops.multiply(image, 2), 'its own voxels'],
  ['a blur, radius 4 σ', ops.gaussian(image, { sigma: { z: 1, y: 2.5, x: 3 } }), 'z 4+4, y 10+10'],
  ['one after the other adds up', ops.sobel(ops.gaussian(image, { sigma: 1 })), 'z 5+5, y 5+5'],
  [
    'the farther of two ways',
    ops.subtract(ops.gaussian(image, { sigma: 1 }), ops.gaussian(image, { sigma: 2 })),
    'z 8+8, y 8+8',
  ],
  ['one axis', ops.convolveAxis(image, { weights: [1, 2, 3, 4], axis: 'z' }), 'z 1+2'],
  ['a crop is looked at through', ops.sobel(ops.crop(image, { start: { y: 10 } })), 'z 1+1, y -9+11'],
  ['turned round', ops.flip(image, { axes: 'z' }), 'z other'],
  ['other steps', ops.downscaleLocalMean(image, { factors: 2 }), 'z other, y other'],
  ['a line', ops.cumulativeSum(image, { axis: 'z' }), 'z all'],
  ['everything, through one number', ops.subtract(image, ops.mean(image)), 'z all, y all'],
])('%s', (_, node, text) => {
  expect(told(node)).toEqual([text]);
});
