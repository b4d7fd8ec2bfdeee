/** Operations by what somebody types: names here and elsewhere, chapters, summaries. */
import { chapterOf } from '../../catalogue.js';
import type { Operation } from '../../graph/operation.js';

/** How well a word fits: the smaller the better, undefined where it does not. */
function rank(word: string, { operation, alsoKnownAs, summary }: Operation, chapter: string): number | undefined {
  const name = operation.toLowerCase();
  const parts = operation.split(/(?=[A-Z])/).map((part) => part.toLowerCase());
  const elsewhere = alsoKnownAs.map((other) => other.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const said = summary.toLowerCase().split(/\W+/);
  const plain = word.replace(/[^a-z0-9]/g, '') || word;
  const fits = [
    name === word,
    name.startsWith(word),
    // the otsu of thresholdOtsu before that of thresholdMultiotsu, and what begins by saying "Blur" before deblurTv
    parts.includes(word) || said[0] === word,
    parts.some((part) => part.startsWith(word)),
    elsewhere.some((other) => other.includes(plain)),
    chapter.startsWith(word),
    said.some((part) => part.startsWith(word)),
    name.includes(word),
  ];
  const first = fits.indexOf(true);
  return first < 0 ? undefined : first;
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
