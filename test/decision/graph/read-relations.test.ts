import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRelationGraph, graphEvidence, readRelations } from '../../../src/decision/graph/index.ts';
import { withPool } from '../../../src/parallel/index.ts';
import { openBookReader } from '../../../src/sources/index.ts';
import { writeBookOf } from '../../sources/arbitrary-records.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parus-relations-'));
  const link = { kind: 'device' as const, value: 'x' };
  const invoice = { taxFen: 6, taxRate: 0.06, status: 'valid' as const };
  await writeBookOf(dir, {
    links: [
      { firmId: 'B', eventDate: 5, arrivalDate: 5, ...link },
      { firmId: 'A', eventDate: 3, arrivalDate: 9, ...link },
      { firmId: 'C', eventDate: 3, arrivalDate: 3, kind: 'phone', value: 'x' },
    ],
    guarantees: [
      {
        firmId: 'C',
        eventDate: 2,
        arrivalDate: 8,
        role: 'guaranteed',
        counterparty: 'A',
        amountFen: 900,
        endDate: 50,
      },
      {
        firmId: 'C',
        eventDate: 2,
        arrivalDate: 8,
        role: 'guarantor',
        counterparty: 'outside',
        amountFen: 900,
        endDate: 50,
      },
    ],
    invoices: [
      {
        firmId: 'A',
        eventDate: 10,
        arrivalDate: 12,
        direction: 'issued',
        number: '1',
        counterparty: 'B',
        amountFen: 100,
        ...invoice,
      },
      {
        firmId: 'B',
        eventDate: 10,
        arrivalDate: 11,
        direction: 'received',
        number: '1',
        counterparty: 'A',
        amountFen: 100,
        ...invoice,
      },
      {
        firmId: 'B',
        eventDate: 10,
        arrivalDate: 11,
        direction: 'issued',
        number: '2',
        counterparty: 'A',
        amountFen: 100,
        ...invoice,
        status: 'void',
      },
      {
        firmId: 'B',
        eventDate: 10,
        arrivalDate: 11,
        direction: 'issued',
        number: '3',
        counterparty: 'A',
        amountFen: -100,
        ...invoice,
      },
      {
        firmId: 'B',
        eventDate: 10,
        arrivalDate: 11,
        direction: 'issued',
        number: '4',
        counterparty: 'P1',
        amountFen: 100,
        ...invoice,
      },
    ],
  });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('readRelations', () => {
  it('reads what joins the firms of a book, from the day it arrived, and nothing else', async () => {
    const records = await readRelations(dir);
    expect(records.firmIds).toEqual(['A', 'B', 'C']);
    expect(records.shown.nRows).toBe(3);
    expect(records.guarantees).toMatchObject({
      nRows: 1,
      guarantor: Int32Array.of(0),
      guaranteed: Int32Array.of(2),
      amountFen: Float64Array.of(900),
      day: Int32Array.of(8),
      endDay: Int32Array.of(50),
    });
    expect(records.invoices).toMatchObject({
      nRows: 2,
      seller: Int32Array.of(0, 0),
      buyer: Int32Array.of(1, 1),
      numbers: ['1'],
      day: Int32Array.of(12, 11),
    });
    const graph = buildRelationGraph(records);
    expect(graph.layers.sales.targets.length).toBe(1);
    expect(graphEvidence(graph, 0, 20, [])).toEqual([
      {
        kind: 'guarantee',
        otherFirm: 'C',
        since: 8,
        detail: { role: 'guarantor', amountFen: 900, endDay: 50, otherIsKnownBad: false },
      },
      { kind: 'device', otherFirm: 'B', since: 9, detail: { otherIsKnownBad: false } },
    ]);
  });

  it('reads the same from an open reader and in workers', async () => {
    const reader = await openBookReader(dir);
    const records = await readRelations(dir);
    expect(await withPool({ workers: 2 }, (pool) => readRelations(reader, pool))).toEqual(records);
  });

  it('refuses a folder that is no book', async () => {
    await expect(readRelations(join(dir, 'nothing'))).rejects.toMatchObject({ code: 'PARUS_BOOK_MISSING' });
  });
});
