/** Several pictures beside each other in `#picture`, each with words and a number beneath: for pages that compare. */
import type { Scene, Viewer } from 'brightfield/view';
import { element } from '../page.js';
import type { Page } from './chapter.js';

export interface Pane {
  readonly viewer: Viewer;
  /** Shows a picture, says what it is, and something about it. */
  show(scene: Scene, words: string): void;
  /** What was measured of it; nothing where left out. */
  say(measured?: string): void;
}

/** Opens a pane for each name, two in a row. */
export function openPanes(page: Page, names: readonly string[]): Promise<readonly Pane[]> {
  return Promise.all(names.map((name) => openPane(page, name)));
}

/** A further place beside the panes: an element of that id, and the line beneath it. */
export function figureOf(id: string): {
  readonly box: HTMLElement;
  readonly words: HTMLElement;
  readonly measured: HTMLOutputElement;
} {
  const figure = document.createElement('figure');
  const box = document.createElement('div');
  box.id = id;
  const caption = document.createElement('figcaption');
  const [words, measured] = [document.createElement('span'), document.createElement('output')];
  measured.id = `${id}-measured`;
  caption.append(words, measured);
  figure.append(box, caption);
  grid().append(figure);
  return { box, words, measured };
}

function grid(): Element {
  const picture = element('picture', HTMLElement);
  const present = picture.querySelector('.panes');
  if (present) return present;
  const made = document.createElement('div');
  made.className = 'panes';
  picture.append(made);
  return made;
}

async function openPane({ view }: Page, name: string): Promise<Pane> {
  const { box, words: what, measured } = figureOf(name);
  const viewer = await view(box, { label: name });
  return {
    viewer,
    show(scene, words) {
      viewer.canvas.setAttribute('aria-label', words);
      what.textContent = words;
      viewer.show(scene);
    },
    say(text = '') {
      measured.textContent = text;
    },
  };
}
