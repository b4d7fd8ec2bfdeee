import type { Engine, HostVolume, Layer, Network, TrainingProgress } from 'brightfield';

export interface Half {
  readonly images: HostVolume;
  readonly target: HostVolume;
}
type Parameters = Readonly<Record<string, HostVolume>>;
export const NETWORKS: Readonly<Record<'depth 2' | 'depth 3' | 'convolutional', () => Layer>>;
export function digits(): Promise<{ readonly teaching: Half; readonly asking: Half }>;
export function accuracy(engine: Engine, net: Network, parameters: Parameters, asking: Half): Promise<number>;
export function taught(
  engine: Engine,
  layers: Layer,
  teaching: Half,
  options?: {
    readonly epochs?: number;
    readonly seed?: number;
    readonly progress?: (progress: TrainingProgress) => void;
  },
): Promise<{ readonly net: Network; readonly parameters: Parameters }>;
