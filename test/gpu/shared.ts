/**
 * The device that all tables of a process share, and with it what they compiled: compiling is what they cost. A file has a process of its own: a software
 * driver keeps 5 MB for every pipeline, also once its device is destroyed.
 */
import { afterAll, beforeAll, expect } from 'vitest';
import { Context } from '../../src/gpu/context.js';
import { disagreements } from './reflected.js';

let opened: Context | undefined;
/** How many of its pipelines have been compared with what was reflected. */
let compared = 0;

/** The device that all tables of a process share. */
export function sharedContext(): Context {
  if (!opened) throw new Error('the shared device is opened before the tests of a file begin');
  return opened;
}

/** Opens the device before the tests of a file; after them, compares every pipeline that they made with what was reflected. */
export function shareContext(): void {
  beforeAll(async () => {
    opened ??= await Context.open();
  }, 60_000);

  afterAll(() => {
    if (!opened) return;
    const { linked } = opened.pipelines;
    const wrong = linked.slice(compared).flatMap(disagreements);
    compared = linked.length;
    expect(wrong).toEqual([]);
  });
}
