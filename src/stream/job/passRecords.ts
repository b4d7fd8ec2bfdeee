/** What first passes make, kept block by block beside a job: partial sums and counts, a small file each. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HostVolume } from '../../core/hostVolume.js';
import { flushFolder, writeDurably } from '../../io/durable.js';
import { told } from '../../io/fileHandle.js';
import { decodeNpy, encodeNpy } from '../../io/npy.js';
import { CANONICAL } from '../../io/order.js';
import type { PassRecords } from '../runBlocks.js';

/** The records in the folder of a job. */
export function passRecords(folder: string): PassRecords {
  const fileOf = (pass: number, block: number, part: number): string =>
    join(folder, `pass.${pass + 1}`, `${block}.${part}.npy`);
  return {
    async read(pass, block, parts) {
      const made: HostVolume[] = [];
      for (let part = 0; part < parts; part++) {
        const name = fileOf(pass, block, part);
        const bytes = await readFile(name).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return undefined;
          throw told(name, error);
        });
        if (!bytes) return undefined;
        made.push(decodeNpy(new Uint8Array(bytes), { name, layout: CANONICAL }));
      }
      return made;
    },
    async write(pass, block, parts) {
      for (const [part, volume] of parts.entries()) {
        const name = fileOf(pass, block, part);
        if ((await mkdir(dirname(name), { recursive: true })) !== undefined) await flushFolder(folder);
        await writeDurably(name, encodeNpy(new HostVolume({ ...volume, layout: CANONICAL })));
      }
    },
  };
}
