import type { ModelArtefact } from '../artefact.ts';
import { writeLightGbm } from './lightgbm/write-lightgbm.ts';
import { writeOnnx } from './onnx/write-onnx.ts';
import { writePmml } from './pmml/write-pmml.ts';
import { type SqlOptions, writeSql } from './sql/write-sql.ts';

type Writer = (artefact: ModelArtefact, path: string, sql: SqlOptions) => string | Uint8Array;

const WRITERS = {
  sql: (artefact, path, options) => writeSql(artefact, options, path),
  onnx: writeOnnx,
  pmml: writePmml,
  lightgbm: writeLightGbm,
} as const satisfies Record<string, Writer>;

/** Forms that models are written in. */
export type ExportFormat = keyof typeof WRITERS;
export const exportFormats = Object.keys(WRITERS) as readonly ExportFormat[];

/**
 * A model in another system's form: text, or bytes for ONNX. The same model gives the same bytes.
 * @param path names the model's file in errors @throws PARUS_MODEL_NOT_SUPPORTED for what the form cannot hold
 */
export function exportModel(
  format: ExportFormat,
  artefact: ModelArtefact,
  path: string,
  sql: SqlOptions,
): string | Uint8Array {
  return WRITERS[format](artefact, path, sql);
}
