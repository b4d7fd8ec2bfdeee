import type { Engine, HostVolume, Input, Network, Node, TrainingProgress, Volume } from 'brightfield';

type Parameters = Readonly<Record<string, HostVolume>>;
/** Grain, light and chance: volumes of the GPU. */
export type Materials = Readonly<Record<'relief' | 'ground' | 'light' | 'noise' | 'chances', Volume>>;
export interface Field {
  readonly image: Node;
  readonly labels: Node;
}
export function segmenter(options?: {
  readonly y?: number;
  readonly x?: number;
  readonly filters?: number;
  readonly depth?: number;
  readonly seed?: number;
}): Network;
export function fields(options?: {
  readonly count?: number;
  readonly size?: number;
  readonly radius?: readonly [number, number];
  readonly seed?: number;
}): Field;
export function materials(engine: Engine): Promise<Materials>;
export function learn(
  engine: Engine,
  net: Network,
  given: Materials,
  options?: {
    readonly steps?: number;
    readonly batch?: number;
    readonly seed?: number;
    readonly made?: Field;
    readonly progress?: (progress: TrainingProgress) => void;
  },
): Promise<Parameters>;
export function segmented(
  net: Network,
  parameters: Parameters,
  image: Input,
  options?: { readonly at?: { readonly y: number; readonly x: number } },
): Node;
export function countOf(engine: Engine, labels: Input, least?: number): Promise<number>;
export function heldOut(given: Materials, options?: { readonly count?: number; readonly seed?: number }): Field;
