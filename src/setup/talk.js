/**
 * What Dawn says on stderr whenever it opens a software driver: two lines about limits that concern nobody, beside which a
 * user's mistake would no longer be the one line that it is promised to be. Dawn has no switch for them and writes past node,
 * so they can only be kept back by the process that reads our stderr.
 */

const BEGINNING = 'Warning: maxDynamic';
const TALK = /^Warning: maxDynamic(?:Uniform|Storage)BuffersPerPipelineLayout artificially reduced from /;

/**
 * Hands text on as it comes, without those lines. A line's beginning is held back only while it may become one of them.
 * @param {(text: string) => void} write
 */
export function withoutTalk(write) {
  let held = '';
  let inLine = false;
  return {
    /** @param {string} text */
    take(text) {
      let passed = '';
      for (const part of text.split(/(?<=\n)/)) {
        const line = held + part;
        if (line === '') continue;
        const ended = line.endsWith('\n');
        held = '';
        if (inLine) passed += line;
        else if (!ended && (BEGINNING.startsWith(line) || line.startsWith(BEGINNING))) held = line;
        else if (!TALK.test(line)) passed += line;
        inLine = !ended && held === '';
      }
      if (passed !== '') write(passed);
    },
    end() {
      if (held !== '') write(held);
      held = '';
    },
  };
}
