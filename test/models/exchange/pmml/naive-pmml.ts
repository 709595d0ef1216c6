/** Scores records from PMML as the standard says, knowing nothing of Parus: the oracle of our documents. */
import { parseXml, type XmlElement } from './parse-xml.ts';

export type Value = number | string | undefined;
type Fields = Readonly<Record<string, Value>>;

/** All output fields of a record. */
export function naivePmml(document: string): (record: Fields) => Record<string, Value> {
  const pmml = parseXml(document);
  if (pmml.name !== 'PMML' || pmml.attributes['version'] !== '4.4') throw new Error('expected PMML 4.4');
  const dictionary = one(pmml, 'DataDictionary');
  const derived = pmml.children.find(({ name }) => name === 'TransformationDictionary')?.children ?? [];
  const model = pmml.children.at(-1)!;
  return (record) => {
    const fields: Record<string, Value> = {};
    for (const { attributes } of dictionary.children) {
      const value = record[attributes['name']!];
      fields[attributes['name']!] = Number.isNaN(value) ? undefined : value;
    }
    for (const field of derived) {
      fields[field.attributes['name']!] = expression(field.children[0]!, fields);
    }
    const predicted = predict(model, fields);
    for (const output of one(model, 'Output').children) {
      const { name, feature, rank } = output.attributes;
      if (feature === 'predictedValue') fields[name!] = predicted.value;
      else if (feature === 'transformedValue') fields[name!] = expression(output.children[0]!, fields);
      else if (feature === 'reasonCode') fields[name!] = predicted.reasons?.[Number(rank) - 1];
      else throw new Error(`no feature ${feature}`);
    }
    return fields;
  };
}

interface Prediction {
  readonly value: number;
  readonly reasons?: readonly string[];
}

function predict(model: XmlElement, fields: Fields): Prediction {
  // Only fields that the model lists may be read.
  const listed = new Set(one(model, 'MiningSchema').children.map(({ attributes }) => attributes['name']));
  if (listed.size === 0) throw new Error('an empty mining schema');
  switch (model.name) {
    case 'MiningModel': {
      const segmentation = one(model, 'Segmentation');
      const values = segmentation.children
        .filter(({ children }) => holds(children[0]!, fields) === true)
        .map(({ children }) => predict(children[1]!, fields).value);
      const sum = values.reduce((a, b) => a + b, 0);
      const method = segmentation.attributes['multipleModelMethod'];
      if (method !== 'sum' && method !== 'average') throw new Error(`no method ${method}`);
      return { value: method === 'sum' ? sum : sum / values.length };
    }
    case 'TreeModel': {
      let node = one(model, 'Node');
      for (;;) {
        const next = node.children.slice(1).find(({ children }) => holds(children[0]!, fields) === true);
        if (next === undefined) break;
        node = next;
      }
      return { value: number(node, 'score') };
    }
    case 'RegressionModel': {
      const table = one(model, 'RegressionTable');
      const shares = table.children.map(
        (p) => number(p, 'coefficient') * (fields[p.attributes['name']!] as number),
      );
      return { value: shares.reduce((a, b) => a + b, number(table, 'intercept')) };
    }
    case 'Scorecard':
      return predictScore(model, fields);
    default:
      throw new Error(`no model ${model.name}`);
  }
}

function predictScore(model: XmlElement, fields: Fields): Prediction {
  if (model.attributes['reasonCodeAlgorithm'] !== 'pointsBelow') throw new Error('expected points below');
  let value = number(model, 'initialScore');
  const lost = one(model, 'Characteristics').children.map((characteristic) => {
    const hit = characteristic.children.find(({ children }) => holds(children[0]!, fields) === true)!;
    const points = number(hit, 'partialScore');
    value += points;
    const { reasonCode } = characteristic.attributes;
    return { reason: reasonCode!, lost: number(characteristic, 'baselineScore') - points };
  });
  return { value, reasons: lost.sort((a, b) => b.lost - a.lost).map(({ reason }) => reason) };
}

