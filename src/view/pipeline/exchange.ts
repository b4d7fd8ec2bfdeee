/** Pipelines in and out of the panel: as a file, a link, a program, a command. */
import { checkDocument, parseDocument } from '../../graph/document/check.js';
import { MAX_TEXT_BYTES } from '../../graph/document/form.js';
import { download } from '../download.js';
import { toCommand } from '../recipe/command.js';
import { fromDocument, toDocument } from '../recipe/document.js';
import { toLink } from '../recipe/link.js';
import type { Lookup, Recipe } from '../recipe/recipe.js';
import { toTypeScript } from '../recipe/typescript.js';
import { make } from './dom.js';

export interface ExchangeOptions {
  readonly lookup: Lookup;
  readonly recipe: () => Recipe;
  /** A pipeline from a file. */
  readonly opened: (recipe: Recipe) => void;
  /** What came of it, for a line of text; `wrong` where it failed. */
  readonly say: (text: string, wrong: boolean) => void;
}

/** The row of buttons. */
export function exchangeButtons({ lookup, recipe, opened, say }: ExchangeOptions): HTMLElement {
  const file = make('input', {
    type: 'file',
    accept: '.json,application/json',
    hidden: true,
    aria: { label: 'Pipeline file' },
  });
  const attempt = async (work: () => Promise<string> | string): Promise<void> => {
    try {
      say(await work(), false);
    } catch (cause) {
      say(cause instanceof Error ? cause.message : `${cause}`, true);
    }
  };
  const button = (label: string, title: string, work: () => Promise<string> | string): HTMLButtonElement => {
    const made = make('button', { type: 'button', textContent: label, title });
    made.addEventListener('click', () => void attempt(work));
    return made;
  };
  const copy = (label: string, title: string, text: () => string): HTMLButtonElement =>
    button(label, title, async () => {
      const written = text();
      await navigator.clipboard.writeText(written);
      return `Copied ${written.split('\n').length > 2 ? `${written.split('\n').length - 1} lines` : written}`;
    });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (chosen)
      void attempt(async () => {
        if (chosen.size > MAX_TEXT_BYTES)
          throw new Error(`${chosen.name}: a pipeline must be at most ${MAX_TEXT_BYTES} bytes, got ${chosen.size}`);
        opened(fromDocument(checkDocument(parseDocument(await chosen.text())), lookup));
        return `Opened ${chosen.name}`;
      });
  });
  return make(
    'div',
    { className: 'bf-exchange' },
    button('Save JSON', 'The file that brightfield run takes', () => {
      download(
        'pipeline.json',
        new Blob([`${JSON.stringify(toDocument(recipe(), lookup), null, 2)}\n`], { type: 'application/json' }),
      );
      return 'Saved pipeline.json';
    }),
    button('Open JSON', 'A pipeline file', () => {
      file.click();
      return '';
    }),
    copy(
      'Copy link',
      'The pipeline in an address: nothing is stored anywhere',
      () => new URL(toLink(recipe()), location.href).href,
    ),
    copy('Copy as TypeScript', 'A program for node', () => toTypeScript(recipe(), lookup)),
    copy('Copy command', 'A line for the terminal', () => toCommand(recipe(), lookup)),
    file,
  );
}
