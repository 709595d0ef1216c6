import { featureNames } from '../../features/index.ts';
import type { BoundColumns, Model } from '../../models/index.ts';
import type { Application, Assessment } from '../application.ts';
import { assessRow, featureWording } from '../assessor.ts';
import { decideAsync } from '../decide.ts';
import type { ChangeQuestion, Moves, Trial } from './change.ts';

/** Decides the application with changes: features follow from the changed terms, then single figures are set. */
export function makeTrial(question: ChangeQuestion): Trial {
  const { input, rules } = question;
  return async (moves) => {
    const application = changedApplication(input.application, moves);
    const vector = changedVector(question, application, moves);
    const features: Record<string, number> = {};
    for (const name of Object.keys(input.features)) {
      const at = featureNames.indexOf(name);
      features[name] = at < 0 ? input.features[name]! : vector[at]!;
    }
    const fraud = question.fraudOf ? question.fraudOf(features) : input.fraud;
    const assessment = input.assessment && assessedVector(question.model, vector);
    return decideAsync({ ...input, application, fraud, assessment, features }, rules);
  };
}

/** The application with another amount or term. */
export function changedApplication(application: Application, moves: Moves): Application {
  const toOf = (name: string, now: number): number => moves.find((move) => move.name === name)?.to ?? now;
  return {
    ...application,
    amountFen: toOf('amountFen', application.amountFen),
    termMonths: toOf('termMonths', application.termMonths),
  };
}

/** Features of a changed application, single ones set; in catalogue order. */
export function changedVector(
  { vectorOf }: ChangeQuestion,
  application: Application,
  moves: Moves,
): Float64Array {
  const vector = Float64Array.from(vectorOf(application));
  for (const { name, to } of moves) {
    const at = featureNames.indexOf(name);
    if (at >= 0) vector[at] = to;
  }
  return vector;
}

/** What inputs are called. */
export const wording = featureWording();

/** What the model says of a vector in catalogue order. */
export function assessedVector(model: Model, vector: Float64Array): Assessment | null {
  const bound = boundVector(model, vector);
  const margins = new Float64Array(1);
  model.margins(bound, 0, 1, margins);
  return assessRow(model, bound, 0, margins[0]!, wording);
}

/** One row of features as the inputs of a model. */
export function boundVector({ artefact }: Model, vector: Float64Array): BoundColumns {
  const columns = artefact.inputs.map(({ name }) => {
    const at = featureNames.indexOf(name);
    return vector.subarray(at, at + 1);
  });
  return { nRows: 1, columns, unseen: 0 };
}
