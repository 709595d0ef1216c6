import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restrictDossier } from '../../../src/decision/consent/index.ts';
import { computeFeatures, featureCatalogue, featureNames } from '../../../src/features/index.ts';
import {
  type Dossier,
  type DossierRecords,
  type DossierSource,
  dossierFromRecords,
  dossierSources,
} from '../../../src/sources/index.ts';
import { LAST_DAY, recordsOf } from '../../sources/arbitrary-records.ts';

const FIRM = 'F';

function bitsOf(dossier: Dossier): BigUint64Array {
  const out = new Float64Array(featureNames.length);
  computeFeatures(dossier, { amountFen: 30_000_000, termMonths: 12 }, LAST_DAY, out, 0);
  return new BigUint64Array(out.buffer);
}

/** A dossier that may not be asked for the sources of `forbidden`. */
function guarded(dossier: Dossier, forbidden: readonly DossierSource[]): Dossier {
  const records = new Proxy(dossier.records, {
    get(target, source: DossierSource) {
      if (forbidden.includes(source)) throw new Error(`${source} was read`);
      return target[source];
    },
  });
  return { firmId: dossier.firmId, records };
}

describe('restrictDossier', () => {
  const subsets = fc.subarray([...dossierSources]);

  it('gives the features of a firm of which the withheld records were never collected', () => {
    fc.assert(
      fc.property(recordsOf(FIRM, 8), subsets, (records, used) => {
        const withheld = dossierSources.filter((source) => !used.includes(source));
        const whole = guarded(dossierFromRecords(FIRM, records), withheld);
        const collected = Object.fromEntries(
          used.map((source) => [source, records[source]]),
        ) as DossierRecords;
        expect(bitsOf(restrictDossier(whole, used))).toEqual(bitsOf(dossierFromRecords(FIRM, collected)));
      }),
      { numRuns: 40 },
    );
  });

  it('gives features that no withheld record can move', () => {
    fc.assert(
      fc.property(recordsOf(FIRM, 8), recordsOf(FIRM, 8), subsets, (records, others, used) => {
        const changed = { ...others, ...Object.fromEntries(used.map((source) => [source, records[source]])) };
        expect(bitsOf(restrictDossier(dossierFromRecords(FIRM, records), used))).toEqual(
          bitsOf(restrictDossier(dossierFromRecords(FIRM, changed as DossierRecords), used)),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('makes features of withheld sources missing, not zero', () => {
    fc.assert(
      fc.property(recordsOf(FIRM, 8), (records) => {
        const bits = bitsOf(restrictDossier(dossierFromRecords(FIRM, records), []));
        const values = new Float64Array(bits.buffer);
        const known = featureCatalogue.filter((_, i) => !Number.isNaN(values[i]!)).map(({ name }) => name);
        // What remains says that sources are missing, or is of the application itself.
        expect(known.filter((name) => !/^(missing_|sources_|application_)/.test(name))).toEqual([]);
        expect(values[featureNames.indexOf('sources_known')]).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps a dossier of which everything may be read as it is', () => {
    const dossier = dossierFromRecords(FIRM, {});
    expect(restrictDossier(dossier, dossierSources).records).toEqual(dossier.records);
  });
});