/** Three-valued logic: undefined is unknown. */
function holds(predicate: XmlElement, fields: Fields): boolean | undefined {
  const { field, operator, booleanOperator, value } = predicate.attributes;
  const x = fields[field ?? ''];
  switch (predicate.name) {
    case 'True':
      return true;
    case 'False':
      return false;
    case 'SimplePredicate':
      if (operator === 'isMissing') return x === undefined;
      if (operator === 'isNotMissing') return x !== undefined;
      if (x === undefined) return undefined;
      if (operator === 'lessThan') return (x as number) < Number(value);
      if (operator === 'greaterOrEqual') return (x as number) >= Number(value);
      if (operator === 'equal') return x === Number(value);
      throw new Error(`no operator ${operator}`);
    case 'SimpleSetPredicate': {
      if (x === undefined) return undefined;
      const array = one(predicate, 'Array');
      const values = [...array.text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, v]) =>
        v!.replaceAll(/\\(.)/g, '$1'),
      );
      if (values.length !== Number(array.attributes['n'])) throw new Error(`an array of ${values.length}`);
      return values.includes(x as string) === (booleanOperator === 'isIn');
    }
    case 'CompoundPredicate': {
      const parts = predicate.children.map((child) => holds(child, fields));
      const decisive = booleanOperator === 'or';
      if (parts.includes(decisive)) return decisive;
      return parts.includes(undefined) ? undefined : !decisive;
    }
    default:
      throw new Error(`no predicate ${predicate.name}`);
  }
}

function expression(e: XmlElement, fields: Fields): Value {
  const { attributes, children } = e;
  switch (e.name) {
    case 'Constant':
      return Number(e.text);
    case 'FieldRef':
      if (!(attributes['field']! in fields)) throw new Error(`no field ${attributes['field']}`);
      return fields[attributes['field']!];
    case 'NormContinuous': {
      const x = fields[attributes['field']!] as number | undefined;
      if (x === undefined) return number(e, 'mapMissingTo');
      const knots = children.map((k) => [number(k, 'orig'), number(k, 'norm')] as const);
      if (knots.length < 2) throw new Error('expected two knots');
      if (x <= knots[0]![0]) return knots[0]![1];
      const next = knots.findIndex(([orig]) => x < orig);
      if (next < 0) return knots.at(-1)![1];
      const [[x0, y0], [x1, y1]] = [knots[next - 1]!, knots[next]!];
      return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
    }
    case 'MapValues': {
      const pair = one(e, 'FieldColumnPair').attributes;
      const x = fields[pair['field']!];
      if (x === undefined) return number(e, 'mapMissingTo');
      const row = one(e, 'InlineTable').children.find((r) => one(r, pair['column']!).text === x);
      return row ? Number(one(row, attributes['outputColumn']!).text) : number(e, 'defaultValue');
    }
    case 'Apply':
      return applied(attributes['function']!, children, fields);
    default:
      throw new Error(`no expression ${e.name}`);
  }
}

function applied(name: string, operands: readonly XmlElement[], fields: Fields): Value {
  const value = (i: number): number => expression(operands[i]!, fields) as number;
  if (name === 'isMissing') return Number(expression(operands[0]!, fields) === undefined);
  if (name === 'if') return expression(operands[value(0) ? 1 : 2]!, fields);
  if (name === 'exp') return Math.exp(value(0));
  const [a, b] = [value(0), value(1)];
  const known: Record<string, number> = {
    ...{ '+': a + b, '*': a * b, '/': a / b, equal: Number(a === b), lessThan: Number(a < b) },
    ...{ min: Math.min(a, b), max: Math.max(a, b) },
  };
  const result = known[name];
  if (result === undefined) throw new Error(`no function ${name}`);
  return result;
}

function one(element: XmlElement, name: string): XmlElement {
  const found = element.children.find((child) => child.name === name);
  if (found === undefined) throw new Error(`no ${name} in ${element.name}`);
  return found;
}

function number(element: XmlElement, name: string): number {
  const value = Number(element.attributes[name] ?? Number.NaN);
  if (Number.isNaN(value)) throw new Error(`${element.name} has no number ${name}`);
  return value;
}
