/** Points of two kinds in the plane from -1 to 1: sets to begin with, and what a network is taught of them. */
import { type Engine, HostVolume, randomNormal, randomUniform } from 'brightfield';
import type { Samples } from './teacher.js';

export interface Point {
  readonly x: number;
  readonly y: number;
  /** 0 or 1. */
  readonly kind: number;
}

export const PRESETS = { moons: 'Moons', circles: 'Circles', spiral: 'Spiral', xor: 'Xor' } as const;
export type Preset = keyof typeof PRESETS;

const COUNT = 200;
const TURN = 2 * Math.PI;
/** As far as points may lie. */
const EDGE = 0.98;

/** A place of a set: `along` goes from 0 to 1 through the points of a kind, `other` is a number from 0 to 1 that belongs to the point alone. */
const PLACES: Readonly<Record<Preset, (kind: number, along: number, other: number) => readonly [number, number]>> = {
  moons: (kind, along) => {
    const [x, y] = [Math.cos((along * TURN) / 2), Math.sin((along * TURN) / 2)];
    return kind ? [(0.5 - x) * 0.6, (0.25 - y) * 0.7] : [(x - 0.5) * 0.6, (y - 0.25) * 0.7];
  },
  circles: (kind, along, other) => {
    const radius = kind ? 0.62 + 0.16 * other : 0.34 * Math.sqrt(other);
    return [radius * Math.cos(along * TURN), radius * Math.sin(along * TURN)];
  },
  spiral: (kind, along) => {
    const angle = 1.35 * TURN * (0.06 + 0.94 * along) + (kind * TURN) / 2;
    const radius = 0.05 + 0.8 * along;
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  },
  xor: (kind, along, other) => {
    const [x, y] = [0.08 + 0.78 * ((2 * along) % 1), 0.08 + 0.78 * other];
    const side = along < 0.5 ? 1 : -1;
    return kind ? [side * x, -side * y] : [side * x, side * y];
  },
};

/** The points of a set: `noise` is how far they are beside their places. */
export async function presetOf(engine: Engine, preset: Preset, noise: number, seed: number): Promise<Point[]> {
  const shape = { n: COUNT, c: 2 };
  const made = await engine.run({ uniform: randomUniform({ shape, seed }), normal: randomNormal({ shape, seed }) });
  const [uniform, normal] = await Promise.all([made.uniform.read(), made.normal.read()]);
  for (const volume of Object.values(made)) volume.dispose();
  const half = COUNT / 2;
  const inside = (place: number): number => Math.min(EDGE, Math.max(-EDGE, place));
  return Array.from({ length: COUNT }, (_, at) => {
    const kind = at < half ? 0 : 1;
    const [x, y] = PLACES[preset](kind, (at % half) / (half - 1), uniform.at({ n: at, c: 0 }));
    return {
      x: inside(x + noise * normal.at({ n: at, c: 0 })),
      y: inside(y + noise * normal.at({ n: at, c: 1 })),
      kind,
    };
  });
}

const BATCH = 32;

/** Points as samples: x and y along c, and which kind they are. Of no points there are none. */
export function samplesOf(points: readonly Point[]): Samples | undefined {
  const n = points.length;
  if (n === 0) return undefined;
  return {
    images: new HostVolume({ shape: { n, c: 2 }, data: Float32Array.from(points.flatMap(({ x, y }) => [x, y])) }),
    target: new HostVolume({ shape: { n }, data: Float32Array.from(points, ({ kind }) => kind) }),
    batch: Math.min(BATCH, n),
  };
}
