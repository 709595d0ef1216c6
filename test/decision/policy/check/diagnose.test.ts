import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicyCases } from '../../../../src/decision/policy/cases.ts';
import { domainsOf } from '../../../../src/decision/policy/check/domains.ts';
import { coverTable } from '../../../../src/decision/policy/check/table-coverage.ts';
import { diagnosePolicy } from '../../../../src/decision/policy/index.ts';
import { jdmSchema, tableSchema } from '../../../../src/decision/policy/jdm.ts';
import { openZen } from '../../../../src/decision/policy/zen.ts';
import { readPolicyFile, standardJson } from '../../fixtures.ts';

interface Rows {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly hitPolicy?: string;
}

const node = (id: string, type: string, content: object = {}) => ({
  id,
  name: id,
  type,
  position: { x: 0, y: 0 },
  content,
});

/** A policy of one table: each row its cells, then its answer. */
const oneTable = ({ fields, rows, hitPolicy = 'first' }: Rows) => ({
  nodes: [
    node('in', 'inputNode'),
    node('t', 'decisionTableNode', {
      hitPolicy,
      ...(hitPolicy === 'collect' ? { outputPath: 'found' } : {}),
      inputs: fields.map((field, i) => ({ id: `i${i}`, name: field, field })),
      outputs: [{ id: 'o', name: 'outcome', field: 'outcome' }],
      rules: rows.map((cells, r) => ({
        _id: `r${r}`,
        ...Object.fromEntries(fields.map((_, i) => [`i${i}`, cells[i] ?? ''])),
        o: cells[fields.length] ?? '"review"',
      })),
    }),
  ],
  edges: [{ id: 'e', sourceId: 'in', targetId: 't' }],
});

const cover = (rows: Rows, steps?: number) => {
  const jdm = jdmSchema.parse(oneTable(rows));
  return coverTable(tableSchema.parse(jdm.nodes[1]?.content), domainsOf(jdm), null, steps);
};

const found = async (json: unknown, check: string) =>
  (await diagnosePolicy(json, 'p.json')).findings.filter((one) => one.check === check);

