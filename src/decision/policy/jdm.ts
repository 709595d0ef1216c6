import { z } from 'zod';

/** Node types a policy may use: data only. Code, sub-decisions and custom nodes would escape the hash and the trace. */
const nodeTypes = ['inputNode', 'outputNode', 'decisionTableNode', 'expressionNode', 'switchNode'] as const;

const column = z.looseObject({ id: z.string().min(1), field: z.string().nullish() });

/** What a node does around its rules: where it looks, where it writes, once or for each item. */
const transform = {
  inputField: z.string().nullish(),
  outputPath: z.string().nullish(),
  executionMode: z.enum(['single', 'loop']).optional(),
  passThrough: z.boolean().optional(),
};

/** The content of a decision table. */
export const tableSchema = z.looseObject({
  hitPolicy: z.enum(['first', 'collect']),
  inputs: z.array(column),
  outputs: z.array(column.extend({ field: z.string().min(1) })).min(1),
  rules: z.array(z.record(z.string(), z.string())),
  ...transform,
});

/** The content of an expression node. */
export const expressionsSchema = z.looseObject({
  expressions: z.array(z.looseObject({ key: z.string().min(1), value: z.string().min(1) })),
  ...transform,
});

/** The content of a switch. */
export const switchSchema = z.looseObject({
  hitPolicy: z.enum(['first', 'collect']).optional(),
  statements: z.array(z.looseObject({ id: z.string().min(1), condition: z.string() })),
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
    z.looseObject({
      id: z.string().min(1),
      sourceId: z.string().min(1),
      targetId: z.string().min(1),
      sourceHandle: z.string().nullish(),
    }),
  ),
});

/** A JDM file of the right shape. */
export type Jdm = z.infer<typeof jdmSchema>;
export type JdmTable = z.infer<typeof tableSchema>;
export type JdmExpressions = z.infer<typeof expressionsSchema>;
export type JdmSwitch = z.infer<typeof switchSchema>;
/** What tables and expression nodes have around their rules. */
export type JdmTransform = Pick<JdmTable, 'inputField' | 'outputPath' | 'executionMode' | 'passThrough'>;
