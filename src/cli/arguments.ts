/** The words of a command line: files in their order, and options. Which options there are, the command says. */
import { UserError } from '../core/errors.js';
import { camel, kebab, suggestion } from './names.js';

/** What an option takes: a value, `true` or `false` or nothing, or a value each time that it is given. */
export type OptionKind = 'value' | 'flag' | 'list';
export type OptionKinds = Readonly<Record<string, OptionKind>>;

export interface Arguments {
  readonly positionals: readonly string[];
  /** By name in camelCase. */
  readonly values: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** Whether a word is a number, which may begin with a minus. */
export function isNumber(word: string): boolean {
  return word.trim() !== '' && Number.isFinite(Number(word));
}

/** `command` is what messages begin with. Throws `UserError` for options that it does not have. */
export function parseArguments(command: string, words: readonly string[], kinds: OptionKinds): Arguments {
  const positionals: string[] = [];
  const values = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const refuse = (problem: string): never => {
    throw new UserError(`${command}: ${problem}`);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--') {
      positionals.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-' || isNumber(word)) {
      positionals.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const typed = word.slice(0, equals < 0 ? undefined : equals);
    const bare = typed.replace(/^--/, '');
    const name = Object.keys(kinds).find((known) => kebab(known) === bare) ?? camel(bare);
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (!kind || !typed.startsWith('--'))
      return refuse(`there is no option ${typed}${meant(name, kinds) || `; brightfield ${command} --help lists them`}`);
    const next = words[at + 1];
    let value = equals < 0 ? undefined : word.slice(equals + 1);
    if (value === undefined) {
      const takes =
        kind === 'flag' ? next === 'true' || next === 'false' : next !== undefined && !next.startsWith('--');
      if (takes) at++;
      else if (kind !== 'flag') refuse(`${typed} needs a value`);
      value = takes ? next : 'true';
    }
    if (kind === 'list') lists.set(name, [...(lists.get(name) ?? []), value ?? '']);
    else if (values.has(name)) refuse(`${typed} is given twice`);
    else values.set(name, value ?? '');
  }
  return { positionals, values, lists };
}

/** The option that a name may be meant for, in the spelling of the command line. */
function meant(name: string, kinds: OptionKinds): string {
  return suggestion(name, Object.keys(kinds)).replace(/ (\w+)\?$/, (_, near: string) => ` --${kebab(near)}?`);
}

/** A flag's word as truth. */
export function flagValue(command: string, name: string, word: string | undefined): boolean {
  if (word === undefined || word === 'false') return false;
  if (word === 'true') return true;
  throw new UserError(`${command}: --${kebab(name)} must be true or false, got '${word}'`);
}

/** The `name=path` words of an option, by name. */
export function namedPaths(command: string, option: string, words: readonly string[] = []): Map<string, string> {
  const named = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf('=');
    const [name, path] = [word.slice(0, equals), word.slice(equals + 1)];
    if (equals < 1 || path === '') throw new UserError(`${command}: --${option} must be name=path, got '${word}'`);
    if (named.has(name)) throw new UserError(`${command}: --${option} ${name} is given twice`);
    named.set(name, path);
  }
  return named;
}
