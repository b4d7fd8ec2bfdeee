/**
 * One line for the person at the terminal; never on stdout, which belongs to the job.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`brightfield: ${line}\n`);
}