describe('coverTable', () => {
  it('finds a row that one earlier row covers', () => {
    const { unreachable } = cover({ fields: ['assessment.pd'], rows: [['< 0.5'], ['< 0.2'], ['']] });
    expect(unreachable).toEqual([{ row: 1, by: [0] }]);
  });

  it('finds a row that several earlier rows cover together, and names no more of them than it takes', () => {
    const { unreachable } = cover({
      fields: ['features.a', 'assessment.grade'],
      rows: [
        ['<= 3', '"A"'],
        ['[2..4]', '"B"'],
        ['> 3', '"A"'],
        ['[2.5..9]', '"A"'],
        ['[2..9]', '"A", "B"'],
      ],
    });
    expect(unreachable).toEqual([{ row: 3, by: [0, 2] }]);
  });

  it('knows that a share ends at 1, that months are whole, and what is never missing', () => {
    const { unreachable, gaps } = cover({
      fields: ['assessment.pd', 'application.termMonths'],
      rows: [
        ['<= 1', '<= 3'],
        ['>= 0', '>= 4'],
        ['', ''],
      ],
    });
    expect(unreachable).toEqual([{ row: 2, by: [0, 1] }]);
    expect(gaps).toEqual([]);
  });

  it('shows what no row answers: the missing feature, and the value between two rows', () => {
    const { gaps } = cover({ fields: ['features.a'], rows: [['< 3'], ['> 3']] });
    expect(gaps).toHaveLength(1);
    expect(cover({ fields: ['features.a'], rows: [['< 3'], ['>= 3']] }).gaps).toEqual([
      { 'features.a': null },
    ]);
    expect(cover({ fields: ['features.a'], rows: [['< 3'], ['> 3'], ['null']] }).gaps).toEqual([
      { 'features.a': 3 },
    ]);
  });

  it('names cells that accept nothing their column can be', () => {
    const { contradictions } = cover({
      fields: ['assessment.pd', 'assessment.grade'],
      rows: [
        ['> 1', ''],
        ['> 0.5 and < 0.3', ''],
        ['', '> 3'],
        ['"high"', ''],
        ['null', ''],
        ['', ''],
      ],
    });
    expect(contradictions.map(({ row, column }) => [row, column])).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 0],
    ]);
  });

  it('leaves a special case before a general one alone, and shows rows whose order matters', () => {
    const { overlaps } = cover({
      fields: ['assessment.pd', 'features.a'],
      rows: [
        ['< 0.1', '', '"approve"'],
        ['', '> 3', '"decline"'],
        ['', '', '"review"'],
      ],
    });
    expect(overlaps).toHaveLength(1);
    expect(overlaps[0]?.rows).toEqual([0, 1]);
  });

  it('takes cells that compute for neither covering nor covered', () => {
    const { unreachable, notRead, gaps } = cover({
      fields: ['assessment.pd'],
      rows: [['$ * 2 < 3'], ['< 0.5'], ['$ < 0.1 and $ * 2 < 1'], ['']],
    });
    expect(notRead).toEqual([0, 2]);
    expect(unreachable).toEqual([{ row: 2, by: [1] }]);
    expect(gaps).toEqual([]);
  });

  it('says of a table too large to look at whole that it did not', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [`[${i}..${i + 90}]`, `"${i % 2}"`]);
    expect(cover({ fields: ['features.a'], rows }, 1000).complete).toBe(false);
    expect(cover({ fields: ['features.a'], rows }).complete).toBe(true);
  });

  it('looks at a long table whole where its rows ask one column for single values', () => {
    const rows = Array.from({ length: 3000 }, (_, i) => [`"purpose-${i % 2990}"`, '> 1000', '"approve"']);
    const { complete, unreachable, gaps } = cover({
      fields: ['application.purpose', 'application.amountYuan'],
      rows: [...rows, ['', '', '"review"']],
    });
    expect([complete, gaps.length]).toEqual([true, 0]);
    expect(unreachable).toEqual(Array.from({ length: 10 }, (_, i) => ({ row: 2990 + i, by: [i] })));
  });

  it('agrees with the rule engine asked at every combination of points at, between and beyond all thresholds', async () => {
    const figure = fc.constantFrom('0', '0.25', '0.5', '1', '2');
    const numberCell = fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), figure).map((words) => words.join(' ')),
      fc.constantFrom(
        '[0.25..1]',
        '(0..0.5)',
        ']0.25..1[',
        '[0, 0.5]',
        '0.25, 2',
        'null',
        '!= null',
        '> 0 and < 1',
      ),
    );
    const textCell = fc.constantFrom(
      '',
      '"A"',
      '"A", "B"',
      '!= "A"',
      'not in ["A", "B"]',
      'in ["C"]',
      '"A" or "C"',
    );
    const rows = fc.array(fc.tuple(numberCell, numberCell, textCell), { minLength: 1, maxLength: 6 });
    const fields = ['assessment.pd', 'features.a', 'assessment.grade'];
    const pds = [0, 0.1, 0.25, 0.3, 0.5, 0.7, 1];
    const features = [-1, 0, 0.1, 0.25, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, null];
    const grid = pds.flatMap((pd) =>
      features.flatMap((a) => ['A', 'B', 'C', 'D'].map((grade) => ({ pd, a, grade }))),
    );

    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        // Collecting, the engine says of each combination which rows match; the first of them is what `first` takes.
        const zen = openZen(
          jdmSchema.parse(oneTable({ fields, rows: cells, hitPolicy: 'collect' })),
          (problem) => new Error(problem) as never,
        );
        const first = new Set<string>();
        const any = new Set<string>();
        let unanswered = false;
        const answers = await Promise.all(
          grid.map(({ pd, a, grade }) =>
            zen({
              application: { amountYuan: 1, termMonths: 1, purpose: '' },
              assessment: { pd, score: 0, grade },
              features: { a },
            }),
          ),
        );
        for (const { trace } of answers) {
          const hits = trace[1]?.rules ?? [];
          for (const id of hits) any.add(id);
          if (hits[0] === undefined) unanswered = true;
          else first.add(hits[0]);
        }
        const { contradictions, unreachable, gaps, complete } = cover({ fields, rows: cells });
        expect(complete).toBe(true);
        const dead = new Set(contradictions.map(({ row }) => row));
        cells.forEach((_, row) => {
          expect(dead.has(row)).toBe(!any.has(`r${row}`) && dead.has(row));
          const reached = !dead.has(row) && !unreachable.some((one) => one.row === row);
          expect(reached).toBe(first.has(`r${row}`));
        });
        expect(gaps.length > 0).toBe(unanswered);
      }),
      { numRuns: 40 },
    );
  });
});

