import { type DossierSource, dossierSources } from '../sources/index.ts';
import { type ApplicationSummary, newApplicationSummary } from './application.ts';
import { SourceState } from './engine/source-state.ts';
import { accumulators, type Trails } from './indicators/index.ts';

/** Everything that is known of a firm at asOf, by source, and the application it made. */
export type KnownFirm = { readonly [S in DossierSource]: SourceState<Trails[S]> } & {
  readonly application: ApplicationSummary;
};

export function newKnownFirm(): KnownFirm {
  const states = dossierSources.map((source) => [source, new SourceState(accumulators[source])]);
  return { ...Object.fromEntries(states), application: newApplicationSummary() } as KnownFirm;
}
