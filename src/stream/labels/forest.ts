/** Sets that are united: Tarjan 1975, by halving the paths. The root of a set is its least member. */
export class Forest {
  private parents = new Uint32Array(1024);
  size = 0;

  /** A forest of so many sets of one. */
  static of(count: number): Forest {
    const forest = new Forest();
    forest.parents = Uint32Array.from({ length: count }, (_, at) => at);
    forest.size = count;
    return forest;
  }

  /** A further set of one; its number. */
  add(): number {
    if (this.size === this.parents.length) {
      const larger = new Uint32Array(2 * this.size);
      larger.set(this.parents);
      this.parents = larger;
    }
    this.parents[this.size] = this.size;
    return this.size++;
  }

  root(of: number): number {
    let at = of;
    for (let up = this.parents[at] as number; up !== at; up = this.parents[at] as number) {
      this.parents[at] = this.parents[up] as number;
      at = this.parents[at] as number;
    }
    return at;
  }

  unite(a: number, b: number): void {
    const [one, other] = [this.root(a), this.root(b)];
    this.parents[Math.max(one, other)] = Math.min(one, other);
  }
}
