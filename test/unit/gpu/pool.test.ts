/** Which buffers the pool hands out, by a device that only counts them. */
import { expect, test } from 'vitest';
import { OutOfMemoryError } from '../../../src/core/errors.js';
import { Pool } from '../../../src/gpu/pool.js';

function poolOf(budget = 2 ** 20): { pool: Pool; made: number[] } {
  const made: number[] = [];
  const createBuffer = ({ size }: GPUBufferDescriptor): GPUBuffer => {
    made.push(size);
    return { size, destroy: () => undefined } as GPUBuffer;
  };
  return { pool: new Pool({ createBuffer } as unknown as GPUDevice, 2 ** 19, budget), made };
}

test('what lies idle is handed out again, also for a quarter less, and never for more', () => {
  const { pool, made } = poolOf();
  const buffer = pool.acquire(1280);
  pool.release(buffer);
  expect(pool.acquire(1024)).toBe(buffer);
  pool.release(buffer);
  expect(pool.acquire(1008).size).toBe(1008);
  expect(pool.acquire(1296).size).toBe(1296);
  expect(made).toEqual([1280, 1008, 1296]);
});

test('the same size comes before a larger one, and an idle one before one that is made', () => {
  const { pool } = poolOf();
  const [small, large] = [pool.acquire(1024), pool.acquire(1040)];
  pool.release(large);
  pool.release(small);
  expect(pool.acquire(1024)).toBe(small);
  expect(pool.acquire(1024)).toBe(large);
});

test('a buffer that is made has the size of one that is there, so that both can take turns', () => {
  const { pool } = poolOf();
  const first = pool.acquire(1040);
  const second = pool.acquire(1024);
  expect(second.size).toBe(1040);
  pool.release(first);
  pool.release(second);
  expect([pool.acquire(1040), pool.acquire(1040)]).toEqual(expect.arrayContaining([first, second]));
});

test('sizes that are there no more are forgotten', () => {
  const { pool } = poolOf();
  pool.release(pool.acquire(1040));
  pool.settle();
  pool.trim();
  expect(pool.report()).toMatchObject({ inUse: 0, idle: 0, buffers: 0 });
  expect(pool.acquire(1024).size).toBe(1024);
});

test('a budget that holds what is asked for is not missed by an eighth', () => {
  const { pool } = poolOf(2064);
  pool.acquire(1040);
  expect(pool.acquire(1024).size).toBe(1024);
  expect(() => pool.acquire(16)).toThrow(OutOfMemoryError);
  expect(pool.report().inUse).toBe(2064);
});
