import { fail, type ParusError } from '../../core/index.ts';

/** Where an exchange happens and what it is called in its errors. */
export interface Exchange {
  /** The file that is read. */
  readonly path: string;
  /** Such as "importing LightGBM text". */
  readonly operation: string;
}

/** The error of a model that a form cannot hold, or of a file that is none: PARUS_MODEL_NOT_SUPPORTED. */
export function refusal({ path, operation }: Exchange, got: string, expected: string): ParusError {
  return fail('PARUS_MODEL_NOT_SUPPORTED', { path, got, operation, expected });
}
