import { evaluateExpressionSync, evaluateUnaryExpressionSync } from '@gorules/zen-engine';
import type { z } from 'zod';
import type { Issue } from '../../../core/index.ts';
import { firstLine } from '../../json-file.ts';
import { contextField, contextFields } from '../context-fields.ts';
import {
  describeUnsupported,
  type FieldRead,
  fieldReads,
  parseCell,
  parseExpression,
} from '../expression/index.ts';
import {
  expressionsSchema,
  type Jdm,
  type JdmTable,
  type JdmTransform,
  switchSchema,
  tableSchema,
} from '../jdm.ts';

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
  const written = writtenNames(jdm);
  const reader = openReader();

  /** Reads one expression; `inside` is the root that the node looks into, whose fields it names bare. */
  const expression = (path: string, source: string, unary: boolean, inside: string | null): void => {
    const { problem, reads } = reader(source, unary);
    if (problem) issues.push({ path, message: `${problem} in ${source}` });
    for (const { root, field } of reads) {
      // In a node that looks elsewhere than at the whole context a bare name is a field of what it looks at.
      const read = inside === null ? { root, field } : { root: inside, field: root };
      const message = fieldProblem(read, written, knownFeatures);
      if (message) issues.push({ path, message });
      if (read.root === 'features' && read.field !== null) features.add(read.field);
    }
  };
  const shaped = <T>(schema: z.ZodType<T>, path: string, content: unknown): T | undefined => {
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      issues.push({ path: [path, ...issue.path].join('.'), message: issue.message });
    return undefined;
  };
  const looksInto = (path: string, { inputField }: JdmTransform): string | null => {
    if (!inputField?.trim()) return null;
    const root = inputField.trim();
    if (Object.hasOwn(contextFields, root)) return root;
    expression(`${path}.inputField`, root, false, null);
    return ELSEWHERE;
  };

  jdm.nodes.forEach((node, iNode) => {
    const path = `nodes.${iNode}.content`;
    if (node.type === 'decisionTableNode') {
      const table = shaped(tableSchema, path, node.content);
      if (!table) return;
      nRules += table.rules.length;
      const inside = looksInto(path, table);
      checkTable(table, path, issues, codes, (at, source, unary) => expression(at, source, unary, inside));
    } else if (node.type === 'expressionNode') {
      const content = shaped(expressionsSchema, path, node.content);
      const inside = content ? looksInto(path, content) : null;
      content?.expressions.forEach((item, i) => {
        expression(`${path}.expressions.${i}.value`, item.value, false, inside);
      });
    } else if (node.type === 'switchNode') {
      const content = shaped(switchSchema, path, node.content);
      content?.statements.forEach((item, i) => {
        if (item.condition.trim() !== '')
          expression(`${path}.statements.${i}.condition`, item.condition, false, null);
      });
    }
  });
  return { issues, features: [...features].sort(), codes: [...codes].sort(), nRules };
}

/** What a node looks into where that is no root of the context: its fields are known at run time only. */
const ELSEWHERE = '';

function checkTable(
  table: JdmTable,
  path: string,
  issues: Issue[],
  codes: Set<string>,
  expression: (path: string, source: string, unary: boolean) => void,
): void {
  table.inputs.forEach((input, i) => {
    if (input.field) expression(`${path}.inputs.${i}.field`, input.field, false);
  });
  const inputs = new Map(table.inputs.map((input) => [input.id, input]));
  const outputs = new Map(table.outputs.map((output) => [output.id, output]));
  table.rules.forEach((rule, iRule) => {
    const at = `${path}.rules.${iRule}`;
    for (const id of [...inputs.keys(), ...outputs.keys()])
      if (!Object.hasOwn(rule, id))
        issues.push({ path: `${at}.${id}`, message: 'no such cell: the row would never match' });
    for (const [cell, source] of Object.entries(rule)) {
      if (cell.startsWith('_')) continue;
      const where = `${at}.${cell}`;
      const input = inputs.get(cell);
      const literal = outputs.get(cell)?.field === 'code' ? /^"([^"]*)"$/.exec(source.trim()) : null;
      if (literal) codes.add(literal[1] ?? '');
      if (!input && !outputs.has(cell)) issues.push({ path: where, message: 'no such column' });
      // An empty cell matches anything; a column without a field holds whole conditions.
      else if (BARE_WORD.test(source.trim()))
        issues.push({ path: where, message: `bare word ${source.trim()}; text stands in double quotes` });
      else if (source.trim() !== '') expression(where, source, Boolean(input?.field));
    }
  });
}

/** Names that the nodes of a policy write into the context of later ones. */
function writtenNames({ nodes }: Jdm): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (path: string | null | undefined): void => {
    const name = path?.trim().split('.')[0];
    if (name) names.add(name);
  };
  for (const { type, content } of nodes) {
    const table = type === 'decisionTableNode' ? tableSchema.safeParse(content).data : undefined;
    const list = type === 'expressionNode' ? expressionsSchema.safeParse(content).data : undefined;
    if (table)
      for (const path of table.outputPath ? [table.outputPath] : table.outputs.map(fieldOf)) add(path);
    if (list) for (const path of list.outputPath ? [list.outputPath] : list.expressions.map(keyOf)) add(path);
  }
  return names;
}

const fieldOf = ({ field }: { readonly field: string }): string => field;
const keyOf = ({ key }: { readonly key: string }): string => key;

function fieldProblem(
  { root, field }: FieldRead,
  written: ReadonlySet<string>,
  knownFeatures: ReadonlySet<string> | undefined,
): string | undefined {
  if (root === ELSEWHERE || root.startsWith('$')) return undefined;
  if (!Object.hasOwn(contextFields, root))
    return written.has(root) ? undefined : `no field ${root} in the context, and no node writes it`;
  if (field === null) return `${root} as a whole; name its fields`;
  if (root === 'features')
    return !knownFeatures || knownFeatures.has(field) ? undefined : `no feature ${field} in the catalogue`;
  return contextField(root, field) || written.has(root)
    ? undefined
    : `no field ${root}.${field} in the context`;
}

interface Reading {
  readonly problem: string | undefined;
  readonly reads: readonly FieldRead[];
}

/** Reads expressions, each different one once: a table of ten thousand rows has far fewer different cells. */
function openReader(): (source: string, unary: boolean) => Reading {
  const known = new Map<string, Reading>();
  return (source, unary) => {
    const key = `${unary ? '$' : ' '}${source}`;
    const reading = known.get(key) ?? readExpression(source, unary);
    known.set(key, reading);
    return reading;
  };
}

function readExpression(source: string, unary: boolean): Reading {
  try {
    const syntax = unary ? parseCell(source) : parseExpression(source);
    return { problem: undefined, reads: fieldReads(syntax) };
  } catch (thrown) {
    describeUnsupported(thrown);
    // Outside the subset the engine says whether it parses, and fields are found by their look.
    return { problem: syntaxProblem(source, unary), reads: fieldsOf(source) };
  }
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
const FIELD = new RegExp(String.raw`\b(${Object.keys(contextFields).join('|')})\.([A-Za-z_]\w*)`, 'g');
const STRING_LITERAL = /"[^"]*"|'[^']*'/g;

function fieldsOf(source: string): FieldRead[] {
  return [...source.replace(STRING_LITERAL, '').matchAll(FIELD)].map((match) => ({
    root: match[1] ?? '',
    field: match[2] ?? '',
  }));
}
