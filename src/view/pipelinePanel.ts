/**
 * A panel that builds a pipeline: steps are added from a list of all operations, put in order, switched off, tuned, undone. It computes
 * nothing; it tells the recipe whenever that changes, and is told what is wrong with it.
 */
import { OPERATIONS } from '../catalogue.js';
import type { Tried } from '../core/params.js';
import type { Operation } from '../graph/operation.js';
import { adoptStyles } from './adopt.js';
import type { ControlOptions } from './controls.js';
import type { CardHost } from './pipeline/card.js';
import { CardList } from './pipeline/cardList.js';
import { iconButton, make } from './pipeline/dom.js';
import { exchangeButtons } from './pipeline/exchange.js';
import { ImageCards } from './pipeline/images.js';
import { listenToKeys } from './pipeline/panelKeys.js';
import { searchField } from './pipeline/search.js';
import { sensibleInputs } from './pipeline/sensible.js';
import { PIPELINE_STYLES } from './pipeline/theme.js';
import { addStep, moveStep, removeStep } from './recipe/edits.js';
import { handsOn, type RecipeGraph } from './recipe/graph.js';
import { type EditKind, edited, type History, historyOf, redo, undo } from './recipe/history.js';
import type { Wanted } from './recipe/liveOptions.js';
import { EMPTY_RECIPE, type Feed, PREVIOUS, type Recipe } from './recipe/recipe.js';

export interface PipelinePanelOptions {
  readonly container: HTMLElement;
  /** What to begin with; no steps unless said. */
  readonly recipe?: Recipe;
  /** What may be added; all operations unless said. */
  readonly operations?: readonly Operation[];
  /** Slider ends by the name of a parameter, where they should be narrower than what the operation takes. */
  readonly ranges?: ControlOptions['ranges'];
  /** What is looked at: parameters that must be given begin with what suits it. */
  readonly image?: () => Tried | undefined;
  /** Where Ctrl+Z is listened for; the panel unless said. */
  readonly keys?: HTMLElement | Document;
  /** Told the recipe after each change; `settled` is false while a slider is dragged. */
  readonly onChange?: (recipe: Recipe, settled: boolean) => void;
  /** Told what is looked at, whenever another step is. */
  readonly onView?: (view: string) => void;
}

let panels = 0;

/**
 * Makes a panel in an element of the page.
 * @example
 * const panel = pipelinePanel({ container, onChange: () => live.update(panel.wanted), onView: () => live.update(panel.wanted) });
 */
export function pipelinePanel(options: PipelinePanelOptions): PipelinePanel {
  return new PipelinePanel(options);
}

export class PipelinePanel implements Disposable {
  private history: History;
  /** The step that is looked at, an image, or `PREVIOUS`. */
  private looking: string = PREVIOUS;
  private readonly opened = new Set<string>();
  private focus = '';
  private isSettled = true;
  private graph: RecipeGraph | undefined;
  private readonly host: CardHost;
  private readonly root: HTMLElement;
  private readonly list: CardList;
  private readonly images: ImageCards;
  private readonly status = make('p', { className: 'bf-status', role: 'status' });
  private readonly undoButton = iconButton('undo', 'Undo', () => this.go(undo(this.history)));
  private readonly redoButton = iconButton('redo', 'Redo', () => this.go(redo(this.history)));
  private readonly field: HTMLInputElement;
  private readonly listening = new AbortController();

  constructor(private readonly options: PipelinePanelOptions) {
    const { container, recipe = EMPTY_RECIPE, operations = OPERATIONS, ranges, keys } = options;
    adoptStyles(container.ownerDocument, PIPELINE_STYLES);
    this.history = historyOf(recipe);
    this.host = {
      group: `bf-pipeline-${++panels}`,
      lookup: (name) => operations.find(({ operation }) => operation === name),
      ranges,
      edit: (change, kind) => this.edit(change(this.recipe), kind),
      look: (id) => this.look(id),
      open: (id, open) => this.open(id, open),
      remove: (id) => this.remove(id),
    };
    this.images = new ImageCards(this.host);
    this.list = new CardList(this.host, (id, to) => this.move(id, to));
    const search = searchField(operations, (operation) => this.add(operation));
    this.field = search.field;
    const exchange = exchangeButtons({
      lookup: this.host.lookup,
      recipe: () => this.recipe,
      opened: (opened) => this.set(opened),
      say: (text, wrong) => this.say(text, wrong),
    });
    const head = make(
      'div',
      { className: 'bf-head' },
      make('h2', { textContent: 'Pipeline' }),
      this.undoButton,
      this.redoButton,
    );
    this.root = make(
      'section',
      { className: 'bf-pipeline', aria: { label: 'Pipeline' } },
      head,
      this.images.element,
      this.list.element,
      search.element,
      exchange,
      this.status,
    );
    listenToKeys({
      root: this.root,
      everywhere: keys ?? this.root,
      field: this.field,
      signal: this.listening.signal,
      move: (id, by) => this.move(id, this.recipe.steps.findIndex((step) => step.id === id) + by),
      undo: () => this.go(undo(this.history)),
      redo: () => this.go(redo(this.history)),
    });
    container.append(this.root);
    this.draw();
  }

