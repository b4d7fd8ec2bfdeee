/** What a call says of its gradient: how what is given of its results becomes what is given of its inputs. */
import type { Node } from './node.js';

/** A cotangent for each output of a call, as far as there is one. */
export type Cotangents = readonly (Node | undefined)[];

export type Gradient =
  /** The product of a vector with the Jacobian: of each output's cotangent, one for each node of `of`. */
  | {
      readonly kind: 'vjp';
      readonly of: readonly Node[];
      readonly vjp: (cotangents: Cotangents) => Cotangents;
      /** Why there is none with regard to some nodes of `of`, by their place. */
      readonly without?: Readonly<Record<number, string>>;
    }
  /** That of other nodes that compute the same outputs, from parts whose gradients are known. */
  | { readonly kind: 'like'; readonly nodes: () => readonly Node[] }
  /** There is none. */
  | { readonly kind: 'none'; readonly why: string };
