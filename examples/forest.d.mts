import type { Engine, HostVolume, Input, Node, RandomForestModel } from 'brightfield';

export const CLASSES: readonly string[];
export function featureStack(image: Input, sigmas: readonly number[]): Node;
export function marksOf(slice: number, shape: HostVolume['shape']): HostVolume;
export function learn(
  engine: Engine,
  image: HostVolume,
  options?: { readonly slices?: readonly number[]; readonly sigmas?: readonly number[]; readonly nEstimators?: number },
): Promise<RandomForestModel>;
export function classified(image: Input, forest: RandomForestModel, sigmas?: readonly number[]): Node;
