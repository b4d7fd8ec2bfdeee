/** What the processes of the peers in JavaScript have in common: messages, npy files, and lines of rows over names that are handed to them. */
import { readFileSync, writeFileSync } from 'node:fs';

/** The numbers of an npy file that NumPy or brightfield wrote: f32 or u8, C order. */
export function readNpy(file) {
  const bytes = readFileSync(file);
  const [major, width] = [bytes[6], bytes[6] === 1 ? 2 : 4];
  const length = major === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const header = bytes.subarray(8 + width, 8 + width + length).toString('latin1');
  const shape = [...(/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '').matchAll(/\d+/g)].map(Number);
  const data = bytes.buffer.slice(bytes.byteOffset + 8 + width + length, bytes.byteOffset + bytes.length);
  if (!/'descr': '(<f4|\|u1)'/.test(header)) throw new Error(`an npy file of f32 or u8 is needed, got ${header}`);
  return { shape, data: header.includes('<f4') ? new Float32Array(data) : new Uint8Array(data) };
}

export function writeNpy(file, shape, data) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const header = Buffer.from(`${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`, 'latin1');
  const head = Buffer.alloc(10);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(header.length, 8);
  writeFileSync(file, Buffer.concat([head, header, Buffer.from(data.buffer, data.byteOffset, data.byteLength)]));
}

/** The mean of the middle half, as the bench has it for all (src/core/statistics.ts). */
function midmean(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const left = Math.floor(sorted.length / 4);
  const middle = sorted.slice(left, sorted.length - left);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/**
 * Answers what the bench asks.
 * @param {Record<string, string>} versions
 * @param {{ names: Record<string, unknown>, load(array): unknown, finish(result): Promise<void>, numbers(result): Promise<{ shape, data }>, drop?(result): void }} peer
 */
export function serve(versions, { names, load, finish, numbers, drop = () => {} }) {
  let made = {};
  /** A line of a row, as a function of what is known and was made for it. */
  const line = (text) => {
    const known = { ...names, ...made };
    return () => new Function(...Object.keys(known), `return (${text})`)(...Object.values(known));
  };
  const compiled = (text) => {
    const known = { ...names, ...made };
    const call = new Function(...Object.keys(known), `return (${text})`);
    const values = Object.values(known);
    return () => call(...values);
  };
  const work = {
    async load({ file, script }) {
      for (const each of Object.values(made)) drop(each);
      made = { a: load(readNpy(file)) };
      // `name = expression; name = expression`
      for (const each of script
        .split(';')
        .map((text) => text.trim())
        .filter(Boolean)) {
        const [, name, text] = /^(\w+)\s*=(?!=)\s*([\s\S]+)$/.exec(each) ?? [];
        if (!name) throw new Error(`a script is name = expression; got ${each}`);
        made[name] = await line(text)();
      }
    },
    async answer({ run, result, file }) {
      const r = await compiled(run)();
      made.r = r;
      const { shape, data } = await numbers(await line(result)());
      delete made.r;
      writeNpy(file, shape, data);
      drop(r);
    },
    async turn({ run, calls }) {
      const call = compiled(run);
      const used = process.cpuUsage();
      const walls = [];
      for (let at = 0; at < calls; at++) {
        const began = performance.now();
        const r = await call();
        await finish(r);
        drop(r);
        walls.push(performance.now() - began);
      }
      const { user, system } = process.cpuUsage(used);
      return { wall: midmean(walls), cpu: (user + system) / 1000 / calls };
    },
  };
  process.on('message', ({ do: what, ...asked }) => {
    work[what](asked).then(
      (value) => process.send({ value: value ?? null }),
      (error) => process.send({ failed: error instanceof Error ? error.message : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send({ value: versions });
}
