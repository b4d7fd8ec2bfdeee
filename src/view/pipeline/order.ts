/** Cards that are dragged by their grips: the others make room, and where it is let go the list is told. */

/** `move` is told which card goes to which place among the others. */
export function draggable(list: HTMLElement, card: HTMLElement, grip: HTMLElement, move: (to: number) => void): void {
  let from = 0;
  let to = 0;
  let tops: { readonly card: HTMLElement; readonly middle: number }[] = [];
  let room = 0;

  const rest = (): void => {
    for (const each of list.children) if (each instanceof HTMLElement) each.style.removeProperty('transform');
    list.classList.remove('bf-sorting');
    card.classList.remove('bf-dragged');
  };
  grip.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const cards = [...list.children].filter((each): each is HTMLElement => each instanceof HTMLElement);
    from = cards.indexOf(card);
    to = from;
    const box = card.getBoundingClientRect();
    room = box.height + Number.parseFloat(getComputedStyle(list).rowGap || '0');
    tops = cards.map((each) => {
      const { top, height } = each.getBoundingClientRect();
      return { card: each, middle: top + height / 2 };
    });
    list.classList.add('bf-sorting');
    card.classList.add('bf-dragged');
    const { clientY } = event;
    const half = clientY - (box.top + box.height / 2);
    grip.onpointermove = ({ clientY: y }) => {
      card.style.transform = `translateY(${y - clientY}px)`;
      const others = tops.filter((each) => each.card !== card);
      to = others.filter(({ middle }) => middle < y - half).length;
      for (const [at, { card: other }] of others.entries()) {
        const shift = at >= from && at < to ? -room : at < from && at >= to ? room : 0;
        other.style.transform = shift ? `translateY(${shift}px)` : '';
      }
    };
  });
  grip.addEventListener('lostpointercapture', () => {
    grip.onpointermove = null;
    rest();
    if (to !== from) move(to);
  });
}
