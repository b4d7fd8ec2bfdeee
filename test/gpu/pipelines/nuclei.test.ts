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

/** The field of the example, smaller. */
function field(): Readonly<Record<string, Node>> {
  const document = read('nuclei-field');
  const nodes = document.nodes.map((node) =>
    node.id === 'cells'
      ? { ...node, params: { ...('params' in node ? node.params : {}), shape: { z: 24, y: 96, x: 96 }, count: 12 } }
      : node,
  );
  return fromDocument({ ...document, nodes });
}

const total = (table: Table): number => Array.from(table.column('area')).reduce((sum, area) => sum + area, 0);

test('nuclei are found: as many as there are, and as large', async () => {
  const engine = new Engine(sharedContext());
  const { stack, truth } = field() as { stack: Node; truth: Node };
  const { table } = fromDocument(read('nuclei'), { stack: stack as Input }) as { table: Node };
  const wanted = await engine.table(truth);
  const found = await engine.table(table);
  expect(wanted.rows).toBe(12);
  expect(found.rows).toBe(12);
  expect(Math.abs(total(found) / total(wanted) - 1)).toBeLessThan(0.03);
  // each is where one is
  const at = (of: Table, row: number): number[] =>
    ['Z', 'Y', 'X'].map((axis) => of.column(`centroid${axis}`)[row] ?? 0);
  for (let row = 0; row < 12; row++) {
    const near = Array.from({ length: 12 }, (_, other) =>
      Math.hypot(...at(wanted, row).map((place, k) => place - (at(found, other)[k] ?? 0))),
    );
    expect(Math.min(...near)).toBeLessThan(3);
  }
});