  get recipe(): Recipe {
    return this.history.present;
  }

  /** What is looked at: `PREVIOUS` is the end of the list. */
  get view(): string {
    const step = this.recipe.steps.find(({ id }) => id === this.looking);
    if (step) return handsOn(step, this.host.lookup(step.operation));
    return this.recipe.inputs.includes(this.looking) ? this.looking : PREVIOUS;
  }

  /** What `recipe.LivePipeline` is to compute. */
  get wanted(): Wanted {
    const card = this.list.card(this.focus);
    const focus = card?.isOpen ? { id: this.focus, sliders: card.sliders } : undefined;
    return { recipe: this.recipe, view: this.view, settled: this.isSettled, focus };
  }

  /** Shows another recipe, with one of its steps open where it is named; that can be undone. */
  set(recipe: Recipe, { open }: { readonly open?: string | undefined } = {}): void {
    this.looking = PREVIOUS;
    this.opened.clear();
    if (open !== undefined) this.opened.add(open);
    this.focus = open ?? '';
    this.edit(recipe);
  }

  /** Tells what became of the recipe: problems stand at their steps. */
  tell(graph: RecipeGraph): void {
    this.graph = graph;
    this.list.tell(graph);
    this.images.tell(graph);
  }

  /** Another recipe of the same steps, such as one with another number: what is open stays, and a drag is one step of undo. */
  change(change: (recipe: Recipe) => Recipe, kind?: EditKind): void {
    this.edit(change(this.recipe), kind);
  }

  /** Adds a step and opens it. Its inputs are sensible ones where they are left out. */
  add(
    operation: Operation,
    inputs: readonly Feed[] | undefined = sensibleInputs(operation, this.recipe, this.graph),
  ): void {
    const next = addStep(this.recipe, operation, { ...(inputs && { inputs }), image: this.options.image?.() });
    const id = next.steps.at(-1)?.id ?? '';
    this.opened.clear();
    this.opened.add(id);
    this.focus = id;
    this.looking = PREVIOUS;
    this.edit(next);
    this.list.card(id)?.element.scrollIntoView({ block: 'nearest' });
    this.say(`Added ${id}`);
  }

  dispose(): void {
    this.listening.abort();
    this.list.dispose();
    this.root.remove();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  private edit(recipe: Recipe, kind: EditKind = {}): void {
    this.history = edited(this.history, recipe, kind);
    this.isSettled = kind.settled ?? true;
    this.draw();
    this.options.onChange?.(this.recipe, this.isSettled);
  }

  private go(history: History): void {
    if (history.present === this.recipe) return;
    this.history = history;
    this.isSettled = true;
    this.draw();
    this.options.onChange?.(this.recipe, true);
  }

  private look(id: string): void {
    this.looking = id === this.recipe.steps.at(-1)?.id ? PREVIOUS : id;
    this.draw();
    this.options.onView?.(this.view);
  }

  private open(id: string, open: boolean): void {
    if (open) this.opened.add(id);
    else this.opened.delete(id);
    if (open) this.focus = id;
    this.draw();
    // its sliders may be compiled for
    if (open) this.options.onView?.(this.view);
  }

  private remove(id: string): void {
    const place = this.recipe.steps.findIndex((step) => step.id === id);
    this.edit(removeStep(this.recipe, id));
    const next = this.recipe.steps[Math.min(place, this.recipe.steps.length - 1)];
    (next ? this.list.card(next.id)?.title : this.field)?.focus();
    this.say(`Removed ${id}`);
  }

  private move(id: string, to: number): void {
    const focused = document.activeElement;
    this.edit(moveStep(this.recipe, id, to));
    if (focused instanceof HTMLElement && this.root.contains(focused)) focused.focus();
    const place = this.recipe.steps.findIndex((step) => step.id === id);
    this.say(`${id} is step ${place + 1} of ${this.recipe.steps.length}`);
  }

  /** Says something in the line below the panel; `wrong` where it failed. */
  say(text: string, wrong = false): void {
    this.status.textContent = text;
    this.status.classList.toggle('bf-wrong', wrong);
  }

  private draw(): void {
    const { recipe } = this;
    const viewed = this.looking === PREVIOUS ? (recipe.steps.at(-1)?.id ?? recipe.inputs[0]) : this.looking;
    this.list.show(recipe, { opened: this.opened, viewed });
    this.images.show(recipe, viewed);
    this.undoButton.disabled = this.history.past.length === 0;
    this.redoButton.disabled = this.history.future.length === 0;
  }
}
