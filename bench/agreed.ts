/** Correctness before time: our result of a row is compared with that of everybody who is to be timed beside it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostVolume } from 'brightfield';
import { decodeNpy } from 'brightfield/io';
import { disagreement } from './agreement.js';
import { isOnGpu, type PeerProcess, peerOf } from './contestant.js';
import type { Taking } from './measure.js';
import { type Agreement, type BenchRow, type PeerName, shapeAt, voxelsOf } from './row.js';

/** How results that are not the same are told: whose is wrong is not known, so the row has no time. A peer that cannot do it only stands aside. */
export const DIFFERS = 'differs: ';

/** Its threads go on spinning after a call and would take a core from what is measured next: that is another peer, where there is one. */
const FIRST: PeerName = 'opencv';

/** Voxels up to which peers walk along with a series. */
const MOST_ON_CPU = 2 ** 22;
const MOST_ON_GPU = 2 ** 28;

const BUILDS: Agreement = { abs: 1e-4, rel: 1e-4, share: 1e-3, why: 'two builds of one operation' };

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

type Asked = readonly [PeerProcess, PeerName];

function peersAsked({ peers, size }: Taking, row: BenchRow): Asked[] {
  const voxels = voxelsOf(shapeAt(row, size));
  const near = (name: PeerName): boolean => !row.series || voxels <= (isOnGpu(name) ? MOST_ON_GPU : MOST_ON_CPU);
  return peers.flatMap((peer) =>
    (Object.keys(peer.versions) as PeerName[])
      .filter((name) => peerOf(row, name) && near(name))
      .sort((a, b) => Number(b === FIRST) - Number(a === FIRST))
      .map((name): Asked => [peer, name]),
  );
}

/** Those whose result is ours; what the others said is among the errors, that of an earlier build under `before`. */
export async function agreed(taking: Taking, row: BenchRow, errors: Record<string, string>): Promise<Asked[]> {
  const asked = peersAsked(taking, row);
  const before = errors.before ? undefined : taking.before;
  if (row.act || (!before && asked.length === 0)) return [];
  const folder = mkdtempSync(join(tmpdir(), 'brightfield-bench-'));
  const file = (name: string): string => join(folder, `${name}.npy`);
  const read = (name: string): HostVolume => decodeNpy(readFileSync(file(name)));
  try {
    await taking.ours.ask({ do: 'answer', file: file('ours') });
    const result = read('ours');
    if (before) {
      await before.ask({ do: 'answer', file: file('before') });
      const said = disagreement(result, read('before'), BUILDS);
      if (said) errors.before = said;
    }
    if (asked.length > 0) await taking.ours.ask({ do: 'given', file: file('data') });
    const ready = new Set<PeerProcess>();
    const agreeing: Asked[] = [];
    for (const [peer, name] of asked) {
      try {
        if (!ready.has(peer)) await peer.prepare(row, file('data'));
        ready.add(peer);
        await peer.answer(name, row, file('theirs'));
        const said = disagreement(result, read('theirs'), peerOf(row, name)?.agrees ?? row.agrees);
        if (said) errors[name] = `${DIFFERS}${said}`;
        else agreeing.push([peer, name]);
      } catch (error) {
        errors[name] = messageOf(error);
      }
    }
    return agreeing;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
