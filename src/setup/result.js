/** The last line of `npm test`, from the report of the test runner. Rule: a run that broke never says `0 failed`. */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @typedef {object} Report what Vitest's json reporter writes, as far as it is used
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one for each file
 */

/**
 * Counts the tests of a run. A test that never ended (its process crashed) is `pending` and counts as failed. A file that could not be run counts as one failed, and so does a run that ended badly without
 * a failed test (an error outside of the tests, no test found, no report).
 * @param {Report | undefined} report
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countTests(report, exitCode) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of report?.testResults ?? []) {
    const inFile = (/** @type {string[]} */ ...wanted) =>
      assertionResults.filter(({ status }) => wanted.includes(status)).length;
    const [passed, failed] = [inFile('passed'), inFile('failed', 'pending')];
    counts.passed += passed;
    counts.failed += failed;
    counts.skipped += assertionResults.length - passed - failed;
    if (failed === 0 && status !== 'passed') counts.failed += 1;
  }
  const ran = counts.passed + counts.failed + counts.skipped > 0;
  if (counts.failed === 0 && (exitCode !== 0 || !ran)) counts.failed = 1;
  return counts;
}

/** @param {Counts} counts */
export function resultLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
