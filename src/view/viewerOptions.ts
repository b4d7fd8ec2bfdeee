/** What a viewer is made with, and what it tells of. */
import { VIEWER_KEYS } from './keys.js';
import type { Pane } from './layout.js';
import type { PlaceOnSlice } from './points.js';
import type { Colour } from './scene.js';
import type { ViewState } from './viewState.js';
import type { Place } from './voxels.js';

export interface ViewerOptions {
  /** Around the picture: a colour, or what gives it whenever it is drawn; black where left out. */
  readonly background?: Colour | (() => Colour);
  /** What the picture is called, for those who do not see it; a canvas that is given keeps its own. */
  readonly label?: string;
  /** The state to begin with. */
  readonly state?: Partial<ViewState>;
  /** Whether mouse, fingers and keys move it; they do where left out. */
  readonly interactive?: boolean;
  /** Whether bars, fields and buttons stand over the picture; they do where it is interactive and this is left out. */
  readonly furniture?: boolean;
  /** Told of what goes wrong while drawing, such as a lost device; else it is reported as uncaught. */
  readonly onError?: (cause: unknown) => void;
}

/** A drag with the tool `draw`, on the slice that it began on. */
export interface Stroke extends PlaceOnSlice {
  readonly phase: 'begin' | 'go' | 'end';
}

/** A point of the page, such as a pointer event's. */
export interface Point {
  readonly clientX: number;
  readonly clientY: number;
}

/** What a viewer tells of. */
export interface ViewerEvents {
  /** The state, after each change. */
  state: ViewState;
  /** An image whose window was changed by hand, and that window; none where it is the scene's own again. */
  window: { readonly image: number; readonly window: readonly [number, number] | undefined };
  /** The voxel under the pointer. */
  hover: Place | undefined;
  stroke: Stroke;
  /** The panes, after each drawing. */
  drawn: readonly Pane[];
}

/** Says what a canvas is, for those who do not see it. */
export function describe(canvas: HTMLCanvasElement, options: ViewerOptions): void {
  const { label = canvas.ariaLabel ?? 'picture', interactive = true } = options;
  canvas.setAttribute('aria-label', label);
  canvas.setAttribute('role', interactive ? 'application' : 'img');
  if (!interactive) return;
  canvas.tabIndex = 0;
  canvas.setAttribute('aria-roledescription', 'image viewer');
  canvas.setAttribute('aria-keyshortcuts', VIEWER_KEYS.flatMap(({ names }) => names).join(' '));
}
