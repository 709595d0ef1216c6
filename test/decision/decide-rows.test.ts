import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/core/index.ts';
import { consentBookOf } from '../../src/decision/consent/index.ts';
import { summaryOf } from '../../src/decision/decide-rows.ts';
import {
  applicationsOf,
  type CircumstanceOptions,
  countOutcomes,
  type DecisionSummary,
  decide,
  decideRows,
  decisionFeatures,
  decisionInput,
  makeAssessor,
  openBookFor,
  openCircumstances,
  readApplicationRows,
} from '../../src/decision/index.ts';
import { loadModel, type Model } from '../../src/models/index.ts';
import { withPool } from '../../src/parallel/index.ts';
import { simulateBook } from '../../src/world/index.ts';
import { scratchFolder } from '../table/scratch.ts';
import { standardRules as rules } from './fixtures.ts';

const scratch = scratchFolder();
const book = (): string => `${scratch.dir}/book`;
let model: Model;

beforeAll(async () => {
  model = await loadModel('models/sme-scorecard.json');
  await withPool({ workers: 2 }, (pool) =>
    simulateBook({ firms: 400, months: 18, seed: 3, out: book(), pool }),
  );
}, 240_000);

/** All decisions of the book, and the hash of their traces. */
async function decided(workers: number, options: CircumstanceOptions = {}) {
  const decisions: DecisionSummary[] = [];
  const traces: string[] = [];
  const hash = createHash('sha256');
  await withPool({ workers }, async (pool) => {
    const rows = await readApplicationRows(book(), model, rules, pool, options);
    await decideRows(pool, rows, model, rules, {
      withTraces: true,
      onShard: ({ decisions: some, lines }) => {
        decisions.push(...some);
        traces.push(...new TextDecoder().decode(lines).trimEnd().split('\n'));
        hash.update(lines);
      },
    });
  });
  return { decisions, traces, hash: hash.digest('hex') };
}

/** The same by the online road, one application after another. */
async function online(options: CircumstanceOptions = {}) {
  const open = await openBookFor(book(), model, rules);
  const assess = makeAssessor(model, decisionFeatures(model, rules));
  const circumstances = openCircumstances(open, options);
  return applicationsOf(open).map((application) =>
    decide(decisionInput(open, model, rules, assess, application, circumstances), rules),
  );
}

describe('decideRows', () => {
  it('gives the same bytes at any number of workers, and those of the online road', async () => {
    const two = await decided(2);
    for (const workers of [1, 3]) expect((await decided(workers)).hash).toBe(two.hash);
    const alone = await online();
    expect(alone.length).toBeGreaterThan(150);
    expect(two.decisions).toEqual(alone.map(summaryOf));
    alone.forEach((decision, row) => {
      expect(canonicalJson(JSON.parse(two.traces[row]!))).toBe(canonicalJson(decision));
    });
    for (const count of Object.values(countOutcomes(two.decisions))) expect(count).toBeGreaterThan(0);
  });

  it('reads nothing that a firm withholds: as if it had never been collected', async () => {
    const { decisions } = await decided(2);
    const [first] = decisions;
    const consents = consentBookOf(
      decisions.slice(1).flatMap(({ firmId }) =>
        (['bank', 'bureau', 'tax', 'utility', 'invoices', 'links', 'payroll', 'pos', 'orders'] as const).map(
          (source) => ({
            event: 'grant' as const,
            firmId,
            source,
            purpose: 'credit-decision' as const,
            day: 0,
            separately: true,
            expiresOn: null,
          }),
        ),
      ),
    );
    const withheld = await decided(2, { consents });
    expect(withheld.decisions).toEqual((await online({ consents })).map(summaryOf));
    // The first firm consented to nothing: what it was scored by is gone.
    expect(withheld.decisions[0]!.pd).not.toBe(first!.pd);
  });
});
