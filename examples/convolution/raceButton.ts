/** The button that times loop and GPU, the loop's own text, and the table of what came out. */
import type { HostVolume } from 'brightfield';
import { button } from '../lab/controls.js';
import { element, refuse } from '../page.js';
import type { Filter } from './graph.js';
import text from './loop.mjs?raw';
import { type Race, race } from './race.js';

/** Asked for what is to be computed whenever the button is pressed. */
export function raceButton(
  parent: HTMLElement,
  task: () => { readonly image: HostVolume; readonly filter: Filter },
): void {
  const shown = element('loop', HTMLPreElement);
  shown.textContent = text.trim();
  // it is longer than its room: keys may scroll it
  Object.assign(shown, { tabIndex: 0, role: 'region', ariaLabel: 'the loop, in JavaScript' });
  const table = document.createElement('table');
  const press = button(parent, 'Time both', () => {
    const { image, filter } = task();
    press.disabled = true;
    press.textContent = 'The loop is running';
    parent.dataset.race = 'running';
    race(image, filter)
      .then((result) => {
        const { x, y } = image.shape;
        fill(table, `${y} × ${x} pixels, ${filter.kernel.size} × ${filter.kernel.size} weights`, result);
        parent.dataset.race = 'done';
      }, refuse)
      .finally(() => {
        press.disabled = false;
        press.textContent = 'Time both';
      });
  });
  parent.append(table);
}

function fill(table: HTMLTableElement, what: string, { loop, first, again, back, apart }: Race): void {
  const caption = table.createCaption();
  caption.textContent = what;
  const milliseconds = (number: number): string => `${number.toFixed(number < 100 ? 1 : 0)} ms`;
  const rows = [
    ['Loop, on one thread', milliseconds(loop)],
    ['GPU, the first time', milliseconds(first)],
    ['GPU, from then on', milliseconds(again)],
    ['Bringing the answer back', milliseconds(back)],
    ['Loop, in times of the GPU', (loop / again).toPrecision(2)],
    ['Largest difference', apart.toExponential(1)],
  ] as const;
  table.tBodies[0]?.remove();
  const body = table.createTBody();
  for (const [label, value] of rows) {
    const row = body.insertRow();
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = label;
    row.append(head);
    row.insertCell().textContent = value;
  }
}
