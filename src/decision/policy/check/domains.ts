import type { Key } from '../compile/index.ts';
import { contextField } from '../context-fields.ts';
import { parseExpression, type Syntax } from '../expression/index.ts';
import { type Jdm, type JdmTable, tableSchema } from '../jdm.ts';
import { anything, type Domain } from './pieces.ts';

/** What a column of a table can be worth, by the expression in its head. */
export type DomainOf = (field: string) => Domain;

/**
 * Reads from a policy and the table of context fields what its columns can be worth: fields of the context have
 * their type and range, the length of what a table collects is a whole number from 0, and what a table writes in
 * figures and texts is one of those. A node that looks into a part of the context (`inputField`) is given `inside`.
 */
export function domainsOf(jdm: Jdm): DomainOf {
  const collected = new Set<string>();
  const written = new Map<string, Key[] | null>();
  for (const { type, content } of jdm.nodes) {
    const table = type === 'decisionTableNode' ? tableSchema.safeParse(content).data : undefined;
    if (!table) continue;
    if (table.hitPolicy === 'collect' && table.outputPath) collected.add(table.outputPath);
    if (table.hitPolicy === 'first') noteAnswers(table, written);
  }
  return (field) => {
    const syntax = parsed(field);
    const counted = syntax?.kind === 'call' && syntax.name === 'len' ? pathIn(syntax.args[0]) : undefined;
    if (counted !== undefined && collected.has(counted))
      return { ...numbers, least: 0, whole: true, missing: false };
    const path = syntax && pathIn(syntax);
    if (path === undefined) return anything;
    const answers = written.get(path);
    if (answers) return { ...anything, only: answers };
    return answers === null ? anything : contextDomain(path);
  };
}

const numbers: Domain = { ...anything, texts: false, truths: false };

function contextDomain(path: string): Domain {
  const [root = '', field = '', ...more] = path.split('.');
  const known = more.length === 0 ? contextField(root, field) : undefined;
  const missing = known?.always !== true;
  switch (known?.kind) {
    case 'number':
      return {
        ...numbers,
        least: known.least ?? Number.NEGATIVE_INFINITY,
        most: known.most ?? Number.POSITIVE_INFINITY,
        whole: known.whole === true,
        missing,
      };
    case 'text':
      return { ...anything, numbers: false, truths: false, missing };
    case 'truth':
      return { ...anything, numbers: false, texts: false, missing };
    default:
      return anything;
  }
}

/** The figures and texts that a table can write to each of its paths; null where it computes them. */
function noteAnswers(table: JdmTable, written: Map<string, Key[] | null>): void {
  for (const { id, field } of table.outputs) {
    const path = table.outputPath ? `${table.outputPath}.${field}` : field;
    for (const rule of table.rules) {
      const source = rule[id]?.trim() ?? '';
      const syntax = source === '' ? undefined : parsed(source);
      const known = written.get(path);
      if (source === '' || known === null) continue;
      if (syntax?.kind === 'literal') written.set(path, [...(known ?? []), syntax.value]);
      else written.set(path, null);
    }
  }
}

function parsed(source: string): Syntax | undefined {
  try {
    return parseExpression(source);
  } catch {
    // Outside the subset: nothing is known of it, and the check of the whole policy says so.
    return undefined;
  }
}

function pathIn(node: Syntax | undefined): string | undefined {
  if (node?.kind === 'name') return node.name;
  if (node?.kind !== 'member' || typeof node.key !== 'string') return undefined;
  const owner = pathIn(node.of);
  return owner === undefined ? undefined : `${owner}.${node.key}`;
}

/** A record in which the column expressions have these values; undefined where an expression is none we can turn round. */
export function recordWith(values: ReadonlyMap<string, Key>): Record<string, unknown> | undefined {
  const record: Record<string, unknown> = {};
  for (const [field, value] of values) {
    const syntax = parsed(field);
    const counted = syntax?.kind === 'call' && syntax.name === 'len' ? pathIn(syntax.args[0]) : undefined;
    const path = counted ?? (syntax && pathIn(syntax));
    if (path === undefined || (counted !== undefined && typeof value !== 'number')) return undefined;
    put(
      record,
      path.split('.'),
      counted === undefined ? value : Array.from({ length: Number(value) }, () => null),
    );
  }
  return record;
}

function put(record: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let owner = record;
  for (const part of path.slice(0, -1)) {
    owner[part] ??= {};
    owner = owner[part] as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) owner[last] = value;
}
