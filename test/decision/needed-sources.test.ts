import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { restrictDossier } from '../../src/decision/consent/index.ts';
import { decisionFeatures, makeAssessor, neededSources } from '../../src/decision/index.ts';
import { featureCatalogue } from '../../src/features/index.ts';
import { loadModel, type Model } from '../../src/models/index.ts';
import {
  type Dossier,
  type DossierSource,
  dossierFromRecords,
  dossierSources,
} from '../../src/sources/index.ts';
import { LAST_DAY, recordsOf } from '../sources/arbitrary-records.ts';
import { application, standardRules } from './fixtures.ts';

let model: Model;
beforeAll(async () => {
  model = await loadModel('models/sme-scorecard.json');
});

describe('neededSources', () => {
  it('are the sources of the features that model and rules read, and the registry', () => {
    const names = new Set(decisionFeatures(model, standardRules));
    const read = featureCatalogue.filter(({ name }) => names.has(name)).flatMap(({ sources }) => sources);
    const expected = dossierSources.filter((source) => source === 'registry' || read.includes(source));
    expect(neededSources(model, standardRules)).toEqual(expected);
    expect(expected.length).toBeLessThan(dossierSources.length);
  });

  it('score to the same bits while no other source is read', () => {
    const needed = neededSources(model, standardRules);
    const features = decisionFeatures(model, standardRules);
    const assess = makeAssessor(model, features);
    const asked = { ...application, firmId: 'F', eventDate: LAST_DAY };
    fc.assert(
      fc.property(recordsOf('F', 8), (records) => {
        const whole = dossierFromRecords('F', records);
        const opened: DossierSource[] = [];
        const watched: Dossier = {
          firmId: 'F',
          records: new Proxy(whole.records, {
            get(target, source: DossierSource) {
              opened.push(source);
              return target[source];
            },
          }),
        };
        expect(assess(restrictDossier(watched, needed), asked)).toEqual(assess(whole, asked));
        expect(opened).toEqual(needed);
      }),
      { numRuns: 30 },
    );
  });
});
