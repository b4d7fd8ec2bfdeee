/**
 * Volumes on a canvas: slices, near and far, one beside another, volumes seen through, landscapes. What mouse, fingers and keys do
 * is `gestures.ts` and `gestureKeys.ts`, what stands around the picture `furniture/`: both listen here.
 */
import { ArgumentError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import { ChosenWindows } from './chosenWindows.js';
import { drawPane } from './draws/pane.js';
import { furnish } from './furniture/furnish.js';
import { gesturesOf } from './gestures.js';
import { layOut, type Pane, paneAt, type SlicePane } from './layout.js';
import { Listeners } from './listeners.js';
import { type Pixel, type PlaceOnSlice, placeAt, voxelAt } from './points.js';
import { checkScene, firstImage, type Scene, volumesOf } from './scene.js';
import { adoptStyle } from './style.js';
import { Surface } from './surface.js';
import { describe, type Point, type ViewerEvents, type ViewerOptions } from './viewerOptions.js';
import { checkState, FIRST_STATE, type ViewState, within } from './viewState.js';
import type { Place } from './voxels.js';

const FILLED = 'brightfield-viewer';

export class Viewer implements Disposable {
  private shown: { readonly scene: Scene; readonly before?: Scene | undefined } | undefined;
  private current: ViewState;
  private readonly windows = new ChosenWindows();
  private readonly listeners = new Listeners<ViewerEvents>();
  private readonly undo: (() => void)[] = [];

  private constructor(
    readonly engine: Engine,
    /** The element that the viewer fills, or that its canvas stands in. */
    readonly container: HTMLElement,
    private readonly surface: Surface,
    private readonly options: ViewerOptions,
  ) {
    this.current = { ...FIRST_STATE, ...options.state };
    checkState(this.current);
    const { interactive = true, furniture = interactive, background = [0, 0, 0] } = options;
    if (interactive) this.undo.push(gesturesOf(this));
    if (furniture) this.undo.push(furnish(this));
    surface.begin({
      draws: () => this.draws(),
      background: () => (typeof background === 'function' ? background() : background),
      isSlow: () => ['volume', 'slices'].includes(this.state.mode),
      isBeside: () => this.state.mode === 'slices',
      drawn: () => this.tell('drawn', this.panes),
      failed: options.onError ?? reportError,
    });
  }

  /**
   * Makes a viewer that fills an element, or on a canvas, with the engine's device; several may share it. Throws `NoAdapterError`
   * where a canvas cannot show WebGPU, `ArgumentError` for a state that is none.
   * @example
   * const viewer = await Viewer.open(engine, document.querySelector('#picture'));
   * viewer.show({ images: [{ volume, window: [0, 255] }] });
   */
  static async open(engine: Engine, element: HTMLElement, options: ViewerOptions = {}): Promise<Viewer> {
    const given = element instanceof HTMLCanvasElement ? element : undefined;
    const canvas = given ?? document.createElement('canvas');
    describe(canvas, options);
    const surface = await Surface.open(engine, canvas);
    adoptStyle();
    if (!given) {
      element.classList.add(FILLED);
      element.append(canvas);
    }
    return new Viewer(engine, given?.parentElement ?? element, surface, options);
  }

  get canvas(): HTMLCanvasElement {
    return this.surface.canvas;
  }

  /**
   * Shows a scene from the next frame on, and in `before` what it may be compared with. Volumes must live until others are shown.
   * Throws `ArgumentError` for a scene that cannot be drawn.
   */
  show(scene: Scene, { before }: { readonly before?: Scene | undefined } = {}): void {
    for (const each of before ? [scene, before] : [scene]) {
      checkScene(each);
      for (const volume of volumesOf(each))
        if (volume.context !== this.engine.context)
          throw new ArgumentError('view', "volumes must be on the viewer's device", `${volume} on another`);
    }
    const first = this.shown === undefined;
    this.shown = { scene, before };
    if (first && !this.options.state?.position) {
      const { z, y, x } = firstImage(scene).volume.shape;
      this.set({ position: { z: z >> 1, y: y >> 1, x: x >> 1 } });
    } else this.set({});
  }

  /** Shows nothing more; volumes that were shown may be disposed of. */
  clear(): void {
    this.surface.rest();
    this.shown = undefined;
  }

  get state(): ViewState {
    return this.shown ? within(this.current, firstImage(this.shown.scene).volume) : this.current;
  }

  /** Changes what is looked at; numbers are brought to where there is something to see. Throws `ArgumentError` for what is none. */
  set(change: Partial<ViewState>): void {
    checkState({ ...this.current, ...change });
    this.current = { ...this.current, ...change };
    // a place that was gone to is one that there is; one that was kept while less is shown comes back with the rest
    if (change.position) this.current = { ...this.current, position: this.state.position };
    this.tell('state', this.state);
    this.redraw();
  }

  /** What is shown, with the windows that were chosen by hand. */
  get scene(): Scene | undefined {
    return this.shown && this.windows.in(this.shown.scene);
  }

  /** What it is compared with. */
  get before(): Scene | undefined {
    return this.shown?.before && this.windows.in(this.shown.before);
  }

  /** Shows an image in another window than the scene says, until it is called without one. */
  setWindow(image: number, window?: readonly [number, number]): void {
    this.windows.choose(image, window);
    this.tell('window', { image, window });
    this.redraw();
  }

  /** Shows all images in the windows that the scene says: another picture than windows were chosen for. */
  resetWindows(): void {
    for (const image of this.windows.images) this.setWindow(image);
  }

  /** The panes as they would be drawn now. */
  get panes(): readonly Pane[] {
    const { scene, before } = this;
    return scene ? layOut(this.state, { scene, before }, this.canvas) : [];
  }

  /** Listens; the function that it gives stops that. */
  on<K extends keyof ViewerEvents>(event: K, listener: (event: ViewerEvents[K]) => void): () => void {
    return this.listeners.on(event, listener);
  }

  /** For gestures and furniture: tells all who listen. */
  tell<K extends keyof ViewerEvents>(event: K, what: ViewerEvents[K]): void {
    this.listeners.tell(event, what);
  }

  /** A point of the page in pixels of the canvas. */
  pixelAt({ clientX, clientY }: Point): Pixel {
    const { canvas } = this;
    const box = canvas.getBoundingClientRect();
    return [((clientX - box.left) * canvas.width) / box.width, ((clientY - box.top) * canvas.height) / box.height];
  }

  /** The pane under a point of the page. */
  paneAt(point: Point): Pane | undefined {
    return paneAt(this.panes, ...this.pixelAt(point));
  }

  /** The voxel under a point of the page, or undefined beside the picture. */
  voxelAt(point: Point): Place | undefined {
    const pane = this.paneAt(point);
    return pane?.kind === 'slice' ? voxelAt(pane, this.pixelAt(point)) : undefined;
  }

  /** A point of the page on the slice of a pane, also beside the picture. */
  placeOn(pane: SlicePane, point: Point): PlaceOnSlice {
    return placeAt(pane, this.pixelAt(point));
  }

  /** The picture as it stands, as PNG. */
  screenshot(): Promise<Blob> {
    return this.surface.screenshot();
  }

  /** For gestures: something goes on moving, and is drawn as fast as can be; finely once it rests. */
  move(change: Partial<ViewState>): void {
    this.surface.move();
    this.set(change);
  }

  /** Draws in the next frame. */
  redraw(): void {
    this.surface.redraw();
  }

  dispose(): void {
    this.clear();
    for (const undo of this.undo) undo();
    this.surface.dispose();
    if (this.container.classList.contains(FILLED)) this.canvas.remove();
    this.container.classList.remove(FILLED);
    this.listeners.clear();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  private draws() {
    const { canvas, engine, panes } = this;
    const { smooth, rendering } = this.current;
    const quality = this.surface.isRough ? 'fast' : rendering.quality;
    const { stride } = this.surface;
    const { maxBinding } = engine.limits;
    return panes.flatMap((pane) =>
      drawPane(pane, { smooth, rendering: { ...rendering, quality }, stride, canvas, maxBinding }),
    );
  }
}
