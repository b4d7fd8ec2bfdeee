/** A canvas, and the volumes that it shows. */
import type { Engine, Volume } from 'brightfield';
import { type Colour, type ImageLayer, type Scene, Viewer } from 'brightfield/view';
import { element, fail } from '../page.js';

/** How a volume is shown: a window from 0 to 1 and greys where nothing is said. */
export type Look = Partial<Pick<Scene, 'masks'> & Pick<ImageLayer, 'window' | 'colormap'>>;

export class Screen {
  private scene: Scene | undefined;

  private constructor(private readonly view: Viewer) {}

  /** `background` is asked for whenever the canvas is drawn. */
  static async open(engine: Engine, id: string, background: () => Colour): Promise<Screen> {
    const options = { background, interactive: false, onError: fail };
    return new Screen(await Viewer.open(engine, element(id, HTMLCanvasElement), options));
  }

  /** Shows a volume; it and its masks are the screen's own until they are no longer shown. */
  show(volume: Volume, { masks = [], window = [0, 1], colormap = 'gray' }: Look = {}): void {
    const before = this.volumes;
    this.scene = { images: [{ volume, window, colormap }], masks };
    this.view.show(this.scene);
    const now = this.volumes;
    for (const each of before) if (!now.includes(each)) each.dispose();
  }

  private get volumes(): readonly Volume[] {
    const { images = [], masks = [] } = this.scene ?? {};
    return [...images, ...masks].map(({ volume }) => volume);
  }

  /** Draws again what it shows, with other masks where they are given. */
  again(masks?: Scene['masks']): void {
    if (!this.scene) return;
    if (masks) this.scene = { ...this.scene, masks };
    this.view.show(this.scene);
  }
}
