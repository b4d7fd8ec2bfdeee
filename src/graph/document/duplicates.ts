/** Equal keys in one object: `JSON.parse` keeps the last of them and says nothing, so the text itself is looked through. */
import { PipelineError } from '../../core/errors.js';
import { describe } from '../../core/params.js';
import { pointerTo } from './form.js';

/** An object or a list that has not ended yet. */
interface Open {
  /** Keys so far; undefined in a list. */
  readonly keys: Set<string> | undefined;
  /** The key or the index of what is being read. */
  step: string | number;
  /** Whether the next text is a key. */
  atKey: boolean;
}

/** Takes text that is known to be JSON. Throws `PipelineError` with the pointer to the first key that its object has already. */
export function refuseDuplicateKeys(text: string): void {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at++) {
    const inner = open.at(-1);
    switch (text[at]) {
      case '{':
        open.push({ keys: new Set(), step: '', atKey: true });
        break;
      case '[':
        open.push({ keys: undefined, step: 0, atKey: false });
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (inner?.keys) inner.atKey = true;
        else if (inner) inner.step = Number(inner.step) + 1;
        break;
      case '"': {
        const end = endOfText(text, at);
        if (inner?.keys && inner.atKey) {
          // a key may be written with escapes
          const key: string = JSON.parse(text.slice(at, end));
          inner.step = key;
          inner.atKey = false;
          if (inner.keys.has(key)) {
            const pointer = open.map(({ step }) => step).reduce(pointerTo, '');
            throw new PipelineError(pointer, `keys must be distinct, got ${describe(key)} twice`);
          }
          inner.keys.add(key);
        }
        at = end - 1;
      }
    }
  }
}

/** The place after the closing quote of the text that opens at `start`. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
