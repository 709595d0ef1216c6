import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, fail } from '../../src/core/index.ts';
import { type DecisionTrace, replayDecision } from '../../src/decision/index.ts';
import { businessDay, createService } from '../../src/service/index.ts';
import { standardRules } from '../decision/fixtures.ts';
import { body, deps, NOON_MS } from './fixtures.ts';

const json = { 'content-type': 'application/json' };
const post = (
  app: ReturnType<typeof createService>,
  payload: unknown,
  headers: Record<string, string> = {},
) =>
  app.inject({
    method: 'POST',
    url: '/v1/applications',
    headers: { ...json, ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });

describe('POST /v1/applications', () => {
  it('answers with the decision in yuan and the time it took', async () => {
    const answer = await post(createService(deps()), body());
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      applicationId: 'app-1',
      outcome: 'approve',
      limitYuan: 150_000,
      // The prime rate has no newer row: 12 % is the cap, 8.55 % the price.
      annualRate: 0.0855,
      model: 'c'.repeat(64),
      policy: standardRules.hash,
      decisionMs: 0.25,
    });
  });

  it('decides as of the date given, or of today in China', async () => {
    const seen: number[] = [];
    const { assess } = deps();
    const app = createService(
      deps({
        assess: (application) => {
          seen.push(application.eventDate);
          return assess(application);
        },
      }),
    );
    await post(app, body('a'));
    await post(app, { ...body('b'), applicationDate: '2025-12-31' });
    expect(seen).toEqual([dayOf(2026, 3, 2), dayOf(2025, 12, 31)]);
  });

  it('declines what lies outside the product: that is a result, not an error', async () => {
    const answer = await post(createService(deps()), { ...body(), amountYuan: 100 });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      outcome: 'decline',
      limitYuan: 0,
      annualRate: null,
      reasons: [{ code: 'AMOUNT_BELOW_PRODUCT' }],
    });
  });

  it('refuses unknown firms with the code of the assessor', async () => {
    const assess = () => {
      throw fail('PARUS_FIRM_UNKNOWN', { firmId: 'firm-1', path: 'book' });
    };
    const answer = await post(createService(deps({ assess })), body());
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ error: { code: 'PARUS_FIRM_UNKNOWN', issues: [] } });
  });

  it('sends an application to review when the assessment fails', async () => {
    const assess = () => Promise.reject(new Error('source is down'));
    const answer = await post(createService(deps({ assess })), body());
    expect(answer.statusCode).toBe(200);
    const { outcome, reasons, pd } = answer.json<{
      outcome: string;
      reasons: { code: string }[];
      pd: null;
    }>();
    expect([outcome, pd]).toEqual(['review', null]);
    expect(reasons.map(({ code }) => code)).toContain('NOT_SCORED');
  });
});

describe('Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k-1' };

  it('gives the same decision for the same key and body, whatever the order of the fields', async () => {
    const app = createService(deps());
    const first = await post(app, body(), key);
    const again = await post(app, Object.fromEntries(Object.entries(body()).reverse()), key);
    expect(again.statusCode).toBe(200);
    expect(again.body).toBe(first.body);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('refuses another body under the same key, the same application under another, and odd keys', async () => {
    const app = createService(deps());
    await post(app, body(), key);
    const other = await post(app, { ...body(), amountYuan: 1e5 }, key);
    expect([other.statusCode, other.json().error.code]).toEqual([409, 'PARUS_IDEMPOTENCY_CONFLICT']);
    const duplicate = await post(app, body());
    expect([duplicate.statusCode, duplicate.json().error.code]).toEqual([409, 'PARUS_APPLICATION_DUPLICATE']);
    const odd = await post(app, body('app-2'), { 'idempotency-key': 'a b' });
    expect(odd.statusCode).toBe(400);
    expect(odd.json().error.issues[0].path).toBe('headers.idempotency-key');
  });
});

describe('GET', () => {
  it('gives a decision with a trace that replays to it', async () => {
    const app = createService(deps());
    const made = (await post(app, body())).json();
    const got = await app.inject('/v1/decisions/app-1');
    expect(got.statusCode).toBe(200);
    const { trace, ...answer } = got.json();
    expect(answer).toEqual(made);
    const replayed = await replayDecision(trace as DecisionTrace, standardRules);
    expect(replayed).toMatchObject({
      outcome: made.outcome,
      limitFen: made.limitYuan * 100,
      annualRate: made.annualRate,
      reasons: made.reasons,
      trace,
    });
  });

  it('forgets the oldest decisions', async () => {
    const app = createService(deps({ remembered: 2 }));
    for (const id of ['a', 'b', 'c']) await post(app, body(id));
    const statuses = ['a', 'b', 'c', 'never'].map(
      async (id) => (await app.inject(`/v1/decisions/${id}`)).statusCode,
    );
    expect(await Promise.all(statuses)).toEqual([404, 200, 200, 404]);
    const health = await app.inject('/healthz');
    expect(health.json()).toMatchObject({ status: 'ok', decisions: 2, policy: standardRules.hash });
  });
});

