/**
 * When what was submitted is likely to be done: as long after it was submitted as the same work took before. Until then a software adapter need not be looked at, and every look takes 0.1 ms of a core that computes.
 * Nothing depends on it but how long a wait sleeps (`gpu/patience`).
 */

/** Work that is done again and again, and how long it took when it was last waited for, in milliseconds. */
export interface Repeated {
  lasted?: number;
}

/** The share of that time in which it is certainly not done, and how much of it, in milliseconds, is looking and waking up: were that expected too, no wait would ever be shorter than ten of them. */
const CERTAIN = 0.9;
const WAKING = 0.2;
/** What took so much longer than before was held up by something else: it is believed so far. */
const HELD_UP = 1.1;

export class Foresight {
  private work: Repeated | undefined;
  /** When the first of what is not known to be done was submitted. */
  private since: number | undefined;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** `work` is submitted, or something that is not repeated. What runs beside other work says nothing of either. */
  begin(work: Repeated | undefined): void {
    this.work = this.since === undefined ? work : undefined;
    this.since ??= this.now();
  }

  /** Before this time, on the clock of `performance.now`, nothing is done; 0 where nothing is known. */
  get soonest(): number {
    const lasted = this.work?.lasted;
    return lasted === undefined || this.since === undefined ? 0 : this.since + Math.max(CERTAIN * lasted - WAKING, 0);
  }

  /** All that was submitted is done, as was seen by a wait from `asked` on. Only one that began soon tells how long the work took. */
  end(asked: number): void {
    const { work, since } = this;
    this.work = undefined;
    this.since = undefined;
    if (!work || since === undefined) return;
    const took = this.now() - since;
    if (asked - since > took / 2) return;
    work.lasted = work.lasted === undefined ? took : Math.min(took, HELD_UP * work.lasted);
  }
}
