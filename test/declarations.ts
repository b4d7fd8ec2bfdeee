/** The text of a kernel without the bodies of its functions: what is reflected of it stands outside, and takes a tenth of the time to read. */
export function declarationsOf(code: string): string {
  const text = code.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  let kept = '';
  let from = 0;
  let depth = 0;
  let isFunction = false;
  for (const { 0: token, index } of text.matchAll(/\bfn\b|[{}]/g)) {
    if (token === 'fn') isFunction ||= depth === 0;
    else if (token === '{') {
      if (depth++ === 0 && isFunction) kept += text.slice(from, index + 1);
    } else if (--depth === 0 && isFunction) {
      from = index;
      isFunction = false;
    }
  }
  return kept + text.slice(from);
}
