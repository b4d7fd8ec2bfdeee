/** A whole segmentation, as a user has it: nuclei that touch, of a stack with thick slices, found by a pipeline file and measured. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Table } from '../../../src/core/table.js';
import { Engine } from '../../../src/engine/engine.js';
import type { PipelineDocument } from '../../../src/graph/document/form.js';
import type { Node } from '../../../src/graph/node.js';
import type { Input } from '../../../src/graph/operation.js';
import { fromDocument, parseDocument } from '../../../src/pipeline.js';
import { sharedContext } from '../shared.js';

const read = (name: string): PipelineDocument => parseDocument(readFileSync(`examples/pipelines/${name}.json`, 'utf8'));

/** The field of the example, other cells in it. */
function field(seed: number, cells: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, Node>> {
  const document = read('nuclei-field');
  const nodes = document.nodes.map((node) => {
    const params = 'params' in node ? node.params : {};
    if (node.id === 'cells') return { ...node, params: { ...params, seed, ...cells } };
    return node.id === 'noisy' ? { ...node, params: { ...params, seed } } : node;
  });
  return fromDocument({ ...document, nodes });
}

const volumes = (table: Table): number[] => Array.from(table.column('area'), Number);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const places = (table: Table): number[][] =>
  Array.from({ length: table.rows }, (_, row) =>
    ['Z', 'Y', 'X'].map((axis) => Number(table.column(`centroid${axis}`)[row])),
  );

/** By how much of itself each nucleus is too large or too small, in ascending order; each is the one found nearest, which must be near. */
function errorsOf(wanted: Table, found: Table): number[] {
  const [at, sizes] = [places(found), volumes(found)];
  const errors = places(wanted).map((place, row) => {
    const away = at.map((other) => Math.hypot(...other.map((part, axis) => part - (place[axis] ?? 0))));
    const near = away.indexOf(Math.min(...away));
    expect(away[near]).toBeLessThan(6);
    return Math.abs((sizes[near] ?? 0) / (volumes(wanted)[row] ?? 0) - 1);
  });
  return errors.sort((a, b) => a - b);
}

// the file as it is, and smaller ones
test.each([
  [1, 120, {}],
  [2, 12, { shape: { z: 24, y: 96, x: 96 }, count: 12 }],
  [3, 12, { shape: { z: 24, y: 96, x: 96 }, count: 12 }],
])('nuclei of seed %i are found: as many as there are, and as large', async (seed, count, cells) => {
  const engine = new Engine(sharedContext());
  const { stack, truth } = field(seed, cells) as { stack: Node; truth: Node };
  const { table } = fromDocument(read('nuclei'), { stack: stack as Input }) as { table: Node };
  const { wanted, found } = await engine.tables({ wanted: truth, found: table });
  expect([wanted.rows, found.rows]).toEqual([count, count]);
  expect(Math.abs(sum(volumes(found)) / sum(volumes(wanted)) - 1)).toBeLessThan(0.01);
  const errors = errorsOf(wanted, found);
  expect(errors[Math.floor(0.5 * count)]).toBeLessThan(0.025);
  expect(errors[Math.floor(0.7 * count)]).toBeLessThan(0.03);
});
