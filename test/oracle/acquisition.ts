/** What cameras make of light, from the definition. */
import type { PerAxis } from '../../src/core/axes.js';
import { at, borderIndex, build, type Field, itemAt } from './field.js';
import { gaussian } from './filter.js';
import { poissonNoise, randomNormal, type SeedOptions } from './noise.js';

export interface CameraOptions extends SeedOptions {
  readonly sigma?: PerAxis<number>;
  readonly quantumEfficiency?: number;
  readonly fullWell?: number;
  readonly readNoise?: number;
  readonly gain?: number;
  readonly offset?: number;
  readonly bits?: number;
}

function roundHalfToEven(v: number): number {
  const below = Math.floor(v);
  return v - below === 0.5 ? 2 * Math.round(v / 2) : Math.round(v);
}

/** Grey levels of electrons of photons. */
export function camera(light: Field, options: CameraOptions = {}): Field {
  const { sigma = 0, quantumEfficiency = 0.7, fullWell = 30_000, readNoise = 1.5 } = options;
  const { gain = 0.5, offset = 100, bits = 16, seed = 0, stream = 0 } = options;
  const blurred = gaussian(light, { sigma });
  const mean = { ...blurred, data: blurred.data.map((v) => v * Math.fround(quantumEfficiency)) };
  const electrons = poissonNoise(mean, { seed, stream });
  const noise = randomNormal(light.shape, { seed, stream: (stream ^ 0x52454144) >>> 0 });
  return build(light.shape, (_position, i) => {
    const level = gain * (Math.min(itemAt(electrons.data, i), fullWell) + readNoise * itemAt(noise.data, i)) + offset;
    return Number.isNaN(level) ? 0 : Math.min(2 ** bits - 1, Math.max(0, roundHalfToEven(level)));
  });
}

/** The channel that a sensor sees at a place. */
function siteAt(pattern: string, y: number, x: number): number {
  return 'rgb'.indexOf(pattern[2 * (y % 2) + (x % 2)] ?? '');
}

export function bayerMosaic(image: Field, { pattern = 'rggb' }: { readonly pattern?: string } = {}): Field {
  return build({ ...image.shape, c: 1 }, (p) => at(image, { ...p, c: siteAt(pattern, p.y, p.x) }));
}

/** The mean of the nearest voxels of a colour: itself, else those beside it, else those at the corners. */
export function demosaic(raw: Field, { pattern = 'rggb' }: { readonly pattern?: string } = {}): Field {
  const beside = [
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
  ] as const;
  const corners = [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const;
  return build({ ...raw.shape, c: 3 }, (p) => {
    for (const offsets of [[[0, 0]], beside, corners] as const) {
      const found = offsets.flatMap(([dy, dx]) => {
        const y = borderIndex(p.y + dy, raw.shape.y, 'mirror') ?? 0;
        const x = borderIndex(p.x + dx, raw.shape.x, 'mirror') ?? 0;
        return siteAt(pattern, y, x) === p.c ? [at(raw, { ...p, c: 0, y, x })] : [];
      });
      if (found.length) return found.reduce((a, b) => a + b) / found.length;
    }
    return Number.NaN;
  });
}
