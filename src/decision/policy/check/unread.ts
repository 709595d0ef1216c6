import type { Issue } from '../../../core/index.ts';
import { fieldReads, parseCell, parseExpression } from '../expression/index.ts';
import { expressionsSchema, type Jdm, switchSchema, tableSchema } from '../jdm.ts';

/** What the decision takes from a policy's answer. */
const answerFields = new Set(['outcome', 'knockouts', 'referrals']);

/**
 * Columns without effect: input columns in which every cell is empty, and what tables and expression nodes write that
 * neither a later node nor the answer reads.
 */
export function unreadColumns(jdm: Jdm): Issue[] {
  const read = namesRead(jdm);
  const issues: Issue[] = [];
  const written = (path: string, name: string): void => {
    const root = name.split('.')[0] ?? name;
    if (!answerFields.has(root) && !read.has(root))
      issues.push({ path, message: `${name} is written and never read` });
  };
  jdm.nodes.forEach(({ type, content }, iNode) => {
    const path = `nodes.${iNode}.content`;
    if (type === 'decisionTableNode') {
      const table = tableSchema.parse(content);
      table.inputs.forEach(({ id, field }, i) => {
        if (table.rules.length > 0 && table.rules.every((rule) => !rule[id]?.trim()))
          issues.push({
            path: `${path}.inputs.${i}`,
            message: `column ${field ?? id} asks nothing in any row`,
          });
      });
      if (table.outputPath) written(`${path}.outputPath`, table.outputPath);
      else for (const [i, { field }] of table.outputs.entries()) written(`${path}.outputs.${i}`, field);
    } else if (type === 'expressionNode') {
      const { outputPath, expressions } = expressionsSchema.parse(content);
      if (outputPath) written(`${path}.outputPath`, outputPath);
      else for (const [i, { key }] of expressions.entries()) written(`${path}.expressions.${i}`, key);
    }
  });
  return issues;
}

/** Roots of the fields that any expression of the policy reads; all words of one outside the subset. */
function namesRead(jdm: Jdm): ReadonlySet<string> {
  const names = new Set<string>();
  const read = (source: string | null | undefined, unary: boolean): void => {
    if (!source?.trim()) return;
    for (const name of namesIn(source, unary)) names.add(name);
  };
  for (const { type, content } of jdm.nodes) {
    if (type === 'decisionTableNode') {
      const { inputs, outputs, rules, inputField } = tableSchema.parse(content);
      read(inputField, false);
      for (const { field } of inputs) read(field, false);
      for (const rule of rules) {
        for (const { id, field } of inputs) read(rule[id], Boolean(field));
        for (const { id } of outputs) read(rule[id], false);
      }
    } else if (type === 'expressionNode') {
      const { expressions, inputField } = expressionsSchema.parse(content);
      read(inputField, false);
      for (const { value } of expressions) {
        read(value, false);
        for (const own of value.matchAll(/\$\.([A-Za-z_]\w*)/g)) names.add(own[1] ?? '');
      }
    } else if (type === 'switchNode')
      for (const { condition } of switchSchema.parse(content).statements) read(condition, false);
  }
  return names;
}

function namesIn(source: string, unary: boolean): string[] {
  try {
    return fieldReads(unary ? parseCell(source) : parseExpression(source)).map(({ root }) => root);
  } catch {
    return source.match(/[A-Za-z_]\w*/g) ?? [];
  }
}
