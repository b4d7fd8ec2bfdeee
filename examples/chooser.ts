/**
 * Any operation of the registry that takes one volume and gives one, with the panel of its parameters. None is named here:
 * one that is added to the registry stands in the list at once. A parameter that must be given and has no default is an empty
 * field, and the operation says so until it is filled.
 */
import { OPERATIONS, type Operation } from 'brightfield';
import { type ControlOptions, type OperationPanel, operationPanel } from 'brightfield/view';

export interface Chosen {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, unknown>>;
  /** Whether it is given the blurred stack. */
  readonly blurFirst: boolean;
}

export interface ChooserOptions {
  readonly list: HTMLSelectElement;
  readonly summary: HTMLElement;
  readonly blurFirst: HTMLInputElement;
  /** Where the operation's panel goes. */
  readonly panel: HTMLElement;
  readonly first: Operation;
  readonly ranges: NonNullable<ControlOptions['ranges']>;
  /** Told after every change; `isOther` where another image is asked for, not another parameter. */
  readonly onChange: (isOther: boolean) => void;
}

const CHOICE: ReadonlyMap<string, Operation> = new Map(
  OPERATIONS.filter(
    ({ inputs, outputs }) => inputs.length === 1 && !inputs[0]?.variadic && Object.keys(outputs).length === 1,
  )
    .map((operation) => [operation.operation, operation] as const)
    .sort(([a], [b]) => a.localeCompare(b, 'en')),
);

export class Chooser {
  private operation: Operation;
  private panel: OperationPanel;

  constructor(private readonly options: ChooserOptions) {
    const { list, blurFirst, first, onChange } = options;
    for (const name of CHOICE.keys()) list.append(new Option(name));
    list.value = first.operation;
    this.operation = first;
    this.panel = this.makePanel();
    list.addEventListener('change', () => {
      this.operation = CHOICE.get(list.value) ?? first;
      this.panel.dispose();
      this.panel = this.makePanel();
      onChange(true);
    });
    blurFirst.addEventListener('change', () => onChange(true));
  }

  get chosen(): Chosen {
    return { operation: this.operation, params: this.panel.params, blurFirst: this.options.blurFirst.checked };
  }

  private makePanel(): OperationPanel {
    const { panel: container, summary, ranges, onChange } = this.options;
    summary.textContent = this.operation.summary;
    return operationPanel(this.operation, { container, ranges, onChange: () => onChange(false) });
  }
}
