import { ZenEngine } from '@gorules/zen-engine';
import { z } from 'zod';
import { firstLine, type Refuse } from '../json-file.ts';
import type { PolicyNodeTrace } from './answer.ts';
import type { RawAnswer } from './compile/index.ts';
import type { PolicyContext } from './context.ts';
import { engineNumber } from './expression/index.ts';
import type { Jdm } from './jdm.ts';

/** A policy on the rule engine: right for every JDM, asynchronous, and tens of times slower than closures. */
export type ZenPolicy = (context: PolicyContext) => Promise<RawAnswer>;

/**
 * Hands a policy to the engine, which checks its graph.
 * @throws what `refuse` makes where the graph has no input, a cycle or an edge to nowhere.
 */
export function openZen(jdm: Jdm, refuse: Refuse): ZenPolicy {
  const decision = (() => {
    try {
      const made = new ZenEngine().createDecision(jdm);
      made.validate();
      return made;
    } catch (error) {
      throw refuse(firstLine(error));
    }
  })();
  return async (context) => {
    // The trace as text costs a third of the trace as objects: the engine crosses into JavaScript once.
    const response = await decision.evaluate(inRange(context), { trace: 'string' });
    return { result: response.result, trace: nodeTraces(JSON.parse(String(response.trace))) };
  };
}

/** A copy of plain JSON whose numbers the engine can hold. */
function inRange(value: unknown): unknown {
  if (typeof value === 'number') return Number.isNaN(value) ? null : engineNumber(value);
  if (Array.isArray(value)) return value.map(inRange);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inRange(item)]));
}

const traceSchema = z.record(
  z.string(),
  z.object({ id: z.string(), name: z.string(), order: z.int(), traceData: z.unknown() }),
);

/** The engine's trace without its timings, which differ from run to run, and in the order of running. */
function nodeTraces(trace: unknown): PolicyNodeTrace[] {
  return Object.values(traceSchema.parse(trace))
    .sort((a, b) => a.order - b.order)
    .map(({ id, name, traceData }) => ({ node: id, name, rules: matchedRules(traceData) }));
}

/** A table with hit policy `first` reports one rule, with `collect` a list, in a loop one of either for each item. */
function matchedRules(traceData: unknown): string[] {
  if (Array.isArray(traceData)) return traceData.flatMap(matchedRules);
  const { rule, statements } = (traceData ?? {}) as {
    rule?: { _id?: unknown };
    statements?: readonly { id?: unknown }[];
  };
  const ids = Array.isArray(statements) ? statements.map(({ id }) => id) : [rule?._id];
  return ids.filter((id) => typeof id === 'string');
}
