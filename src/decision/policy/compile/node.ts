import {
  compileSyntax,
  describeUnsupported,
  type Evaluate,
  FAILED,
  isList,
  isRecord,
  openScope,
  parseExpression,
  type Value,
  type ValueRecord,
} from '../expression/index.ts';
import type { JdmTransform } from '../jdm.ts';
import { EMPTY, merge, writePath } from './merge.ts';
import type { Outside } from './outside.ts';
import { outputPath, standsAlone } from './paths.ts';

/** Runs the rules of a node on its input. `hits` INOUT: the ids of the rules that matched are appended. */
export type NodeRun = (input: ValueRecord, hits: string[]) => Value;

/** A node that cannot run on what it was given; the policy turns it into its own coded refusal. */
export function refuseRun(problem: string): Error {
  return new Error(problem);
}

/** Puts around a node's rules where it looks (`inputField`), writes (`outputPath`) and how often it runs. */
export function compileTransform(
  { inputField, outputPath: writes, executionMode, passThrough = false }: JdmTransform,
  run: NodeRun,
  node: string,
  path: string,
  outside: Outside,
): (input: Value, hits: string[]) => Value {
  const look = inputField?.trim() ? compileLook(`${path}.inputField`, inputField, outside) : undefined;
  const target = writes?.trim() ? outputPath(`${path}.outputPath`, writes, outside) : undefined;
  const loop = executionMode === 'loop';

  const once = (input: Value, hits: string[]): Value => {
    if (input === null) return run(EMPTY, hits);
    if (!isRecord(input)) throw refuseRun(`node ${node}: expected a record to look at, got ${kindOf(input)}`);
    return run(input, hits);
  };
  const each = (input: Value, hits: string[]): Value => {
    if (!isList(input)) throw refuseRun(`node ${node}: expected a list to loop over, got ${kindOf(input)}`);
    return input.map((item) => {
      const output = once(item, hits);
      return passThrough ? merge(item, output) : output;
    });
  };

  return (input, hits) => {
    let seen = input;
    if (look) {
      if (!isRecord(input)) throw refuseRun(`node ${node}: expected a record, got ${kindOf(input)}`);
      seen = look(openScope(input));
      if (seen === FAILED) throw refuseRun(`node ${node}: cannot compute its input ${inputField}`);
    }
    let output = loop ? each(seen, hits) : once(seen, hits);
    if (target) {
      const written: Record<string, Value> = {};
      writePath(written, target, output);
      output = written;
    }
    return passThrough ? merge(input, output) : output;
  };
}

function compileLook(path: string, source: string, outside: Outside): Evaluate {
  try {
    const syntax = parseExpression(source);
    standsAlone(syntax);
    return compileSyntax(syntax);
  } catch (thrown) {
    outside.add(path, describeUnsupported(thrown));
    return () => FAILED;
  }
}

function kindOf(value: Value): string {
  return value === null ? 'null' : isList(value) ? 'a list' : typeof value;
}
