/** Images moved by chance: where every voxel looks, from the words of Philox, one voxel after the other. */
import { SPATIAL_AXES } from '../../src/core/axes.js';
import { at, build, type Field } from './field.js';
import { gaussian } from './filter.js';
import { randomNormal, randomUniform } from './noise.js';
import { mapCoordinates } from './transform.js';

type ByAxis = Readonly<Partial<Record<'z' | 'y' | 'x', number>>>;

export interface WarpOptions {
  readonly rotation?: number;
  readonly scaling?: number;
  readonly flips?: boolean;
  readonly shift?: number | ByAxis;
  readonly bend?: number;
  readonly bendSigma?: number;
  readonly seed?: number;
  readonly stream?: number;
  readonly order?: number;
  readonly border?: string;
  readonly value?: number;
}

export function randomWarp(src: Field, options: WarpOptions = {}, turn = 0): Field {
  const { rotation = 180, scaling = 1, flips = true, shift = 0, bend = 0, bendSigma = 8, seed = 0 } = options;
  const { order = 1, border = 'reflect', value = 0 } = options;
  const stream = ((options.stream ?? 0) + turn) >>> 0;
  const { shape } = src;
  const axes = SPATIAL_AXES.filter((axis) => shape[axis] > 1);
  const drawn = randomUniform({ n: shape.n, y: 8 }, { seed, stream });
  // the word that tells bends from turns is put on the stream before the turn is added
  const bends = ((((options.stream ?? 0) ^ 0x42454e44) >>> 0) + turn) >>> 0;
  const noise = randomNormal({ ...shape, c: axes.length }, { seed, stream: bends });
  const deviation = (2 * Math.sqrt(Math.PI) * bendSigma) ** (-axes.length / 2);
  const smooth = bend ? gaussian(noise, { sigma: bendSigma, border: 'wrap' }) : noise;
  const seen = shape.z > 1 ? (['z', 'y', 'x'] as const) : (['y', 'x'] as const);
  const coordinates = build({ ...shape, c: seen.length }, (p) => {
    const u = (k: number) => at(drawn, { n: p.n, c: 0, z: 0, y: k, x: 0 });
    const angle = ((2 * u(0) - 1) * rotation * Math.PI) / 180;
    const factor = scaling ** (2 * u(1) - 1);
    const away = (axis: 'z' | 'y' | 'x') => (p[axis] - (shape[axis] - 1) / 2) / factor;
    const axis = seen[p.c] as 'z' | 'y' | 'x';
    const k = SPATIAL_AXES.indexOf(axis);
    const turned = {
      z: away('z'),
      y: Math.cos(angle) * away('y') - Math.sin(angle) * away('x'),
      x: Math.sin(angle) * away('y') + Math.cos(angle) * away('x'),
    }[axis];
    const most = typeof shift === 'number' ? shift : (shift[axis] ?? 0);
    const mirrored = flips && u(2 + k) < 0.5 ? -turned : turned;
    const channel = axes.indexOf(axis);
    const bent = bend && channel >= 0 ? (bend * at(smooth, { ...p, c: channel })) / deviation : 0;
    return (shape[axis] - 1) / 2 + (2 * u(5 + k) - 1) * most + mirrored + bent;
  });
  return mapCoordinates(src, coordinates, { order, border, value } as never);
}
