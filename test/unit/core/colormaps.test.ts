import { expect, test } from 'vitest';
import { COLORMAPS, coloursOf, labelColours } from '../../../src/core/colormaps.js';
import { farApart, lab } from '../../golden/far_apart.mjs';

test('every map has 256 colours in bytes', () => {
  expect(COLORMAPS).toContain('viridis');
  for (const name of COLORMAPS) {
    const colours = coloursOf(name);
    expect(colours.length, name).toBe(256);
    for (const v of colours.flat()) expect(Number.isInteger(v) && v >= 0 && v <= 255, name).toBe(true);
  }
});

test('the maps are those of matplotlib and ImageJ', () => {
  const known = {
    viridis: ['68,1,84', '33,145,140', '253,231,37'],
    magma: ['0,0,4', '183,55,121', '252,253,191'],
    inferno: ['0,0,4', '188,55,84', '252,255,164'],
    plasma: ['13,8,135', '204,71,120', '240,249,33'],
    cividis: ['0,34,78', '125,124,120', '254,232,56'],
    turbo: ['48,18,59', '164,252,60', '122,4,3'],
    coolwarm: ['59,76,192', '221,220,220', '180,4,38'],
    RdBu: ['103,0,31', '246,247,247', '5,48,97'],
    fire: ['0,0,0', '240,79,0', '255,255,255'],
    cyan: ['0,0,0', '0,128,128', '0,255,255'],
  } as const;
  for (const [name, colours] of Object.entries(known)) {
    const map = coloursOf(name as keyof typeof known);
    expect(
      [0, 128, 255].map((at) => `${map[at]}`),
      name,
    ).toEqual(colours);
  }
});

test('the colours of labels are those of the method, and far apart', () => {
  const colours = labelColours();
  expect(colours).toEqual(farApart(255));
  const places = colours.map((colour) => lab(colour));
  const near = (count: number): number =>
    Math.min(
      ...places
        .slice(0, count)
        .flatMap(([l = 0, a = 0, b = 0], at) =>
          places.slice(0, at).map(([m = 0, c = 0, d = 0]) => Math.hypot(l - m, a - c, b - d)),
        ),
    );
  expect(near(10)).toBeGreaterThan(50);
  expect(near(255)).toBeGreaterThan(9);
});
