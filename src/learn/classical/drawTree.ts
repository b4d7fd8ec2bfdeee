/** A decision tree as text and as a picture. */
import { ArgumentError } from '../../core/errors.js';
import type { DecisionTreeModel } from './decisionTree.js';

export interface TreeNames {
  /** In the order of the table's columns; `feature 0` and so on when left out. */
  readonly featureNames?: readonly string[];
  /** In the order of the model's classes; their numbers when left out. */
  readonly classNames?: readonly string[];
  /** Questions below which nothing is drawn. All are when left out. */
  readonly maxDepth?: number;
}

/** What a node says, and where it stands: leaves side by side, a parent over the middle of its children. */
interface Drawn {
  readonly question: string;
  readonly answer: string;
  readonly samples: number;
  readonly impurity: number;
  readonly shares: readonly number[];
  readonly depth: number;
  readonly children: readonly Drawn[];
  readonly cut: boolean;
  at: number;
}

function drawn(operation: string, model: DecisionTreeModel, names: TreeNames): { root: Drawn; leaves: number } {
  const { tree, classes, features } = model;
  const { featureNames, classNames, maxDepth = Number.POSITIVE_INFINITY } = names;
  const check = (what: string, given: readonly string[] | undefined, wanted: number): void => {
    if (given && given.length !== wanted)
      throw new ArgumentError(operation, `there must be ${wanted} ${what}`, `${given.length}`);
  };
  check('featureNames', featureNames, features);
  check('classNames', classNames, classes.length);
  let leaves = 0;
  const made = (node: number, depth: number): Drawn => {
    const name = tree.feature[node] as number;
    const shares = [...tree.shares.subarray(node * classes.length, (node + 1) * classes.length)];
    const best = shares.indexOf(Math.max(...shares));
    const cut = name >= 0 && depth >= maxDepth;
    const first = tree.left[node] as number;
    const children = name < 0 || cut ? [] : [made(first, depth + 1), made(first + 1, depth + 1)];
    return {
      question:
        name < 0 ? '' : `${featureNames?.[name] ?? `feature ${name}`} <= ${short(tree.threshold[node] as number)}`,
      answer: classNames?.[best] ?? `${classes[best]}`,
      samples: tree.samples[node] as number,
      impurity: tree.impurity[node] as number,
      shares,
      depth,
      children,
      cut,
      at: children.length ? children.reduce((sum, child) => sum + child.at, 0) / children.length : leaves++ + 0.5,
    };
  };
  const root = made(0, 0);
  return { root, leaves };
}

function short(number: number): string {
  return `${Number(number.toPrecision(4))}`;
}

/**
 * A decision tree as lines of text, a question or a class each, indented by how deep it stands: scikit-learn's `export_text`. Throws `ArgumentError` for names that are not as many as features or classes.
 * @example
 * import { decisionTree, decisionTreeText, HostVolume } from 'brightfield';
 * const table = new HostVolume({ shape: { y: 2, x: 1 }, data: Float32Array.of(1, 2) });
 * const kind = new HostVolume({ shape: { y: 2 }, data: Uint8Array.of(4, 7) });
 * decisionTreeText(decisionTree(table, kind));
 * // |--- feature 0 <= 1.5
 * // |   |--- class: 4
 * // |--- feature 0 >  1.5
 * // |   |--- class: 7
 */
export function decisionTreeText(model: DecisionTreeModel, names: TreeNames = {}): string {
  const lines = (node: Drawn): string[] => {
    const indent = '|   '.repeat(node.depth);
    if (node.cut) return [`${indent}|--- class: ${node.answer} (cut off)`];
    if (node.children.length === 0) return [`${indent}|--- class: ${node.answer}`];
    const [low, high] = node.children as [Drawn, Drawn];
    return [
      `${indent}|--- ${node.question}`,
      ...lines(low),
      `${indent}|--- ${node.question.replace(/ <= ([^<]*)$/, ' >  $1')}`,
      ...lines(high),
    ];
  };
  return `${lines(drawn('decisionTreeText', model, names).root).join('\n')}\n`;
}

