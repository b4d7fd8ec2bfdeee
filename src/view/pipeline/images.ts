/** The images that a pipeline is given, above its steps. */
import { formatShape } from '../../core/axes.js';
import { icon } from '../icons.js';
import type { RecipeGraph } from '../recipe/graph.js';
import type { Recipe } from '../recipe/recipe.js';
import type { CardHost } from './card.js';
import { make } from './dom.js';

export class ImageCards {
  readonly element = make('ul', { className: 'bf-images', aria: { label: 'Images' } });
  private names: readonly string[] = [];
  private graph: RecipeGraph | undefined;

  constructor(private readonly host: CardHost) {}

  show({ inputs }: Recipe, viewed: string | undefined): void {
    if (inputs.join() !== this.names.join()) {
      this.names = inputs;
      this.element.replaceChildren(...inputs.map((name) => this.card(name)));
      if (this.graph) this.tell(this.graph);
    }
    for (const [at, name] of inputs.entries()) {
      const card = this.element.children[at];
      card?.classList.toggle('bf-viewed', name === viewed);
      const eye = card?.querySelector<HTMLInputElement>('input');
      if (eye) eye.checked = name === viewed;
    }
  }

  /** Says how large the images are, or that one is missing. */
  tell(graph: RecipeGraph): void {
    this.graph = graph;
    for (const [at, name] of this.names.entries()) {
      const node = graph.nodeOf(name);
      const small = this.element.children[at]?.querySelector('small');
      if (small) small.textContent = node ? `${formatShape(node.shape)} ${node.dtype}` : 'not given';
    }
  }

  private card(name: string): HTMLElement {
    const eye = make('input', {
      type: 'radio',
      name: this.host.group,
      value: name,
      aria: { label: `Look at ${name}` },
    });
    eye.addEventListener('change', () => this.host.look(name));
    const look = make('label', { className: 'bf-eye', title: 'Look at this' }, eye, icon('eye'));
    const title = make(
      'span',
      { className: 'bf-title' },
      make('span', {}, make('b', { textContent: name }), make('small')),
    );
    return make('li', { className: 'bf-card bf-image' }, make('div', { className: 'bf-line' }, title, look));
  }
}
