/** The list of operations behind a field: a combobox as the ARIA practices describe it, where focus stays in the field. */
import { chapterOf } from '../../catalogue.js';
import type { Operation } from '../../graph/operation.js';
import { icon } from '../icons.js';
import { make } from './dom.js';
import { findByWords } from './find.js';

export interface Search {
  readonly element: HTMLElement;
  readonly field: HTMLInputElement;
}

let count = 0;

/** `choose` is told of an operation once it is picked. */
export function searchField(operations: readonly Operation[], choose: (operation: Operation) => void): Search {
  const id = `bf-operations-${++count}`;
  const list = make('ul', {
    id,
    className: 'bf-options',
    hidden: true,
    role: 'listbox',
    aria: { label: 'Operations' },
  });
  const field = make('input', {
    type: 'text',
    className: 'bf-search',
    placeholder: 'Add a step: blur, threshold, label …',
    autocomplete: 'off',
    spellcheck: false,
    role: 'combobox',
    aria: { label: 'Add a step', autocomplete: 'list', controls: id, expanded: 'false' },
  });
  const element = make('div', { className: 'bf-add' }, icon('search'), field, list);
  let found: readonly Operation[] = [];
  let active = 0;

  const close = (): void => {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  };
  const mark = (to: number): void => {
    if (found.length === 0) return;
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = (to + found.length) % found.length;
    const option = list.children[active];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', `${id}-${active}`);
  };
  const open = (): void => {
    found = findByWords(field.value, operations);
    list.replaceChildren(
      ...found.map((operation, at) =>
        make(
          'li',
          { id: `${id}-${at}`, role: 'option', aria: { selected: 'false' }, data: { operation: operation.operation } },
          make('b', { textContent: operation.operation }),
          make('i', { textContent: chapterOf(operation) }),
          make('span', { textContent: operation.summary }),
        ),
      ),
    );
    if (found.length === 0) list.append(make('li', { className: 'bf-none', textContent: 'no operation is called so' }));
    list.hidden = false;
    field.setAttribute('aria-expanded', 'true');
    list.scrollIntoView({ block: 'nearest' });
    active = 0;
    mark(0);
  };
  const pick = (at: number): void => {
    const operation = found[at];
    if (!operation) return;
    field.value = '';
    close();
    choose(operation);
  };

  field.addEventListener('input', open);
  field.addEventListener('click', open);
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => (list.hidden ? open() : mark(active + 1)),
      ArrowUp: () => (list.hidden ? open() : mark(active - 1)),
      Enter: () => (list.hidden ? open() : pick(active)),
      Escape: () => {
        if (list.hidden) field.value = '';
        close();
      },
    };
    const action = event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  // before the field loses the focus, and the list is closed
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const option = event.target instanceof Element ? event.target.closest('[role=option]') : undefined;
    if (option) pick([...list.children].indexOf(option));
  });
  return { element, field };
}
