import { evaluateExpressionSync, evaluateUnaryExpressionSync } from '@gorules/zen-engine';
import { z } from 'zod';
import type { Issue } from '../core/index.ts';
import { firstLine } from './json-file.ts';

/** Node types a policy may use: data only. Code, sub-decisions and custom nodes would escape the hash and the trace. */
const nodeTypes = ['inputNode', 'outputNode', 'decisionTableNode', 'expressionNode', 'switchNode'] as const;

const column = z.looseObject({ id: z.string().min(1), field: z.string().optional() });

export const decisionTableContent = z.looseObject({
  hitPolicy: z.enum(['first', 'collect']),
  inputs: z.array(column),
  outputs: z.array(column.extend({ field: z.string().min(1) })).min(1),
  rules: z.array(z.record(z.string(), z.string())),
});

const expressionContent = z.looseObject({
  expressions: z.array(z.looseObject({ key: z.string().min(1), value: z.string().min(1) })),
});

const switchContent = z.looseObject({
  statements: z.array(z.looseObject({ condition: z.string() })),
});

/** A JDM file, as far as Parus relies on it; the editor's own fields pass through. */
export const jdmSchema = z.looseObject({
  nodes: z.array(
    z.looseObject({
      id: z.string().min(1),
      name: z.string().min(1),
      type: z.enum(nodeTypes, { error: `expected one of ${nodeTypes.join(', ')}` }),
      position: z.looseObject({ x: z.number(), y: z.number() }),
      content: z.unknown(),
    }),
  ),
  edges: z.array(
    z.looseObject({ id: z.string().min(1), sourceId: z.string().min(1), targetId: z.string().min(1) }),
  ),
});

export type Jdm = z.infer<typeof jdmSchema>;

/** Fields of the context by root; `features` is checked against the catalogue where one is given. */
const contextFields: Readonly<Record<string, readonly string[]>> = {
  application: ['amountYuan', 'termMonths', 'purpose'],
  assessment: ['pd', 'score', 'grade'],
};

export interface PolicyFindings {
  readonly issues: readonly Issue[];
  /** Features the policy reads, sorted. */
  readonly features: readonly string[];
  /** Reason codes written as literals in columns named `code`, sorted. */
  readonly codes: readonly string[];
  readonly nRules: number;
}

/**
 * Reads every expression of a policy. The engine treats a cell that does not parse, or names a field that does not
 * exist, as one that never matches: a knock-out with a typing error would approve everyone. So both are issues here.
 */
export function checkPolicy(jdm: Jdm, knownFeatures?: ReadonlySet<string>): PolicyFindings {
  const issues: Issue[] = [];
  const features = new Set<string>();
  const codes = new Set<string>();
  let nRules = 0;

  const expression = (path: string, source: string, unary: boolean): void => {
    const problem = syntaxProblem(source, unary);
    if (problem) issues.push({ path, message: `${problem} in ${source}` });
    for (const [root, field] of fieldsOf(source)) {
      if (root === 'features') {
        features.add(field);
        if (knownFeatures && !knownFeatures.has(field))
          issues.push({ path, message: `no feature ${field} in the catalogue` });
      } else if (!contextFields[root]?.includes(field)) {
        issues.push({ path, message: `no field ${root}.${field} in the context` });
      }
    }
  };
  const shaped = <T>(schema: z.ZodType<T>, path: string, content: unknown): T | undefined => {
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      issues.push({ path: [path, ...issue.path].join('.'), message: issue.message });
    return undefined;
  };

  jdm.nodes.forEach((node, iNode) => {
    const path = `nodes.${iNode}.content`;
    if (node.type === 'decisionTableNode') {
      const table = shaped(decisionTableContent, path, node.content);
      if (!table) return;
      nRules += table.rules.length;
      table.inputs.forEach((input, i) => {
        if (input.field) expression(`${path}.inputs.${i}.field`, input.field, false);
      });
      const inputs = new Map(table.inputs.map((input) => [input.id, input]));
      const outputs = new Map(table.outputs.map((output) => [output.id, output]));
      table.rules.forEach((rule, iRule) => {
        for (const [cell, source] of Object.entries(rule)) {
          if (cell.startsWith('_')) continue;
          const where = `${path}.rules.${iRule}.${cell}`;
          const input = inputs.get(cell);
          const literal = outputs.get(cell)?.field === 'code' ? /^"([^"]*)"$/.exec(source.trim()) : null;
          if (literal) codes.add(literal[1] ?? '');
          if (!input && !outputs.has(cell)) issues.push({ path: where, message: 'no such column' });
          // An empty cell matches anything; a column without a field holds whole conditions.
          else if (BARE_WORD.test(source.trim()))
            issues.push({ path: where, message: `bare word ${source.trim()}; text stands in double quotes` });
          else if (source.trim() !== '') expression(where, source, input?.field !== undefined);
        }
      });
    } else if (node.type === 'expressionNode') {
      const content = shaped(expressionContent, path, node.content);
      content?.expressions.forEach((item, i) => {
        expression(`${path}.expressions.${i}.value`, item.value, false);
      });
    } else if (node.type === 'switchNode') {
      const content = shaped(switchContent, path, node.content);
      content?.statements.forEach((item, i) => {
        if (item.condition.trim() !== '')
          expression(`${path}.statements.${i}.condition`, item.condition, false);
      });
    }
  });
  return { issues, features: [...features].sort(), codes: [...codes].sort(), nRules };
}

/** Undefined where `source` parses. Running it against nothing fails often, and that is no syntax error. */
function syntaxProblem(source: string, unary: boolean): string | undefined {
  try {
    if (unary) evaluateUnaryExpressionSync(source, { $: null });
    else evaluateExpressionSync(source, {});
    return undefined;
  } catch (error) {
    const line = firstLine(error);
    return /"type":"vmError"/.test(line) ? undefined : line;
  }
}

/** A word without quotes is a variable that no context has: null, which matches nothing and answers nothing. */
const BARE_WORD = /^(?!(?:true|false|null)$)[A-Za-z_]\w*$/;
const FIELD = /\b(features|application|assessment)\.([A-Za-z_]\w*)/g;
const STRING_LITERAL = /"[^"]*"|'[^']*'/g;

function fieldsOf(source: string): [root: string, field: string][] {
  return [...source.replace(STRING_LITERAL, '').matchAll(FIELD)].map((match) => [
    match[1] ?? '',
    match[2] ?? '',
  ]);
}
