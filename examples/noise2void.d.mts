import type { Engine, HostVolume, Network, Node, TrainingProgress } from 'brightfield';

export interface Taught {
  readonly parameters: Readonly<Record<string, HostVolume>>;
  readonly middle: number;
  readonly spread: number;
}
export function denoiser(options?: {
  readonly size?: number;
  readonly filters?: number;
  readonly seed?: number;
}): Network;
export function learn(
  engine: Engine,
  net: Network,
  stack: HostVolume,
  options?: {
    readonly steps?: number;
    readonly batch?: number;
    readonly share?: number;
    readonly seed?: number;
    readonly progress?: (progress: TrainingProgress) => void;
  },
): Promise<Taught>;
export function denoised(net: Network, stack: HostVolume, taught: Taught): Node;
