import type { Issue } from '../../../core/index.ts';
import type { PolicyNodeTrace } from '../answer.ts';
import type { PolicyContext } from '../context.ts';
import {
  compileSyntax,
  describeUnsupported,
  type Evaluate,
  isRecord,
  openScope,
  parseExpression,
  type Value,
} from '../expression/index.ts';
import { expressionsSchema, type Jdm, type JdmSwitch, switchSchema, tableSchema } from '../jdm.ts';
import { compileExpressions } from './expressions.ts';
import { graphOf, openWalk, type PolicyGraph } from './graph.ts';
import { EMPTY, merge } from './merge.ts';
import { compileTransform } from './node.ts';
import { type Outside, openOutside } from './outside.ts';
import { standsAlone } from './paths.ts';
import { compileTable } from './table.ts';

/** What a policy says before its answer is looked at, with the nodes that ran. */
export interface RawAnswer {
  readonly result: Value;
  readonly trace: readonly PolicyNodeTrace[];
}

export type CompiledPolicy = (context: PolicyContext) => RawAnswer;

/** A policy as one function, or what in it lies outside the subset, by path in the file. */
export type Compilation =
  | { readonly run: CompiledPolicy; readonly outside: readonly [] }
  | { readonly run: null; readonly outside: readonly Issue[] };

interface CompiledNode {
  readonly id: string;
  readonly name: string;
  readonly run: (input: Value, hits: string[]) => Value;
  /** Ids of the statements that hold; asked of switches only. */
  readonly take: (input: Value) => readonly string[];
  /** The entry of the trace where no rule matched: the same every time. */
  readonly silent: PolicyNodeTrace;
}

/** Compiles a JDM that has passed the checks of its shape and its graph. */
export function compilePolicy(jdm: Jdm): Compilation {
  const outside = openOutside();
  const nodes = jdm.nodes.map((node, i) => compileNode(node, `nodes.${i}.content`, outside));
  const ids = new Set(jdm.nodes.map((node) => node.id));
  if (ids.size < jdm.nodes.length) outside.add('nodes', 'two nodes with one id');
  if (outside.found.length > 0) return { run: null, outside: outside.found };
  const graph = graphOf(jdm);
  return { run: graph.hasSwitch ? runByWalk(graph, nodes) : runByPlan(graph, nodes), outside: [] };
}

function compileNode(node: Jdm['nodes'][number], path: string, outside: Outside): CompiledNode {
  const { id, name } = node;
  const compiled = { id, name, silent: { node: id, name, rules: [] }, take: () => [] };
  switch (node.type) {
    case 'inputNode':
    case 'outputNode': {
      const schema = isRecord(node.content) ? node.content['schema'] : undefined;
      if (typeof schema === 'string' && schema.trim() !== '') outside.add(`${path}.schema`, 'a JSON schema');
      return { ...compiled, run: (input) => input };
    }
    case 'switchNode':
      return {
        ...compiled,
        run: (input) => input,
        take: compileSwitch(switchSchema.parse(node.content), path, outside),
      };
    case 'decisionTableNode': {
      const table = tableSchema.parse(node.content);
      return {
        ...compiled,
        run: compileTransform(table, compileTable(table, path, outside), id, path, outside),
      };
    }
    case 'expressionNode': {
      const content = expressionsSchema.parse(node.content);
      const run = compileExpressions(content, id, path, outside);
      return { ...compiled, run: compileTransform(content, run, id, path, outside) };
    }
  }
}

function compileSwitch(
  { statements, hitPolicy }: JdmSwitch,
  path: string,
  outside: Outside,
): CompiledNode['take'] {
  const conditions = statements.map(({ id, condition }, i) => ({
    id,
    holds:
      condition === ''
        ? () => true
        : compileCondition(`${path}.statements.${i}.condition`, condition, outside),
  }));
  return (input) => {
    const scope = openScope(isRecord(input) ? input : EMPTY);
    const taken: string[] = [];
    for (const { id, holds } of conditions) {
      if (holds(scope) !== true) continue;
      taken.push(id);
      if (hitPolicy !== 'collect') break;
    }
    return taken;
  };
}

function compileCondition(path: string, source: string, outside: Outside): Evaluate {
  try {
    const syntax = parseExpression(source);
    standsAlone(syntax);
    return compileSyntax(syntax);
  } catch (thrown) {
    outside.add(path, describeUnsupported(thrown));
    return () => null;
  }
}

/** One run of a policy: what each node made, and the trace. */
interface Run {
  input(sources: readonly number[]): Value;
  step(node: number, input: Value): void;
  readonly data: (Value | undefined)[];
  readonly trace: PolicyNodeTrace[];
}

function openRun(nodes: readonly CompiledNode[]): Run {
  const data: (Value | undefined)[] = new Array(nodes.length);
  const trace: PolicyNodeTrace[] = [];
  return {
    data,
    trace,
    input(sources) {
      let merged: Value = EMPTY;
      for (const source of sources) merged = merge(merged, data[source] ?? null);
      return merged;
    },
    step(node, input) {
      const { id, name, run, silent } = nodes[node]!;
      const hits: string[] = [];
      data[node] = run(input, hits);
      trace.push(hits.length === 0 ? silent : { node: id, name, rules: hits });
    },
  };
}

/** Without switches every context takes the same way: it is walked once, here. */
function runByPlan(graph: PolicyGraph, nodes: readonly CompiledNode[]): CompiledPolicy {
  const walk = openWalk(graph);
  const plan: { node: number; sources: readonly number[]; isInput: boolean }[] = [];
  for (let node = walk.next(() => []); node >= 0; node = walk.next(() => []))
    plan.push({ node, sources: walk.sources(node), isInput: graph.inputs.includes(node) });
  const ends = walk.ends();
  return (context) => {
    const run = openRun(nodes);
    for (const { node, sources, isInput } of plan)
      run.step(node, isInput ? asValue(context) : run.input(sources));
    return { result: run.input(ends), trace: run.trace };
  };
}

function runByWalk(graph: PolicyGraph, nodes: readonly CompiledNode[]): CompiledPolicy {
  return (context) => {
    const walk = openWalk(graph);
    const run = openRun(nodes);
    const take = (node: number): readonly string[] => {
      const { id, name, take: taken, silent } = nodes[node]!;
      const statements = taken(run.input(walk.sources(node)));
      run.trace.push(statements.length === 0 ? silent : { node: id, name, rules: statements });
      return statements;
    };
    for (let node = walk.next(take); node >= 0; node = walk.next(take)) {
      // After a cut the walk passes nodes again that have already run.
      if (run.data[node] !== undefined) continue;
      if (graph.isSwitch[node]) run.data[node] = run.input(walk.sources(node));
      else run.step(node, graph.inputs.includes(node) ? asValue(context) : run.input(walk.sources(node)));
    }
    return { result: run.input(walk.ends()), trace: run.trace };
  };
}

/** A context is a value: readonly records of plain JSON. */
function asValue(context: PolicyContext): Value {
  return context as unknown as Value;
}
