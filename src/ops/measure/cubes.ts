/**
 * What a level draws through a cube of eight voxels, as triangles between the points where it crosses the cube's edges: the loops of its faces (cubeLoops.ts), filled one by one, or
 * two of them joined by a tunnel (cubeFillings.ts). Chernyaev 1995, Marching cubes 33, says which of these a trilinear volume can have.
 */
import { DIAGONALS, TUNNELS } from './cubeDiagonals.js';
import { cubeFillings, cubeTunnels, type Triangle } from './cubeFillings.js';
import { ambiguousFaces, decisionsOf, EDGES, groupsOf, loopsOf } from './cubeLoops.js';

/** Which tunnels are drawn: those of scikit-image 0.19, or all that the trilinear interpolant has. */
export type CubeMethod = 'lewiner' | 'trilinear';

/** The point in the middle of a fan. */
const CENTRE = 12;
/** Loops of more points are fanned. */
const MOST_CUT = 7;

/** One way in which a level goes through a cube. */
export interface Config {
  readonly high: number;
  /** The faces whose high corners are joined, as bits. */
  readonly joined: number;
  readonly loops: readonly (readonly number[])[];
  /** What fills each loop: edges, or `CENTRE`; seen from where it is low, against the clock in x, y and z. */
  readonly parts: readonly (readonly Triangle[])[];
}

let all: readonly Config[] | undefined;

/** All of them: cubes by their high corners, and of each as many as there are decisions. */
export function cubeConfigs(): readonly Config[] {
  if (all) return all;
  const cut = chosen(DIAGONALS);
  all = Array.from({ length: 256 }, (_, high) => high).flatMap((high) =>
    decisionsOf(high).map((joined): Config => {
      const loops = loopsOf(high, joined);
      const parts = loops.map((loop) =>
        loop.length > MOST_CUT
          ? loop.map((edge, i): Triangle => [edge, loop[(i + 1) % loop.length] ?? 0, CENTRE])
          : cut(cubeFillings(loop)),
      );
      return { high, joined, loops, parts };
    }),
  );
  return all;
}

/** What is drawn where the two groups of low (0) or of high (1) corners hang together inside, of all configs; none where there are not two, or the method has no such tunnel. */
export function cubeTunnelsOf(method: CubeMethod, isHigh: number): (readonly Triangle[] | undefined)[] {
  const joinedBy = chosen(TUNNELS);
  return cubeConfigs().map((config) => {
    const { loops, parts } = config;
    if (method === 'lewiner' && !isLewiners(config)) return undefined;
    const ends = tunnelled(config, isHigh);
    const [one, other] = loops.filter((_, at) => ends.includes(at));
    // what is fanned has none
    if (!one || !other || Math.max(one.length, other.length) > MOST_CUT) return undefined;
    const strips = cubeTunnels(one, other);
    const strip = isLewiners(config) ? joinedBy(strips) : (strips[0] ?? []);
    return [...strip, ...parts.filter((_, at) => !ends.includes(at)).flat()];
  });
}

/** Takes of several ways the one that the next digit says. */
function chosen(digits: string): (ways: readonly Triangle[][]) => readonly Triangle[] {
  let used = 0;
  return (ways) => ways[ways.length > 1 ? Number.parseInt(digits[used++] ?? '', 16) : 0] ?? [];
}

/** The loops that a tunnel between the two groups of one kind would join: those around what lies between the groups. */
function tunnelled({ high, joined, loops }: Config, isHigh: number): number[] {
  const groups = groupsOf(high, joined);
  const sides = loops.map(([edge = 0]) => {
    const [a, b] = EDGES[edge] ?? [0, 0];
    const ends = (high >> a) & 1 ? [b, a] : [a, b];
    return ends.map((corner) => groups[corner] ?? 0);
  });
  if (Math.max(...sides.map((side) => side[isHigh] ?? 0)) !== 1) return [];
  const around = (group: number): number[] =>
    loops.map((_, at) => at).filter((at) => sides[at]?.[1 - isHigh] === group);
  return [0, 1].map(around).find(({ length }) => length === 2) ?? [];
}

/** Whether scikit-image looks for a tunnel: between opposite corners, and between opposite edges where no face joins what is high. */
function isLewiners({ high, joined, loops }: Config): boolean {
  const points = ambiguousFaces(high) === 0 ? 3 : 4;
  return joined === 0 && loops.length === 2 && loops.every(({ length }) => length === points);
}

/** Words of the table before its configs: a case each. */
const CASES = 256;
/** Of a config: where its triangles stand, how many from bit 16 on, and in bit 31 that it has a point in its middle. */
const FANNED = 2 ** 31;
/** The group of each corner, two bits each, and that scikit-image draws this tunnel also where the two low corners are apart. */
const EAGER = 2 ** 16;

const tables = new Map<CubeMethod, Uint32Array>();

/**
 * All of it in one table for shaders (lib/cubes): 256 cases, the number of the first of their configs and the faces to be decided, from bit 12 on; then configs, three words each: as
 * `FANNED` and `EAGER` say, and the numbers of the configs with the tunnel of low corners and, from bit 16 on, of high ones, or 0; then triangles, four bits an edge.
 */
export function cubeTable(method: CubeMethod): Uint32Array {
  const known = tables.get(method);
  if (known) return known;
  const configs = cubeConfigs();
  const drawn: (readonly Triangle[])[] = configs.map(({ parts }) => parts.flat());
  const tunnels = [0, 1].map((isHigh) => cubeTunnelsOf(method, isHigh));
  const cases: number[] = [];
  const others = configs.map((config, at) => {
    if (config.high === cases.length) cases.push(at + ambiguousFaces(config.high) * 2 ** 12);
    const [low = 0, high = 0] = tunnels.map((own) => (own[at] ? drawn.push(own[at]) - 1 : 0));
    const eager = method === 'lewiner' && low > 0 && config.loops.every(({ length }) => length === 3) ? EAGER : 0;
    const groups = groupsOf(config.high, config.joined).reduce(
      (word, group, corner) => word | (group << (2 * corner)),
      0,
    );
    return [groups + eager, low + high * 2 ** 16];
  });
  const triangles: Triangle[] = [];
  const words = drawn.flatMap((own, at) => {
    const first = CASES + 3 * drawn.length + triangles.length;
    triangles.push(...own);
    const fanned = own.flat().includes(CENTRE) ? FANNED : 0;
    return [first + own.length * 2 ** 16 + fanned, ...(others[at] ?? [0, 0])];
  });
  const table = Uint32Array.of(...cases, ...words, ...triangles.map(([a, b, c]) => a | (b << 4) | (c << 8)));
  tables.set(method, table);
  return table;
}
