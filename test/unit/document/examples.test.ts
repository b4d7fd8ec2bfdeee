import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPipeline, parseDocument } from '../../../src/pipeline.js';

test.each(readdirSync('examples/pipelines'))('%s is a pipeline', (name) => {
  const document = parseDocument(readFileSync(`examples/pipelines/${name}`, 'utf8'));
  expect(() => checkPipeline(document)).not.toThrow();
  expect(document.title).toBeTruthy();
});
