/** Finds operations by name: what turns a word in a document or on a command line into a call. */
import type { Operation } from './graph/operation.js';
import * as registry from './registry.js';

/** All operations, in the order of the registry's names. */
export const OPERATIONS: readonly Operation[] = Object.values(registry as Readonly<Record<string, Operation>>);

const byName = new Map(OPERATIONS.map((operation) => [operation.operation, operation]));

/** The operation of that name, in camelCase or in kebab-case. */
export function findOperation(name: string): Operation | undefined {
  return byName.get(name) ?? byName.get(name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()));
}
