/**
 * How finely volumes may be seen through on this device: what takes long is drawn roughly, and where even that takes long, with
 * fewer pixels. A picture that follows the hand is worth more than one that is sharp. Pure arithmetic.
 */

/** Milliseconds of a rough picture: below, there is time for a fine one, which costs some ten times as much; above, it lags. */
const QUICK = 40;
const SLOW = 250;
const FEWEST = 1 / 4;

export class Pace {
  /** Pixels drawn for each of the screen's, along a side; or steps for each of a ray's. */
  scale = 1;
  /** Whether pictures at rest are fine ones. */
  fine = false;

  /** Learns how long a rough picture took; tells whether it is to be drawn again, otherwise. */
  learn(milliseconds: number): boolean {
    const { scale, fine } = this;
    this.fine = milliseconds < QUICK && scale === 1;
    if (milliseconds > SLOW) this.scale = Math.max(FEWEST, scale / 2);
    return this.scale !== scale || (this.fine && !fine);
  }
}
