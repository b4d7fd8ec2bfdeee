/**
 * TensorFlow.js on WebGPU, on the adapter that the package computes on. It is written for pages: what it looks for in one before it begins stands here. Rows
 * know `tf` and the tensor `a`, with channels last: [1, y, x, c].
 */
import { createRequire } from 'node:module';
import { create, globals } from 'webgpu';
import { serve } from './process.mjs';

Object.assign(globalThis, globals);
const gpu = create([]);
Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
globalThis.window = globalThis.self = globalThis;
globalThis.document = { createElement: () => ({ getContext: () => null, style: {} }) };
globalThis.location = { search: '', href: '' };
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
require('@tensorflow/tfjs-backend-webgpu');
await tf.setBackend('webgpu');
await tf.ready();
const backend = tf.backend();

/** [c, y, x] or [y, x] as an image with channels last. */
function load({ shape, data }) {
  const [x = 1, y = 1, c = 1] = [...shape].reverse();
  return tf.tidy(() => tf.tensor(Float32Array.from(data), [1, c, y, x]).transpose([0, 2, 3, 1]).clone());
}

/** Dawn's waiting spins the event loop, which on a software adapter takes a core from what is waited for: the loop sleeps between its turns, as it does beside ours. */
const cell = new Int32Array(new SharedArrayBuffer(4));
async function patiently(promise) {
  let waiting = true;
  const nap = () => {
    if (!waiting) return;
    Atomics.wait(cell, 0, 0, 0.2);
    setImmediate(nap);
  };
  setImmediate(nap);
  try {
    return await promise;
  } finally {
    waiting = false;
  }
}

const first = (r) => (Array.isArray(r) ? r[0] : r);
serve(
  { tfjs: `${tf.version_core} webgpu` },
  {
    names: { tf },
    load,
    async finish() {
      backend.endComputePassEncoder?.();
      backend.submitQueue();
      await patiently(backend.queue.onSubmittedWorkDone());
    },
    async numbers(r) {
      const tensor = first(r);
      return { shape: tensor.shape, data: await tensor.data() };
    },
    drop: (r) => tf.dispose(r),
  },
);
