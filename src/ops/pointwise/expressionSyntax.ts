/**
 * Formulas as trees: a parser by precedence climbing (Pratt 1973) over a fixed table of operators and functions. Nothing of the
 * text reaches a shader: names choose from the tables, numbers become values.
 */
import type { RefuseCall } from '../../graph/operation.js';
import { ARITY, CONDITIONAL, CONSTANTS, type FormulaFunction, INFIX, PREFIX, VARIABLES } from './expressionTable.js';
import { describeToken, type Token, tokensOf } from './expressionTokens.js';

export type Syntax =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'variable'; readonly index: number }
  | { readonly kind: 'call'; readonly name: FormulaFunction; readonly args: readonly Syntax[] };

const MOST_CHARACTERS = 1000;
/** WGSL compilers take expressions to a few hundred levels. */
const MOST_LEVELS = 64;

/** Parses a formula of so many inputs. Every mistake is refused with its column. */
export function parseFormula(text: string, inputs: number, refuse: RefuseCall): Syntax {
  if (text.length > MOST_CHARACTERS) refuse(`text must be at most ${MOST_CHARACTERS} characters`, `${text.length}`);
  return new Parser(tokensOf(text, refuse), inputs, refuse).whole();
}

/** A tree and its height, which bounds every recursion over it. */
interface Parsed {
  readonly tree: Syntax;
  readonly levels: number;
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly inputs: number,
    private readonly refuse: RefuseCall,
  ) {}

  whole(): Syntax {
    const { tree } = this.parse(0);
    if (this.next.kind !== 'end') this.expected('an operator');
    return tree;
  }

  private get next(): Token {
    return this.tokens[this.at] as Token;
  }

  private expected(what: string): never {
    return this.refuse(`${what} must stand at column ${this.next.column}`, describeToken(this.next));
  }

  private take(symbol: string): boolean {
    const found = this.next.kind === 'symbol' && this.next.text === symbol;
    if (found) this.at++;
    return found;
  }

  private close(symbol: string): void {
    if (!this.take(symbol)) this.expected(`'${symbol}'`);
  }

  private call(name: FormulaFunction, args: readonly Parsed[], column: number): Parsed {
    const levels = 1 + Math.max(...args.map((arg) => arg.levels));
    this.bound(levels, column);
    return { tree: { kind: 'call', name, args: args.map((arg) => arg.tree) }, levels };
  }

  private bound(levels: number, column: number): void {
    if (levels > MOST_LEVELS)
      this.refuse(`a formula must be at most ${MOST_LEVELS} levels deep`, `more at column ${column}`);
  }

  /** An expression of operators that bind at least so tightly. */
  private parse(power: number): Parsed {
    this.depth++;
    this.bound(this.depth, this.next.column);
    let left = this.prefix();
    for (;;) {
      const { kind, text, column } = this.next;
      const infix = kind === 'symbol' ? INFIX[text] : undefined;
      if (infix && infix.left >= power) {
        this.at++;
        left = this.call(infix.name, [left, this.parse(infix.right)], column);
      } else if (kind === 'symbol' && text === '?' && CONDITIONAL >= power) {
        this.at++;
        const then = this.parse(CONDITIONAL);
        this.close(':');
        left = this.call('where', [left, then, this.parse(CONDITIONAL)], column);
      } else break;
    }
    this.depth--;
    return left;
  }

  private prefix(): Parsed {
    const token = this.next;
    if (token.kind === 'number') {
      this.at++;
      const value = Number(token.text);
      if (!Number.isFinite(Math.fround(value)))
        this.refuse(`the number at column ${token.column} must be within f32`, token.text);
      return { tree: { kind: 'number', value }, levels: 1 };
    }
    if (token.kind === 'name') return this.named(token);
    if (this.take('(')) {
      const inner = this.parse(0);
      this.close(')');
      return inner;
    }
    if (this.take('+')) return this.parse(PREFIX);
    if (this.take('!')) return this.call('not', [this.parse(PREFIX)], token.column);
    if (!this.take('-')) return this.expected('a value');
    const operand = this.parse(PREFIX);
    if (operand.tree.kind === 'number') return { tree: { kind: 'number', value: -operand.tree.value }, levels: 1 };
    return this.call('negate', [operand], token.column);
  }

  private named(token: Token): Parsed {
    this.at++;
    const { text, column } = token;
    if (Object.hasOwn(ARITY, text)) return this.applied(text as keyof typeof ARITY, column);
    if (Object.hasOwn(CONSTANTS, text)) return { tree: { kind: 'constant', value: CONSTANTS[text] ?? 0 }, levels: 1 };
    const index = (VARIABLES as readonly string[]).indexOf(text);
    const known = VARIABLES.slice(0, this.inputs);
    if (index < 0 || index >= this.inputs)
      this.refuse(
        `the name at column ${column} must be an input (${known.join(', ')}), a constant (pi, e) or a function (${Object.keys(ARITY).join(', ')})`,
        `'${text.length > 20 ? `${text.slice(0, 17)}...` : text}'`,
      );
    return { tree: { kind: 'variable', index }, levels: 1 };
  }

  private applied(name: keyof typeof ARITY, column: number): Parsed {
    this.close('(');
    const args = [this.parse(0)];
    while (this.take(',')) args.push(this.parse(0));
    this.close(')');
    if (args.length !== ARITY[name])
      this.refuse(
        `${name} at column ${column} must have ${ARITY[name]} argument${ARITY[name] === 1 ? '' : 's'}`,
        `${args.length}`,
      );
    return this.call(name, args, column);
  }
}
