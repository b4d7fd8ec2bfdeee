/**
 * onnxruntime on the processor, all cores. Rows know `model(operator, attributes, inputs, shape)`, which makes a session of one operator, and `tensor`; `a` is
 * a tensor of [1, c, y, x]. A model is written here as the few fields of ONNX's protocol buffers (onnx.proto3) that it needs.
 */

import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { serve } from './process.mjs';

const require = createRequire(import.meta.url);
const ort = require('onnxruntime-node');
const { version } = require('onnxruntime-node/package.json');
const FLOAT = 1;

const varint = (value) => {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
};
/** A field: a number, or bytes with their length. */
const field = (number, value) =>
  typeof value === 'number'
    ? Buffer.concat([varint(number << 3), varint(value)])
    : Buffer.concat([varint((number << 3) | 2), varint(value.length), Buffer.from(value)]);
const message = (...fields) => Buffer.concat(fields);
/** ValueInfoProto: a name, and a tensor of floats of these lengths. */
const valueInfo = (name, shape) => {
  const lengths = message(...shape.map((length) => field(1, message(field(1, length)))));
  return message(field(1, name), field(2, message(field(1, message(field(1, FLOAT), field(2, lengths))))));
};
/** AttributeProto: whole numbers, or a list of them. */
const attribute = ([name, value]) =>
  Array.isArray(value)
    ? message(field(1, name), ...value.map((each) => field(8, each)), field(20, 7))
    : message(field(1, name), field(3, value), field(20, 2));

async function model(operator, attributes, shapes) {
  const names = shapes.map((_, at) => `x${at}`);
  const node = message(
    ...names.map((name) => field(1, name)),
    field(2, 'y'),
    field(4, operator),
    ...Object.entries(attributes).map((each) => field(5, attribute(each))),
  );
  const graph = message(
    field(1, node),
    field(2, 'graph'),
    ...shapes.map((shape, at) => field(11, valueInfo(names[at], shape))),
    field(12, message(field(1, 'y'))),
  );
  const bytes = message(field(1, 8), field(7, graph), field(8, message(field(1, ''), field(2, 17))));
  const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: cpus().length });
  return async (...tensors) => (await session.run(Object.fromEntries(tensors.map((each, at) => [names[at], each])))).y;
}

const tensor = (data, shape) => new ort.Tensor('float32', Float32Array.from(data), shape);
serve(
  { onnx: `onnxruntime-node ${version}` },
  {
    names: { model, tensor },
    load({ shape, data }) {
      const [x = 1, y = 1, c = 1] = [...shape].reverse();
      return tensor(data, [1, c, y, x]);
    },
    async finish() {},
    async numbers(r) {
      return { shape: [...r.dims], data: r.data };
    },
  },
);