describe('diagnosePolicy', () => {
  const cases = parsePolicyCases(readPolicyFile('sme-standard.cases.json'), 'cases.json');

  it('finds the standard policy sound, and all its rules reached by its cases', async () => {
    const diagnosis = await diagnosePolicy(standardJson(), 'p.json', { cases });
    expect(diagnosis).toMatchObject({ runsOn: 'closures', holds: true });
    expect(diagnosis.cases).toEqual({ run: cases.cases.length, failed: 0, rulesReached: diagnosis.nRules });
    expect(diagnosis.findings.filter(({ level }) => level !== 'note')).toEqual([]);
  });

  it('lists every mistake of a policy that does not load', async () => {
    const text = JSON.stringify(standardJson())
      .replace('"< 6"', '"< < 6"')
      .replace('assessment.pd', 'assesment.pd');
    const { findings, holds, hash } = await diagnosePolicy(JSON.parse(text), 'p.json');
    expect([holds, hash]).toEqual([false, null]);
    expect(findings.map(({ check, level }) => `${check} ${level}`)).toEqual(['load error', 'load error']);
    expect(findings.map(({ message }) => message).join()).toContain('no field assesment in the context');
  });

  it('names reasons without a text, cases that fail and rules that no case reaches', async () => {
    const text = JSON.stringify(standardJson())
      .replace('"< 6"', '"< 3"')
      .replace('"> 1000000"', '"> 9000000"');
    const { findings, holds } = await diagnosePolicy(JSON.parse(text), 'p.json', {
      cases,
      reasonCodes: ['TAX_LATE'],
    });
    expect(holds).toBe(false);
    const of = (check: string) => findings.filter((one) => one.check === check);
    expect(of('reason text').map(({ path }) => path)).toContain('FIRM_TOO_YOUNG');
    expect(of('reason text').map(({ path }) => path)).not.toContain('TAX_LATE');
    expect(of('case').map(({ path }) => path)).toContain('five months old is too young');
    expect(of('coverage').map(({ message }) => message)).toEqual(['no case reaches rf-amount']);
  });

  it('takes an outcome that some application does not get for an error, elsewhere for a warning', async () => {
    const rows = [['< 0.5', '"approve"']];
    expect(await found(oneTable({ fields: ['assessment.pd'], rows }), 'gap')).toMatchObject([
      { level: 'error', message: 'no row of t answers', example: { 'assessment.pd': 0.5 } },
    ]);
    const text = JSON.stringify(oneTable({ fields: ['assessment.pd'], rows })).replaceAll(
      '"outcome"',
      '"band"',
    );
    const [gap] = await found(JSON.parse(text), 'gap');
    expect(gap?.level).toBe('warning');
    expect(await found(JSON.parse(text), 'unread')).toMatchObject([
      { message: 'band is written and never read' },
    ]);
  });

  it('asks for a last row that matches anything where rows cannot be described', async () => {
    const computed = oneTable({ fields: ['assessment.pd'], rows: [['$ * 2 < 1'], ['>= 0.4']] });
    expect(await found(computed, 'default')).toHaveLength(1);
    const closed = oneTable({ fields: ['assessment.pd'], rows: [['$ * 2 < 1'], ['']] });
    expect(await found(closed, 'default')).toEqual([]);
  });

  it('names columns that ask nothing', async () => {
    const json = oneTable({
      fields: ['assessment.pd', 'features.a'],
      rows: [
        ['< 0.5', ''],
        ['', ''],
      ],
    });
    expect(await found(json, 'unread')).toMatchObject([
      { message: 'column features.a asks nothing in any row' },
    ]);
  });

  it('knows that what a table writes is all that a later one can read', async () => {
    const json = {
      nodes: [
        node('in', 'inputNode'),
        node('band', 'decisionTableNode', {
          hitPolicy: 'first',
          passThrough: true,
          inputs: [{ id: 'i', name: 'pd', field: 'assessment.pd' }],
          outputs: [{ id: 'o', name: 'band', field: 'band' }],
          rules: [
            { _id: 'low', i: '< 0.5', o: '"low"' },
            { _id: 'high', i: '', o: '"high"' },
          ],
        }),
        node('answer', 'decisionTableNode', {
          hitPolicy: 'first',
          inputs: [{ id: 'i', name: 'band', field: 'band' }],
          outputs: [{ id: 'o', name: 'outcome', field: 'outcome' }],
          rules: [
            { _id: 'a', i: '"low"', o: '"approve"' },
            { _id: 'b', i: '"high", null', o: '"review"' },
            { _id: 'c', i: '"middle"', o: '"review"' },
          ],
        }),
      ],
      edges: [
        { id: '1', sourceId: 'in', targetId: 'band' },
        { id: '2', sourceId: 'band', targetId: 'answer' },
      ],
    };
    expect(await found(json, 'gap')).toEqual([]);
    expect(await found(json, 'contradiction')).toMatchObject([
      { message: 'c never matches: band cannot be "middle"' },
    ]);
  });
});
