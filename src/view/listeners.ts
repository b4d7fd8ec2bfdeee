/** Who wants to be told of what. */
export class Listeners<E> {
  private readonly all = new Map<keyof E, Set<(event: never) => void>>();

  /** Listens; the function that it gives stops that. */
  on<K extends keyof E>(event: K, listener: (event: E[K]) => void): () => void {
    const listening = this.all.get(event) ?? new Set();
    this.all.set(event, listening);
    listening.add(listener as (event: never) => void);
    return () => void listening.delete(listener as (event: never) => void);
  }

  tell<K extends keyof E>(event: K, what: E[K]): void {
    for (const listener of this.all.get(event) ?? []) (listener as (event: E[K]) => void)(what);
  }

  clear(): void {
    this.all.clear();
  }
}
