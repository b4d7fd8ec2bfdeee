/** How probable each digit is, as bars. */

export class Answer {
  private readonly bars: readonly HTMLElement[];

  constructor(private readonly container: HTMLElement) {
    const rows = Array.from({ length: 10 }, (_, digit) => {
      const row = document.createElement('div');
      const bar = document.createElement('i');
      row.append(`${digit}`, bar, document.createElement('b'));
      return row;
    });
    container.replaceChildren(...rows);
    this.bars = rows;
  }

  show(probabilities: ArrayLike<number>): void {
    const all = Array.from(probabilities);
    const best = all.indexOf(Math.max(...all));
    this.bars.forEach((row, digit) => {
      const share = all[digit] ?? 0;
      row.style.setProperty('--share', `${share}`);
      row.classList.toggle('best', digit === best);
      if (row.lastChild) row.lastChild.textContent = `${Math.round(100 * share)} %`;
    });
    this.container.setAttribute('aria-label', `The answer: ${best}, ${Math.round(100 * (all[best] ?? 0))} %`);
  }
}
