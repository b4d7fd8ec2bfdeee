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
export async function openPanes(page: Page, names: readonly string[]): Promise<readonly Pane[]> {
  const grid = document.createElement('div');
  grid.className = 'panes';
  element('picture', HTMLElement).append(grid);
  return Promise.all(names.map((name) => openPane(page, grid, name)));
}

async function openPane({ view }: Page, grid: HTMLElement, name: string): Promise<Pane> {
  const figure = document.createElement('figure');
  const picture = document.createElement('div');
  picture.id = name;
  const caption = document.createElement('figcaption');
  const [what, measured] = [document.createElement('span'), document.createElement('output')];
  measured.id = `${name}-measured`;
  caption.append(what, measured);
  figure.append(picture, caption);
  grid.append(figure);
  const viewer = await view(picture, { label: name });
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
