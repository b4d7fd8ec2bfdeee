/** A step in the list: its line, and below it, where it is open, what it is given and its parameters. */
import { chapterOf } from '../../catalogue.js';
import type { Operation } from '../../graph/operation.js';
import { controlsOf } from '../controls.js';
import { icon } from '../icons.js';
import { type OperationPanel, operationPanel, type PanelOptions } from '../panel.js';
import { setParam, switchStep } from '../recipe/edits.js';
import { sameJson } from '../recipe/equal.js';
import type { EditKind } from '../recipe/history.js';
import type { Lookup, Recipe, Step } from '../recipe/recipe.js';
import type { SweptSlider } from '../recipe/warming.js';
import { iconButton, make } from './dom.js';
import { feedRows } from './feeds.js';

/** What a card asks of the panel that it stands in. */
export interface CardHost {
  /** Names the radio buttons of one panel. */
  readonly group: string;
  readonly lookup: Lookup;
  readonly ranges: PanelOptions['ranges'];
  edit(change: (recipe: Recipe) => Recipe, kind?: EditKind): void;
  look(id: string): void;
  open(id: string, open: boolean): void;
  remove(id: string): void;
}

export class Card {
  readonly element: HTMLLIElement;
  readonly grip = make('span', { className: 'bf-grip', title: 'Drag, or press Alt and an arrow key' }, icon('grip'));
  readonly title: HTMLButtonElement;
  readonly operation: string;
  /** The sliders of its parameters, where it is open. */
  sliders: Readonly<Record<string, SweptSlider>> = {};
  private readonly on: HTMLInputElement;
  private readonly eye: HTMLInputElement;
  private readonly brief = make('small');
  private readonly problem = make('p', { className: 'bf-problem', hidden: true, role: 'alert' });
  private readonly feeds = make('div', { className: 'bf-feeds' });
  private readonly holder = make('div', { className: 'bf-params' });
  private readonly body: HTMLElement;
  private panel: OperationPanel | undefined;
  /** The parameters that the open controls stand at. */
  private told: Step['params'] | undefined;
  private shown: unknown;
  private ends: Readonly<Record<string, readonly [number, number]>> = {};

  constructor(
    private step: Step,
    private readonly host: CardHost,
  ) {
    const { id, operation: name } = step;
    this.operation = name;
    const operation = host.lookup(name);
    this.on = make('input', { type: 'checkbox', title: 'On or off', aria: { label: `${id} is on` } });
    this.on.addEventListener('change', () => host.edit((before) => switchStep(before, id, this.on.checked)));
    this.eye = make('input', { type: 'radio', name: host.group, value: id, aria: { label: `Look at ${id}` } });
    this.eye.addEventListener('change', () => host.look(id));
    const bodyId = `${host.group}-${id}`;
    this.title = make(
      'button',
      {
        type: 'button',
        className: 'bf-title',
        title: operation?.summary ?? '',
        aria: { expanded: 'false', controls: bodyId },
      },
      icon('chevron'),
      make('span', {}, make('b', { textContent: id }), this.brief),
    );
    this.title.addEventListener('click', () => host.open(id, !this.isOpen));
    const remove = iconButton('close', `Remove ${id}`, () => host.remove(id));
    const look = make('label', { className: 'bf-eye', title: 'Look at this' }, this.eye, icon('eye'));
    const about = make(
      'p',
      { className: 'bf-about' },
      operation?.summary ?? '',
      make('i', { textContent: operation ? chapterOf(operation) : '' }),
    );
    this.body = make('div', { id: bodyId, className: 'bf-body', hidden: true }, about, this.feeds, this.holder);
    const line = make('div', { className: 'bf-line' }, this.grip, this.on, this.title, look, remove);
    this.element = make('li', { className: 'bf-card', data: { id } }, line, this.problem, this.body);
  }

  get isOpen(): boolean {
    return !this.body.hidden;
  }

  /** Shows a step of a recipe; what stands in its controls already is left alone. */
  show(recipe: Recipe, step: Step, open: boolean, viewed: boolean): void {
    this.step = step;
    const operation = this.host.lookup(step.operation);
    this.on.checked = step.on;
    this.eye.checked = viewed;
    this.element.classList.toggle('bf-off', !step.on);
    this.element.classList.toggle('bf-viewed', viewed);
    this.brief.textContent = briefOf(step);
    this.body.hidden = !open;
    this.title.setAttribute('aria-expanded', `${open}`);
    if (!open || !operation) {
      this.close();
      return;
    }
    // parameters say nothing of what may be given
    const around = { ...recipe, steps: recipe.steps.map((each) => ({ ...each, params: {} })) };
    if (!sameJson(this.shown, around)) {
      this.shown = around;
      const label = this.feeds.contains(document.activeElement)
        ? document.activeElement?.getAttribute('aria-label')
        : undefined;
      this.feeds.replaceChildren(
        ...feedRows(recipe, step, operation, this.host.lookup, (change) => this.host.edit(change)),
      );
      if (label) this.feeds.querySelector<HTMLElement>(`[aria-label="${CSS.escape(label)}"]`)?.focus();
    }
    if (!sameJson(this.told, step.params)) this.makePanel(operation);
  }

  /** Says what is wrong with the step, or that it waits for one that is wrong. */
  tell(problem: string | undefined, waiting: boolean): void {
    if (this.problem.textContent !== (problem ?? '')) this.problem.textContent = problem ?? '';
    this.problem.hidden = problem === undefined;
    this.element.classList.toggle('bf-wrong', problem !== undefined);
    this.element.classList.toggle('bf-waits', waiting);
  }

  dispose(): void {
    this.close();
    this.element.remove();
  }

  private close(): void {
    this.panel?.dispose();
    this.panel = undefined;
    this.told = undefined;
    this.sliders = {};
  }

  private makePanel(operation: Operation): void {
    this.close();
    const { id, params } = this.step;
    this.told = params;
    // ends that a slider had stay, as long as it can stand there
    const kept = Object.entries(this.ends).filter(([name, [low, high]]) => {
      const value = Number(params[name] ?? operation.params[name]?.default);
      return low <= value && value <= high;
    });
    const ranges = { ...this.host.ranges, ...Object.fromEntries(kept) };
    // numbers by axis have a slider for each
    const apart = Object.fromEntries(
      Object.entries(params).flatMap(([name, value]) => {
        const axes = operation.params[name]?.type === 'perAxis' ? operation.params[name]?.axes : undefined;
        return axes && typeof value === 'object' ? [[name, axes.filter((axis) => axis in (value as object))]] : [];
      }),
    );
    const options = { values: params, apart, ranges };
    const controls = Object.entries(controlsOf(operation.params, options));
    if (controls.length === 0) return;
    this.sliders = Object.fromEntries(
      controls.flatMap(([name, control]) => (control.kind === 'slider' ? [[name, control]] : [])),
    );
    this.ends = Object.fromEntries(Object.entries(this.sliders).map(([name, { min, max }]) => [name, [min, max]]));
    this.panel = operationPanel(operation, {
      ...options,
      container: this.holder,
      title: false,
      onChange: (_all, { name, value, settled }) =>
        this.host.edit(
          (before) => {
            const after = setParam(before, id, name, value, this.host.lookup);
            this.told = after.steps.find((each) => each.id === id)?.params;
            return after;
          },
          { key: `${id}.${name}`, settled },
        ),
    });
  }
}

/** The parameters of a step in a few words. */
function briefOf({ params }: Step): string {
  const words = Object.entries(params).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value).replace(/["{}]/g, '')}`,
  );
  return words.join(', ');
}
