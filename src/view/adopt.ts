/**
 * Style sheets that come with components. A strict Content-Security-Policy (`style-src 'self'`) refuses `<style>` elements and `style`
 * attributes, but not sheets that a script constructs, nor single properties that it sets.
 */
import { Pane } from 'tweakpane';

const adopted = new WeakMap<Document, Set<string>>();

/** Gives a document a component's style sheet, once. */
export function adoptStyles(page: Document, css: string): void {
  const known = adopted.get(page) ?? new Set();
  adopted.set(page, known);
  if (known.has(css)) return;
  known.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
}

/** What Tweakpane looks for before it puts its own `<style>` element into the head. */
const MARK = { name: 'data-tp-style', value: 'plugin-default' } as const;

/**
 * Gives a document Tweakpane's style sheet before the first pane is made. The library writes it into a `<style>` element, which it makes only
 * where there is none yet: a first pane is told of a page where that element is another one, and what is written there is adopted; an element
 * that is called `style`, but is none of HTML, then keeps the library from making its own.
 */
export function adoptPaneStyles(page: Document): void {
  if (page.querySelector(`style[${MARK.name}=${MARK.value}]`)) return;
  adoptStyles(page, writtenStyles(page));
  const standIn = page.createElementNS('urn:brightfield', 'style');
  standIn.setAttribute(MARK.name, MARK.value);
  page.head.append(standIn);
}

/** The text that Tweakpane writes into the head of a page. A policy judges also documents that nobody sees, so that no `<style>` may be made at all. */
function writtenStyles(page: Document): string {
  let text = '';
  const head = {
    appendChild(element: Element) {
      text = element.textContent ?? '';
    },
  };
  const watched = new Proxy(page, {
    get(target, key) {
      if (key === 'createElement') return (tag: string) => target.createElement(tag === 'style' ? 'div' : tag);
      if (key === 'head') return head;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  new Pane({ document: watched, container: page.createElement('div') }).dispose();
  return text;
}
