/** Rules of the kernels' text that no compiler checks. */
import { expect, test } from 'vitest';
import { allShaders } from '../../src/shaders.js';

// Dawn 0.6.2 does not zero such a variable again when a loop comes round: it keeps what the last iteration left in it
test('a variable inside a block says what it begins with', async () => {
  const unsaid = Object.entries(await allShaders()).flatMap(([name, text]) =>
    text
      .split('\n')
      .flatMap((line, at) =>
        /(?:^\s{4,}|[{;]\s*)var \w+\s*(?::[^=;]*)?;/.test(line) ? [`${name}.wgsl:${at + 1} ${line.trim()}`] : [],
      ),
  );
  expect(unsaid).toEqual([]);
});
