import { describe, expect, it } from 'vitest';
import { ParusError } from '../../src/core/index.ts';
import { baselineScenario, type Scenario } from '../../src/world/scenario.ts';
import { loadScenario, resolveScenario, scenarioHash } from '../../src/world/scenario-file.ts';
import { namedScenario } from '../../src/world/scenarios/index.ts';
import { scratchFolder } from '../table/scratch.ts';

const scratch = scratchFolder();

async function failureOf(promise: Promise<unknown>): Promise<ParusError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ParusError);
  return error as ParusError;
}

const load = (json: unknown): Promise<Scenario> =>
  loadScenario(scratch.file('broken.json', typeof json === 'string' ? json : JSON.stringify(json)));

describe('loadScenario', () => {
  it('lays the parameters of a file over the baseline and is named after the file', async () => {
    const path = scratch.file(
      'tight-credit.json',
      '{ "credit": { "acceptance": 0.4, "termMonths": [3, 6, 12, 18, 36] } }',
    );
    expect(await loadScenario(path)).toEqual({
      ...baselineScenario,
      name: 'tight-credit',
      credit: { ...baselineScenario.credit, acceptance: 0.4, termMonths: [3, 6, 12, 18, 36] },
    });
  });

  it('reads back a whole scenario, with a byte order mark too', async () => {
    const whole = namedScenario('severe-shock');
    expect(await load(`\uFEFF${JSON.stringify(whole)}`)).toEqual(whole);
  });

  it('takes an empty object for the baseline by another name', async () => {
    const same = await load({});
    expect(same.name).toBe('broken');
    expect(scenarioHash(same)).toBe(scenarioHash(baselineScenario));
  });

  const { seasonalIndex } = baselineScenario.environment;
  const episode = { regime: 'shock', from: '2025-01-06', weeks: 10 };
  const flood = {
    region: 'border-county',
    from: '2025-01-06',
    weeks: 4,
    logDemand: -1,
    recoveryHalfLifeWeeks: 4,
    damagedShare: 0.1,
  };
  it.each<[string, unknown, string[]]>([
    ['an unknown section', { weather: {} }, ['weather']],
    ['an unknown parameter', { firm: { demandSD: 1 } }, ['firm.demandSD']],
    ['two unknown parameters', { credit: { a: 1, b: 2 } }, ['credit.a', 'credit.b']],
    ['an unknown industry', { industries: { mining: { weight: 0 } } }, ['industries.mining']],
    ['an unknown region', { regions: { moon: 0 } }, ['regions.moon']],
    ['a key that reaches for the prototype', '{"firm": {"__proto__": {"demandSd": 1}}}', ['firm.__proto__']],
    ['a probability above 1', { credit: { acceptance: 1.01 } }, ['credit.acceptance']],
    ['a probability below 0', { credit: { applicantShare: -0.1 } }, ['credit.applicantShare']],
    ['a number as text', { firm: { demandSd: '0.2' } }, ['firm.demandSd']],
    ['null', { firm: { demandSd: null } }, ['firm.demandSd']],
    ['a number beyond doubles', '{"firm": {"bufferMonths": 1e999}}', ['firm.bufferMonths']],
    ['a section that is a number', { coverage: { tax: 1 } }, ['coverage.tax']],
    ['a half-life of nothing', { firm: { marginHalfLifeWeeks: 0 } }, ['firm.marginHalfLifeWeeks']],
    ['more than an event a week', { firm: { accidentsPerYear: 53 } }, ['firm.accidentsPerYear']],
    ['regions that do not add up', { regions: { 'border-county': 0.5 } }, ['regions']],
    ['industries that do not add up', { industries: { retail: { weight: 0.2 } } }, ['industries']],
    [
      'an industry that sells at a loss',
      { industries: { retail: { purchaseShare: 0.9 } } },
      ['industries.retail'],
    ],
    ['purposes that do not add up', { credit: { purposeWeights: [1, 1, 0, 0] } }, ['credit.purposeWeights']],
    ['a purpose too few', { credit: { purposeWeights: [0.5, 0.25, 0.25] } }, ['credit.purposeWeights']],
    ['more terms than weights', { credit: { termMonths: [6, 12] } }, ['credit.termWeights']],
    ['terms out of order', { credit: { termMonths: [3, 12, 6, 18, 24] } }, ['credit.termMonths.2']],
    ['amounts out of order', { credit: { amountYuan: [5000, 2000] } }, ['credit.amountYuan']],
    ['firms smaller than a loan', { firm: { logSdSales: 2 } }, ['firm.medianMonthlySalesYuan']],
    ['a pecking order out of order', { peckingOrder: { utility: 1.5 } }, ['peckingOrder.utility']],
    ['social insurance before tax', { peckingOrder: { social: 0.5 } }, ['peckingOrder.social']],
    ['borrowing before social insurance', { peckingOrder: { social: 0.05 } }, ['peckingOrder.borrow']],
    ['a network of too many suppliers', { network: { suppliersMean: 9 } }, ['network.suppliersMean']],
    ['a tail without a mean', { network: { tailExponent: 0.9 } }, ['network.tailExponent']],
    ['more linked firms than there are', { network: { linkedShare: 1.1 } }, ['network.linkedShare']],
    ['more guarantees than loans', { network: { guaranteeCalled: 2 } }, ['network.guaranteeCalled']],
    [
      'an unknown fraud',
      { fraud: { shareOfApplications: { bribery: 0.01 } } },
      ['fraud.shareOfApplications.bribery'],
    ],
    ['mostly fraud', { fraud: { shareOfApplications: { shell: 0.3 } } }, ['fraud.shareOfApplications']],
    ['groups out of order', { fraud: { groupSize: [7, 3] } }, ['fraud.groupSize']],
    ['a group of one', { fraud: { groupSize: [1, 3] } }, ['fraud.groupSize.0']],
    ['more than all adapting', { fraud: { adaptation: 1.5 } }, ['fraud.adaptation']],
    [
      'an intent to take out more than there is',
      { fraud: { intents: { shell: { extractShare: 2 } } } },
      ['fraud.intents.shell.extractShare'],
    ],
    [
      'an intent to stop in no order',
      { fraud: { intents: { shell: { stopAfter: [4, 1] } } } },
      ['fraud.intents.shell.stopAfter'],
    ],
    [
      'more platforms than there are',
      { fraud: { stacking: { platforms: [8, 29] } } },
      ['fraud.stacking.platforms.1'],
    ],
    ['an unknown way of granting', { lenders: { granting: 'all' } }, ['lenders.granting']],
    ['a share of lenders below 0', { lenders: { bothShare: -0.1 } }, ['lenders.bothShare']],
    [
      'an answer before the question',
      { lenders: { traditional: { workingDays: [-1, 5] } } },
      ['lenders.traditional.workingDays.0'],
    ],
    [
      'an unknown mark of the branch',
      { lenders: { traditional: { perGuanxi: 1 } } },
      ['lenders.traditional.perGuanxi'],
    ],
    ['coverage out of order', { coverage: { bank: { low: 0.99 } } }, ['coverage.bank.low']],
    [
      'eleven months',
      { environment: { seasonalIndex: seasonalIndex.slice(1) } },
      ['environment.seasonalIndex'],
    ],
    [
      'a season that is no index',
      { environment: { seasonalIndex: seasonalIndex.map((x) => 2 * x) } },
      ['environment.seasonalIndex'],
    ],
    [
      'chances that do not add up',
      { macro: { transitions: { calm: { shock: 0.1 } } } },
      ['macro.transitions.calm'],
    ],
    ['an unknown regime', { macro: { firstRegime: 'boom' } }, ['macro.firstRegime']],
    ['an effect of calm', { macro: { effects: { calm: { logDemand: 0.1 } } } }, ['macro.effects.calm']],
    [
      'a day that is none',
      { macro: { episodes: [{ ...episode, from: '2025-02-30' }] } },
      ['macro.episodes.0.from'],
    ],
    [
      'an episode no book has',
      { macro: { episodes: [{ ...episode, from: '2031-01-01' }] } },
      ['macro.episodes.0.from'],
    ],
    [
      'episodes that overlap',
      { macro: { episodes: [episode, { ...episode, from: '2025-03-10' }] } },
      ['macro.episodes.1.from'],
    ],
    [
      'a list that lacks a field',
      { macro: { episodes: [{ regime: 'shock', weeks: 3 }] } },
      ['macro.episodes.0.from'],
    ],
    ['a flood that helps', { disasters: [{ ...flood, logDemand: 0.5 }] }, ['disasters.0.logDemand']],
    ['an unknown key in a list', { disasters: [{ ...flood, depth: 2 }] }, ['disasters.0.depth']],
    ['a name with a slash', { name: 'a/b' }, ['name']],
    ['a list for a scenario', [1], ['(root)']],
    ['null for a scenario', 'null', ['(root)']],
    [
      'several at once',
      { nam: 1, firm: { demandSd: -1 }, regions: { 'border-county': 1 }, coverage: { tax: { gaps: 2 } } },
      ['regions', 'firm.demandSd', 'coverage.tax.gaps', 'nam'],
    ],
  ])('refuses %s by its path', async (_what, json, paths) => {
    const error = await failureOf(load(json));
    expect(error.code).toBe('PARUS_CONFIG_INVALID');
    expect(error.message).toContain('broken.json');
    expect(error.issues.map(({ path }) => path)).toEqual(paths);
  });

  it('says what it got and what it knows', async () => {
    const { issues } = await failureOf(load({ credit: { acceptance: 7 }, coverage: { tax: { hi: 1 } } }));
    expect(issues[0]?.message).toContain('got 7');
    expect(issues[1]?.message).toBe('unknown parameter; expected one of low, high, gaps');
  });

  it('refuses a missing file, a folder and broken JSON with its place', async () => {
    expect((await failureOf(loadScenario(`${scratch.dir}/none.json`))).code).toBe('PARUS_FILE_MISSING');
    expect((await failureOf(loadScenario(scratch.dir))).code).toBe('PARUS_CONFIG_INVALID');
    const broken = await failureOf(load('{\n  "firm": {,}\n}'));
    expect(broken.code).toBe('PARUS_CONFIG_INVALID');
    expect(broken.message).toContain('line 2 column 12');
    expect((await failureOf(load(''))).code).toBe('PARUS_CONFIG_INVALID');
  });
});

