/**
 * A canvas that is drawn at most once a frame, when something changed, with as many pixels as the screen shows of it, or as the
 * device can draw quickly. It knows of no scene: it asks for draws.
 */
import { NoAdapterError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import type { Draw } from './draw.js';
import { Drawer } from './drawer.js';
import { Pace } from './pace.js';
import type { Colour } from './scene.js';

/** Milliseconds after the last movement. */
const REST = 250;

/** What a surface asks for. */
export interface Artist {
  /** What is to be drawn now; nothing leaves the canvas as it is. */
  readonly draws: () => readonly Draw[];
  readonly background: () => Colour;
  /** Whether it may take long. */
  readonly isSlow: () => boolean;
  /** Whether beside it stands what has to stay sharp. */
  readonly isBeside: () => boolean;
  /** Told after each drawing. */
  readonly drawn: () => void;
  /** Told of what goes wrong while drawing. */
  readonly failed: (cause: unknown) => void;
}

export class Surface {
  private frame = 0;
  private moving: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;
  private pixels = { width: 1, height: 1 };
  private artist: Artist | undefined;
  private readonly pace = new Pace();
  private readonly observer = new ResizeObserver(([entry]) => this.measure(entry));

  private constructor(
    private readonly engine: Engine,
    readonly canvas: HTMLCanvasElement,
    private readonly context: GPUCanvasContext,
    private readonly drawer: Drawer,
  ) {}

  /** Takes a canvas. Throws `NoAdapterError` where it cannot show WebGPU. */
  static async open(engine: Engine, canvas: HTMLCanvasElement): Promise<Surface> {
    const context = canvas.getContext('webgpu');
    if (!context) throw new NoAdapterError('this canvas cannot show WebGPU: it has another context, or there is none');
    const format = navigator.gpu.getPreferredCanvasFormat();
    context.configure({ device: engine.context.device, format, alphaMode: 'opaque' });
    const drawer = new Drawer(engine, format);
    // what nearly every scene needs: the first one is then drawn at once
    await drawer.prepare([{ kernel: 'view/slice', light: 'over' }]);
    return new Surface(engine, canvas, context, drawer);
  }

  /** Begins to draw for an artist. */
  begin(artist: Artist): void {
    this.artist = artist;
    this.observer.observe(this.canvas);
  }

  /** Whether what may take long is to be drawn roughly: it moves, or the device is slow. */
  get isRough(): boolean {
    return this.moving !== undefined || (this.artist?.isSlow() === true && !this.pace.fine);
  }

  /** How many times as long the steps along rays are, where a slow device may not take fewer pixels for them. */
  get stride(): number {
    const { artist, pace } = this;
    return artist?.isSlow() && artist.isBeside() ? 1 / pace.scale : 1;
  }

  /** Something goes on moving: it is drawn as fast as can be, finely once it rests. */
  move(): void {
    clearTimeout(this.moving);
    this.moving = setTimeout(() => {
      this.moving = undefined;
      this.redraw();
    }, REST);
  }

  /** Draws in the next frame. */
  redraw(): void {
    if (this.frame || this.disposed) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      // another kind of picture may have another number of pixels
      if (!this.resize()) this.draw();
    });
  }

  /** Draws nothing more until it is asked to. */
  rest(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.moving);
    this.frame = 0;
    this.moving = undefined;
  }

  /** The picture as it stands, as PNG. */
  async screenshot(): Promise<Blob> {
    await this.drawer.prepare(this.artist?.draws() ?? []);
    // in one task with the drawing: a canvas is empty afterwards
    this.draw();
    return new Promise((resolve, reject) =>
      this.canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG')))),
    );
  }

  dispose(): void {
    this.rest();
    this.disposed = true;
    this.observer.disconnect();
    this.context.unconfigure();
    this.drawer.dispose();
  }

  private measure(entry: ResizeObserverEntry | undefined): void {
    const { canvas } = this;
    const exact = entry?.devicePixelContentBoxSize?.[0];
    const width = exact?.inlineSize ?? Math.round(canvas.clientWidth * devicePixelRatio);
    const height = exact?.blockSize ?? Math.round(canvas.clientHeight * devicePixelRatio);
    this.pixels = { width, height };
    this.resize();
  }

  /** Gives the canvas its pixels; tells whether they were others, and it was drawn anew. */
  private resize(): boolean {
    const { canvas, artist } = this;
    const scale = artist?.isSlow() && !artist.isBeside() ? this.pace.scale : 1;
    const most = this.engine.context.device.limits.maxTextureDimension2D;
    const [width = 1, height = 1] = [this.pixels.width, this.pixels.height].map((length) =>
      Math.max(1, Math.min(most, Math.round(length * scale))),
    );
    if (canvas.width === width && canvas.height === height) return false;
    Object.assign(canvas, { width, height });
    // at once: a canvas is empty from its change of size until it is drawn
    this.draw();
    return true;
  }

  private draw(): void {
    const { artist, drawer } = this;
    if (!artist || this.disposed) return;
    try {
      const draws = artist.draws();
      if (draws.length === 0) return;
      if (!drawer.isReady(draws)) {
        drawer.prepare(draws).then(() => this.redraw(), artist.failed);
        return;
      }
      drawer.draw(draws, this.context.getCurrentTexture(), artist.background());
      if (artist.isSlow() && this.isRough) this.learn();
      artist.drawn();
    } catch (cause) {
      artist.failed(cause);
    }
  }

  /** Learns how long the picture takes that was just drawn. */
  private learn(): void {
    const began = performance.now();
    this.engine.finished().then(
      () => this.pace.learn(performance.now() - began) && this.redraw(),
      // what went wrong is told by the next drawing
      () => undefined,
    );
  }
}
