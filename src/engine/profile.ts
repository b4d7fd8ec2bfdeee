/**
 * Profiles: which form of each kernel runs. Two are shipped, for processors and for GPUs; others are files that `brightfield tune` makes. A profile is chosen
 * beforehand, never during a run, and named in results.
 */
import { OWN } from '../graph/forms.js';
import type { KernelCall, KernelVariant, Node } from '../graph/node.js';

/** What the device is: threads that run side by side (`gpu`), or a processor (`cpu`). */
export type Base = 'cpu' | 'gpu';

/** Which form of each kernel runs. `parseProfile` reads one, `brightfield tune` writes one. */
export interface Profile {
  /** What kernels are told that are not among `forms`, and whether edges of volumes are issued apart. */
  readonly base: Base;
  /** The names of forms, by the kernel's file. */
  readonly forms: Readonly<Record<string, string>>;
  /** The adapter that it was measured on, with its driver and the version of brightfield. */
  readonly adapter?: string;
  readonly driver?: string;
  readonly version?: string;
}

const SHIPPED: Readonly<Record<Base, Profile>> = {
  cpu: { base: 'cpu', forms: {} },
  // sixteen rows of sums or products, and eight of keys, are more registers than a thread should have; nothing is fetched ahead along rows
  gpu: {
    base: 'gpu',
    forms: {
      'filter/convolveAxisLongY': 'rows8',
      'filter/convolveAxisY': 'rows8',
      'morphology/extremeSquare': 'rows6',
      'network/matmul': 'rows8',
      'pointwise/map': 'rows4',
      'rank/median3': 'rows4',
    },
  },
};

/** A profile by its short name, or as it is. */
export function profileOf(chosen: Base | Profile): Profile {
  return typeof chosen === 'string' ? SHIPPED[chosen] : chosen;
}

/** The name of the form that a profile takes of a kernel, where a call has it. */
export function formName({ base, forms }: Profile, kernel: string): string {
  return forms[kernel] ?? SHIPPED[base].forms[kernel] ?? OWN;
}

/** The form that a profile takes of a kernel's call, its own where the call has no such form; `form` names it where the base takes another one. */
export function formOf(
  { kernel, forms }: Pick<KernelCall, 'kernel' | 'forms'>,
  profile: Profile,
): { readonly form: string | undefined; readonly variant: KernelVariant } {
  const name = formName(profile, kernel);
  const known = Object.hasOwn(forms, name) || name === OWN;
  const form = known && name !== formName(SHIPPED[profile.base], kernel) ? name : undefined;
  return { form, variant: (Object.hasOwn(forms, name) && forms[name]) || {} };
}

const made = new WeakMap<KernelVariant, readonly Node[]>();

/** The node that a profile puts in the place of a kernel's, where its form is one of other kernels. Graphs know nodes by who they are: it is made once. */
export function insteadOf({ call, output }: Node, profile: Profile): Node | undefined {
  const variant = call.kind === 'kernel' ? formOf(call, profile).variant : undefined;
  if (!variant?.instead) return undefined;
  const nodes = made.get(variant) ?? variant.instead();
  made.set(variant, nodes);
  return nodes[output];
}

/** What results are told of a profile: equal for two that run the same kernels. */
export function nameOf(profile: Profile): string {
  const shipped = SHIPPED[profile.base];
  const others = Object.keys(profile.forms)
    .filter((kernel) => formName(profile, kernel) !== formName(shipped, kernel))
    .sort()
    .map((kernel) => `${kernel} ${formName(profile, kernel)}`);
  return others.length ? `${profile.base} with ${others.join(', ')}` : profile.base;
}
