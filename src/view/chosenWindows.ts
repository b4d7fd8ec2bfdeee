/** Windows of values that were chosen by hand: images are shown in them, whatever their scene says. */
import { ArgumentError } from '../core/errors.js';
import type { Scene } from './scene.js';

export class ChosenWindows {
  private readonly windows = new Map<number, readonly [number, number]>();

  /** The images that a window was chosen for, by their place in the scene. */
  get images(): readonly number[] {
    return [...this.windows.keys()];
  }

  /** Chooses the window of an image, or that of the scene again. Throws `ArgumentError` for what is no window. */
  choose(image: number, window?: readonly [number, number]): void {
    if (window && !(window[0] <= window[1]))
      throw new ArgumentError('view', 'the window must be two numbers, the lower first', window.join(' to '));
    if (window) this.windows.set(image, window);
    else this.windows.delete(image);
  }

  /** A scene with the windows that were chosen. */
  in(scene: Scene): Scene {
    if (this.windows.size === 0) return scene;
    const images = scene.images.map((image, k) => ({ ...image, window: this.windows.get(k) ?? image.window }));
    return { ...scene, images };
  }
}
