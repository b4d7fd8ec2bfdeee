/** Plans that are ready to run, kept by their structure: those used last stay longest. */
import type { Execution } from './execute.js';

const PLANS_KEPT = 64;

export class Executions {
  private readonly kept = new Map<string, Promise<Execution>>();

  /** The one of that key, made where it is not there. One that fails is made again the next time. */
  of(key: string, make: () => Promise<Execution>): Promise<Execution> {
    const present = this.kept.get(key);
    if (present) {
      this.kept.delete(key);
      this.kept.set(key, present);
      return present;
    }
    const made = make();
    this.kept.set(key, made);
    made.catch(() => {
      if (this.kept.get(key) === made) this.kept.delete(key);
    });
    const [oldest] = this.kept;
    if (this.kept.size > PLANS_KEPT && oldest) {
      this.kept.delete(oldest[0]);
      oldest[1].then((execution) => execution.dispose()).catch(() => undefined);
    }
    return made;
  }
}
