/** The index of the lab: a card a chapter, with a picture of its page. */
import { CHAPTERS, linkChapters } from './lab/chapters.js';
import { element } from './page.js';

const PICTURES: Readonly<Record<string, string>> = import.meta.glob<string>('./pictures/*.webp', {
  eager: true,
  query: '?url',
  import: 'default',
});

linkChapters();
const cards = CHAPTERS.map(({ page, title, summary }) => {
  const link = document.createElement('a');
  link.href = `./${page}.html`;
  const picture = document.createElement('img');
  picture.src = PICTURES[`./pictures/${page}.webp`] ?? '';
  picture.alt = '';
  picture.loading = 'lazy';
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
