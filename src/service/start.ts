import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { fail } from '../core/index.ts';
import { createService, type ServiceDeps } from './service.ts';

export interface StartOptions extends ServiceDeps {
  /** 0 takes any free port. */
  readonly port: number;
  /** Default 127.0.0.1: reachable from this machine only. */
  readonly host?: string | undefined;
  /** Aborting it shuts the service down gracefully. */
  readonly signal?: AbortSignal | undefined;
}

export interface RunningService {
  readonly app: FastifyInstance;
  readonly url: string;
  readonly port: number;
  /** Stops listening, finishes the requests under way, then resolves. */
  close(): Promise<void>;
  /** Resolves when the service has shut down, whoever asked for it. */
  readonly closed: Promise<void>;
}

/**
 * Starts the approval service and resolves when it listens.
 * @throws PARUS_PORT_IN_USE where the port cannot be had, PARUS_CANCELLED where the signal was aborted before.
 */
export async function startService(options: StartOptions): Promise<RunningService> {
  const { port, host = '127.0.0.1', signal } = options;
  if (signal?.aborted) throw fail('PARUS_CANCELLED', { task: 'serve' });
  const app = createService(options);
  try {
    await app.listen({ port, host });
  } catch (error) {
    await app.close();
    const { code, message } = error as NodeJS.ErrnoException;
    throw fail('PARUS_PORT_IN_USE', { port, problem: code ?? message }, [], error);
  }
  const closed = new Promise<void>((resolve) => app.server.once('close', () => resolve()));
  const close = async (): Promise<void> => {
    signal?.removeEventListener('abort', close);
    await app.close();
  };
  signal?.addEventListener('abort', close, { once: true });
  const bound = (app.server.address() as AddressInfo).port;
  const name = host.includes(':') ? `[${host}]` : host;
  return { app, url: `http://${name}:${bound}`, port: bound, close, closed };
}
