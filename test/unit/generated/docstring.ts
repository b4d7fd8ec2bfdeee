/** What stands above a declaration in its source: the reference shows it, so that it is written once. */

export interface Docstring {
  /** Markdown, in paragraphs. */
  readonly text: string;
  /** A program, where there is an example. */
  readonly example: string | undefined;
}

/** The comment above `export const name` in a source text. Throws where there is none. */
export function docstringOf(source: string, name: string): Docstring {
  const at = source.search(new RegExp(`^export const ${name}\\b`, 'm'));
  const above = source.slice(0, Math.max(0, at));
  const start = above.lastIndexOf('/**');
  if (above.indexOf('*/', start) !== above.length - 3) throw new Error(`no comment stands above ${name}`);
  const lines = above.slice(start + 3, -3).split('\n');
  const plain = lines.map((line) => line.replace(/^\s*\* ?/, '').trimEnd()).join('\n');
  const [text = '', example] = plain.split('@example');
  return { text: text.trim(), example: example?.trim() };
}
