import type { ModelInput } from '../../artefact.ts';
import type { TreeNodes } from '../../tree/tree-body.ts';
import { elementCode, type OnnxNode } from './messages.ts';

/** Stands for a missing category: ONNX has no missing text. */
const MISSING_TEXT = '';

/**
 * Columns that hold 0 where a category goes left at a split and 1 where it goes right: ONNX's trees compare numbers only. Splits
 * that ask the same share a column.
 */
export class CategoryColumns {
  readonly nodes: OnnxNode[] = [];
  readonly names: string[] = [];
  private readonly places = new Map<string, number>();
  private readonly inputs: readonly ModelInput[];

  constructor(inputs: readonly ModelInput[]) {
    this.inputs = inputs;
  }

  /** The place among these columns of the one for a split on input `input`. */
  placeOf(
    input: number,
    { left, unseenLeft }: TreeNodes['categories'][number],
    missingLeft: boolean,
  ): number {
    const asked = this.inputs[input]!;
    const levels = asked.kind === 'category' ? asked.levels : [];
    const isLeft = new Set(left);
    const question = JSON.stringify([input, [...isLeft].sort((a, b) => a - b), unseenLeft, missingLeft]);
    const known = this.places.get(question);
    if (known !== undefined) return known;
    const place = this.names.length;
    const column = `parus/split_${place}`;
    this.nodes.push(
      {
        op: 'LabelEncoder',
        domain: 'ai.onnx.ml',
        inputs: [asked.name],
        outputs: [`${column}_32`],
        attributes: {
          keys_strings: { strings: [MISSING_TEXT, ...levels] },
          values_floats: {
            floats: [missingLeft ? 0 : 1, ...levels.map((_, level) => (isLeft.has(level) ? 0 : 1))],
          },
          default_float: { float: unseenLeft ? 0 : 1 },
        },
      },
      {
        op: 'Cast',
        domain: '',
        inputs: [`${column}_32`],
        outputs: [column],
        attributes: { to: { int: elementCode('double') } },
      },
    );
    this.names.push(column);
    this.places.set(question, place);
    return place;
  }
}
