/** The steps of a recipe as a list of cards: a card lives as long as its step is one of the same operation. */
import type { RecipeGraph } from '../recipe/graph.js';
import type { Recipe } from '../recipe/recipe.js';
import { Card, type CardHost } from './card.js';
import { make } from './dom.js';
import { draggable } from './order.js';

export interface Looked {
  /** The steps that are open. */
  readonly opened: ReadonlySet<string>;
  /** The step, or the image, that is looked at. */
  readonly viewed: string | undefined;
}

export class CardList {
  readonly element = make('ol', { className: 'bf-steps', aria: { label: 'Steps' } });
  private readonly cards = new Map<string, Card>();

  /** @param move puts a step at another place */
  constructor(
    private readonly host: CardHost,
    private readonly move: (id: string, to: number) => void,
  ) {}

  card(id: string): Card | undefined {
    return this.cards.get(id);
  }

  show(recipe: Recipe, { opened, viewed }: Looked): void {
    const { cards, element } = this;
    for (const [id, card] of cards) {
      const step = recipe.steps.find((each) => each.id === id);
      if (step && card.operation === step.operation) continue;
      card.dispose();
      cards.delete(id);
    }
    for (const [place, step] of recipe.steps.entries()) {
      let card = cards.get(step.id);
      if (!card) {
        card = new Card(step, this.host);
        draggable(element, card.element, card.grip, (to) => this.move(step.id, to));
        cards.set(step.id, card);
      }
      if (element.children[place] !== card.element) element.insertBefore(card.element, element.children[place] ?? null);
      card.show(recipe, step, opened.has(step.id), step.id === viewed);
    }
  }

  /** Problems stand at their steps. */
  tell(graph: RecipeGraph): void {
    for (const [id, card] of this.cards) card.tell(graph.problems.get(id), graph.waiting.has(id));
  }

  dispose(): void {
    for (const card of this.cards.values()) card.dispose();
  }
}
