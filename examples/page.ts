/** The page's elements, and what it says in them when something goes wrong. */
import { BrightfieldError, NoAdapterError, OutOfMemoryError, UserError } from 'brightfield';

/** The element of that id. Throws where the page has none of that type. */
export function element<E extends HTMLElement>(id: string, type: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
}

export function write(id: string, text: string): void {
  element(id, HTMLElement).textContent = text;
}

/** Calls `chosen` with the checked value of a group of radio buttons, now and whenever it changes. */
export function choose(id: string, chosen: (value: string) => void): void {
  const group = element(id, HTMLFieldSetElement);
  const tell = (): void => {
    const checked = group.querySelector<HTMLInputElement>('input:checked');
    if (checked) chosen(checked.value);
  };
  group.addEventListener('change', tell);
  tell();
}

/** Says in the status line what cannot be computed; the picture stays. What else goes wrong ends the page. */
export function refuse(cause: unknown): void {
  if (cause instanceof UserError || cause instanceof OutOfMemoryError) {
    write('time', cause.message);
    document.body.dataset.state = 'refused';
  } else fail(cause);
}

/** Says in the picture's place what went wrong, and what helps. */
export function fail(cause: unknown): void {
  const notice = element('notice', HTMLDivElement);
  const missing = cause instanceof NoAdapterError;
  const title = document.createElement('h2');
  title.textContent = missing ? 'This page needs WebGPU' : 'Something went wrong';
  const lines = [cause instanceof Error ? cause.message : `${cause}`];
  if (missing)
    lines.push(
      'Chrome and Edge have it on Windows, macOS and Android. On Linux it may have to be switched on: chrome://flags/#enable-unsafe-webgpu.',
    );
  const paragraphs = lines.map((line) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    return paragraph;
  });
  notice.replaceChildren(title, ...paragraphs);
  notice.hidden = false;
  document.body.dataset.state = 'failed';
  write('adapter', missing ? 'no WebGPU' : 'stopped');
  // an error nobody foresaw belongs in the console as well
  if (!(cause instanceof BrightfieldError)) reportError(cause);
}
