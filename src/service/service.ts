import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify';
import { canonicalJson, type Day, fail, ParusError, sha256 } from '../core/index.ts';
import { type Application, type DecisionInput, type DecisionRules, decideAsync } from '../decision/index.ts';
import { answerOf } from './answer.ts';
import { applicationOf, parseApplicationBody } from './application-body.ts';
import { openDecisionStore } from './decision-store.ts';
import { BODY_LIMIT_BYTES, codedError, errorAnswer, hiddenFault, refuseRawBytes } from './error-answers.ts';

/** What the service gets to know about an application and its firm: everything that a decision is a function of. */
export type Assessed = Omit<DecisionInput, 'application' | 'model'>;

/** Where looking things up failed: nothing is known of the firm but that it is there, and a person decides. */
const NOTHING_KNOWN: Assessed = {
  facts: {
    firmKnown: true,
    registry: 'unknown',
    registryDifferences: [],
    liveness: 'unavailable',
    livenessScore: null,
    deviceFirms: null,
    recentApplications: null,
    duplicate: false,
    applicant: 'unknown',
  },
  firm: { industry: null, region: null },
  consent: null,
  hits: null,
  fraud: null,
  assessment: null,
  features: {},
};

export interface ServiceDeps {
  /**
   * Circumstances, dossier, features and model of an application, wherever they come from. PARUS_FIRM_UNKNOWN refuses the request;
   * any failure that is no refusal sends the application to review.
   */
  readonly assess: (application: Application) => Assessed | Promise<Assessed>;
  readonly rules: DecisionRules;
  /** Content hash of the model behind `assess`. */
  readonly model: string;
  /** Milliseconds since 1970-01-01 UTC, fractions welcome. */
  readonly clock: () => number;
  readonly logger?: FastifyBaseLogger | undefined;
  /** How many decisions the process remembers; default 10,000 (some 7 KB each with the trace). */
  readonly remembered?: number | undefined;
}

const REMEMBERED = 10_000;
const KEY_PATTERN = /^[\x21-\x7e]{1,128}$/;

/**
 * The approval service: POST /v1/applications, GET /v1/decisions/:id, GET /healthz. Every refusal is
 * `{ error: { code, message, issues } }` with the HTTP status of the table of codes.
 */
export function createService(deps: ServiceDeps): FastifyInstance {
  const { rules, model, clock, logger } = deps;
  const store = openDecisionStore(deps.remembered ?? REMEMBERED);

  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const coded = codedError(error, request.headers['content-type']);
    const fault = coded.http >= 500;
    if (fault) request.log.error({ err: error }, coded.code);
    // A client that sent half a body or too much of it cannot be followed up on the same connection.
    if (coded.code === 'PARUS_BODY_TOO_LARGE') reply.header('connection', 'close');
    reply.code(coded.http).send(errorAnswer(coded.code === 'PARUS_INTERNAL' ? hiddenFault() : coded));
  };

  const app: FastifyInstance = fastify({
    ...(logger ? { loggerInstance: logger } : { logger: false }),
    // Request logs would carry application ids.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 10_000,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
    clientErrorHandler: refuseRawBytes,
    frameworkErrors: (error, request, reply) => refuse(error, request, reply as unknown as FastifyReply),
  });
  app.removeContentTypeParser('text/plain');
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  // Without it a connection whose request was under way would stay open until its keep-alive runs out.
  app.addHook('onSend', async (_, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  app.setErrorHandler(refuse);
  app.setNotFoundHandler((request, reply) => {
    const { method, url } = request;
    refuse(fail('PARUS_ROUTE_UNKNOWN', { method, url: url.slice(0, 200) }), request, reply);
  });

  const assess = async (application: Application): Promise<Assessed> => {
    try {
      return await deps.assess(application);
    } catch (error) {
      if (error instanceof ParusError && error.http < 500) throw error;
      app.log.error({ err: error }, 'assessment failed, the application goes to review');
      return NOTHING_KNOWN;
    }
  };

  app.get('/healthz', () => ({ status: 'ok', model, policy: rules.hash, decisions: store.size }));

  app.post('/v1/applications', async (request, reply) => {
    const started = clock();
    const key = idempotencyKey(request);
    const body = parseApplicationBody(request.body);
    const { applicationId } = body;
    const bodyHash = key === undefined ? '' : sha256(canonicalJson(body));
    const { answer, replayed } = await store.once({ applicationId, key, bodyHash }, async () => {
      const application = applicationOf(body, businessDay(started));
      const decision = await decideAsync({ application, ...(await assess(application)), model }, rules);
      return { answer: answerOf(decision, clock() - started), trace: decision.trace };
    });
    if (replayed) reply.header('idempotency-replayed', 'true');
    return answer;
  });

  app.get<{ Params: { id: string } }>('/v1/decisions/:id', async (request) => {
    const { id } = request.params;
    const stored = await store.get(id);
    if (!stored) throw fail('PARUS_DECISION_UNKNOWN', { applicationId: id.slice(0, 200) });
    return { ...stored.answer, trace: stored.trace };
  });
  return app;
}

function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && KEY_PATTERN.test(key)) return key;
  const message = 'expected 1-128 visible ASCII characters';
  const path = 'headers.idempotency-key';
  throw fail('PARUS_APPLICATION_INVALID', { problem: `${path}: ${message}` }, [{ path, message }]);
}

/** China has one time zone, eight hours ahead of UTC, and no summer time. */
const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** The calendar day in China at `ms` since 1970-01-01 UTC. */
export function businessDay(ms: number): Day {
  return Math.floor((ms + CHINA_OFFSET_MS) / DAY_MS);
}