describe('resolveScenario', () => {
  it('takes a name or a file', async () => {
    expect(await resolveScenario('export-slump')).toEqual(namedScenario('export-slump'));
    const path = scratch.file('mine.json', '{ "firm": { "livingShare": 0.02 } }');
    expect((await resolveScenario(path)).firm.livingShare).toBe(0.02);
  });

  it('lists the names for a name it does not know, and names a missing file', async () => {
    const mistyped = await failureOf(resolveScenario('sever-shock'));
    expect(mistyped.code).toBe('PARUS_USAGE');
    expect(mistyped.message).toContain('severe-shock');
    expect((await failureOf(resolveScenario('toString'))).code).toBe('PARUS_USAGE');
    expect((await failureOf(resolveScenario('./none'))).code).toBe('PARUS_FILE_MISSING');
    expect((await failureOf(resolveScenario('none.json'))).code).toBe('PARUS_FILE_MISSING');
  });
});

describe('scenarioHash', () => {
  it('follows the parameters, not the name nor the order of keys', () => {
    const { name: _name, ...rest } = baselineScenario;
    expect(scenarioHash({ ...rest, name: 'other' })).toBe(scenarioHash(baselineScenario));
    expect(scenarioHash(namedScenario('mild-recession'))).not.toBe(scenarioHash(baselineScenario));
  });
});
