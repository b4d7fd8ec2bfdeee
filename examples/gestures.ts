/** Wheel, keys and drags, as what they mean: so many slices on, a wider window, a brighter one. */

export interface Gestures {
  /** Goes so many slices on, or back. */
  readonly step: (slices: number) => void;
  readonly first: () => void;
  readonly last: () => void;
  /** Factors for the window's width, and how much of its width it moves. */
  readonly window: (wider: number, brighter: number) => void;
}

const PAGE = 10;
/** Pixels of a trackpad for one slice; a notch of a wheel is 100 or more and always one slice. */
const PIXELS = 30;
const NOTCH = 100;

/** Listens for wheel and drags on the picture, and for keys wherever no control wants them. */
export function listen(canvas: HTMLCanvasElement, { step, first, last, window }: Gestures): void {
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => step(1),
    ArrowDown: () => step(1),
    ArrowLeft: () => step(-1),
    ArrowUp: () => step(-1),
    PageDown: () => step(PAGE),
    PageUp: () => step(-PAGE),
    Home: first,
    End: last,
  };
  addEventListener('keydown', (event) => {
    const action = keys[event.key];
    const elsewhere =
      event.target instanceof Element && event.target.closest('input, select, textarea, button, [role]:not(canvas)');
    if (!action || elsewhere || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });

  let scrolled = 0;
  canvas.addEventListener(
    'wheel',
    (event) => {
      // with ctrl, browsers zoom
      if (event.ctrlKey) return;
      event.preventDefault();
      const notch = event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL || Math.abs(event.deltaY) >= NOTCH;
      scrolled = notch ? Math.sign(event.deltaY) * PIXELS : scrolled + event.deltaY;
      const slices = Math.trunc(scrolled / PIXELS);
      scrolled -= slices * PIXELS;
      if (slices) step(slices);
    },
    { passive: false },
  );

  canvas.addEventListener('pointerdown', (event) => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener('pointermove', (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    window(2 ** (event.movementX / 150), -event.movementY / 300);
  });
}
