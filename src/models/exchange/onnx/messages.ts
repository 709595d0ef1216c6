import { bytes, type Field, float, integer, message, repeated, text } from './protobuf.ts';

// Field numbers and codes below are those of onnx.proto (ONNX 1.12, IR version 8).

const ELEMENT = { float: 1, string: 8, double: 11 } as const;
export type ElementType = keyof typeof ELEMENT;

/** Code of an element type, as the attribute `to` of Cast takes it. */
export function elementCode(type: ElementType): number {
  return ELEMENT[type];
}

/** Numbers of 32 or 64 bits with a shape; no dimension is a scalar. */
export function tensor(
  type: 'float' | 'double',
  values: readonly number[],
  dims: readonly number[],
  name = '',
): Uint8Array {
  const raw = type === 'double' ? Float64Array.from(values) : Float32Array.from(values);
  return message(
    repeated(integer, 1, dims),
    integer(2, ELEMENT[type]),
    text(8, name),
    bytes(9, littleEndian(raw)),
  );
}

/** ONNX wants the lowest byte first, whatever the machine does. */
function littleEndian(values: Float64Array | Float32Array): Uint8Array {
  const size = values.BYTES_PER_ELEMENT;
  const view = new DataView(new ArrayBuffer(values.byteLength));
  values.forEach((value, i) => {
    if (size === 8) view.setFloat64(i * size, value, true);
    else view.setFloat32(i * size, value, true);
  });
  return new Uint8Array(view.buffer);
}

const ATTRIBUTE = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 } as const;

export type Attribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly string: string }
  | { readonly tensor: Uint8Array }
  | { readonly floats: readonly number[] }
  | { readonly ints: readonly number[] }
  | { readonly strings: readonly string[] };

function attributeFields(value: Attribute): Field {
  if ('float' in value) return [...float(2, value.float), ...integer(20, ATTRIBUTE.float)];
  if ('int' in value) return [...integer(3, value.int), ...integer(20, ATTRIBUTE.int)];
  if ('string' in value) return [...text(4, value.string), ...integer(20, ATTRIBUTE.string)];
  if ('tensor' in value) return [...bytes(5, value.tensor), ...integer(20, ATTRIBUTE.tensor)];
  if ('floats' in value) return [...repeated(float, 7, value.floats), ...integer(20, ATTRIBUTE.floats)];
  if ('ints' in value) return [...repeated(integer, 8, value.ints), ...integer(20, ATTRIBUTE.ints)];
  return [...repeated(text, 9, value.strings), ...integer(20, ATTRIBUTE.strings)];
}

export interface OnnxNode {
  readonly op: string;
  /** Operator set: '' the general one, or 'ai.onnx.ml'. */
  readonly domain: '' | 'ai.onnx.ml';
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

function nodeMessage({ op, domain, inputs, outputs, attributes }: OnnxNode): Uint8Array {
  const fields = Object.entries(attributes).map(([name, value]) =>
    bytes(5, message(text(1, name), attributeFields(value))),
  );
  return message(
    repeated(text, 1, inputs),
    repeated(text, 2, outputs),
    text(4, op),
    ...fields,
    text(7, domain),
  );
}

/** A column of rows: [N, 1]. */
export interface OnnxColumn {
  readonly name: string;
  readonly type: ElementType;
}

function columnMessage({ name, type }: OnnxColumn): Uint8Array {
  const rows = message(text(2, 'N'));
  const one = message(integer(1, 1));
  const shape = message(bytes(1, rows), bytes(1, one));
  const tensorType = message(integer(1, ELEMENT[type]), bytes(2, shape));
  return message(text(1, name), bytes(2, message(bytes(1, tensorType))));
}

export interface OnnxModel {
  readonly name: string;
  readonly producerVersion: string;
  readonly nodes: readonly OnnxNode[];
  /** Tensors, made by `tensor` with a name. */
  readonly constants: readonly Uint8Array[];
  readonly inputs: readonly OnnxColumn[];
  readonly outputs: readonly OnnxColumn[];
}

const IR_VERSION = 8;
/** Newest operator sets of ONNX 1.12, the first with trees of 64-bit thresholds being `ai.onnx.ml` 3. */
const OPERATOR_SETS = { '': 15, 'ai.onnx.ml': 3 } as const;

/** The bytes of a model file. */
export function modelMessage(model: OnnxModel): Uint8Array {
  const graph = message(
    repeated(bytes, 1, model.nodes.map(nodeMessage)),
    text(2, model.name),
    repeated(bytes, 5, model.constants),
    repeated(bytes, 11, model.inputs.map(columnMessage)),
    repeated(bytes, 12, model.outputs.map(columnMessage)),
  );
  const sets = Object.entries(OPERATOR_SETS).map(([domain, version]) =>
    message(text(1, domain), integer(2, version)),
  );
  return message(
    integer(1, IR_VERSION),
    text(2, 'parus'),
    text(3, model.producerVersion),
    bytes(7, graph),
    repeated(bytes, 8, sets),
  );
}
