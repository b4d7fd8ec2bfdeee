/** The keys of a viewer, in words: said to those who do not see it by the canvas, and to all others by whoever shows them. */

export interface KeyWords {
  /** As `aria-keyshortcuts` names them; none where it takes the mouse. */
  readonly names: readonly string[];
  readonly words: string;
  readonly does: string;
}

/** What keys, and the mouse with them, do in a viewer. */
export const VIEWER_KEYS: readonly KeyWords[] = [
  {
    names: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
    words: 'arrow keys',
    does: 'next slice; move a single picture; turn a volume',
  },
  { names: ['PageUp', 'PageDown'], words: 'Page Up, Page Down', does: 'ten slices' },
  { names: ['Home', 'End'], words: 'Home, End', does: 'first and last slice' },
  { names: ['+', '-'], words: '+, −', does: 'nearer, farther' },
  { names: ['0'], words: '0', does: 'all of it' },
  {
    names: ['Shift+ArrowUp', 'Shift+ArrowDown', 'Shift+ArrowLeft', 'Shift+ArrowRight'],
    words: 'shift and arrow keys',
    does: 'move the picture',
  },
  { names: [], words: 'wheel; with ctrl', does: 'next slice; nearer' },
  { names: [], words: 'drag; with shift', does: 'move or turn; window of values' },
  { names: [], words: 'click, double click', does: 'go there; all of it' },
];
