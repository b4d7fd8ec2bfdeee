/**
 * `npm test`: checks types and style and runs all tests, or runs the projects and files that the arguments name, after
 * setting up what is missing. The last line counts the tests; the exit code is 1 when anything failed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECTS, parseRequest } from './arguments.js';
import { readJson } from './cache.js';
import { chromiumAdvice, findChromium } from './chromium.js';
import { runWithDriver } from './enter.js';
import { ensureInstalled } from './install.js';
import { inOurPlace } from './node.js';
import { countTests, resultLine } from './result.js';
import { root } from './run.js';
import { say } from './say.js';

const modules = join(root, 'node_modules');
const total = { passed: 0, failed: 0, skipped: 0 };

/** Counts one failure that is not a test's. @param {string} line */
function fail(line) {
  say(`FAILED: ${line}`);
  total.failed += 1;
}

/** Types and style. */
async function check() {
  say('checking types and style');
  const tools = [
    [join(modules, 'typescript/bin/tsc'), '--noEmit'],
    [join(modules, '@biomejs/biome/bin/biome'), 'check'],
  ];
  let well = true;
  for (const args of tools) {
    const code = await inOurPlace({ command: process.execPath, args, env: process.env, cwd: root });
    well &&= code === 0;
  }
  if (!well) fail('npm run check');
}

/**
 * @param {string[]} projects named ones; empty: all
 * @param {string[]} rest for Vitest
 * @param {{ driver: boolean, chromium: string | undefined }} needs
 */
async function runTests(projects, rest, { driver, chromium }) {
  const folder = mkdtempSync(join(tmpdir(), 'brightfield-test-'));
  try {
    const report = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    // parts of one, such as `unit-setup`, go with it
    const named = projects.flatMap((name) => ['--project', name, '--project', `${name}-*`]);
    const args = [join(modules, 'vitest/vitest.mjs'), 'run', '--root', root, ...named, ...reporters, ...rest];
    const env = chromium ? { BRIGHTFIELD_CHROMIUM: chromium } : {};
    const plain = { command: process.execPath, args, env: { ...process.env, ...env } };
    const code = driver ? await runWithDriver(args, { env }) : await inOurPlace(plain);
    const { passed, failed, skipped } = countTests(readJson(report), code);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const request = parseRequest(process.argv.slice(2));
  await ensureInstalled();
  if (request.check) await check();
  const chromium = request.chromium ? await findChromium({ install: true }) : undefined;
  let { projects } = request;
  if (request.chromium && !chromium) {
    // With that project in it the run itself would break.
    fail(chromiumAdvice);
    projects = (projects.length > 0 ? projects : PROJECTS).filter((name) => name !== 'chrome');
  }
  const any = projects.length > 0 || request.projects.length === 0;
  if (any) await runTests(projects, request.rest, { driver: request.driver, chromium });
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
process.stdout.write(`${resultLine(total)}\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
