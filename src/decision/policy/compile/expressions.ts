import {
  compileSyntax,
  describeUnsupported,
  type Evaluate,
  FAILED,
  openScope,
  parseExpression,
  partsOf,
  type Syntax,
  unsupported,
  type Value,
} from '../expression/index.ts';
import type { JdmExpressions } from '../jdm.ts';
import { writePath } from './merge.ts';
import { type NodeRun, refuseRun } from './node.ts';
import type { Outside } from './outside.ts';
import { outputPath } from './paths.ts';

/**
 * Compiles an expression node: its keys are computed in order, and later ones read earlier ones as `$.key`. An
 * expression that cannot be computed fails the whole policy, as in the engine.
 */
export function compileExpressions(
  { expressions }: JdmExpressions,
  node: string,
  path: string,
  outside: Outside,
): NodeRun {
  const steps = expressions.map(({ key, value }, i) => ({
    source: value,
    path: outputPath(`${path}.expressions.${i}.key`, key, outside),
    worth: compileStep(`${path}.expressions.${i}.value`, value, outside),
  }));
  return (input) => {
    const scope = openScope(input);
    const result: Record<string, Value> = {};
    for (const step of steps) {
      const value = step.worth(scope);
      if (value === FAILED) throw refuseRun(`node ${node}: cannot compute ${step.source}`);
      writePath(result, step.path, value);
      scope.self = result;
    }
    return result;
  };
}

function compileStep(path: string, source: string, outside: Outside): Evaluate {
  try {
    const syntax = parseExpression(source);
    refuseBareSelf(syntax);
    return compileSyntax(syntax);
  } catch (thrown) {
    outside.add(path, describeUnsupported(thrown));
    return () => FAILED;
  }
}

/**
 * Of the results so far only single fields may be read: before the first there is nothing to read as a whole.
 * @throws Unsupported
 */
function refuseBareSelf(syntax: Syntax): void {
  const parts = [...partsOf(syntax)];
  const selves = parts.filter((part) => part.kind === 'self').length;
  const members = parts.filter((part) => part.kind === 'member' && part.of.kind === 'self').length;
  if (selves > members) throw unsupported('$ without a field');
}
