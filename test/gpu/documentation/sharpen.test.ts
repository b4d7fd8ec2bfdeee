/** The operation that docs/architecture.md adds, and its table, as they stand there. */
import { readFileSync } from 'node:fs';
import { transformWithOxc } from 'vite';
import { expect, test } from 'vitest';
import { number, perAxis } from '../../../src/core/params.js';
import { defineOp, type Operation } from '../../../src/graph/operation.js';
import { borderParams } from '../../../src/ops/border.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { add, multiply, subtract } from '../../../src/ops/pointwise/arithmetic.js';
import * as oracle from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const page = readFileSync('docs/architecture.md', 'utf8');

/** The code block that begins with a comment naming the file, without its imports. */
async function block(file: string): Promise<string> {
  const text = new RegExp(`\`\`\`ts\\n// ${file}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (!text) throw new Error(`docs/architecture.md has no block for ${file}`);
  const bare = text.replace(/^import .*$/gm, '').replace(/^export /gm, '');
  return (await transformWithOxc(bare, 'block.ts', { target: 'esnext' })).code;
}

const scope = { number, perAxis, defineOp, borderParams, gaussian, add, multiply, subtract };
const made = new Function(...Object.keys(scope), `${await block('src/ops/filter/sharpen.ts')}\nreturn sharpen;`);
const sharpen: Operation = made(...Object.values(scope));

const table = { ...oracle, checkOp, sharpen };
new Function(...Object.keys(table), await block('test/gpu/filter/sharpen.test.ts'))(...Object.values(table));

test('the registry line is the one that the page gives', () => {
  expect(page).toContain("export { sharpen } from './ops/filter/sharpen.js';");
});
