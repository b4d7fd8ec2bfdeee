/** The page's elements, and what it says in them when something goes wrong: what it was, and a way on. */
import {
  BrightfieldError,
  DeviceLostError,
  type Engine,
  FormatError,
  NoAdapterError,
  OutOfMemoryError,
  UserError,
} from 'brightfield';
import { beginAgain } from './lab/kept.js';

/** The element of that id. Throws where the page has none of that type. */
export function element<E extends HTMLElement>(id: string, type: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
}

export function write(id: string, text: string): void {
  element(id, HTMLElement).textContent = text;
}

/** Something that may be done about what went wrong. */
export interface Way {
  readonly label: string;
  readonly act: () => void;
}

function buttonOf({ label, act }: Way): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}

/** When that was asked for which was refused last, on the clock of `performance.now`. */
let refused = Number.NEGATIVE_INFINITY;

/**
 * Says in the status line what cannot be computed, and a way on where there is one; the picture stays. What else goes wrong ends the page.
 * `asked` is when it was asked for: now, unless said.
 */
export function refuse(cause: unknown, way?: Way, asked = performance.now()): void {
  if (cause instanceof UserError || cause instanceof OutOfMemoryError) {
    refused = Math.max(refused, asked);
    const full = cause instanceof OutOfMemoryError;
    const words = document.createElement('span');
    const helps = way ? '' : '; fewer open tabs may help, or a smaller image';
    words.textContent = full ? `there is not enough memory on the graphics card${helps}` : cause.message;
    // a driver's own words are for those who point at the line
    if (full) words.title = cause.message;
    element('time', HTMLElement).replaceChildren(words, ...(way ? [' ', buttonOf(way)] : []));
    document.body.dataset.state = 'refused';
  } else fail(cause);
}

/** Says that what was asked for at `asked` is shown, and `shown` to those who read it from the page; what was refused since then stays said, with its way on. */
export function ready(words: string, asked: number, shown: Readonly<Record<string, string>>): void {
  Object.assign(document.body.dataset, shown);
  if (asked <= refused) return;
  write('time', words);
  document.body.dataset.state = 'ready';
}

/** Says how much an engine has compiled and holds, in MiB of so many digits. */
export function tellEngine(engine: Engine, digits = 0): void {
  const { compiled, buffers, inUse, idle } = engine.report();
  const memory = ((inUse + idle) / 2 ** 20).toFixed(digits);
  const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
  write('engine', `${counted(compiled, 'kernel')} compiled, ${memory} MiB on the GPU in ${counted(buffers, 'buffer')}`);
}

/** Ends the page when its device is lost, also while nothing is computed. */
export function watch({ context }: Engine): void {
  const lost = ({ message, reason }: GPUDeviceLostInfo): void => fail(new DeviceLostError(message || reason));
  context.device.lost.then(lost, reportError);
}

/** What a failure is called, and what helps. */
function told(cause: unknown): { readonly title: string; readonly lines: readonly string[] } {
  const message = cause instanceof Error ? cause.message : `${cause}`;
  if (cause instanceof NoAdapterError)
    return {
      title: 'This page needs WebGPU',
      lines: [
        // at such addresses no browser has it, whatever it can
        isSecureContext
          ? message
          : 'Browsers have it for pages of https and of localhost only; this page came by http.',
        'Chrome and Edge have it on Windows, macOS and Android. On Linux it may have to be switched on: chrome://flags/#enable-unsafe-webgpu.',
      ],
    };
  if (cause instanceof DeviceLostError)
    return {
      title: 'The graphics card stopped',
      lines: [
        'Its driver began anew, or it was asleep. What this page is set to is kept: it can begin again where it was.',
        message,
      ],
    };
  if (cause instanceof OutOfMemoryError)
    return {
      title: 'There is not enough memory on the graphics card',
      lines: ['Other tabs and programs use it, too: where they are closed, there may be enough.', message],
    };
  if (cause instanceof FormatError) return { title: 'A file cannot be read', lines: [message] };
  return { title: 'Something went wrong', lines: [message] };
}

/** Says in the picture's place what went wrong, what helps, and offers to begin again. The first failure stays: others follow from it. */
export function fail(cause: unknown): void {
  const notice = element('notice', HTMLDivElement);
  if (document.body.dataset.state === 'failed') return;
  const { title, lines } = told(cause);
  const heading = document.createElement('h2');
  heading.textContent = title;
  const paragraphs = lines.map((line) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    return paragraph;
  });
  notice.replaceChildren(heading, ...paragraphs, buttonOf({ label: 'Begin again', act: beginAgain }));
  notice.hidden = false;
  document.body.dataset.state = 'failed';
  write('adapter', cause instanceof NoAdapterError ? 'no WebGPU' : 'stopped');
  // an error nobody foresaw belongs in the console as well
  if (!(cause instanceof BrightfieldError)) reportError(cause);
}
