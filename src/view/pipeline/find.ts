/** Operations by what somebody types: names here and elsewhere, chapters, summaries. */
import { chapterOf } from '../../catalogue.js';
import type { Operation } from '../../graph/operation.js';

/** How well a word fits: the smaller the better, undefined where it does not. */
function rank(word: string, { operation, alsoKnownAs, summary }: Operation, chapter: string): number | undefined {
  const name = operation.toLowerCase();
  if (name === word) return 0;
  if (name.startsWith(word)) return 1;
  if (name.includes(word)) return 2;
  const elsewhere = alsoKnownAs.map((other) => other.toLowerCase().replace(/[^a-z0-9]/g, ''));
  if (elsewhere.some((other) => other.includes(word.replace(/[^a-z0-9]/g, '') || word))) return 3;
  if (chapter.startsWith(word)) return 4;
  if (
    summary
      .toLowerCase()
      .split(/\W+/)
      .some((part) => part.startsWith(word))
  )
    return 5;
  return undefined;
}

/** The operations that fit every word, the best first; all of them, in their order, where nothing is typed. */
export function findByWords(text: string, operations: readonly Operation[]): readonly Operation[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = operations.flatMap((operation) => {
    const chapter = chapterOf(operation).toLowerCase();
    const ranks = words.map((word) => rank(word, operation, chapter));
    if (ranks.includes(undefined)) return [];
    return [{ operation, rank: Math.max(0, ...ranks.map((each) => each ?? 0)) }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ operation }) => operation);
}
