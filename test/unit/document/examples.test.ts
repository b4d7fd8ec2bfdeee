/** The pipelines that come with the package can be built: every name, parameter and shape. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { fromDocument, parseDocument } from '../../../src/pipeline.js';

const FOLDER = 'examples/pipelines';

test.each(readdirSync(FOLDER))('%s', (name) => {
  const stack = new HostVolume({ shape: { z: 4, y: 3, x: 5 }, dtype: 'i16' });
  const nodes = fromDocument(parseDocument(readFileSync(`${FOLDER}/${name}`, 'utf8')), { stack });
  expect(Object.keys(nodes).length).toBeGreaterThan(0);
});
