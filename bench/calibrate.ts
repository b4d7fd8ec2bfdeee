/**
 * What this machine does at best, by the engine itself: a plain copy, and multiply-adds that touch no memory. Copies grow until they are larger than the
 * last-level cache and their speed has settled, so that the number is that of memory; the data are not zeros, which some memories compress.
 */
import { readFileSync } from 'node:fs';
import { type Engine, expression, type HostVolume, type Node, source } from 'brightfield';
import { noise } from './noise.js';

export interface Calibration {
  /** Bytes of the volume that is copied in every round: read once, written once. */
  readonly bytes: number;
  /** Bytes moved (twice the volume) a millisecond, at that size. */
  readonly speed: number;
  /** Of the processor, where it says so. */
  readonly cache?: number;
  readonly curve: readonly { readonly bytes: number; readonly speed: number }[];
}

/** Bytes of the largest cache of the processor; 0 where the system does not tell. */
function cacheBytes(): number {
  for (const index of [4, 3, 2]) {
    try {
      const text = readFileSync(`/sys/devices/system/cpu/cpu0/cache/index${index}/size`, 'utf8').trim();
      const [, number = '0', unit = ''] = /^(\d+)([KMG]?)/.exec(text) ?? [];
      return Number(number) * 1024 ** ' KMG'.indexOf(unit || ' ');
    } catch {}
  }
  return 0;
}

/** The least milliseconds of a run, of several: what a busy machine leaves is not what it can do. */
async function milliseconds(engine: Engine, node: Node, runs: number): Promise<number> {
  const times: number[] = [];
  for (let at = -1; at < runs; at++) {
    const began = performance.now();
    const volume = await engine.run(node);
    await engine.finished();
    if (at >= 0) times.push(performance.now() - began);
    volume.dispose();
  }
  return Math.min(...times);
}

const WIDTH = 4096;
const RUNS = 9;
/** A copy is large enough at this many caches, or where twice the size changes its speed by less than a tenth. */
const CACHES = 2;
const SETTLED = 0.1;
const LARGEST = 2 ** 32;

export async function calibrate(engine: Engine): Promise<Calibration & { node: Node }> {
  const cache = engine.adapter.software ? cacheBytes() : 0;
  const curve: { bytes: number; speed: number }[] = [];
  const most = Math.min(
    LARGEST,
    engine.limits.budget / 4,
    engine.adapter.software ? 2 ** 28 : Number.POSITIVE_INFINITY,
  );
  for (let bytes = 2 ** 24; ; bytes *= 2) {
    const image = noise({ y: bytes / 4 / WIDTH, x: WIDTH });
    const node = source(image);
    const speed = (2 * bytes) / (await milliseconds(engine, node, RUNS));
    const before = curve.at(-1)?.speed ?? Number.POSITIVE_INFINITY;
    curve.push({ bytes, speed });
    const settled = bytes >= CACHES * cache && bytes >= 2 ** 26 && Math.abs(speed / before - 1) < SETTLED;
    if (settled || 2 * bytes > most) return { bytes, speed, ...(cache && { cache }), curve, node };
    engine.forget(image);
  }
}

/** Multiply-adds of a chain, and chains side by side: so many that loading and storing vanish beside them, and that none waits for itself. */
const CHAIN = 16;
const STARTS = ['a', '(a*a)', '(a+a)', '(a-a*a)', '(a*a*a)', '(a+a+a)', '(1-a)', '(a*a-1)'];

/** Floating-point operations a millisecond of fused multiplications and additions over a small image. */
export async function arithmetic(engine: Engine): Promise<number> {
  const image: HostVolume = noise({ y: 512, x: 2048 });
  const chains = STARTS.map((start) => Array.from({ length: CHAIN }).reduce((text) => `(${text}*a+a)`, start));
  const node = expression([source(image)], { text: chains.join('+') });
  const time = await milliseconds(engine, node, RUNS);
  engine.forget(image);
  return (2 * CHAIN * STARTS.length * image.data.length) / time;
}
