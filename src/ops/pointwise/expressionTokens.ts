/** Formulas as a list of tokens, each with the column (from 1) at which it stands. */
import type { RefuseCall } from '../../graph/operation.js';

export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  readonly text: string;
  readonly column: number;
}

const PATTERN =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|(?<symbol>\*\*|&&|\|\||[=!<>]=|[-+*/%^<>!?:(),]))/y;

/** The tokens of a text, with one for its end. Refuses characters that no token begins with. */
export function tokensOf(text: string, refuse: RefuseCall): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  let at = 0;
  while (at < end) {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(text)?.groups;
    const kind = (['number', 'name', 'symbol'] as const).find((name) => groups?.[name] !== undefined);
    const found = kind && groups?.[kind];
    if (!kind || !found) {
      const column = at + (text.slice(at).length - text.slice(at).trimStart().length);
      return refuse(`a number, a name or an operator must stand at column ${column + 1}`, `'${text[column]}'`);
    }
    at = PATTERN.lastIndex;
    tokens.push({ kind, text: found, column: at - found.length + 1 });
  }
  return [...tokens, { kind: 'end', text: '', column: end + 1 }];
}

/** How messages call a token. */
export function describeToken({ kind, text }: Token): string {
  return kind === 'end' ? 'the end' : `'${text}'`;
}
