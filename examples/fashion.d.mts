import type { Engine, HostVolume, Network, TrainingProgress } from 'brightfield';

export interface Clothes {
  readonly images: HostVolume;
  readonly target: HostVolume;
}
type Parameters = Readonly<Record<string, HostVolume>>;
export function decodeIdx(file: Uint8Array, name?: string): HostVolume;
export function readSet(folder: string, kind: 'train' | 't10k'): Clothes;
export function classifier(options?: {
  readonly size?: number;
  readonly classes?: number;
  readonly width?: number;
  readonly seed?: number;
}): Network;
export function accuracy(engine: Engine, net: Network, parameters: Parameters, asking: Clothes): Promise<number>;
export function learn(
  engine: Engine,
  net: Network,
  teaching: Clothes,
  options?: {
    readonly epochs?: number;
    readonly batch?: number;
    readonly seed?: number;
    readonly progress?: (progress: TrainingProgress) => void;
  },
): Promise<Parameters>;
