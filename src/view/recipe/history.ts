/** Undo and redo of recipes. A drag is one step of it: edits with the same key go into one another until they are settled. */
import { sameJson } from './equal.js';
import type { Recipe } from './recipe.js';

export interface History {
  readonly past: readonly Recipe[];
  readonly present: Recipe;
  readonly future: readonly Recipe[];
  /** The key of an edit that goes on. */
  readonly open?: string;
}

export interface EditKind {
  /** What is being turned, such as `gaussian.sigma`: edits with the key of one that goes on belong to it. */
  readonly key?: string;
  /** Whether the edit is at its end, such as a slider that was let go. */
  readonly settled?: boolean;
}

const KEPT = 200;

export const historyOf = (recipe: Recipe): History => ({ past: [], present: recipe, future: [] });

/** The history with another recipe in the present. One that is the same is no step. */
export function edited(history: History, recipe: Recipe, { key, settled = true }: EditKind = {}): History {
  const goesOn = key !== undefined && key === history.open;
  const open = key !== undefined && !settled ? { open: key } : {};
  if (sameJson(recipe, history.present))
    return { past: history.past, present: history.present, future: history.future, ...open };
  const past = goesOn ? history.past : [...history.past, history.present].slice(-KEPT);
  return { past, present: recipe, future: [], ...open };
}

/** One step back; the same where there is none. */
export function undo({ past, present, future }: History): History {
  const before = past.at(-1);
  return before
    ? { past: past.slice(0, -1), present: before, future: [present, ...future] }
    : { past, present, future };
}

/** One step on again. */
export function redo({ past, present, future }: History): History {
  const [next, ...rest] = future;
  return next ? { past: [...past, present], present: next, future: rest } : { past, present, future };
}