const [HEIGHT, GAP, RISE] = [58, 12, 34];
/** Of a letter of 11 pixels, more than most take. */
const LETTER = 6.4;

const sizeOf = (node: Drawn): string => `${node.samples} samples, gini ${node.impurity.toFixed(3)}`;
const titleOf = (node: Drawn): string => (node.cut || node.question === '' ? node.answer : node.question);

/**
 * A decision tree as a picture, the text of an SVG file: each node with its question, how many samples it has, how mixed they are and the shares of the classes as a bar; on the left what answers yes. scikit-learn's `plot_tree`. The colours are
 * spread over the circle of hues, in the order of the classes. Throws `ArgumentError` for names that are not as many as features or classes.
 * @example
 * import { decisionTree, decisionTreeSvg, HostVolume } from 'brightfield';
 * const table = new HostVolume({ shape: { y: 2, x: 1 }, data: Float32Array.of(1, 2) });
 * const kind = new HostVolume({ shape: { y: 2 }, data: Uint8Array.of(0, 1) });
 * const picture = decisionTreeSvg(decisionTree(table, kind), { classNames: ['cell', 'ground'] });
 * picture.startsWith('<svg'); // true
 */
export function decisionTreeSvg(model: DecisionTreeModel, names: TreeNames = {}): string {
  const { root, leaves } = drawn('decisionTreeSvg', model, names);
  const parts: string[] = [];
  let deepest = 0;
  const longest = (node: Drawn): number =>
    Math.max(sizeOf(node).length, titleOf(node).length, ...node.children.map(longest));
  const room = Math.ceil(LETTER * longest(root)) + 2 * GAP;
  const x = (node: Drawn): number => GAP + (node.at - 0.5) * (room + GAP);
  const y = (node: Drawn): number => GAP + node.depth * (HEIGHT + RISE);
  const draw = (node: Drawn): void => {
    deepest = Math.max(deepest, node.depth);
    node.children.forEach((child, side) => {
      const [x0, y0, x1, y1] = [x(node) + room / 2, y(node) + HEIGHT, x(child) + room / 2, y(child)];
      parts.push(`<path d="M${x0} ${y0}C${x0} ${y0 + RISE / 2} ${x1} ${y1 - RISE / 2} ${x1} ${y1}" class="edge"/>`);
      if (node.depth === 0)
        parts.push(text((x0 + x1) / 2 + (side ? 14 : -14), (y0 + y1) / 2, side ? 'no' : 'yes', 'note'));
      draw(child);
    });
    parts.push(boxOf(node, x(node), y(node), room));
  };
  draw(root);
  const [width, height] = [GAP + leaves * (room + GAP), 2 * GAP + (deepest + 1) * (HEIGHT + RISE) - RISE];
  const style =
    'text{font:11px system-ui,sans-serif;text-anchor:middle;fill:#222}.note{fill:#666}.edge{fill:none;stroke:#999}.box{fill:#fff;stroke:#555}';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><style>${style}</style>${parts.join('')}</svg>\n`;
}

function boxOf(node: Drawn, x: number, y: number, room: number): string {
  const middle = x + room / 2;
  const parts = [`<rect x="${x}" y="${y}" width="${room}" height="${HEIGHT}" rx="5" class="box"/>`];
  parts.push(text(middle, y + 16, titleOf(node)));
  parts.push(text(middle, y + 31, sizeOf(node), 'note'));
  let from = x + 8;
  node.shares.forEach((share, k) => {
    const width = share * (room - 16);
    if (width > 0)
      parts.push(
        `<rect x="${from.toFixed(2)}" y="${y + 40}" width="${width.toFixed(2)}" height="10" fill="hsl(${Math.round((360 * k) / node.shares.length + 210) % 360} 65% 55%)"/>`,
      );
    from += width;
  });
  return parts.join('');
}

function text(x: number, y: number, what: string, kind = ''): string {
  const safe = what.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x}" y="${y}"${kind && ` class="${kind}"`}>${safe}</text>`;
}
