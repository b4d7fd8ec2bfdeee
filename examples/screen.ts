/** A canvas, and the volumes that it shows. */
import type { Engine, Volume } from 'brightfield';
import { type Colour, type SliceScene, SliceView } from 'brightfield/view';
import { element, fail } from './page.js';

/** How a volume is shown: a window from 0 to 1 and greys where nothing is said. */
export type Look = Partial<Pick<SliceScene, 'masks'> & Pick<SliceScene['image'], 'window' | 'colormap'>>;

export class Screen {
  private scene: SliceScene | undefined;

  private constructor(private readonly view: SliceView) {}

  /** `background` is asked for whenever the canvas is drawn. */
  static async open(engine: Engine, id: string, background: () => Colour): Promise<Screen> {
    const options = {
      get background() {
        return background();
      },
      onError: fail,
    };
    return new Screen(await SliceView.open(engine, element(id, HTMLCanvasElement), options));
  }

  /** Shows a volume; it and its masks are the screen's own until they are no longer shown. */
  show(volume: Volume, { masks = [], window = [0, 1], colormap = 'gray' }: Look = {}): void {
    const before = this.volumes;
    this.scene = { axis: 'z', position: 0, image: { volume, window, colormap }, masks };
    this.view.show(this.scene);
    const now = this.volumes;
    for (const each of before) if (!now.includes(each)) each.dispose();
  }

  private get volumes(): readonly Volume[] {
    const { image, masks = [] } = this.scene ?? {};
    return image ? [image.volume, ...masks.map((mask) => mask.volume)] : [];
  }

  /** Draws again what it shows, with other masks where they are given. */
  again(masks?: SliceScene['masks']): void {
    if (!this.scene) return;
    if (masks) this.scene = { ...this.scene, masks };
    this.view.show(this.scene);
  }
}
