/** The keys of the panel: Alt and an arrow moves the step that has the focus, Ctrl or Cmd and Z or Y goes back and forth. */

export interface PanelKeysOptions {
  readonly root: HTMLElement;
  /** Where going back is listened for. */
  readonly everywhere: HTMLElement | Document;
  /** Where steps are searched. */
  readonly field: HTMLInputElement;
  readonly signal: AbortSignal;
  /** Moves a step by so many places. */
  readonly move: (id: string, by: number) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

export function listenToKeys({ root, everywhere, field, signal, move, undo, redo }: PanelKeysOptions): void {
  root.addEventListener(
    'keydown',
    (event) => {
      const card = event.target instanceof Element ? event.target.closest<HTMLElement>('.bf-card[data-id]') : undefined;
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const id = card?.dataset.id;
      if (!event.altKey || by === undefined || id === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      move(id, by);
    },
    { signal },
  );
  const goByKey = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    if (writes(event.target, field)) return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) redo();
    else undo();
  };
  everywhere.addEventListener('keydown', (event) => goByKey(event as KeyboardEvent), { signal });
}

/** A text field has an undo of its own, but the list's, which is empty where a step was just added. */
function writes(target: EventTarget | null, field: HTMLInputElement): boolean {
  if (!(target instanceof HTMLInputElement) || !['text', 'number', 'search'].includes(target.type)) return false;
  return !(target === field && target.value === '');
}
