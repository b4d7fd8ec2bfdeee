/** Finds operations by name: what turns a word in a document or on a command line into a call. */
import { CHAPTERS } from './generated/chapters.js';
import type { Operation } from './graph/operation.js';
import * as registry from './registry.js';

/** All operations, in the order of the registry's names. */
export const OPERATIONS: readonly Operation[] = Object.values(registry as Readonly<Record<string, Operation>>);

const byName = new Map(OPERATIONS.map((operation) => [operation.operation, operation]));

/** The operation of that name, in camelCase or in kebab-case. */
export function findOperation(name: string): Operation | undefined {
  return byName.get(name) ?? byName.get(name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
}

/** The chapter that an operation stands in, such as `filter`; empty for one that is not registered. */
export function chapterOf({ operation }: Operation): string {
  return Object.entries(CHAPTERS).find(([, names]) => (names as readonly string[]).includes(operation))?.[0] ?? '';
}

/** A name as command lines write it: `numIter` as `num-iter`, `K1` as `k1`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? '-' : ''}${letter.toLowerCase()}`);
}

/** Letters and digits alone: `cv2.GaussianBlur`, `gaussian_filter` and `gaussianFilter` differ in nothing else. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const elsewhere = new Map(
  OPERATIONS.flatMap((operation) =>
    [operation.operation, ...operation.alsoKnownAs].map((name) => [plain(name), operation] as const),
  ),
);

/** The operation that other libraries call so, or that is called so in another spelling: for hints. It may have other defaults. */
export function recogniseOperation(name: string): Operation | undefined {
  return elsewhere.get(plain(name)) ?? elsewhere.get(plain(name.slice(name.lastIndexOf('.') + 1)));
}
