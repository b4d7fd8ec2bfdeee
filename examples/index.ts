/** The index of the lab: a card a chapter, with a picture of its page. */
import { CHAPTERS, linkChapters } from './lab/chapters.js';
import { element } from './page.js';

const PICTURES: Readonly<Record<string, string>> = import.meta.glob<string>('./pictures/*.webp', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** The picture of a page; a plain ground where there is none. */
function pictureOf(page: string): HTMLElement {
  const source = PICTURES[`./pictures/${page}.webp`];
  if (!source) {
    const ground = document.createElement('div');
    ground.className = 'ground';
    return ground;
  }
  const picture = document.createElement('img');
  Object.assign(picture, { src: source, alt: '', loading: 'lazy' });
  return picture;
}

linkChapters();
const cards = CHAPTERS.map(({ page, title, summary }) => {
  const link = document.createElement('a');
  link.href = `./${page}.html`;
  const picture = pictureOf(page);
  const heading = document.createElement('h2');
  heading.textContent = title;
  const words = document.createElement('p');
  words.textContent = summary;
  link.append(picture, heading, words);
  const item = document.createElement('li');
  item.append(link);
  return item;
});
element('cards', HTMLUListElement).replaceChildren(...cards);
document.body.dataset.state = 'ready';
