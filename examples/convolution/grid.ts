/**
 * A kernel as a grid of fields: painted by clicks and drags, written in by keys. Arrows go from field to field, space paints.
 * Colours say sign and size.
 */
import type { Kernel } from './kernels.js';

export interface GridOptions {
  /** Told of the kernel after each change by hand. */
  readonly onChange: (kernel: Kernel) => void;
  /** What is painted with. */
  readonly brush: () => number;
}

export class KernelGrid {
  readonly element = document.createElement('div');
  private fields: HTMLInputElement[] = [];
  private kernel: Kernel = { size: 0, weights: [] };
  /** What the drag that goes on paints, and where it was last. */
  private stroke: { readonly weight: number; at: number } | undefined;

  constructor(private readonly options: GridOptions) {
    const { element } = this;
    element.className = 'kernel';
    element.setAttribute('role', 'group');
    element.addEventListener('pointerdown', (event) => this.begin(event));
    element.addEventListener('pointermove', (event) => this.go(event));
    for (const name of ['pointerup', 'pointercancel'] as const)
      element.addEventListener(name, () => {
        this.stroke = undefined;
      });
    element.addEventListener('keydown', (event) => this.press(event));
    element.addEventListener('input', ({ target }) => this.write(target as HTMLInputElement));
    element.addEventListener('focusin', ({ target }) => this.enter(target as HTMLInputElement));
    element.addEventListener('focusout', () => this.paint());
  }

  /** Shows a kernel without telling of it. */
  show(kernel: Kernel): void {
    if (kernel.size !== this.kernel.size) this.make(kernel.size);
    this.kernel = kernel;
    this.paint();
  }

  private make(size: number): void {
    this.element.setAttribute('aria-label', `kernel of ${size} × ${size} weights`);
    this.element.style.setProperty('--size', `${size}`);
    this.fields = Array.from({ length: size * size }, (_, at) => {
      const field = document.createElement('input');
      Object.assign(field, { type: 'text', inputMode: 'decimal', autocomplete: 'off', spellcheck: false });
      field.setAttribute('aria-label', `weight in row ${1 + Math.floor(at / size)}, column ${1 + (at % size)}`);
      // one of them for the Tab key, arrows go on from there
      field.tabIndex = at === (size * size - 1) / 2 ? 0 : -1;
      return field;
    });
    this.element.replaceChildren(...this.fields);
  }

  private paint(): void {
    const { weights } = this.kernel;
    const most = Math.max(...weights.map(Math.abs), 1e-9);
    for (const [at, field] of this.fields.entries()) {
      const weight = weights[at] ?? 0;
      if (document.activeElement !== field) field.value = short(weight);
      field.style.setProperty('--share', `${Math.round(45 * Math.sqrt(Math.abs(weight) / most))}%`);
      field.dataset.sign = `${Math.sign(weight)}`;
    }
  }

  private set(at: number, weight: number): void {
    const weights = this.kernel.weights.map((before, k) => (k === at ? weight : before));
    this.kernel = { ...this.kernel, weights };
    this.paint();
    this.options.onChange(this.kernel);
  }

  private begin(event: PointerEvent): void {
    const at = this.fields.indexOf(event.target as HTMLInputElement);
    if (at < 0 || event.button !== 0) return;
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    // what is there already is taken away
    const brush = this.options.brush();
    this.stroke = { weight: this.kernel.weights[at] === brush ? 0 : brush, at };
    this.set(at, this.stroke.weight);
    this.fields[at]?.focus();
  }

  private go({ clientX, clientY }: PointerEvent): void {
    if (!this.stroke) return;
    const at = this.fields.indexOf(document.elementFromPoint(clientX, clientY) as HTMLInputElement);
    if (at < 0 || at === this.stroke.at) return;
    this.stroke.at = at;
    this.set(at, this.stroke.weight);
  }

  private press(event: KeyboardEvent): void {
    const at = this.fields.indexOf(event.target as HTMLInputElement);
    const { size, weights } = this.kernel;
    const [column, row] = [at % size, Math.floor(at / size)];
    const next = {
      ArrowLeft: column > 0 && at - 1,
      ArrowRight: column < size - 1 && at + 1,
      ArrowUp: row > 0 && at - size,
      ArrowDown: row < size - 1 && at + size,
    }[event.key];
    if (event.key === ' ') {
      const brush = this.options.brush();
      this.set(at, weights[at] === brush ? 0 : brush);
      this.enter(event.target as HTMLInputElement);
    } else if (next === undefined) return;
    event.preventDefault();
    if (typeof next === 'number') this.fields[next]?.focus();
  }

  private write(field: HTMLInputElement): void {
    const weight = field.value.trim() === '' ? Number.NaN : Number(field.value.replace(',', '.'));
    field.setAttribute('aria-invalid', `${!Number.isFinite(weight)}`);
    if (Number.isFinite(weight)) this.set(this.fields.indexOf(field), weight);
  }

  /** The whole number is written and marked, so that another takes its place. */
  private enter(field: HTMLInputElement): void {
    for (const each of this.fields) each.tabIndex = each === field ? 0 : -1;
    field.removeAttribute('aria-invalid');
    field.value = `${Number((this.kernel.weights[this.fields.indexOf(field)] ?? 0).toPrecision(6))}`;
    field.select();
  }
}

/** As much of a number as a field has room for. */
function short(weight: number): string {
  const text = Number.isInteger(weight) ? `${weight}` : weight.toFixed(3);
  return text.replace(/^(-?)0\./, '$1.').replace('-', '−');
}
