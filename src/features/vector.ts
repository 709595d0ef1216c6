import { type DossierSource, dossierSources } from '../sources/index.ts';
import { featureBlocks, featureCatalogue } from './catalogue.ts';
import type { KnownFirm } from './known-firm.ts';

/** A feature's computation on the state its block reads. */
type Value = (state: unknown) => number;

/** The blocks of the catalogue, ready to run: computations by position in the vector. */
const blocks = featureBlocks.map(({ source, features }) => ({
  source,
  values: features.map(({ value }) => value as unknown as Value),
}));

/** Writes every feature of what is known to out[offset ...) (OUT). */
export function writeVector(firm: KnownFirm, out: Float64Array, offset: number): void {
  let at = offset;
  for (const { source, values } of blocks) {
    const state = source ? firm[source] : firm;
    for (let i = 0; i < values.length; i++) out[at++] = values[i]!(state);
  }
}

/** The dossier sources that the features of these names read. */
export function sourcesRead(names: Iterable<string>): DossierSource[] {
  const wanted = new Set(names);
  const read = new Set(
    featureCatalogue.filter(({ name }) => wanted.has(name)).flatMap(({ sources }) => sources),
  );
  return dossierSources.filter((source) => read.has(source));
}

/** Sources as bits, so that what a feature reads is one number. */
const BIT: Readonly<Record<DossierSource, number>> = Object.fromEntries(
  dossierSources.map((source, i) => [source, 1 << i]),
) as Record<DossierSource, number>;

/** The bit of a source in a set of changed sources. */
export function bitOf(source: DossierSource): number {
  return BIT[source];
}

/** Of each feature in catalogue order, the sources it reads. */
const readsOf = Int32Array.from(featureCatalogue, ({ sources }) =>
  sources.reduce((bits, source) => bits | (BIT[source as DossierSource] ?? 0), 0),
);

/** Writes the features that read one of the `changed` sources to `out` (INOUT); the others stay as they are. */
export function updateVector(firm: KnownFirm, out: Float64Array, changed: number): void {
  let at = 0;
  for (const { source, values } of blocks) {
    if (source && (BIT[source] & changed) === 0) {
      at += values.length;
      continue;
    }
    const state = source ? firm[source] : firm;
    for (let i = 0; i < values.length; i++, at++) {
      if ((readsOf[at]! & changed) !== 0) out[at] = values[i]!(state);
    }
  }
}
