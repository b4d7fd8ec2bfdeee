/**
 * Slices on a canvas. The canvas has as many pixels as the screen shows of it, and is drawn at most once a frame, with what was
 * asked for last.
 */
import { ArgumentError, NoAdapterError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import { checkScene, layersOf, type SliceScene } from './layers.js';
import { type Colour, SlicePainter } from './painter.js';
import { PLANES, placeSlice, voxelUnder } from './placement.js';

export interface SliceViewOptions {
  /** Around the picture; black where left out. */
  readonly background?: Colour;
  /** Told of what goes wrong while drawing, such as a lost device; else it is reported as uncaught. */
  readonly onError?: (cause: unknown) => void;
}

export class SliceView implements Disposable {
  private scene: SliceScene | undefined;
  private frame = 0;
  private readonly observer: ResizeObserver;

  private constructor(
    private readonly engine: Engine,
    readonly canvas: HTMLCanvasElement,
    private readonly surface: GPUCanvasContext,
    private readonly painter: SlicePainter,
    private readonly options: SliceViewOptions,
  ) {
    this.observer = new ResizeObserver(([entry]) => this.resize(entry));
    this.observer.observe(canvas);
  }

  /**
   * Makes a view on a canvas, with the engine's device. Throws `NoAdapterError` where the canvas cannot show WebGPU.
   * @example
   * const view = await SliceView.open(engine, canvas);
   * view.show({ axis: 'z', position: 0, image: { volume, window: [0, 255] } });
   */
  static async open(engine: Engine, canvas: HTMLCanvasElement, options: SliceViewOptions = {}): Promise<SliceView> {
    const { device } = engine.context;
    const surface = canvas.getContext('webgpu');
    if (!surface) throw new NoAdapterError('this canvas cannot show WebGPU: it has another context, or there is none');
    const format = navigator.gpu.getPreferredCanvasFormat();
    surface.configure({ device, format, alphaMode: 'opaque' });
    return new SliceView(engine, canvas, surface, await SlicePainter.make(engine, format), options);
  }

  /**
   * Shows a scene from the next frame on. Its volumes must live until another is shown.
   * Throws `ArgumentError` for a position outside the volume, a mask of another size, complex voxels.
   */
  show(scene: SliceScene): void {
    checkScene(scene);
    for (const { volume } of layersOf(scene))
      if (volume.context !== this.engine.context)
        throw new ArgumentError('slice view', 'volumes must be on its own device', `${volume} on another`);
    this.scene = scene;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  /** The voxel under a point of the page, such as a pointer event's, or undefined beside the picture. */
  voxelAt(
    clientX: number,
    clientY: number,
  ): { readonly x: number; readonly y: number; readonly z: number } | undefined {
    const { canvas } = this;
    const scene = this.scene;
    if (!scene) return undefined;
    const box = canvas.getBoundingClientRect();
    const x = Math.floor(((clientX - box.left) * canvas.width) / box.width);
    const y = Math.floor(((clientY - box.top) * canvas.height) / box.height);
    const place = voxelUnder(placeSlice(scene.image.volume, scene.axis, canvas), x, y);
    if (!place) return undefined;
    const { right, down } = PLANES[scene.axis];
    return { x: 0, y: 0, z: 0, [scene.axis]: scene.position, [right]: place[0], [down]: place[1] };
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.scene = undefined;
    this.observer.disconnect();
    this.surface.unconfigure();
    this.painter.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  private resize(entry: ResizeObserverEntry | undefined): void {
    const { canvas } = this;
    const exact = entry?.devicePixelContentBoxSize?.[0];
    const width = exact?.inlineSize ?? Math.round(canvas.clientWidth * devicePixelRatio);
    const height = exact?.blockSize ?? Math.round(canvas.clientHeight * devicePixelRatio);
    const most = this.engine.context.device.limits.maxTextureDimension2D;
    canvas.width = Math.max(1, Math.min(most, width));
    canvas.height = Math.max(1, Math.min(most, height));
    // drawn at once: a canvas is empty from its change of size until it is drawn
    this.draw();
  }

  private draw(): void {
    if (!this.scene) return;
    const { onError = reportError, background = [0, 0, 0] } = this.options;
    try {
      this.painter.paint(this.scene, this.surface.getCurrentTexture(), background);
    } catch (cause) {
      onError(cause);
    }
  }
}