describe('refusals', () => {
  const app = createService(deps());
  const inject = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: string, type?: string) =>
    app.inject({
      method,
      url,
      ...(payload === undefined ? {} : { payload }),
      headers: type === undefined ? {} : { 'content-type': type },
    });
  const path = '/v1/applications';

  it.each([
    ['cut JSON', 'POST', path, '{"applicationId":', 'application/json', 400, 'PARUS_BODY_INVALID'],
    ['an empty body', 'POST', path, '', 'application/json', 400, 'PARUS_BODY_INVALID'],
    ['no body', 'POST', path, undefined, undefined, 400, 'PARUS_APPLICATION_INVALID'],
    ['__proto__', 'POST', path, '{"__proto__":{"a":1}}', 'application/json', 400, 'PARUS_BODY_INVALID'],
    [
      'constructor.prototype',
      'POST',
      path,
      '{"constructor":{"prototype":{"a":1}}}',
      'application/json',
      400,
      'PARUS_BODY_INVALID',
    ],
    ['a form', 'POST', path, 'a=1', 'application/x-www-form-urlencoded', 415, 'PARUS_CONTENT_TYPE'],
    ['plain text', 'POST', path, '{}', 'text/plain', 415, 'PARUS_CONTENT_TYPE'],
    ['an odd type', 'POST', path, '{}', ';;', 415, 'PARUS_CONTENT_TYPE'],
    [
      'a huge body',
      'POST',
      path,
      JSON.stringify('x'.repeat(20_000)),
      'application/json',
      413,
      'PARUS_BODY_TOO_LARGE',
    ],
    ['an unknown route', 'GET', '/v2/decisions', undefined, undefined, 404, 'PARUS_ROUTE_UNKNOWN'],
    ['another method', 'DELETE', path, undefined, undefined, 404, 'PARUS_ROUTE_UNKNOWN'],
    ['a URL that does not decode', 'GET', '/v1/decisions/%', undefined, undefined, 400, 'PARUS_BODY_INVALID'],
    [
      'a very long id',
      'GET',
      `/v1/decisions/${'x'.repeat(5000)}`,
      undefined,
      undefined,
      400,
      'PARUS_BODY_INVALID',
    ],
    [
      'a decision that is not there',
      'GET',
      '/v1/decisions/x',
      undefined,
      undefined,
      404,
      'PARUS_DECISION_UNKNOWN',
    ],
    [
      '__proto__ as id',
      'GET',
      '/v1/decisions/__proto__',
      undefined,
      undefined,
      404,
      'PARUS_DECISION_UNKNOWN',
    ],
  ] as const)('answers %s with its code', async (_, method, url, payload, type, status, code) => {
    const answer = await inject(method, url, payload, type);
    expect(answer.statusCode).toBe(status);
    const { error } = answer.json();
    expect(Object.keys(error)).toEqual(['code', 'message', 'issues']);
    expect(error.code).toMatch(/^PARUS_/);
    if (code) expect(error.code).toBe(code);
    expect(error.message.length).toBeLessThan(400);
  });

  it('lists every issue of a body with its path', async () => {
    const answer = await post(app, { amountYuan: 'much', unknown: 1 });
    const { error } = answer.json();
    expect(error.code).toBe('PARUS_APPLICATION_INVALID');
    const paths = error.issues.map(({ path: at }: { path: string }) => at);
    expect(paths).toEqual(expect.arrayContaining(['applicationId', 'firmId', 'amountYuan', 'purpose']));
  });

  it('never answers 5xx and always in a known form, whatever JSON comes', async () => {
    const field = fc.oneof(
      fc.jsonValue(),
      fc.string(),
      fc.double(),
      fc.constantFrom('operations', '2026-01-01'),
    );
    const near = fc.record(
      {
        applicationId: fc.oneof({ weight: 12, arbitrary: fc.uuid() }, field),
        firmId: fc.oneof({ weight: 12, arbitrary: fc.constant('f') }, field),
        amountYuan: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 1, max: 1e9 }) }, field),
        termMonths: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 1, max: 120 }) }, field),
        purpose: fc.oneof({ weight: 12, arbitrary: fc.constant('hiring') }, field),
        applicationDate: fc.oneof({ weight: 12, arbitrary: fc.constant('2025-06-30') }, field),
        extra: field,
      },
      { requiredKeys: ['amountYuan', 'purpose'] },
    );
    const payload = fc.oneof({ weight: 6, arbitrary: near }, fc.jsonValue(), fc.string());
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(payload, async (some) => {
        const answer = await post(app, some);
        expect(answer.statusCode).toBeLessThan(500);
        const result = answer.json();
        if (answer.statusCode === 200) {
          decided += 1;
          expect(result.outcome).toMatch(/^(approve|review|decline)$/);
        } else {
          expect(result.error.code).toMatch(/^PARUS_/);
        }
      }),
      { numRuns: 1500 },
    );
    expect(decided).toBeGreaterThan(10);
  });

  it('hides the details of a fault of ours', async () => {
    const broken = createService(
      deps({
        clock: () => {
          throw new Error('secret path');
        },
      }),
    );
    const answer = await post(broken, body());
    expect(answer.statusCode).toBe(500);
    expect(answer.json().error.code).toBe('PARUS_INTERNAL');
    expect(answer.body).not.toContain('secret');
  });
});

describe('businessDay', () => {
  it('changes at midnight in China', () => {
    expect(businessDay(NOON_MS)).toBe(dayOf(2026, 3, 2));
    expect(businessDay(Date.UTC(2026, 2, 2, 15, 59, 59, 999))).toBe(dayOf(2026, 3, 2));
    expect(businessDay(Date.UTC(2026, 2, 2, 16))).toBe(dayOf(2026, 3, 3));
  });
});
