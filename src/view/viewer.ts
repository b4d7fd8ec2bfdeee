/**
 * Volumes on a canvas: slices, near and far, one beside another. The canvas has as many pixels as the screen shows of it and is
 * drawn at most once a frame, when something changed. What stands around the picture (`furniture/`) listens here.
 */
import { ArgumentError, NoAdapterError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import type { Draw } from './draw.js';
import { Drawer } from './drawer.js';
import { drawSlice } from './draws/slice.js';
import { drawSurface } from './draws/surface.js';
import { drawVolume } from './draws/volume.js';
import { furnish } from './furniture/furnish.js';
import { gesturesOf } from './gestures.js';
import { layOut, type Pane, paneAt, type SlicePane } from './layout.js';
import { Pace } from './pace.js';
import { PLANES, placeUnder, voxelUnder } from './placement.js';
import { type Colour, checkScene, firstImage, type Scene, volumesOf } from './scene.js';
import { adoptStyle } from './style.js';
import { checkState, FIRST_STATE, type ViewState, within } from './viewState.js';
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

/** A drag with the tool `draw`, in voxels of the slice that it began on: 0.5 is the middle of the first. */
export interface Stroke {
  readonly phase: 'begin' | 'go' | 'end';
  readonly column: number;
  readonly row: number;
  readonly place: Place;
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

/** Milliseconds after the last movement. */
const REST = 250;

type Listener<K extends keyof ViewerEvents> = (event: ViewerEvents[K]) => void;

export class Viewer implements Disposable {
  readonly canvas: HTMLCanvasElement;
  private shown: { readonly scene: Scene; readonly before?: Scene | undefined } | undefined;
  private current: ViewState;
  private frame = 0;
  private pixels = { width: 1, height: 1 };
  private readonly pace = new Pace();
  private moving: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;
  private readonly windows = new Map<number, readonly [number, number]>();
  private readonly listeners = new Map<keyof ViewerEvents, Set<(event: never) => void>>();
  private readonly observer: ResizeObserver;
  private readonly undo: (() => void)[] = [];

  private constructor(
    readonly engine: Engine,
    /** The element that the viewer fills. */
    readonly container: HTMLElement,
    private readonly surface: GPUCanvasContext,
    private readonly drawer: Drawer,
    private readonly options: ViewerOptions,
  ) {
    this.canvas = surface.canvas as HTMLCanvasElement;
    this.current = { ...FIRST_STATE, ...options.state };
    checkState(this.current);
    this.observer = new ResizeObserver(([entry]) => this.resize(entry));
    this.observer.observe(this.canvas);
    const { interactive = true, furniture = interactive } = options;
    if (interactive) this.undo.push(gesturesOf(this));
    if (furniture) this.undo.push(furnish(this));
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
    const surface = canvas.getContext('webgpu');
    if (!surface) throw new NoAdapterError('this canvas cannot show WebGPU: it has another context, or there is none');
    const format = navigator.gpu.getPreferredCanvasFormat();
    surface.configure({ device: engine.context.device, format, alphaMode: 'opaque' });
    const { label = canvas.ariaLabel ?? 'picture', interactive = true } = options;
    canvas.setAttribute('aria-label', label);
    canvas.setAttribute('role', interactive ? 'application' : 'img');
    if (interactive) {
      canvas.tabIndex = 0;
      canvas.setAttribute('aria-roledescription', 'image viewer');
      canvas.setAttribute('aria-keyshortcuts', 'ArrowUp ArrowDown PageUp PageDown Home End + - 0');
    }
    const container = given?.parentElement ?? element;
    adoptStyle();
    if (!given) {
      container.classList.add('brightfield-viewer');
      container.append(canvas);
    }
    const drawer = new Drawer(engine, format);
    // what nearly every scene needs: the first one is then drawn at once
    await drawer.prepare([{ kernel: 'view/slice', light: 'over' }]);
    return new Viewer(engine, container, surface, drawer, options);
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
    cancelAnimationFrame(this.frame);
    clearTimeout(this.moving);
    this.frame = 0;
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
    if (change.mode) this.sizeCanvas();
    this.redraw();
  }

  /** What is shown, with the windows that were chosen by hand. */
  get scene(): Scene | undefined {
    return this.shown && this.asChosen(this.shown.scene);
  }

  /** What it is compared with. */
  get before(): Scene | undefined {
    return this.shown?.before && this.asChosen(this.shown.before);
  }

  /** Shows an image in another window than the scene says, until it is called without one. */
  setWindow(image: number, window?: readonly [number, number]): void {
    if (window && !(window[0] <= window[1]))
      throw new ArgumentError('view', 'the window must be two numbers, the lower first', window.join(' to '));
    if (window) this.windows.set(image, window);
    else this.windows.delete(image);
    this.tell('window', { image, window });
    this.redraw();
  }

  /** The panes as they would be drawn now. */
  get panes(): readonly Pane[] {
    const { scene, before } = this;
    return scene ? layOut(this.state, { scene, before }, this.canvas) : [];
  }

  /** Listens; the function that it gives stops that. */
  on<K extends keyof ViewerEvents>(event: K, listener: Listener<K>): () => void {
    const listening = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, listening);
    listening.add(listener as (event: never) => void);
    return () => void listening.delete(listener as (event: never) => void);
  }

  /** For gestures and furniture: tells all who listen. */
  tell<K extends keyof ViewerEvents>(event: K, what: ViewerEvents[K]): void {
    for (const listener of this.listeners.get(event) ?? []) (listener as Listener<K>)(what);
  }

  /** A point of the page, such as a pointer event's, in pixels of the canvas. */
  pixelAt({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): readonly [number, number] {
    const { canvas } = this;
    const box = canvas.getBoundingClientRect();
    return [((clientX - box.left) * canvas.width) / box.width, ((clientY - box.top) * canvas.height) / box.height];
  }

  /** The pane under a point of the page. */
  paneAt(point: { readonly clientX: number; readonly clientY: number }): Pane | undefined {
    return paneAt(this.panes, ...this.pixelAt(point));
  }

  /** The voxel under a point of the page, or undefined beside the picture. */
  voxelAt(point: { readonly clientX: number; readonly clientY: number }): Place | undefined {
    const pane = this.paneAt(point);
    if (pane?.kind !== 'slice') return undefined;
    const [x, y] = this.pixelAt(point);
    const voxel = voxelUnder(pane.placement, Math.floor(x), Math.floor(y));
    if (!voxel) return undefined;
    const { right, down } = PLANES[pane.axis];
    return { z: 0, y: 0, x: 0, [pane.axis]: pane.position, [right]: voxel[0], [down]: voxel[1] };
  }

  /** A point of the page on the slice of a pane: column, row and place in voxels, also beside the picture. */
  placeOn(pane: SlicePane, point: { readonly clientX: number; readonly clientY: number }): Omit<Stroke, 'phase'> {
    const [column, row] = placeUnder(pane.placement, ...this.pixelAt(point));
    const { right, down } = PLANES[pane.axis];
    const place = {
      z: 0,
      y: 0,
      x: 0,
      [pane.axis]: pane.position,
      [right]: Math.floor(column),
      [down]: Math.floor(row),
    };
    return { column, row, place };
  }

  /** The picture as it stands, as PNG. */
  async screenshot(): Promise<Blob> {
    await this.drawer.prepare(this.draws());
    // in one task with the drawing: a canvas is empty afterwards
    this.draw();
    return new Promise((resolve, reject) =>
      this.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG')))),
    );
  }

  /** For gestures: something goes on moving, and is drawn as fast as can be; finely once it rests. */
  move(change: Partial<ViewState>): void {
    clearTimeout(this.moving);
    this.moving = setTimeout(() => {
      this.moving = undefined;
      this.redraw();
    }, REST);
    this.set(change);
  }

  /** Draws in the next frame. */
  redraw(): void {
    if (this.frame || this.disposed) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  dispose(): void {
    this.clear();
    this.disposed = true;
    this.observer.disconnect();
    for (const undo of this.undo) undo();
    this.surface.unconfigure();
    this.drawer.dispose();
    if (this.container.classList.contains('brightfield-viewer')) this.canvas.remove();
    this.container.classList.remove('brightfield-viewer');
    this.listeners.clear();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  private asChosen(scene: Scene): Scene {
    if (this.windows.size === 0) return scene;
    const images = scene.images.map((image, k) => ({ ...image, window: this.windows.get(k) ?? image.window }));
    return { ...scene, images };
  }

  private resize(entry: ResizeObserverEntry | undefined): void {
    const { canvas } = this;
    const exact = entry?.devicePixelContentBoxSize?.[0];
    const width = exact?.inlineSize ?? Math.round(canvas.clientWidth * devicePixelRatio);
    const height = exact?.blockSize ?? Math.round(canvas.clientHeight * devicePixelRatio);
    this.pixels = { width, height };
    this.sizeCanvas();
  }

  /** Gives the canvas the pixels that the screen has for it, or as many as the device can draw quickly. */
  private sizeCanvas(): void {
    const { canvas } = this;
    const scale = this.isThrough ? this.pace.scale : 1;
    const most = this.engine.context.device.limits.maxTextureDimension2D;
    const [width = 1, height = 1] = [this.pixels.width, this.pixels.height].map((length) =>
      Math.max(1, Math.min(most, Math.round(length * scale))),
    );
    if (canvas.width === width && canvas.height === height) return;
    Object.assign(canvas, { width, height });
    // drawn at once: a canvas is empty from its change of size until it is drawn
    this.draw();
  }

  /** Whether a volume is seen through: what may take long. */
  private get isThrough(): boolean {
    return this.current.mode === 'volume' || this.current.mode === 'slices';
  }

  private get isRough(): boolean {
    return this.moving !== undefined || (this.isThrough && !this.pace.fine);
  }

  private draw(): void {
    const { panes, options, drawer } = this;
    const { onError = reportError, background = [0, 0, 0] } = options;
    if (panes.length === 0) return;
    try {
      const draws = this.draws();
      if (!drawer.isReady(draws)) {
        drawer.prepare(draws).then(() => this.redraw(), onError);
        return;
      }
      drawer.draw(
        draws,
        this.surface.getCurrentTexture(),
        typeof background === 'function' ? background() : background,
      );
      if (this.isThrough && this.isRough) this.learnPace();
      this.tell('drawn', panes);
    } catch (cause) {
      onError(cause);
    }
  }

  private draws(): Draw[] {
    return this.panes.flatMap((pane) => this.drawsOf(pane));
  }

  private learnPace(): void {
    const began = performance.now();
    this.engine.finished().then(
      () => {
        if (this.disposed || !this.pace.learn(performance.now() - began)) return;
        this.sizeCanvas();
        this.redraw();
      },
      // what went wrong is told by the next drawing
      () => undefined,
    );
  }

  private drawsOf(pane: Pane): Draw[] {
    const { maxBinding } = this.engine.limits;
    const { smooth } = this.current;
    if (pane.kind === 'slice') return drawSlice({ ...pane, smooth, maxBinding });
    const quality = this.isRough ? 'fast' : this.current.rendering.quality;
    const rendering = { ...this.current.rendering, quality } as const;
    if (pane.kind === 'volume') return drawVolume({ ...pane, rendering, maxBinding });
    const { width, height } = this.canvas;
    return drawSurface({ ...pane, rendering, canvas: { width, height }, maxBinding });
  }
}

/** Makes viewers look at the same place, as near, whichever is moved. The function that it gives lets them go. */
export function linkViews(...viewers: readonly Viewer[]): () => void {
  let telling = false;
  const stops = viewers.map((viewer) =>
    viewer.on('state', ({ position, zoom, centre, axis, mode, smooth, cameras, rendering }) => {
      if (telling) return;
      telling = true;
      for (const other of viewers)
        if (other !== viewer) other.set({ position, zoom, centre, axis, mode, smooth, cameras, rendering });
      telling = false;
    }),
  );
  return () => {
    for (const stop of stops) stop();
  };
}
