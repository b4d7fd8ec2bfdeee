/**
 * Writes src/core/colormapData.ts: 256 colours of each named colormap, and colours that are far apart for labels.
 *
 * Run: npm install --prefix FOLDER js-colormaps-es@0.0.5; node test/golden/make_colormaps.mjs FOLDER; npx biome check --write src
 *
 * js-colormaps-es (MIT) holds matplotlib's own numbers; docs/colormaps.md says who made which. It is 1 MB and these are 16 kB, so it is no
 * dependency. Fire is ImageJ's, which is in the public domain.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { farApart } from './far_apart.mjs';

const from = createRequire(join(resolve(process.argv[2] ?? '.'), 'package.json'));
const { data } = await import(from.resolve('js-colormaps-es'));

const NAMES = ['viridis', 'magma', 'inferno', 'plasma', 'cividis', 'turbo', 'twilight', 'coolwarm', 'RdBu', 'hot'];
/** ij.plugin.LutLoader.fire: colours at equal distances. */
const FIRE = [
  [0, 0, 1, 25, 49, 73, 98, 122, 146, 162, 173, 184, 195, 207, 217, 229, 240, 252, ...Array(14).fill(255)],
  [...Array(13).fill(0), 14, 35, 57, 79, 101, 117, 133, 147, 161, 175, 190, 205, 219, 234, 248, 255, 255, 255, 255],
  [0, 61, 96, 130, 165, 192, 220, 227, 210, 181, 151, 122, 93, 64, 35, 5, ...Array(11).fill(0), 35, 98, 160, 223, 255],
];

/** A list at a place, linear between its items; the last beyond them. */
function between(list, place) {
  const low = Math.min(Math.floor(place), list.length - 1);
  const high = Math.min(low + 1, list.length - 1);
  return list[low] + (place - low) * (list[high] - list[low]);
}

const hex = (colours) =>
  colours.map((colour) => colour.map((v) => Math.round(v).toString(16).padStart(2, '0')).join('')).join('');
const levels = Array.from({ length: 256 }, (_, k) => k);
const channels = (list) => [0, 1, 2].map((c) => list.map((colour) => 255 * colour[c]));
const sampled = (list) =>
  levels.map((k) => channels(list).map((values) => between(values, (k / 255) * (values.length - 1))));

const maps = NAMES.map((name) => [name, hex(sampled(data[name].colors))]);
// ImageJ divides by 256 and cuts off what is behind the point
maps.push(['fire', hex(levels.map((k) => FIRE.map((list) => Math.floor(between(list, k / 8)))))]);
const lines = maps.map(([name, text]) => `  ${name}:\n    '${text}',`);
writeFileSync(
  new URL('../../src/core/colormapData.ts', import.meta.url),
  `/** Colours as six hexadecimal digits each, written by test/golden/make_colormaps.mjs; docs/colormaps.md says whose they are. */

/** 256 colours from the least number to the greatest. */
export const MAPS = {
${lines.join('\n')}
} as const;

/** Colours for labels, each far from all before it. */
export const FAR_APART =
  '${hex(farApart(255))}';
`,
);
