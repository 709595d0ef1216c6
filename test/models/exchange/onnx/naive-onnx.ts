/** Reads and runs the few ONNX operators that we write, knowing nothing of Parus: the oracle of our files. */

type Message = ReadonlyMap<number, readonly (bigint | Uint8Array)[]>;

/** Any protocol-buffers message as its fields by number; 32- and 64-bit fields stay bytes. */
function decode(bytes: Uint8Array): Message {
  const fields = new Map<number, (bigint | Uint8Array)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const wire = tag % 8;
    const value = wire === 0 ? varint() : take(wire === 2 ? Number(varint()) : wire === 5 ? 4 : 8);
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

const texts = (m: Message, field: number): string[] => blobs(m, field).map((b) => Buffer.from(b).toString());
const blobs = (m: Message, field: number): Uint8Array[] => (m.get(field) ?? []) as Uint8Array[];
const ints = (m: Message, field: number): number[] =>
  ((m.get(field) ?? []) as bigint[]).map((v) => Number(BigInt.asIntN(64, v)));
const floats = (m: Message, field: number): number[] =>
  blobs(m, field).map((b) => new DataView(Uint8Array.from(b).buffer).getFloat32(0, true));

function tensorValues(bytes: Uint8Array): number[] {
  const m = decode(bytes);
  const raw = Uint8Array.from(blobs(m, 9)[0]!);
  return [...(ints(m, 2)[0] === 11 ? new Float64Array(raw.buffer) : new Float32Array(raw.buffer))];
}

interface Node {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attribute: (name: string) => Message;
}

type Value = number | string;
type Columns = Record<string, readonly Value[][]>;

export interface NaiveOnnx {
  /** Name and element type (1 float, 8 text, 11 double). */
  readonly inputs: readonly (readonly [string, number])[];
  readonly outputs: readonly (readonly [string, number])[];
  readonly sets: Readonly<Record<string, number>>;
  /** Outputs for rows given by column; sums of trees are left in 64 bits. */
  run(columns: Readonly<Record<string, readonly Value[]>>): Record<string, number[]>;
}

export function naiveOnnx(bytes: Uint8Array): NaiveOnnx {
  const model = decode(bytes);
  const graph = decode(blobs(model, 7)[0]!);
  const nodes = blobs(graph, 1).map((blob): Node => {
    const m = decode(blob);
    const attributes = new Map(blobs(m, 5).map((a) => [texts(decode(a), 1)[0], decode(a)]));
    return {
      op: texts(m, 4)[0]!,
      domain: texts(m, 7)[0] ?? '',
      inputs: texts(m, 1),
      outputs: texts(m, 2),
      attribute: (name) => attributes.get(name)!,
    };
  });
  const constants = new Map(blobs(graph, 5).map((t) => [texts(decode(t), 8)[0]!, tensorValues(t)]));
  const columnsOf = (field: number) =>
    blobs(graph, field).map((blob) => {
      const info = decode(blob);
      const tensorType = decode(blobs(decode(blobs(info, 2)[0]!), 1)[0]!);
      return [texts(info, 1)[0]!, ints(tensorType, 1)[0]!] as const;
    });
  const outputs = columnsOf(12);
  return {
    inputs: columnsOf(11),
    outputs,
    sets: Object.fromEntries(
      blobs(model, 8).map((blob) => [texts(decode(blob), 1)[0] ?? '', ints(decode(blob), 2)[0]!]),
    ),
    run(columns) {
      const values: Columns = {};
      for (const [name, column] of Object.entries(columns)) values[name] = column.map((v) => [v]);
      for (const node of nodes) values[node.outputs[0]!] = runNode(node, values, constants);
      return Object.fromEntries(outputs.map(([name]) => [name, values[name]!.map(([v]) => v as number)]));
    },
  };
}

function runNode(node: Node, values: Columns, constants: ReadonlyMap<string, number[]>): Value[][] {
  const input = (i: number): readonly Value[][] => {
    const column = values[node.inputs[i]!];
    if (column === undefined) throw new Error(`${node.op} reads ${node.inputs[i]} before it is there`);
    return column;
  };
  const mapped = (f: (v: number) => number): Value[][] =>
    input(0).map((row) => row.map((v) => f(v as number)));
  switch (`${node.domain}.${node.op}`) {
    case 'ai.onnx.ml.LabelEncoder': {
      const keys = texts(node.attribute('keys_strings'), 9);
      const out = floats(node.attribute('values_floats'), 7);
      const otherwise = floats(node.attribute('default_float'), 2)[0]!;
      return input(0).map((row) => row.map((v) => out[keys.indexOf(v as string)] ?? otherwise));
    }
    case '.Cast':
      if (ints(node.attribute('to'), 3)[0] !== 11) throw new Error('expected a cast to double');
      return mapped((v) => v);
    case '.Concat': {
      const first = input(0);
      return first.map((_, row) => node.inputs.flatMap((_, i) => input(i)[row]!));
    }
    case '.Sigmoid':
      return mapped((v) => 1 / (1 + Math.exp(-v)));
    case '.Clip': {
      const [least, most] = [constants.get(node.inputs[1]!)![0]!, constants.get(node.inputs[2]!)![0]!];
      return mapped((v) => Math.min(most, Math.max(least, v)));
    }
    case 'ai.onnx.ml.TreeEnsembleRegressor':
      return runTrees(node, input(0) as number[][]);
    default:
      throw new Error(`no operator ${node.domain}.${node.op}`);
  }
}

function runTrees({ attribute }: Node, rows: readonly number[][]): number[][] {
  const list = (name: string): number[] => ints(attribute(name), 8);
  const numbers = (name: string): number[] => tensorValues(blobs(attribute(name), 5)[0]!);
  const [trees, ids] = [list('nodes_treeids'), list('nodes_nodeids')];
  const at = new Map(trees.map((tree, i) => [`${tree}/${ids[i]}`, i]));
  const modes = texts(attribute('nodes_modes'), 9);
  const [features, thresholds] = [list('nodes_featureids'), numbers('nodes_values_as_tensor')];
  const [yes, no] = [list('nodes_truenodeids'), list('nodes_falsenodeids')];
  const missingYes = list('nodes_missing_value_tracks_true');
  const leafTrees = list('target_treeids');
  const weights = numbers('target_weights_as_tensor');
  const leaves = new Map(list('target_nodeids').map((id, i) => [`${leafTrees[i]}/${id}`, weights[i]!]));
  const base = numbers('base_values_as_tensor')[0]!;
  const mean = texts(attribute('aggregate_function'), 4)[0] === 'AVERAGE';
  const roots = [...new Set(trees)];
  return rows.map((row) => {
    let sum = 0;
    for (const tree of roots) {
      let node = at.get(`${tree}/0`)!;
      while (modes[node] !== 'LEAF') {
        if (modes[node] !== 'BRANCH_LT') throw new Error(`no mode ${modes[node]}`);
        const v = row[features[node]!]!;
        const isYes = Number.isNaN(v) ? missingYes[node] === 1 : v < thresholds[node]!;
        node = at.get(`${tree}/${(isYes ? yes : no)[node]}`)!;
      }
      sum += leaves.get(`${tree}/${ids[node]}`)!;
    }
    return [base + (mean ? sum / roots.length : sum)];
  });
}
