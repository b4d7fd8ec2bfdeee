/**
 * The form of a pipeline document: plain JSON. Names in `in`, `state`, `measure` and `outputs` are ids of nodes, `id.output` for
 * a further output, the states of a surrounding loop, or inputs (any name that is none of these, and no number).
 */

/** A pipeline as data. */
export interface PipelineDocument extends DocumentScope {
  readonly version?: 1;
  readonly title?: string;
}

/** Nodes in any order, and which of them are results. */
export interface DocumentScope {
  readonly nodes: readonly DocumentNode[];
  readonly outputs: Readonly<Record<string, string>>;
}

export type DocumentNode = OperationNode | RepeatNode;

/** A name, a number in the place of a volume, or null for an optional input that is left out before one that is given. */
export type Reference = string | number | null;

/** A call of an operation. Optional inputs follow the required ones. */
export interface OperationNode {
  readonly id: string;
  readonly op: string;
  readonly in: readonly Reference[];
  readonly params?: Readonly<Record<string, unknown>>;
}

/** A loop: its outputs are its states, and `iterations`, `last` and `reason`. */
export interface RepeatNode {
  readonly id: string;
  readonly repeat: RepeatForm;
}

export interface RepeatForm {
  /** Where each state begins. */
  readonly state: Readonly<Record<string, string | number>>;
  /** One iteration: its outputs are the next states, by name. It may read what surrounds it. */
  readonly body: DocumentScope;
  /** The one-voxel value to watch, a name within the body. */
  readonly measure?: string;
  readonly below?: number;
  readonly check?: number;
  readonly max: number;
  readonly complete?: boolean;
}

export const MAX_TEXT_BYTES = 2 ** 20;
export const MAX_NODES = 10_000;
/** Deep enough for loops within loops and for kernels of three axes; shallow enough for any stack. */
export const MAX_NESTING = 64;

/** What a loop hands out beside its states. */
export const LOOP_OUTPUTS = ['iterations', 'last', 'reason'] as const;

/** Names that JavaScript objects have already. */
export const RESERVED = ['__proto__', 'constructor', 'prototype'];

/** Letters, digits, `_`, `-` and inner spaces: no dot, and nothing that a path or a command line would read otherwise. */
export const NAME = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_ -]{0,98}[\p{L}\p{N}_-])?$/u;

/** Whether a text may be the name of a node, an input or an output. */
export function isName(text: string): boolean {
  return NAME.test(text) && !RESERVED.includes(text);
}

/** Whether a text is a decimal number. Such a name stands for a node that bears it, never for an input: a number was meant. */
export function isNumeral(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
}

/** The id and the output that a reference names; the output is undefined for the main one. */
export function splitReference(reference: string): { id: string; output: string | undefined } {
  const dot = reference.indexOf('.');
  return dot < 0
    ? { id: reference, output: undefined }
    : { id: reference.slice(0, dot), output: reference.slice(dot + 1) };
}

/** A JSON pointer one step further (RFC 6901). */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${`${key}`.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
